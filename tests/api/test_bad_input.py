"""Whatever is sent: never a 500, never half a change."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from storefront.api.app import make_api
from storefront.db.session import transaction
from storefront.settings import Settings
from tests.api.client import SITE, ApiClient
from tests.api.conftest import As, TakeDigest
from tests.api.every_route import PUBLIC, RIGHTFUL, options_of, path_of, rightful_caller
from tests.api.mistakes import Asked, Turns, example, mistakes
from tests.api.odd import CURSORS, JSON, fuzzing, is_an_answer, odd_texts, odd_values, problem_with
from tests.api.things import make_things
from tests.databases import TestDatabase
from tests.factories import MadeContact, Trade, make_acting_session, make_staff

DOCUMENT = make_api(Settings()).openapi()
CALLS = sorted((method.upper(), path) for path, calls in DOCUMENT["paths"].items() for method in calls)
SCENE = "scene of every call"
LINES = "/outlets/1001/carts/MAKER/lines"


class Answers:
    """What is in the database, and whether anybody committed since it was looked at."""

    def __init__(self, database: TestDatabase, before: dict[str, str], take_digest: TakeDigest) -> None:
        self._database, self._before, self._take_digest = database, before, take_digest
        self.begin_anew()

    def begin_anew(self) -> None:
        """Everything as it was before the first call."""
        self._database.restore(SCENE)
        self.has_committed = False

    def changed(self) -> set[str]:
        """The tables in which something is different."""
        self.has_committed = False
        now = self._take_digest()
        return {name for name, digest in now.items() if digest != self._before[name]}


@dataclass(frozen=True, slots=True)
class Scene:
    """Something for each parameter that a path can have, and who may call what."""

    things: dict[str, str]
    callers: dict[str | None, MadeContact]
    before: dict[str, str]
    """The digest of what is in the database before the first call."""


@pytest.fixture(scope="session")
def scenes() -> list[Scene]:
    """The scene, when this worker has made it."""
    return []


class TestEveryCall:
    """Made from the OpenAPI document: a new call, parameter or field cannot be forgotten."""

    @pytest.fixture
    def application(self, committing_engine: Any, make_settings: Any) -> Any:
        """The API with no end to attempts: those that are counted would hide the others."""
        many = dict.fromkeys(
            ("sign_in_attempts_per_account", "sign_in_attempts_per_address", "applications_per_address"),
            100_000,
        )
        return make_api(make_settings(**many))

    @pytest.fixture
    def scene(
        self, as_: As, trade: Trade, database: TestDatabase, scenes: list[Scene], take_digest: TakeDigest
    ) -> Scene:
        if not scenes:
            things = make_things(as_, trade)
            with transaction() as session:
                staff = make_staff(session, trade)
                opened = make_acting_session(session, employee=staff.field, outlet=trade.second_outlet)
            things["acting_session_id"] = str(opened)
            callers = {name: getattr(staff, name, None) or getattr(trade, name) for name in RIGHTFUL.values()}
            scenes.append(Scene(things, {None: trade.buyer, **callers}, take_digest()))
            database.remember(SCENE)
        return scenes[0]

    @pytest.mark.parametrize("route", CALLS, ids=" ".join)
    def test_refuses_what_is_wrong_and_changes_nothing(
        self,
        route: tuple[str, str],
        as_: As,
        scene: Scene,
        database: TestDatabase,
        take_digest: TakeDigest,
    ) -> None:
        client = as_(None if route in PUBLIC else scene.callers[rightful_caller(route)])
        answers = Answers(database, scene.before, take_digest)

        def note(_connection: Any) -> None:
            answers.has_committed = True

        event.listen(database.engine, "commit", note)
        try:
            wrong = [
                said
                for asked in asked_wrongly(route, scene)
                if (said := self.said(client, route, asked, answers))
            ]
            assert wrong == []
            assert answers.changed() == set()
        finally:
            event.remove(database.engine, "commit", note)

    @staticmethod
    def said(client: ApiClient, route: tuple[str, str], asked: Asked, answers: Answers) -> str:
        """What is wrong with the answer; empty when it is an answer."""
        method, template = route
        response = client.request(
            method,
            SITE + template.format(**asked.path),
            params=list(asked.query),
            headers=[(name.encode(), text.encode("latin-1")) for name, text in (asked.headers or {}).items()],
            content=asked.body,
        )
        problem = problem_with(response)
        if problem:
            return f"{asked.what}: {problem}"
        if response.status_code >= 300:
            changed = answers.changed() if answers.has_committed else set[str]()
            return f"{asked.what}: refused, and changed {changed}" if changed else ""
        if method != "GET":
            answers.begin_anew()
        return ""


def asked_wrongly(route: tuple[str, str], scene: Scene) -> Iterator[Asked]:
    """The call in every wrong way."""
    call = DOCUMENT["paths"][route[1]][route[0].lower()]
    options = options_of(route, scene.things)
    content = call.get("requestBody", {}).get("content", {})
    value = options.get("json")
    headers = {**options.get("headers", {})}
    body = None
    if "application/json" in content:
        value = value or example(content["application/json"]["schema"], DOCUMENT)
        body = json.dumps(value).encode()
        headers |= JSON
    elif content:
        body = str(options.get("content", "sku,quantity\nM-001,1")).encode()
        headers["content-type"] = "text/csv"
    query = tuple(options.get("params", {}).items())
    right = Asked(path_of(route, scene.things), query, headers, body)
    turns = Turns(CALLS.index(route))
    return mistakes(call, right, value, DOCUMENT, turns)


class TestQueries:
    @fuzzing
    @given(
        params=st.dictionaries(
            st.sampled_from(
                ["q", "catalog", "category", "available", "min_price", "max_price", "sort", "limit", "cursor"]
            ),
            odd_texts | CURSORS,
            max_size=4,
        ),
        sort=st.sampled_from(["relevance", "name", "price", "-price", "last_bought"]),
    )
    def test_of_products(self, buyer: ApiClient, params: dict[str, str], sort: str) -> None:
        query = {"seller": "MAKER", "sort": sort, **params}
        assert is_an_answer(buyer.get("/outlets/1001/products", params=query))

    @fuzzing
    @given(
        params=st.dictionaries(
            st.sampled_from(
                [
                    "q",
                    "outlet",
                    "seller",
                    "status",
                    "contact",
                    "placed_from",
                    "placed_to",
                    "min_total",
                    "max_total",
                    "scope",
                    "limit",
                    "cursor",
                ]
            ),
            odd_texts | CURSORS,
            max_size=4,
        ),
        sort=st.sampled_from(["placed_at", "-placed_at", "total", "-total"]),
    )
    def test_of_orders(self, buyer: ApiClient, params: dict[str, str], sort: str) -> None:
        for path in ("/orders", "/orders/export.csv"):
            assert is_an_answer(buyer.get(path, params={"sort": sort, **params}))

    @fuzzing
    @given(text=odd_texts, cursor=CURSORS | odd_texts)
    def test_of_outlets(self, buyer: ApiClient, text: str, cursor: str) -> None:
        assert is_an_answer(buyer.get("/outlets", params={"q": text, "cursor": cursor}))

    @pytest.mark.parametrize(
        "sort", ["offers:last_bought", "orders:placed_at", "orders:-placed_at", "outlets"]
    )
    def test_a_forged_page_marker_is_refused(
        self, buyer: ApiClient, sort: str, subtests: pytest.Subtests
    ) -> None:
        kind, _, order = sort.partition(":")
        path = {"offers": "/outlets/1001/products", "orders": "/orders", "outlets": "/outlets"}[kind]
        for value in (
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:00-14:00",
            "2026-01-01",
            "nonsense",
            "",
            7,
            None,
            [1],
        ):
            with subtests.test(value=value):
                marker = base64.urlsafe_b64encode(json.dumps([sort, value, 1]).encode()).decode().rstrip("=")
                query = {
                    "cursor": marker,
                    **({"seller": "MAKER"} if kind == "offers" else {}),
                    **({"sort": order} if order else {}),
                }
                assert is_an_answer(buyer.get(path, params=query))


class TestPaths:
    @fuzzing
    @given(outlet=odd_texts, seller=odd_texts, thing=odd_texts)
    def test_lead_nowhere(self, buyer: ApiClient, outlet: str, seller: str, thing: str) -> None:
        outlet, seller, thing = (quote(text, safe="") or "x" for text in (outlet, seller, thing))
        for path in (
            f"/outlets/{outlet}/credit",
            f"/outlets/1001/carts/{seller}",
            f"/outlets/1001/products/{thing}?seller=MAKER",
            f"/orders/{thing}",
            f"/outlets/1001/catalogs?seller={seller}",
            f"{SITE}/artwork/{thing}.svg",
            f"{SITE}/api/{thing}",
            f"{SITE}/api/docs/{thing}",
        ):
            response = buyer.get(path)
            assert is_an_answer(response)
            assert response.status_code in {200, 404, 405, 422}
        assert is_an_answer(buyer.delete(f"{LINES}/{thing}"))
        assert is_an_answer(buyer.delete(f"/sessions/{thing}"))


class TestBodies:
    @fuzzing
    @given(body=odd_values | st.fixed_dictionaries({"sku": odd_values, "quantity": odd_values}))
    def test_of_lines(self, buyer: ApiClient, body: Any) -> None:
        response = buyer.post(LINES, content=json.dumps(body), headers=JSON)
        assert is_an_answer(response)
        assert response.status_code in {201, 422}

    @fuzzing
    @given(
        body=odd_values
        | st.fixed_dictionaries(
            {},
            optional={
                "purchase_order_number": odd_values,
                "note": odd_values,
                "requested_delivery_date": odd_values,
                "expected_total": odd_values
                | st.fixed_dictionaries({"amount": odd_texts, "currency": odd_texts}),
                "payment_method": odd_values,
            },
        )
    )
    def test_of_checkout(self, buyer: ApiClient, body: Any) -> None:
        headers = {**JSON, "idempotency-key": "fuzz"}
        response = buyer.post("/outlets/1001/carts/MAKER/checkout", content=json.dumps(body), headers=headers)
        assert is_an_answer(response)
        assert response.status_code in {409, 422}

    @fuzzing
    @given(
        body=odd_values | st.fixed_dictionaries({"email": odd_values, "password": st.integers() | st.none()})
    )
    def test_of_signing_in(self, buyer: ApiClient, body: Any) -> None:
        assert is_an_answer(buyer.post("/sessions", content=json.dumps(body), headers=JSON))

    def test_that_are_no_json(
        self, buyer: ApiClient, take_digest: TakeDigest, subtests: pytest.Subtests
    ) -> None:
        bodies: tuple[bytes, ...] = (
            b"",
            b"{",
            b"\xff\xfe",
            b"[" * 100_000,
            b'{"quantity": ' + b"9" * 5_000 + b"}",
            b'{"sku": "\xff"}',
            b'{"sku": NaN}',
            b"sku=M-001&quantity=1",
        )
        before = take_digest()
        for body in bodies:
            for kind in ("application/json", "text/plain", "", "multipart/form-data"):
                with subtests.test(body=body[:20], kind=kind):
                    response = buyer.post(LINES, content=body, headers={"content-type": kind})
                    assert (response.status_code, response.json()["code"]) == (422, "invalid")
                    assert set(response.json()["fields"]) <= {"body", "sku", "quantity"}
        assert take_digest() == before

    def test_what_was_typed_as_a_password_is_never_said_back(self, buyer: ApiClient, trade: Trade) -> None:
        for body in ({"email": 1, "password": "s3cret-thing"}, {"email": "x", "password": ["s3cret-thing"]}):
            assert "s3cret-thing" not in buyer.post("/sessions", json=body).text


class TestAddresses:
    @pytest.mark.parametrize(
        ("method", "path", "status", "code"),
        [
            ("GET", "/api", 404, "not_found"),
            ("GET", "/api/", 404, "not_found"),
            ("GET", "/api/v2/me", 404, "not_found"),
            ("GET", "/api/v1/me/", 404, "not_found"),
            ("POST", "/api/v1/me", 405, "method_not_allowed"),
            ("PUT", "/api/v1/outlets/1001/carts/MAKER/lines", 405, "method_not_allowed"),
            ("GET", "/auth/sign-in", 405, "method_not_allowed"),
            ("GET", "/auth/nothing", 404, "not_found"),
        ],
    )
    def test_at_which_nothing_is(
        self, buyer: ApiClient, method: str, path: str, status: int, code: str
    ) -> None:
        response = buyer.request(method, SITE + path)
        assert (response.status_code, response.json()["code"]) == (status, code)
        assert response.headers["content-type"] == "application/problem+json"

    def test_a_wrong_method_is_told_the_right_ones(self, buyer: ApiClient) -> None:
        assert buyer.request("PUT", LINES).headers["allow"] == "DELETE, POST"
