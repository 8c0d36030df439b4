"""Signing in and out over HTTP."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal

from storefront.api.app import make_api
from storefront.db.session import transaction
from storefront.kit.clock import now
from storefront.settings import Settings
from tests.api.client import SITE, ApiClient
from tests.api.conftest import As, TakeDigest
from tests.factories import PASSWORD, Trade, make_contact, make_session

MakeSettings = Callable[..., Settings]


@pytest.fixture
def stranger(as_: As, trade: Trade) -> ApiClient:
    return as_(None)


def sign_in(
    client: ApiClient, email: str = "buyer@first.example", password: str = PASSWORD, **options: Any
) -> Any:
    return client.post("/sessions", json={"email": email, "password": password}, **options)


class TestSignIn:
    def test_answers_a_token_that_opens_and_who_it_is(self, stranger: ApiClient, trade: Trade) -> None:
        response = sign_in(stranger)
        body = response.json()
        assert response.status_code == 201
        assert set(body) == {"token", "expires_at", "contact"}
        assert body["contact"] == {
            "id": str(trade.buyer.id),
            "name": "Bea Buyer",
            "email": "buyer@first.example",
        }
        assert body["expires_at"].endswith("Z")
        lasts = datetime.fromisoformat(body["expires_at"]) - now()
        assert timedelta(days=13, hours=23) < lasts <= timedelta(days=14)
        stranger.http.cookies.clear()
        who = stranger.get("/me", headers={"authorization": f"Bearer {body['token']}"})
        assert who.json()["contact"]["email"] == "buyer@first.example"

    def test_sets_a_cookie_that_scripts_cannot_read(self, stranger: ApiClient) -> None:
        response = sign_in(stranger)
        cookie = response.headers["set-cookie"]
        token = response.json()["token"]
        assert cookie.startswith(f"storefront_session={token}; HttpOnly; Max-Age=12095")
        assert cookie.endswith("; Path=/; SameSite=lax")
        assert stranger.get("/me").status_code == 200

    def test_the_cookie_is_for_tls_alone_where_the_site_is(
        self, trade: Trade, portal: BlockingPortal, make_settings: MakeSettings
    ) -> None:
        client = ApiClient(make_api(make_settings(secure_cookies=True)), portal)
        assert sign_in(client).headers["set-cookie"].endswith("; Path=/; SameSite=lax; Secure")
        client.close()

    def test_the_address_is_read_without_case_and_spaces(self, stranger: ApiClient) -> None:
        assert sign_in(stranger, " Buyer@FIRST.example ").status_code == 201

    def test_a_wrong_password_and_an_unknown_address_are_told_alike(self, stranger: ApiClient) -> None:
        wrong = sign_in(stranger, password="not the password")
        unknown = sign_in(stranger, "nobody@first.example")
        assert wrong.status_code == unknown.status_code == 401
        assert wrong.json() == unknown.json()
        assert wrong.json() == {
            "type": "/api/v1/problems#wrong_credentials",
            "title": "Wrong credentials",
            "status": 401,
            "detail": "That e-mail address and password do not fit together. Check both and try again.",
            "code": "wrong_credentials",
        }

    def test_a_contact_that_was_switched_off_is_refused(self, stranger: ApiClient) -> None:
        with transaction() as session:
            make_contact(session, email="off@first.example", is_active=False)
        assert sign_in(stranger, "off@first.example").json()["code"] == "wrong_credentials"

    def test_too_many_failures_are_told_to_wait(
        self, trade: Trade, portal: BlockingPortal, make_settings: MakeSettings, take_digest: TakeDigest
    ) -> None:
        client = ApiClient(make_api(make_settings(sign_in_attempts_per_account=2)), portal)
        before = take_digest()
        for _ in range(2):
            assert sign_in(client, password="wrong").status_code == 401
        response = sign_in(client)
        client.close()
        assert (response.status_code, response.json()["code"]) == (429, "too_many_attempts")
        wait = response.json()["retry_after"]
        assert response.headers["retry-after"] == str(wait)
        assert 14 * 60 < wait <= 15 * 60 + 1
        assert take_digest() == before

    def test_names_what_is_wrong_with_the_input(self, stranger: ApiClient, subtests: pytest.Subtests) -> None:
        for body, fields in [
            ({}, {"email": "is required", "password": "is required"}),
            ({"email": "a@b.example"}, {"password": "is required"}),
            (
                {"email": 1, "password": None},
                {"email": "should be a valid string", "password": "should be a valid string"},
            ),
            (
                {"email": "a\x00@b.example", "password": "x"},
                {"email": "has characters that cannot be used here"},
            ),
            ({"email": "a" * 255, "password": "x"}, {"email": "should have at most 254 characters"}),
            (
                {"email": "a@b.example", "password": "x" * 201},
                {"password": "should have at most 200 characters"},
            ),
            ({"email": "a@b.example", "password": "x", "admin": True}, {"admin": "is not known here"}),
            ([], {"body": "should be a valid dictionary or object to extract fields from"}),
        ]:
            with subtests.test(body=body):
                response = stranger.post("/sessions", json=body)
                assert (response.status_code, response.json()["fields"]) == (422, fields)

    def test_another_site_cannot_sign_a_visitor_in(
        self, stranger: ApiClient, take_digest: TakeDigest
    ) -> None:
        before = take_digest()
        response = sign_in(stranger, headers={"origin": "https://evil.example"})
        assert (response.status_code, response.json()["code"]) == (403, "foreign_origin")
        assert "set-cookie" not in response.headers
        assert take_digest() == before


class TestAddressOfTheClient:
    """Failures are counted for each address: nobody may choose the one that is counted."""

    @pytest.mark.parametrize(
        ("trusted", "forwarded", "counted"),
        [
            (0, "6.6.6.6", "127.0.0.1"),
            (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),
            (2, "6.6.6.6, 9.9.9.9, 10.0.0.1", "9.9.9.9"),
            (2, "9.9.9.9", "9.9.9.9"),
            (1, "", "127.0.0.1"),
        ],
    )
    def test_is_the_one_that_trusted_proxies_saw(
        self,
        trade: Trade,
        portal: BlockingPortal,
        make_settings: MakeSettings,
        trusted: int,
        forwarded: str,
        counted: str,
    ) -> None:
        client = ApiClient(make_api(make_settings(trusted_proxies=trusted)), portal)
        token = sign_in(client, headers={"x-forwarded-for": forwarded}).json()["token"]
        client.http.cookies.clear()
        sessions = client.get("/sessions", headers={"authorization": f"Bearer {token}"}).json()["items"]
        client.close()
        assert next(each["address"] for each in sessions if each["is_current"]) == counted


class TestSessions:
    def test_are_listed_and_can_be_ended_one_by_one(self, as_: As, trade: Trade) -> None:
        client = as_(trade.buyer)
        with transaction() as session:
            token = make_session(session, contact_id=trade.buyer.id)
        listed = client.get("/sessions").json()
        assert listed["next_cursor"] is None
        assert [each["is_current"] for each in listed["items"]].count(True) == 1
        other = next(each for each in listed["items"] if not each["is_current"])
        assert set(other) == {
            "id",
            "created_at",
            "last_seen_at",
            "expires_at",
            "address",
            "user_agent",
            "is_current",
        }
        assert client.delete(f"/sessions/{other['id']}").status_code == 204
        ended = client.get("/me", headers={"authorization": f"Bearer {token}"})
        assert (ended.status_code, ended.json()["code"]) == (401, "not_signed_in")
        assert client.delete(f"/sessions/{other['id']}").json()["code"] == "session_not_found"

    def test_signing_out_ends_this_one_and_clears_the_cookie(self, as_: As, trade: Trade) -> None:
        client = as_(trade.buyer)
        response = client.delete("/sessions/current")
        assert (response.status_code, response.content) == (204, b"")
        assert 'storefront_session=""' in response.headers["set-cookie"]
        assert client.get("/me").status_code == 401

    def test_unknown_ones_are_not_found(self, as_: As, trade: Trade, subtests: pytest.Subtests) -> None:
        for session_id in ["nonsense", "1", "00000000-0000-0000-0000-000000000000"]:
            with subtests.test(session_id=session_id):
                assert as_(trade.buyer).delete(f"/sessions/{session_id}").status_code == 404

    def test_expire(self, as_: As, trade: Trade) -> None:
        with transaction() as session:
            token = make_session(session, contact_id=trade.buyer.id, expires_in=timedelta(seconds=-1))
        assert as_(None).get("/me", headers={"authorization": f"Bearer {token}"}).status_code == 401


class TestWhoAmI:
    def test_names_memberships_roles_and_duties(self, as_: As, trade: Trade) -> None:
        assert as_(trade.admin).get("/me").json() == {
            "contact": {"id": str(trade.admin.id), "name": "Ada Admin", "email": "admin@first.example"},
            "memberships": [
                {
                    "organization": {"number": "ORG-1", "name": "First Gifts"},
                    "hierarchy_number": "HIER-ORG-1",
                    "node": {"number": "N-ORG-1", "name": "First Gifts", "kind": "organization"},
                    "role": "admin",
                    "status": "active",
                }
            ],
            "duties": [],
            "seller": None,
        }


class TestCookieWrites:
    """A browser sends the cookie along with whatever another site's page asks for."""

    @pytest.fixture
    def browser(self, stranger: ApiClient, trade: Trade) -> ApiClient:
        stranger.http.cookies.set("storefront_session", trade.buyer.token)
        return stranger

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"origin": SITE}, 201),
            ({"sec-fetch-site": "same-origin"}, 201),
            ({}, 403),
            ({"origin": "https://evil.example"}, 403),
            ({"origin": "null"}, 403),
            ({"origin": "https://testserver.evil.example"}, 403),
            ({"sec-fetch-site": "cross-site"}, 403),
            ({"sec-fetch-site": "same-site"}, 403),
            ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, 403),
        ],
    )
    def test_must_come_from_a_page_of_ours(
        self, browser: ApiClient, headers: dict[str, str], status: int
    ) -> None:
        line = {"sku": "M-001", "quantity": 1}
        assert (
            browser.post("/outlets/1001/carts/MAKER/lines", json=line, headers=headers).status_code == status
        )
        assert len(browser.get("/outlets/1001/carts/MAKER").json()["lines"]) == (status == 201)

    def test_may_come_from_the_other_addresses_of_the_site(
        self, trade: Trade, portal: BlockingPortal, make_settings: MakeSettings
    ) -> None:
        client = ApiClient(make_api(make_settings(origins="https://shop.example/")), portal)
        client.http.cookies.set("storefront_session", trade.buyer.token)
        response = client.delete(
            "/outlets/1001/carts/MAKER/lines", headers={"origin": "https://shop.example"}
        )
        client.close()
        assert response.status_code == 200

    def test_a_bearer_token_needs_no_origin(self, as_: As, trade: Trade) -> None:
        response = as_(trade.buyer).delete(
            "/outlets/1001/carts/MAKER/lines", headers={"origin": "https://any.example"}
        )
        assert response.status_code == 200

    def test_a_bad_authorization_is_not_made_up_for_by_the_cookie(self, browser: ApiClient) -> None:
        assert browser.get("/me", headers={"authorization": "Basic YTpi"}).status_code == 401
