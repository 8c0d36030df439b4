"""Checkout and history over HTTP."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storefront.db.session import transaction
from storefront.kit.clock import now
from storefront.offers.service import shelve
from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.api.test_products import pounds
from tests.factories import Trade, make_catalog, new_key

CHECKOUT = "/outlets/1001/carts/MAKER/checkout"


def fill(
    client: ApiClient, sku: str = "M-001", quantity: int = 4, seller: str = "MAKER", outlet: str = "1001"
) -> None:
    response = client.post(f"/outlets/{outlet}/carts/{seller}/lines", json={"sku": sku, "quantity": quantity})
    assert response.status_code == 201


def check_out(
    client: ApiClient, *, key: str | None = None, seller: str = "MAKER", outlet: str = "1001", **body: Any
) -> Any:
    address = f"/outlets/{outlet}/carts/{seller}/checkout"
    return client.post(address, json=body, headers={"idempotency-key": key or new_key()})


def order(client: ApiClient, sku: str = "M-001", quantity: int = 4, **more: Any) -> dict[str, Any]:
    fill(client, sku, quantity, more.get("seller", "MAKER"), more.get("outlet", "1001"))
    response = check_out(client, **more)
    assert response.status_code == 201
    return response.json()


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


class TestHistory:
    def test_shows_rows_and_the_totals_of_the_selection(self, buyer: ApiClient, trade: Trade) -> None:
        placed = order(buyer, purchase_order_number="PO-1")
        order(buyer, "M-002", 6)
        body = buyer.get("/orders", params={"limit": 1, "sort": "placed_at"}).json()
        assert body["selection"] == {"orders": 2, "lines": 2, "totals": [pounds("23.50")]}
        [row] = body["items"]
        assert row == {
            "number": "SO-000001",
            "outlet": "1001",
            "outlet_name": "First Gifts York",
            "seller": "MAKER",
            "seller_name": "Maker Ltd",
            "organization": "ORG-1",
            "organization_name": "First Gifts",
            "placed_at": placed["placed_at"],
            "placed_by": {"contact": "Bea Buyer", "contact_id": str(trade.buyer.id), "employee": None},
            "status": "submitted",
            "purchase_order_number": "PO-1",
            "lines": 1,
            "total": pounds("10.00"),
            "rejected": pounds("0.00"),
        }
        following = buyer.get(
            "/orders", params={"limit": 1, "sort": "placed_at", "cursor": body["next_cursor"]}
        ).json()
        assert ([row["number"] for row in following["items"]], following["next_cursor"]) == (
            ["SO-000002"],
            None,
        )

    def test_filters_narrow(self, as_: As, trade: Trade) -> None:
        buyer, admin = as_(trade.buyer), as_(trade.admin)
        order(buyer, purchase_order_number="SPRING-9")
        order(buyer, "M-002", 20, seller="NORTH")
        order(admin, "M-003", 1, outlet="1002")

        def numbers(client: ApiClient, **params: str) -> list[str]:
            response = client.get("/orders", params=params)
            assert response.status_code == 200
            return [row["number"] for row in response.json()["items"]]

        today = now().date().isoformat()
        tomorrow = (now() + timedelta(days=1)).date().isoformat()
        assert numbers(buyer) == ["SO-000002", "SO-000001"]
        assert numbers(buyer, seller="NORTH") == ["SO-000002"]
        assert numbers(buyer, q="M-002") == ["SO-000002"]
        assert numbers(buyer, q="spring") == ["SO-000001"]
        assert numbers(buyer, q="SO-000001") == ["SO-000001"]
        assert numbers(buyer, min_total="10.01") == ["SO-000002"]
        assert numbers(buyer, max_total="10.00") == ["SO-000001"]
        assert numbers(buyer, sort="total") == ["SO-000001", "SO-000002"]
        assert numbers(buyer, status="shipped") == []
        assert numbers(buyer, placed_from=today, placed_to=today) == ["SO-000002", "SO-000001"]
        assert numbers(buyer, placed_from=tomorrow) == []
        assert numbers(buyer, placed_to=(now() - timedelta(hours=1)).isoformat()) == []
        assert numbers(buyer, outlet="1002") == []
        assert numbers(buyer, scope="organization") == ["SO-000002", "SO-000001"]
        assert numbers(admin) == ["SO-000003"]
        assert numbers(admin, scope="organization") == ["SO-000003", "SO-000002", "SO-000001"]
        assert numbers(
            admin, scope="organization", contact="buyer@first.example", outlet="1001", seller="MAKER"
        ) == ["SO-000001"]
        assert numbers(admin, scope="organization", contact=str(trade.buyer.id)) == ["SO-000002", "SO-000001"]

    @pytest.mark.parametrize(
        "params",
        [
            {"status": "lost"},
            {"scope": "everybody"},
            {"sort": "colour"},
            {"limit": "0"},
            {"cursor": "nonsense"},
            {"placed_from": "yesterday"},
            {"placed_from": "2026-02-30"},
            {"placed_to": "9999-12-31"},
            {"placed_to": "9999-12-31T23:59:59-14:00"},
            {"placed_from": "0001-01-01"},
            {"min_total": "ten"},
            {"max_total": "9" * 30},
            {"q": "a\x00b"},
            {"contact": "a\x00b"},
            {"customer": "1"},
        ],
    )
    def test_names_what_is_wrong(self, buyer: ApiClient, params: dict[str, str]) -> None:
        response = buyer.get("/orders", params=params)
        assert (response.status_code, set(response.json()["fields"])) == (422, set(params))

    def test_the_order_stays_as_it_was_placed(self, buyer: ApiClient) -> None:
        placed = order(buyer)
        assert buyer.get("/orders/SO-000001").json() == placed

    def test_an_unknown_order_is_not_found(self, buyer: ApiClient, subtests: pytest.Subtests) -> None:
        for number in ["SO-999999", "x" * 400, "%00", "%C3%BC"]:
            with subtests.test(number=number):
                assert buyer.get(f"/orders/{number}").json()["code"] == "order_not_found"

    def test_a_colleagues_order_is_not_a_users_to_see_but_an_admins(self, as_: As, trade: Trade) -> None:
        order(as_(trade.buyer))
        assert as_(trade.colleague).get("/orders/SO-000001").status_code == 404
        assert as_(trade.admin).get("/orders/SO-000001").status_code == 200


class TestExport:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
    def test_no_cell_is_a_formula(self, buyer: ApiClient, start: str) -> None:
        order(buyer, purchase_order_number=f"{start}1+1")
        [row] = csv.DictReader(io.StringIO(buyer.get("/orders/export.csv").text, newline=""))
        assert row["purchase_order_number"] == f"'{start}1+1"

    def test_holds_the_same_selection(self, buyer: ApiClient) -> None:
        order(buyer, purchase_order_number='=HYPERLINK("x")')
        order(buyer, "M-002", 6)
        response = buyer.get("/orders/export.csv", params={"max_total": "10.00"})
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        assert response.headers["content-disposition"] == f'attachment; filename="orders-{now().date()}.csv"'
        assert response.content.startswith(b"number,placed_at,")
        [row] = csv.DictReader(io.StringIO(response.text, newline=""))
        assert row == {
            "number": "SO-000001",
            "placed_at": buyer.get("/orders/SO-000001").json()["placed_at"],
            "status": "submitted",
            "outlet": "1001",
            "outlet_name": "First Gifts York",
            "organization": "ORG-1",
            "organization_name": "First Gifts",
            "seller": "MAKER",
            "seller_name": "Maker Ltd",
            "contact": "Bea Buyer",
            "employee": "",
            "purchase_order_number": '\'=HYPERLINK("x")',
            "lines": "1",
            "total": "10.00",
            "currency": "GBP",
        }

    def test_refuses_before_it_begins(self, buyer: ApiClient) -> None:
        response = buyer.get("/orders/export.csv", params={"status": "lost"})
        assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")

    def test_goes_on_past_a_page(self, buyer: ApiClient, trade: Trade) -> None:
        first = order(buyer)
        with transaction() as session:
            found = sa.inspect(session.connection()).get_columns("sales_orders")
            own = {"sequence", "id", "number", "search_vector"}
            columns = [column["name"] for column in found if column["name"] not in own]
            names = ", ".join(columns)
            for number in range(450):
                session.execute(
                    sa.text(
                        f"insert into sales_orders (id, number, {names}) select :id, :number, {names} "
                        "from sales_orders where number = 'SO-000001'"
                    ),
                    {"id": f"{number:032x}", "number": f"X-{number}"},
                )
        rows = buyer.get("/orders/export.csv").text.splitlines()
        assert len(rows) == 452
        assert first["number"] in {row.partition(",")[0] for row in rows}
        assert len({row.partition(",")[0] for row in rows}) == 452
