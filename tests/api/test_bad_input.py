"""Whatever is sent: never a 500, never half a change."""

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.client import SITE, ApiClient
from tests.api.conftest import TakeDigest
from tests.factories import Trade

LINES = "/outlets/1001/carts/MAKER/lines"
JSON = {"content-type": "application/json"}

fuzzing = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
    deadline=None,
)

odd_texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            "\x00",
            "%00",
            "'",
            '"',
            "--",
            "%",
            "_",
            "*",
            "NEAR(",
            "mug OR",
            '"mug',
            "\ud800",
            "🎁" * 30,
            "x" * 5000,
            "0",
            "-1",
            "1e5",
            "NaN",
            "9" * 30,
            "2026-13-45",
            "0001-01-01",
            "9999-12-31",
            "2026-01-01T00:00:00+99:00",
        ]
    ),
).map(lambda text: text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
odd_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        odd_texts,
        st.sampled_from([10**400, "M-001", "\ud800", 2**63, -(2**63) - 1]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(odd_texts, inner, max_size=4)),
    max_leaves=12,
)
CURSORS = st.sampled_from(
    [
        "WyJvZmZlcnM6bmFtZSIsMSwxXQ",
        "WyJvZmZlcnM6bGFzdF9ib3VnaHQiLCIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwxXQ",
        "WyJvcmRlcnM6LXBsYWNlZF9hdCIsIjAwMDEtMDEtMDFUMDA6MDA6MDArMTQ6MDAiLDFd",
        "WyJvcmRlcnM6LXBsYWNlZF9hdCIsIjk5OTktMTItMzFUMjM6MDA6MDAtMTQ6MDAiLDFd",
        "W1tbW1tb",
        "////",
        "bnVsbA",
    ]
)


def is_an_answer(response: Any) -> bool:
    """Done, or refused in words; never a crash."""
    if response.status_code < 300:
        return True
    assert response.headers["content-type"] == "application/problem+json", response.text
    body = response.json()
    assert (body["status"], bool(body["code"]), bool(body["detail"])) == (response.status_code, True, True)
    return response.status_code in {400, 401, 403, 404, 405, 409, 422}


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
