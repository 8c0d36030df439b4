"""Sums, exports by line and as workbooks, and saved views over HTTP."""

import csv
import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa

from storefront.api import spreadsheets
from storefront.db.columns import table_of
from storefront.db.session import transaction
from storefront.orders.tables import SalesOrder
from tests.api.client import ApiClient
from tests.api.conftest import As
from tests.api.ordering import order
from tests.api.test_products import pounds
from tests.factories import Trade

FORMULA = '=HYPERLINK("x")'


@pytest.fixture
def ordered(buyer: ApiClient) -> list[dict[str, Any]]:
    """Two orders of March and April 2026, and one of April 2025; the first has a hostile number of its own."""
    made = [
        order(buyer, "M-001", 4, purchase_order_number=FORMULA),
        order(buyer, "M-002", 20, seller="NORTH"),
        order(buyer, "M-001", 1),
    ]
    orders = table_of(SalesOrder)
    for number, moment in (
        ("SO-000001", "2026-03-31T22:30:00+00:00"),
        ("SO-000002", "2026-03-31T23:30:00+00:00"),
        ("SO-000003", "2025-04-10T09:00:00+00:00"),
    ):
        with transaction() as session:
            session.execute(
                sa.update(orders)
                .where(orders.c.number == number)
                .values(placed_at=datetime.fromisoformat(moment))
            )
    return made


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def read_xlsx(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


class TestSummary:
    def test_compares_months_with_last_year(self, buyer: ApiClient, ordered: list[Any]) -> None:
        body = buyer.get(
            "/orders/summary",
            params={
                "by": "month",
                "compare": "last_year",
                "placed_from": "2026-03-01",
                "placed_to": "2026-04-30",
            },
        ).json()
        march = {"orders": 1, "lines": 1, "amount": pounds("10.00")}
        april = {"orders": 1, "lines": 1, "amount": pounds("55.00")}
        earlier = {"orders": 1, "lines": 1, "amount": pounds("2.50")}
        nothing = {"orders": 0, "lines": 0, "amount": pounds("0.00")}
        assert body == {
            "by": "month",
            "counts": "orders",
            "period": {"start": "2026-03-01T00:00:00Z", "end": "2026-04-30T23:00:00Z"},
            "last_year": {"start": "2025-03-01T00:00:00Z", "end": "2025-04-30T23:00:00Z"},
            "rows": [
                {
                    "key": "2026-03",
                    "name": "2026-03",
                    **march,
                    "last_year": nothing,
                    "difference": pounds("10.00"),
                },
                {
                    "key": "2026-04",
                    "name": "2026-04",
                    **april,
                    "last_year": earlier,
                    "difference": pounds("52.50"),
                },
            ],
            "has_more": False,
            "totals": [
                {
                    "key": "all",
                    "name": "all",
                    "orders": 2,
                    "lines": 2,
                    "amount": pounds("65.00"),
                    "last_year": earlier,
                    "difference": pounds("62.50"),
                }
            ],
        }

    def test_takes_the_filters_of_the_list(self, buyer: ApiClient, ordered: list[Any]) -> None:
        body = buyer.get("/orders/summary", params={"by": "seller", "product": "M-002", "q": "mug"}).json()
        assert [(row["key"], row["amount"], row["last_year"]) for row in body["rows"]] == [
            ("NORTH", pounds("55.00"), None)
        ]
        assert (body["counts"], body["last_year"]) == ("lines", None)
        by_category = buyer.get("/orders/summary", params={"by": "category", "category": "kitchen"}).json()
        assert [row["key"] for row in by_category["rows"]] == ["mugs"]

    @pytest.mark.parametrize(
        "params",
        [{}, {"by": "weekday"}, {"by": "month", "compare": "last_week"}, {"by": "month", "status": "lost"}],
    )
    def test_refuses_what_it_cannot_add_up(self, buyer: ApiClient, params: dict[str, str]) -> None:
        response = buyer.get("/orders/summary", params=params)
        assert (response.status_code, response.json()["code"]) == (422, "invalid")

    def test_the_list_takes_the_new_filters(self, buyer: ApiClient, ordered: list[Any]) -> None:
        for params, numbers in (
            ({"product": "M-001"}, ["SO-000001", "SO-000003"]),
            ({"category": "kitchen", "channel": "NORTH-C"}, ["SO-000002"]),
            ({"employee": "none"}, ["SO-000002", "SO-000001", "SO-000003"]),
            ({"employee": "any"}, []),
        ):
            found = buyer.get("/orders", params=params).json()
            assert [row["number"] for row in found["items"]] == numbers


class TestExports:
    def test_by_line_holds_each_line_with_its_order(self, buyer: ApiClient, ordered: list[Any]) -> None:
        response = buyer.get("/orders/export.csv", params={"lines": "true"})
        rows = read_csv(response.text)
        assert [(row["number"], row["sku"], row["quantity"], row["line_total"]) for row in rows] == [
            ("SO-000002", "M-002", "20", "55.00"),
            ("SO-000001", "M-001", "4", "10.00"),
            ("SO-000003", "M-001", "1", "2.50"),
        ]
        assert rows[1]["purchase_order_number"] == f"'{FORMULA}"
        assert (rows[0]["unit_price"], rows[0]["catalog"], rows[0]["currency"]) == (
            "2.75",
            "NORTH-MAIN",
            "GBP",
        )

    def test_as_a_workbook_hold_numbers_times_and_no_formulas(
        self, buyer: ApiClient, ordered: list[Any]
    ) -> None:
        response = buyer.get("/orders/export.xlsx")
        assert response.headers["content-type"].endswith("spreadsheetml.sheet")
        assert response.headers["content-disposition"].endswith('.xlsx"')
        sheets = read_xlsx(response.content)
        [head, *rows] = sheets["Orders"]
        table = [dict(zip(head, row, strict=True)) for row in rows]
        assert [(row["number"], row["total"], row["lines"]) for row in table] == [
            ("SO-000002", 55, 1),
            ("SO-000001", 10, 1),
            ("SO-000003", 2.5, 1),
        ]
        assert table[0]["placed_at"].isoformat() == "2026-04-01T00:30:00"
        assert table[1]["purchase_order_number"] == f"'{FORMULA}"
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        assert {cell.data_type for row in book["Orders"].iter_rows() for cell in row} <= {
            "s",
            "n",
            "d",
            "inlineStr",
        }

    def test_lines_go_into_a_workbook_too(self, buyer: ApiClient, ordered: list[Any]) -> None:
        sheets = read_xlsx(
            buyer.get("/orders/export.xlsx", params={"lines": "true", "product": "M-001"}).content
        )
        [head, *rows] = sheets["Lines"]
        assert [row[head.index("line_total")] for row in rows] == [10, 2.5]

    def test_what_does_not_fit_on_a_sheet_goes_on_in_the_next(
        self, buyer: ApiClient, ordered: list[Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(spreadsheets, "ROWS_OF_A_SHEET", 2)
        sheets = read_xlsx(buyer.get("/orders/export.xlsx").content)
        assert {title: [row[0] for row in rows] for title, rows in sheets.items()} == {
            "Orders": ["number", "SO-000002", "SO-000001"],
            "Orders 2": ["number", "SO-000003"],
        }

    def test_an_empty_selection_is_a_sheet_with_a_heading(self, buyer: ApiClient) -> None:
        sheets = read_xlsx(buyer.get("/orders/export.xlsx", params={"q": "nothing"}).content)
        assert [len(rows) for rows in sheets.values()] == [1]

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_refuse_before_the_first_byte(self, buyer: ApiClient, ending: str) -> None:
        response = buyer.get(f"/orders/export.{ending}", params={"sort": "colour"})
        assert (response.status_code, response.json()["code"]) == (422, "invalid")

    @pytest.mark.parametrize("start", spreadsheets.FORMULA_STARTS)
    def test_text_that_begins_like_a_formula_is_marked(self, start: str) -> None:
        assert spreadsheets.safe_text(f"{start}1+1") == f"'{start}1+1"
        assert spreadsheets.safe_text(f"1{start}1") == f"1{start}1"


class TestViews:
    def test_are_kept_opened_renamed_and_deleted(self, buyer: ApiClient, as_: As, trade: Trade) -> None:
        filters = {"q": "mug", "placed_from": "2026-03-01", "min_total": "12.50", "employee": "none"}
        response = buyer.post("/orders/views", json={"name": "Mugs", "filters": filters})
        made = response.json()
        assert (response.status_code, made) == (
            201,
            {"id": made["id"], "name": "Mugs", "filters": filters},
        )
        assert buyer.get("/orders", params=made["filters"]).status_code == 200
        changed = buyer.patch(
            f"/orders/views/{made['id']}", json={"name": "Plates", "filters": {"q": "plate"}}
        ).json()
        assert changed == {"id": made["id"], "name": "Plates", "filters": {"q": "plate"}}
        assert buyer.get("/orders/views").json() == {"items": [changed], "next_cursor": None}
        assert as_(trade.colleague).get("/orders/views").json()["items"] == []
        assert buyer.delete(f"/orders/views/{made['id']}").status_code == 204
        assert buyer.delete(f"/orders/views/{made['id']}").json()["code"] == "view_not_found"

    def test_names_are_taken_once(self, buyer: ApiClient) -> None:
        buyer.post("/orders/views", json={"name": "Mugs"})
        response = buyer.post("/orders/views", json={"name": "mugs"})
        assert (response.status_code, response.json()["code"]) == (409, "view_name_taken")

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"name": ""},
            {"name": "x" * 81},
            {"name": "a", "filters": {"colour": "red"}},
            {"name": "a", "filters": {"cursor": "x"}},
            {"name": "a", "filters": {"status": "lost"}},
            {"name": "a", "filters": {"placed_from": "soon"}},
            {"name": "a", "filters": []},
        ],
    )
    def test_bad_ones_are_refused(self, buyer: ApiClient, body: dict[str, Any]) -> None:
        response = buyer.post("/orders/views", json=body)
        assert (response.status_code, response.json()["code"]) == (422, "invalid")
        assert buyer.get("/orders/views").json()["items"] == []

    @pytest.mark.parametrize("body", [{}, {"name": None}, {"filters": None}, [], None])
    def test_a_change_of_nothing_is_refused(self, buyer: ApiClient, body: Any) -> None:
        made = buyer.post("/orders/views", json={"name": "Mugs"}).json()
        assert buyer.patch(f"/orders/views/{made['id']}", json=body).status_code == 422
