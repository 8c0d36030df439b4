"""What describes the API."""

import re
from typing import Any

import pytest
from fastapi.routing import APIRoute

from storefront.api.app import make_api
from storefront.api.openapi import describe, describe_for_viewer
from storefront.settings import Settings
from tests.api.client import SITE, ApiClient
from tests.api.conftest import As
from tests.factories import Trade


@pytest.fixture
def stranger(as_: As, trade: Trade) -> ApiClient:
    return as_(None)


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set[str]()
        return own.union(*(references(value) for value in node.values()))
    return set[str]().union(*(references(value) for value in node)) if isinstance(node, list) else set()


class TestOpenApi:
    def test_describes_every_call_of_the_api(self, stranger: ApiClient) -> None:
        document = stranger.get("/openapi.json").json()
        assert document["openapi"].startswith("3.1")
        calls = {(method, path) for path, methods in document["paths"].items() for method in methods}
        assert ("post", "/api/v1/outlets/{outlet}/carts/{seller}/checkout") in calls
        assert {path for _, path in calls if not path.startswith("/api/v1/")} == set()
        served = {
            (method.lower(), route.path)
            for route in make_api(Settings()).routes
            if isinstance(route, APIRoute) and route.include_in_schema
            for method in route.methods or ()
        }
        assert calls == served

    def test_says_how_to_be_let_in(self) -> None:
        document = describe(make_api(Settings()))
        assert set(document["components"]["securitySchemes"]) == {"bearer", "cookie"}
        open_calls = {
            path
            for path, methods in document["paths"].items()
            for call in methods.values()
            if "security" not in call
        }
        assert open_calls == {
            "/api/v1/sessions",
            "/api/v1/problems",
            "/api/v1/prospects",
            "/api/v1/invitations/show",
            "/api/v1/invitations/accept",
            "/api/v1/password-resets",
            "/api/v1/password-resets/confirm",
            "/api/v1/email-changes/confirm",
        }

    def test_every_call_can_be_refused_with_a_problem(self) -> None:
        document = describe(make_api(Settings()))
        for methods in document["paths"].values():
            for call in methods.values():
                assert "application/problem+json" in call["responses"]["default"]["content"]
                assert "422" not in call["responses"]
                assert call["summary"]

    def test_refers_to_nothing_that_is_missing(self) -> None:
        for document in (describe(make_api(Settings())), describe_for_viewer(make_api(Settings()))):
            names = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
            assert references(document) <= names

    def test_for_the_viewer_is_of_the_version_that_it_reads(self, stranger: ApiClient) -> None:
        document = stranger.get(f"{SITE}/api/docs/openapi-3.0.json").json()
        assert document["openapi"] == "3.0.3"
        assert '"null"' not in str(document).replace("'", '"')
        assert set(document["paths"]) == set(stranger.get("/openapi.json").json()["paths"])


class TestDocs:
    def test_need_nothing_from_elsewhere_and_no_inline_script(self, stranger: ApiClient) -> None:
        page = stranger.get(f"{SITE}/api/docs")
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert "//" not in re.sub(r"<!.*?>", "", page.text)
        assert re.findall(r"<script[^>]*>([^<]+)", page.text) == []
        for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
            assert stranger.get(SITE + address).status_code == 200

    def test_files_of_the_viewer_have_their_types(self, stranger: ApiClient) -> None:
        kinds = {
            name: stranger.get(f"{SITE}/api/docs/{name}").headers["content-type"].partition(";")[0]
            for name in ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png", "start.js")
        }
        assert kinds == {
            "swagger-ui.css": "text/css",
            "swagger-ui-bundle.js": "text/javascript",
            "favicon-32x32.png": "image/png",
            "start.js": "text/javascript",
        }

    @pytest.mark.parametrize("name", ["index.html", "nothing.js", "..%2F__init__.py", "swagger-ui.css.map"])
    def test_other_files_are_not_given_out(self, stranger: ApiClient, name: str) -> None:
        assert stranger.get(f"{SITE}/api/docs/{name}").status_code == 404
