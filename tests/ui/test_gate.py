"""What the gate lets through, hides and adds."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from storefront.api.request_log import refuse
from storefront.parties.service import hash_token
from storefront.ui.gate import SESSION_HEADER, Gate, GateRules

TOKEN = "6f2b1d9e-8c42-4c9e-9d3b-0c8f3a7b1e55"


class Inner:
    """Remembers what reached it, and answers with a page."""

    def __init__(self) -> None:
        self.scope: dict[str, Any] = {}
        self.body = b""
        self.was_cut_off = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.scope = scope
        if scope["type"] == "websocket":
            return
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.was_cut_off = True
                return
            self.body += message["body"]
            if not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"page"})


@pytest.fixture
def inner() -> Inner:
    return Inner()


@pytest.fixture
def gate(inner: Inner, tmp_path: Path) -> Gate:
    (tmp_path / "sign-in").mkdir()
    (tmp_path / "sign-in" / "index.html").write_text("page")
    rules = GateRules(
        cookie_name="storefront_session",
        secret=b"secret",
        origins=frozenset({"https://shop.example"}),
        content_policy="default-src 'self'",
        built_site=tmp_path,
        maximum_body=10,
    )
    return Gate(inner, rules, refuse)


def visit(
    gate: Gate,
    path: str = "/",
    *,
    kind: str = "http",
    method: str = "GET",
    headers: dict[str, str] | None = None,
    query: str = "",
    body: tuple[bytes, ...] = (b"",),
) -> dict[str, Any]:
    """What was answered: `status` or `code`, and `headers`."""
    parts = [{"type": "http.request", "body": part, "more_body": part is not body[-1]} for part in body]
    answered: dict[str, Any] = {"status": None, "code": None, "headers": {}}

    async def receive() -> Any:
        return parts.pop(0)

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answered["status"] = message["status"]
            answered["headers"] = {name.decode(): value.decode() for name, value in message["headers"]}
        answered["code"] = message.get("code", answered["code"])

    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
    }
    asyncio.run(gate(scope, receive, send))
    return answered


def token_of(inner: Inner) -> str:
    return inner.scope["query_string"].decode().removeprefix("token=")


class TestOrigins:
    def test_a_foreign_page_cannot_open_the_websocket(self, gate: Gate, inner: Inner):
        headers = {"origin": "https://evil.example", "host": "shop.example"}
        assert visit(gate, "/_event", kind="websocket", headers=headers)["code"] == 4403
        assert inner.scope == {}

    @pytest.mark.parametrize("origin", ["null", "http://shop.example.evil.example", "http://shop.example:81"])
    def test_what_only_looks_like_ours_is_foreign(self, gate: Gate, inner: Inner, origin: str):
        headers = {"origin": origin, "host": "shop.example"}
        assert visit(gate, "/_event", kind="websocket", headers=headers)["code"] == 4403

    @pytest.mark.parametrize(
        "headers",
        [
            {"origin": "https://shop.example", "host": "x"},
            {"origin": "http://localhost:3000", "host": "localhost:3000"},
            {},
        ],
    )
    def test_our_own_pages_and_programs_can(self, gate: Gate, inner: Inner, headers: dict[str, str]):
        assert visit(gate, "/_event", kind="websocket", headers=headers)["code"] is None
        assert inner.scope["path"] == "/_event"

    def test_a_foreign_page_cannot_post(self, gate: Gate, inner: Inner):
        assert (
            visit(gate, "/auth/sign-in", method="POST", headers={"origin": "https://evil.example"})["status"]
            == 403
        )

    def test_a_browser_that_hides_its_origin_cannot_post(self, gate: Gate, inner: Inner):
        assert (
            visit(gate, "/auth/sign-in", method="POST", headers={"sec-fetch-site": "cross-site"})["status"]
            == 403
        )

    def test_anybody_can_read_public_pages(self, gate: Gate, inner: Inner):
        assert visit(gate, "/", headers={"origin": "https://evil.example"})["status"] == 200


class TestCookies:
    def test_screens_see_the_hash_and_never_the_cookie(self, gate: Gate, inner: Inner):
        headers = {"cookie": "a=1; storefront_session=raw; b=2", "authorization": "Bearer x"}
        visit(gate, "/_event", kind="websocket", headers=headers, query=f"token={TOKEN}")
        seen = dict(inner.scope["headers"])
        assert seen == {SESSION_HEADER.encode(): hash_token("raw").encode()}

    def test_nobody_can_bring_a_hash_of_their_own(self, gate: Gate, inner: Inner):
        for path in ("/_event", "/api/v1/me", "/"):
            visit(gate, path, headers={SESSION_HEADER.title(): hash_token("raw")})
            assert SESSION_HEADER.encode() not in dict(inner.scope["headers"])

    def test_the_api_keeps_its_cookie(self, gate: Gate, inner: Inner):
        visit(gate, "/api/v1/me", headers={"cookie": "storefront_session=raw"})
        assert dict(inner.scope["headers"])[b"cookie"] == b"storefront_session=raw"

    def test_an_odd_cookie_of_a_neighbour_does_not_hide_ours(self, gate: Gate, inner: Inner):
        visit(gate, "/_event", kind="websocket", headers={"cookie": 'x={"a":1}; storefront_session=raw'})
        assert dict(inner.scope["headers"])[SESSION_HEADER.encode()] == hash_token("raw").encode()


class TestClientToken:
    def test_belongs_to_the_session_that_used_it(self, gate: Gate, inner: Inner):
        tokens: set[str] = set()
        for cookie in ("", "storefront_session=one", "storefront_session=two"):
            visit(gate, "/_event", kind="websocket", headers={"cookie": cookie}, query=f"token={TOKEN}")
            tokens.add(token_of(inner))
        assert len(tokens) == 3
        assert TOKEN not in tokens

    def test_stays_the_same_for_the_same_session(self, gate: Gate, inner: Inner):
        seen: list[str] = []
        for _ in range(2):
            visit(
                gate,
                "/_event",
                kind="websocket",
                headers={"cookie": "storefront_session=one"},
                query=f"token={TOKEN}",
            )
            seen.append(token_of(inner))
        assert seen[0] == seen[1]


class TestBodies:
    def test_an_announced_length_above_the_limit_is_refused(self, gate: Gate, inner: Inner):
        assert (
            visit(gate, "/api/v1/sessions", method="POST", headers={"content-length": "11"})["status"] == 413
        )

    @pytest.mark.parametrize("length", ["x", "-1", "1e3"])
    def test_a_length_that_is_no_number_is_refused(self, gate: Gate, inner: Inner, length: str):
        assert (
            visit(gate, "/api/v1/sessions", method="POST", headers={"content-length": length})["status"]
            == 400
        )

    def test_a_body_that_announces_nothing_is_refused_when_it_grows_too_long(self, gate: Gate, inner: Inner):
        answer = visit(gate, "/api/v1/sessions", method="POST", body=(b"123456", b"789012"))
        assert inner.was_cut_off
        assert answer["status"] == 413


class TestHeaders:
    def test_every_answer_carries_the_policies(self, gate: Gate, inner: Inner):
        headers = visit(gate, "/")["headers"]
        assert headers["content-security-policy"] == "default-src 'self'"
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-cache"

    def test_hashed_assets_are_kept_for_good(self, gate: Gate, inner: Inner):
        assert (
            visit(gate, "/assets/x-1a2b.js")["headers"]["cache-control"]
            == "public, max-age=31536000, immutable"
        )

    def test_a_folder_is_answered_without_a_redirect(self, gate: Gate, inner: Inner):
        assert visit(gate, "/sign-in")["status"] == 200
        assert inner.scope["path"] == "/sign-in/"
