"""The sign-in form, posted by a browser."""

from urllib.parse import parse_qs, urlsplit

import pytest

from storefront.api.routes.pages import local_address
from tests.api.client import SITE, ApiClient
from tests.api.conftest import As, TakeDigest
from tests.factories import PASSWORD, Trade

OWN_PAGE = {"origin": SITE}


@pytest.fixture
def browser(as_: As, trade: Trade) -> ApiClient:
    return as_(None)


def post(browser: ApiClient, path: str, **form: str) -> tuple[int, str, dict[str, list[str]]]:
    response = browser.post(f"{SITE}{path}", data=form, headers=OWN_PAGE)
    where = urlsplit(response.headers["location"])
    return response.status_code, where.path, parse_qs(where.query)


class TestSignInForm:
    @pytest.mark.parametrize(
        ("following", "path"),
        [("", "/outlets"), ("/o/1001/catalog", "/o/1001/catalog"), ("https://evil.example", "/outlets")],
    )
    def test_goes_on_with_a_session(self, browser: ApiClient, following: str, path: str) -> None:
        went = post(browser, "/auth/sign-in", email="buyer@first.example", password=PASSWORD, next=following)
        assert went == (303, path, {})
        assert browser.get("/me").status_code == 200

    @pytest.mark.parametrize(
        ("page", "path"),
        [
            (f"{SITE}/sign-in?next=%2Fo%2F1001%2Fcarts", "/o/1001/carts"),
            (f"{SITE}/sign-in?next=%2F%2Fevil.example", "/outlets"),
            (f"{SITE}/other?next=%2Fo%2F1001%2Fcarts", "/outlets"),
            ("http://[", "/outlets"),
            (f"{SITE}/sign-in?{'&'.join(['a=1'] * 30)}", "/outlets"),
        ],
    )
    def test_sent_before_its_script_ran_it_knows_the_page_from_its_address(
        self, browser: ApiClient, page: str, path: str
    ) -> None:
        form = {"email": "buyer@first.example", "password": PASSWORD, "next": ""}
        headers = {**OWN_PAGE, "referer": page}
        went = browser.post(f"{SITE}/auth/sign-in", data=form, headers=headers)
        assert (went.status_code, went.headers["location"]) == (303, path)

    def test_goes_back_with_the_problem_and_without_what_was_typed(self, browser: ApiClient) -> None:
        went = post(browser, "/auth/sign-in", email="buyer@first.example", password="wrong", next="/o/1001")
        assert went == (303, "/sign-in", {"problem": ["wrong_credentials"], "next": ["/o/1001"]})
        assert browser.get("/me").status_code == 401

    @pytest.mark.parametrize(
        "form", [{}, {"email": " ", "password": "x"}, {"email": "a@b.example", "password": ""}]
    )
    def test_goes_back_when_something_is_missing(self, browser: ApiClient, form: dict[str, str]) -> None:
        assert post(browser, "/auth/sign-in", **form) == (303, "/sign-in", {"problem": ["invalid"]})

    def test_says_how_long_to_wait(self, browser: ApiClient) -> None:
        for _ in range(10):
            post(browser, "/auth/sign-in", email="buyer@first.example", password="wrong")
        status, path, asked = post(browser, "/auth/sign-in", email="buyer@first.example", password=PASSWORD)
        assert (status, path, asked["problem"]) == (303, "/sign-in", ["too_many_attempts"])
        assert 800 < int(asked["wait"][0]) <= 901

    def test_another_site_cannot_sign_a_visitor_in(self, browser: ApiClient) -> None:
        form = {"email": "buyer@first.example", "password": PASSWORD}
        response = browser.post(f"{SITE}/auth/sign-in", data=form, headers={"origin": "https://evil.example"})
        assert (response.status_code, response.json()["code"]) == (403, "foreign_origin")
        assert "set-cookie" not in response.headers

    def test_bytes_that_are_no_form_are_refused(self, browser: ApiClient, take_digest: TakeDigest) -> None:
        before = take_digest()
        for kind in (
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
        ):
            response = browser.post(
                f"{SITE}/auth/sign-in",
                content=b"\xff\x00%zz=&--x\r\n\r\n",
                headers={"content-type": kind, **OWN_PAGE},
            )
            assert response.status_code in {303, 422}
        assert take_digest() == before


class TestSignOutForm:
    def test_ends_the_session(self, browser: ApiClient, trade: Trade) -> None:
        browser.http.cookies.set("storefront_session", trade.buyer.token)
        assert post(browser, "/auth/sign-out") == (303, "/sign-in", {})
        bearer = {"authorization": f"Bearer {trade.buyer.token}"}
        assert browser.get("/me", headers=bearer).status_code == 401

    def test_does_nothing_without_a_session(self, browser: ApiClient) -> None:
        assert post(browser, "/auth/sign-out") == (303, "/sign-in", {})

    def test_another_site_cannot_sign_a_visitor_out(self, browser: ApiClient, trade: Trade) -> None:
        browser.http.cookies.set("storefront_session", trade.buyer.token)
        refused = browser.post(f"{SITE}/auth/sign-out", headers={"origin": "https://evil.example"})
        assert refused.status_code == 403
        assert browser.get("/me").status_code == 200


class TestLocalAddress:
    @pytest.mark.parametrize("address", ["/", "/o/1001", "/o/1001/catalog?q=mug&sort=price#top", "/outlets"])
    def test_is_kept_when_it_is_ours(self, address: str) -> None:
        assert local_address(address) == address

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "o/1001",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "/o\\..\\evil",
            "https://evil.example",
            "javascript:alert(1)",
            "/o/1001\r\nset-cookie: a=b",
            "/\tevil.example",
            "/sign-in?next=/sign-in",
            "/auth/sign-out",
            "/api/v1/me",
            "/" + "a" * 2001,
        ],
    )
    def test_is_dropped_when_it_is_not_a_page_of_ours(self, address: str) -> None:
        assert local_address(address) == ""
