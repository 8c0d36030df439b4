import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from storefront.carts import service as carts
from storefront.carts.errors import ListTooLong
from storefront.carts.snapshots import ListLine, ReadRow
from storefront.kit.text import is_storable

Wanted = list[tuple[str, int]]
skus = st.text(alphabet="ABCXYZ0123456789-", min_size=1, max_size=12)


def wanted(text: str) -> Wanted:
    return [(row.sku, row.quantity) for row in carts.read_list(text).rows]


def problems(text: str) -> list[str]:
    return [row.problem for row in carts.read_list(text).rows]


class TestHeader:
    @pytest.mark.parametrize(
        "header",
        [
            "qty;sku",
            "Quantity;Item",
            "PIECES;Article no.",
            "Amount;Product code",
            "Order qty;Item Number",
            "quantity_ordered;StockCode",
            "Menge;Code",
        ],
    )
    def test_names_the_columns_in_plain_words(self, header: str) -> None:
        assert wanted(f"{header}\n3;22423\n4;22424") == [("22423", 3), ("22424", 4)]

    def test_tells_product_code_from_product_name_and_quantity_from_amount(self) -> None:
        text = "Product;Product name;Product code;Amount;Qty\nx1;Mug;M-1;9;3"
        assert wanted(text) == [("M-1", 3)]

    def test_names_catalog_and_seller_too(self) -> None:
        (row,) = carts.read_list("sku,qty,catalogue,supplier\nM-1,3,MAIN,NORTH").rows
        assert row.wanted() == ListLine("M-1", 3, "MAIN", "NORTH")

    def test_alone_asks_for_nothing(self) -> None:
        assert carts.read_list("sku\tqty\n").rows == ()

    def test_that_names_no_quantity_lets_other_named_columns_alone(self) -> None:
        read = carts.read_list("SKU;Price\nM-1;3\nM-2;4")
        assert [(row.sku, row.quantity) for row in read.rows] == [("M-1", 1), ("M-2", 1)]
        assert read.notes == (
            "SKU from column 1. No column of quantities was found, so each row asks for one piece.",
        )

    def test_of_unknown_words_is_a_row_with_a_problem(self) -> None:
        assert problems("foo;bar\nM-1;3") == ["\u201cbar\u201d is not a quantity.", ""]


class TestContent:
    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            ("M-1\t3\nM-2\t4", [("M-1", 3), ("M-2", 4)]),
            ("3\tM-1\n4\tM-2", [("M-1", 3), ("M-2", 4)]),
            ("3,22423\n120,22424", [("22423", 3), ("22424", 120)]),
            ("1;22423;White heart;12;2,55\n2;22424;Mug;3;0,85", [("22423", 12), ("22424", 3)]),
            ("White heart\tM-1\t3", [("M-1", 3)]),
            ("M-1 3\nM-2 x 4", [("M-1", 3), ("M-2", 4)]),
            ("22423\n22423\nM-1", [("22423", 1), ("22423", 1), ("M-1", 1)]),
            ("'00123\t3", [("00123", 3)]),
            ("22423;1.000;2,55", [("22423", 1000)]),
            ("white heart\t12", [("white heart", 12)]),
            ("22423\tWhite heart", [("22423", 1)]),
        ],
    )
    def test_tells_the_columns_without_a_header(self, text: str, rows: Wanted) -> None:
        assert wanted(text) == rows

    def test_a_decimal_comma_anywhere_makes_points_group_thousands(self) -> None:
        assert wanted("sku;qty\nM-1;12,0\nM-2;12.000\nM-3;1,234") == [
            ("M-1", 12),
            ("M-2", 12_000),
            ("M-3", 0),
        ]


