"""What the gate refuses of the API is told as the API tells it."""

from typing import Any

import pytest

from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.factories import Trade

LINES = "/outlets/1001/carts/MAKER/lines"
EVIL = "https://evil.example"
SECURITY_HEADERS = {
    "content-security-policy": "default-src 'self'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


def said(answer: Any) -> tuple[int, str]:
    """Status and code, once it is a problem document with a name and every security header."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.headers["x-request-id"]) == 32
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
    body = answer.json()
    assert (body["type"], body["status"]) == (f"/api/v1/problems#{body['code']}", answer.status_code)
    return answer.status_code, body["code"]


class TestForeignPage:
    def test_may_write_with_a_token_of_its_own(self, buyer: ApiClient) -> None:
        answer = buyer.post(LINES, json={"sku": "M-001", "quantity": 1}, headers={"origin": EVIL})
        assert answer.status_code == 201

    @pytest.mark.smoke
    @pytest.mark.parametrize("headers", [{"origin": EVIL}, {"sec-fetch-site": "cross-site"}])
    def test_may_not_write_with_a_visitors_cookie(
        self, as_: As, trade: Trade, take_digest: TakeDigest, headers: dict[str, str]
    ) -> None:
        before = take_digest()
        cookie = {"cookie": f"storefront_session={trade.buyer.token}"}
        answer = as_(None).post(LINES, json={"sku": "M-001", "quantity": 1}, headers=cookie | headers)
        assert said(answer) == (403, "foreign_origin")
        assert take_digest() == before

    def test_may_not_hide_a_cookie_behind_an_empty_token(
        self, as_: As, trade: Trade, take_digest: TakeDigest
    ) -> None:
        before = take_digest()
        headers = {"cookie": f"storefront_session={trade.buyer.token}", "authorization": "", "origin": EVIL}
        answer = as_(None).post(LINES, json={"sku": "M-001", "quantity": 1}, headers=headers)
        assert said(answer) == (403, "foreign_origin")
        assert take_digest() == before

    def test_may_not_sign_anybody_in(self, as_: As, trade: Trade, take_digest: TakeDigest) -> None:
        before = take_digest()
        wanted = {"email": trade.buyer.email, "password": "x"}
        for headers in ({"origin": EVIL}, {"origin": EVIL, "authorization": "Bearer x"}):
            assert said(as_(None).post("/sessions", json=wanted, headers=headers)) == (403, "foreign_origin")
        assert take_digest() == before


class TestBody:
    def test_of_an_odd_length_is_refused(self, buyer: ApiClient) -> None:
        answer = buyer.post(LINES, content=b"{}", headers={"content-length": "two"})
        assert said(answer) == (400, "bad_length")

    def test_above_the_limit_is_refused(self, buyer: ApiClient, take_digest: TakeDigest) -> None:
        before = take_digest()
        answer = buyer.post(LINES, content=b"x", headers={"content-length": "3000000"})
        assert said(answer) == (413, "too_large")
        assert answer.json()["detail"] == "A request may carry at most 2100000 bytes."
        assert take_digest() == before


class TestEveryAnswer:
    def test_carries_the_security_headers(self, buyer: ApiClient) -> None:
        for address in ("/me", "/outlets/2001/credit", "/nothing"):
            headers = buyer.get(address).headers
            assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
