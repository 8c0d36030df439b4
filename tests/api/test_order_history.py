"""The order history over HTTP."""

import csv
import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from storefront.db.session import transaction
from storefront.kit.clock import now
from tests.api.client import ApiClient
from tests.api.conftest import As
from tests.api.ordering import order
from tests.api.test_products import pounds
from tests.factories import Trade


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