class TestProblems:
    def test_bad_rows_stay_with_their_text_and_what_was_understood(self) -> None:
        read = carts.read_list(
            "sku;qty;note\nM-1;12,5;x\n;3;y\nM-2;;z\nM-3;0;\nM-4;2000000;\nM-5;many;\nM-6;6;"
        )
        assert [(row.number, row.text, row.sku, row.quantity_text, row.problem) for row in read.rows] == [
            (2, "M-1;12,5;x", "M-1", "12,5", "12,5 is not a whole number of pieces."),
            (3, ";3;y", "", "3", "The SKU is missing."),
            (4, "M-2;;z", "M-2", "", "The quantity is missing."),
            (5, "M-3;0;", "M-3", "0", "A quantity is between 1 and 1,000,000."),
            (6, "M-4;2000000;", "M-4", "2000000", "A quantity is between 1 and 1,000,000."),
            (7, "M-5;many;", "M-5", "many", "\u201cmany\u201d is not a quantity."),
            (8, "M-6;6;", "M-6", "6", ""),
        ]
        assert [row.wanted() is None for row in read.rows] == [True] * 6 + [False]

    def test_what_no_database_takes_is_replaced(self) -> None:
        for row in carts.read_list("sku;qty\nM\x00;\x00\ud800\n\ud800;1\x00,5").rows:
            assert all(map(is_storable, (row.sku, row.text, row.quantity_text, row.problem)))
        (row,) = carts.read_list("sku;qty\nM\x00\ud800;1").rows
        assert (row.sku, row.text, row.problem) == ("M\ufffd\ufffd", "M\ufffd\ufffd;1", "")

    def test_a_sku_is_bounded(self) -> None:
        assert problems("sku;qty\n" + "x" * 81 + ";1") == ["A SKU has at most 80 characters."]

    def test_more_than_a_thousand_rows_are_refused_whole(self) -> None:
        lines = [f"M-{number}\t1" for number in range(1001)]
        assert len(carts.read_list("\n".join(["sku\tqty", *lines[:1000]])).rows) == 1000
        assert len(carts.read_list("\n".join(lines[:1000])).rows) == 1000
        too_long = ("\n".join(lines), "\n".join(["sku\tqty", *lines]), "M-1\t1\n" * 300_000)
        for text in too_long:
            with pytest.raises(ListTooLong, match="At most 1,000 rows"):
                carts.read_list(text)


class TestProperties:
    @given(st.text(max_size=300))
    def test_reading_never_raises_and_never_orders_from_a_problem(self, text: str) -> None:
        for row in carts.read_list(text).rows:
            assert bool(row.problem) != (row.quantity >= 1 and bool(row.sku))

    @given(st.lists(st.tuples(skus, st.text(alphabet="0123456789.,xab", max_size=6)), max_size=30))
    def test_every_row_that_holds_anything_is_answered_once_in_order(
        self, rows: list[tuple[str, str]]
    ) -> None:
        text = "sku\tqty\n" + "\n".join("\t".join(row) for row in rows)
        read = carts.read_list(text).rows
        assert [(row.sku, row.quantity_text) for row in read] == rows
        assert [row.number for row in read] == list(range(2, len(rows) + 2))

    @settings(max_examples=40)
    @given(
        st.lists(
            st.tuples(
                skus,
                st.integers(min_value=1, max_value=1_000_000),
                st.none() | st.text(alphabet='AB ;,\t"\n', min_size=1, max_size=5).filter(str.strip),
            ),
            max_size=20,
        ),
        st.sampled_from(["csv", "xlsx"]),
    )
    def test_what_a_spreadsheet_program_writes_is_read_back(
        self, lines: list[tuple[str, int, str | None]], kind: str
    ) -> None:
        rows = [("sku", "quantity", "catalog"), *lines]
        content = as_workbook(rows) if kind == "xlsx" else as_csv(rows)
        read = carts.read_list_file("list", content).rows
        assert [(row.sku, row.quantity, row.catalog) for row in read] == [
            (sku, quantity, catalog and catalog.strip()) for sku, quantity, catalog in lines
        ]


class TestFiles:
    def test_say_what_was_read(self) -> None:
        read = carts.read_list_file("march.csv", b"M-1;3")
        assert read.notes == ("Read from march.csv.", "SKU from column 1, quantity from column 2.")
        assert read.rows == (ReadRow(1, "M-1;3", "M-1", 3, "3"),)

    def test_a_number_of_a_workbook_is_never_taken_for_thousands(self) -> None:
        content = as_workbook([("sku", "qty"), ("M-1", 1.234), ("M-2", 12.0), (22423, 3)])
        rows = carts.read_list_file("", content).rows
        assert rows[0] == replace(rows[0], quantity=0, problem="1.234 is not a whole number of pieces.")
        assert [(row.sku, row.quantity) for row in rows[1:]] == [("M-2", 12), ("22423", 3)]


def as_csv(rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def as_workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
