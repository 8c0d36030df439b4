"""Files are written while their rows are read: a page of them in memory, never all."""

import weakref
from collections.abc import Iterator

from openpyxl import load_workbook

from storefront.api.spreadsheets import ROWS_AT_ONCE, Layout, csv_chunks, xlsx_file


class Row:
    """A row that tells whether somebody still holds it."""

    def __init__(self, number: int) -> None:
        self.number = number


LAYOUT: Layout[Row] = Layout("Rows", ("number",), lambda row: [row.number])
MANY = 5 * ROWS_AT_ONCE


class Source:
    """Rows in pages, as the history is read, and the most of them that were in memory at once."""

    def __init__(self) -> None:
        self.alive: weakref.WeakSet[Row] = weakref.WeakSet()
        self.most = self.read = 0

    def rows(self) -> Iterator[Row]:
        for start in range(0, MANY, ROWS_AT_ONCE):
            page = [Row(number) for number in range(start, start + ROWS_AT_ONCE)]
            self.alive.update(page)
            self.most = max(self.most, len(self.alive))
            page.reverse()
            while page:
                self.read += 1
                yield page.pop()


class TestCsv:
    def test_the_first_piece_comes_before_the_second_page(self) -> None:
        source = Source()
        pieces = csv_chunks(LAYOUT, source.rows())
        assert next(pieces).count(b"\r\n") == 1 + ROWS_AT_ONCE
        assert source.read == ROWS_AT_ONCE
        assert sum(piece.count(b"\r\n") for piece in pieces) == MANY - ROWS_AT_ONCE


class TestXlsx:
    def test_holds_a_page_at_most(self) -> None:
        source = Source()
        with xlsx_file(LAYOUT, source.rows()) as file:
            sheet = load_workbook(file, read_only=True).worksheets[0]
            assert sum(1 for _ in sheet.iter_rows()) == 1 + MANY
        assert source.read == MANY
        # The next page is read while the last row of the one before is still being written.
        assert source.most < ROWS_AT_ONCE + 5
