"""Checkout over HTTP."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storefront.db.session import transaction
from storefront.kit.clock import now
from storefront.offers.service import shelve
from tests.api.client import ApiClient
from tests.api.conftest import TakeDigest
from tests.api.ordering import CHECKOUT, check_out, fill, order
from tests.api.test_products import pounds
from tests.factories import Trade, make_catalog, new_key


class TestCheckout:
    @pytest.mark.smoke
    def test_answers_the_order(self, buyer: ApiClient, trade: Trade) -> None:
        fill(buyer)
        day = (now() + timedelta(days=14)).date().isoformat()
        response = check_out(
            buyer,
            purchase_order_number=" PO-7 ",
            note="Ring twice",
            requested_delivery_date=day,
            expected_total=pounds("10.00"),
            payment_method="on_account",
        )
        body = response.json()
        assert response.status_code == 201
        assert response.headers["location"] == "/api/v1/orders/SO-000001"
        assert datetime.fromisoformat(body.pop("placed_at")) <= now()
        step = {
            "price_list": "MAKER-STANDARD",
            "name": "Standard prices",
            "rule": "standard",
            "valid_to": None,
        }
        assert body == {
            "number": "SO-000001",
            "outlet": "1001",
            "outlet_name": "First Gifts York",
            "seller": "MAKER",
            "seller_name": "Maker Ltd",
            "organization": "ORG-1",
            "organization_name": "First Gifts",
            "placed_by": {"contact": "Bea Buyer", "contact_id": str(trade.buyer.id), "employee": None},
            "status": "submitted",
            "purchase_order_number": "PO-7",
            "total": pounds("10.00"),
            "rejected": pounds("0.00"),
            "lines": [
                {
                    "position": 1,
                    "sku": "M-001",
                    "catalog": "MAKER-MAIN",
                    "name": "Mug M-001",
                    "picture": "/artwork/M-001.svg",
                    "quantity": 4,
                    "unit_price": pounds("2.50"),
                    "line_total": pounds("10.00"),
                    "price_trace": [
                        {**step, "minimum_quantity": 1, "unit_price": pounds("2.50"), "outcome": "won"},
                        {**step, "minimum_quantity": 6, "unit_price": pounds("2.25"), "outcome": "quantity"},
                    ],
                    "note": "",
                    "rejection_reason": None,
                }
            ],
            "events": [],
            "note": "Ring twice",
            "requested_delivery_date": day,
            "payment_method": "on_account",
            "delivery_address": {
                "name": "First Gifts York",
                "street": "1 High Street",
                "city": "York",
                "postcode": "YO1 1AA",
                "country": "GB",
            },
            "left_in_cart": [],
        }

    def test_takes_stock_and_credit_and_empties_the_cart(self, buyer: ApiClient) -> None:
        order(buyer)
        assert buyer.get("/outlets/1001/carts/MAKER").json()["lines"] == []
        assert buyer.get("/outlets/1001/credit").json()["remaining"] == pounds("99990.00")
        product = buyer.get("/outlets/1001/products/M-001", params={"seller": "MAKER"}).json()
        assert (product["available"], product["last_quantity"]) == (96, None)
        listed = buyer.get(
            "/outlets/1001/products", params={"seller": "MAKER", "sort": "last_bought", "limit": 1}
        ).json()
        assert (listed["items"][0]["sku"], listed["items"][0]["last_quantity"]) == ("M-001", 4)

    def test_the_same_attempt_again_answers_the_same_order(
        self, buyer: ApiClient, take_digest: TakeDigest
    ) -> None:
        fill(buyer)
        key = new_key()
        first = check_out(buyer, key=key, note="x")
        before = take_digest()
        again = check_out(buyer, key=key, note="x")
        assert (first.status_code, again.status_code) == (201, 200)
        assert again.json() == first.json()
        assert take_digest() == before

    def test_the_same_attempt_again_names_again_what_was_left_in_the_cart(
        self, buyer: ApiClient, trade: Trade, take_digest: TakeDigest
    ) -> None:
        with transaction() as session:
            season = make_catalog(
                session,
                seller=trade.maker,
                code="SEASON",
                entries={trade.maker.products[2]: {}},
                node_id=trade.organization.root_id,
            )
            shelve(session, catalog_ids=[season])
        line = {"sku": "M-003", "catalog": "SEASON", "quantity": 5}
        assert buyer.post("/outlets/1001/carts/MAKER/lines", json=line).status_code == 201
        fill(buyer)
        with transaction() as session:
            session.execute(sa.text("update catalogs set status = 'retracted' where code = 'SEASON'"))
        key = new_key()
        first = check_out(buyer, key=key)
        buyer.delete("/outlets/1001/carts/MAKER/lines")
        before = take_digest()
        again = check_out(buyer, key=key)
        assert (first.status_code, first.json()["left_in_cart"]) == (201, ["M-003"])
        assert (again.status_code, again.json()) == (200, first.json())
        assert take_digest() == before

    def test_the_same_key_for_something_else_is_refused(
        self, buyer: ApiClient, take_digest: TakeDigest
    ) -> None:
        fill(buyer)
        key = new_key()
        check_out(buyer, key=key)
        before = take_digest()
        others: tuple[dict[str, Any], ...] = (
            {"note": "other"},
            {"purchase_order_number": "1"},
            {"expected_total": pounds("10.00")},
        )
        for other in others:
            response = check_out(buyer, key=key, **other)
            assert (response.status_code, response.json()["code"]) == (409, "idempotency_key_reused")
        assert check_out(buyer, key=key, seller="NORTH").json()["code"] == "idempotency_key_reused"
        assert take_digest() == before

    def test_a_refused_attempt_may_be_made_again_under_its_key(self, buyer: ApiClient) -> None:
        key = new_key()
        assert check_out(buyer, key=key).json()["code"] == "empty_cart"
        fill(buyer)
        assert check_out(buyer, key=key).status_code == 201

    def test_another_total_than_the_expected_is_refused_with_the_lines(
        self, buyer: ApiClient, take_digest: TakeDigest
    ) -> None:
        fill(buyer)
        fill(buyer, "M-002", 1)
        with transaction() as session:
            session.execute(
                sa.text(
                    "update price_entries set unit_price = 26000 where minimum_quantity = 1 and product_id in "
                    "(select id from products where sku = 'M-001') and price_list_id in "
                    "(select id from price_lists where code = 'MAKER-STANDARD')"
                )
            )
        before = take_digest()
        response = check_out(buyer, expected_total=pounds("12.50"))
        body = response.json()
        assert (response.status_code, body["code"]) == (409, "price_changed")
        assert (body["expected"], body["total"]) == (pounds("12.50"), pounds("12.90"))
        assert body["lines"] == [
            {
                "sku": "M-001",
                "name": "Mug M-001",
                "previous_unit_price": pounds("2.50"),
                "unit_price": pounds("2.60"),
                "line_total": pounds("10.40"),
            }
        ]
        assert take_digest() == before

    def test_a_total_in_another_currency_is_another_total(self, buyer: ApiClient) -> None:
        fill(buyer)
        response = check_out(buyer, expected_total={"amount": "10.00", "currency": "EUR"})
        assert response.json()["code"] == "price_changed"

    def test_too_little_stock_is_refused_with_the_skus(
        self, buyer: ApiClient, take_digest: TakeDigest
    ) -> None:
        fill(buyer, quantity=101)
        fill(buyer, "M-002", 1)
        before = take_digest()
        response = check_out(buyer)
        assert (response.status_code, response.json()["code"]) == (409, "not_enough_stock")
        assert response.json()["skus"] == ["M-001"]
        assert response.json()["lines"] == [
            {"sku": "M-001", "name": "Mug M-001", "wanted": 101, "available": 100}
        ]
        assert take_digest() == before

    def test_too_little_credit_is_refused_with_the_amounts(
        self, buyer: ApiClient, take_digest: TakeDigest
    ) -> None:
        with transaction() as session:
            session.execute(sa.text("update credit_accounts set limit_minor = 1500, invoiced_minor = 600"))
        fill(buyer)
        before = take_digest()
        response = check_out(buyer)
        body = response.json()
        assert (response.status_code, body["code"]) == (409, "credit_exceeded")
        assert {name: body[name] for name in ("total", "limit", "exposure", "remaining")} == {
            "total": pounds("10.00"),
            "limit": pounds("15.00"),
            "exposure": pounds("6.00"),
            "remaining": pounds("9.00"),
        }
        assert take_digest() == before

    def test_less_than_the_minimum_is_refused(self, buyer: ApiClient) -> None:
        fill(buyer, seller="NORTH")
        response = check_out(buyer, seller="NORTH")
        assert (response.status_code, response.json()["code"]) == (409, "below_minimum_order")
        assert (response.json()["minimum"], response.json()["total"]) == (pounds("50.00"), pounds("11.00"))

    @pytest.mark.parametrize(
        ("body", "fields"),
        [
            ({"payment_method": "cash"}, {"payment_method"}),
            ({"requested_delivery_date": "yesterday"}, {"requested_delivery_date"}),
            ({"requested_delivery_date": "2020-01-01"}, {"requested_delivery_date"}),
            ({"requested_delivery_date": "9999-12-31"}, {"requested_delivery_date"}),
            ({"purchase_order_number": "x" * 51}, {"purchase_order_number"}),
            ({"purchase_order_number": "a\nb"}, {"purchase_order_number"}),
            ({"note": "x" * 1001}, {"note"}),
            ({"note": "a\x00b"}, {"note"}),
            ({"expected_total": "10.00"}, {"expected_total"}),
            ({"expected_total": {"amount": 10, "currency": "GBP"}}, {"expected_total.amount"}),
            ({"expected_total": {"amount": "10.005", "currency": "GBP"}}, {"expected_total.amount"}),
            (
                {"expected_total": {"amount": "1" * 40, "currency": "gbp"}},
                {"expected_total.amount", "expected_total.currency"},
            ),
            ({"discount": "100"}, {"discount"}),
        ],
    )
    def test_names_what_is_wrong(
        self, buyer: ApiClient, body: dict[str, Any], fields: set[str], take_digest: TakeDigest
    ) -> None:
        fill(buyer)
        before = take_digest()
        response = check_out(buyer, **body)
        assert (response.status_code, set(response.json()["fields"])) == (422, fields)
        assert take_digest() == before

    def test_needs_an_idempotency_key(
        self, buyer: ApiClient, take_digest: TakeDigest, subtests: pytest.Subtests
    ) -> None:
        for key in [None, "", "x" * 201, "ü", "a\tb"]:
            with subtests.test(key=key):
                fill(buyer)
                before = take_digest()
                headers: Any = {} if key is None else {"idempotency-key": key.encode("latin-1")}
                response = buyer.post(CHECKOUT, json={}, headers=headers)
                assert (response.status_code, set(response.json()["fields"])) == (422, {"Idempotency-Key"})
                assert take_digest() == before
