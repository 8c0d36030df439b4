import contextlib
import io
import random
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from storefront.connectors.spreadsheets import (
    MAXIMUM_BYTES,
    MAXIMUM_SHEET_ROWS,
    FileKindUnknown,
    FileTooLarge,
    FileUnreadable,
    open_file,
    text_of,
)
from storefront.kit.cells import SourceRow, rows_of_text
from storefront.kit.errors import StorefrontError


def rows_of(content: bytes) -> list[SourceRow]:
    return list(open_file(content).rows)


def cells_of(content: bytes) -> list[tuple[object, ...]]:
    return [tuple(row.cells)[: len([*row.cells]) - trailing(row)] for row in rows_of(content)]


def trailing(row: SourceRow) -> int:
    """Empty cells at the end."""
    return len(row.cells) - max((at for at, cell in enumerate(row.cells, 1) if cell != ""), default=0)


def workbook(*sheets: list[list[Any]], hidden: int | None = None) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for place, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {place}")
        for row in rows:
            sheet.append(row)
        if place == hidden:
            sheet.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part exchanged or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            if each.filename != name:
                new.writestr(each.filename, old.read(each))
        new.writestr(name, part)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
OPENING = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSING = b"</sheetData></worksheet>"
PLAIN = workbook([["sku", "qty"], ["M-1", 3]])


class TestText:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
    )
    def test_is_read_in_every_usual_encoding(self, encoding: str) -> None:
        text = "SKU;Qty;Name\r\nM-1;3;Caf\u00e9\r\nM-2;4;Mug\r\n"
        assert cells_of(text.encode(encoding)) == [
            ("SKU", "Qty", "Name"),
            ("M-1", "3", "Caf\u00e9"),
            ("M-2", "4", "Mug"),
        ]

    def test_bytes_that_mean_nothing_are_shown_as_such(self) -> None:
        assert cells_of(b"M-1;3\nM-\xe9\x81;4") == [("M-1", "3"), ("M-\u00e9\ufffd", "4")]

    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (b"\xd0\xcf\x11\xe0\xa1\xb1" + bytes(600), "an old Excel file"),
            (b"%PDF-1.7\n1 0 obj", "a PDF"),
            (b"\x89PNG\r\n", "a picture"),
            (b"<html><body>", "a web page"),
            (bytes(range(256)) * 8, "not a text file"),
        ],
    )
    def test_other_kinds_are_told_by_their_content(self, content: bytes, kind: str) -> None:
        with pytest.raises(FileKindUnknown, match=kind):
            rows_of(content)

    def test_nothing_has_no_rows(self) -> None:
        assert rows_of(b"") == []

    def test_more_than_two_million_bytes_are_refused(self) -> None:
        assert len(list(zip(range(2), open_file(b"M-1;1\n" * (MAXIMUM_BYTES // 6)).rows, strict=False))) == 2
        with pytest.raises(FileTooLarge, match="At most 2 MB"):
            open_file(b"M-1;1\n" * (MAXIMUM_BYTES // 6 + 1))


class TestWorkbook:
    def test_numbers_texts_days_and_truths_come_as_cells(self) -> None:
        rows = [["M-1", 3, 2.5, 4.0, date(2026, 1, 2), True, None, " x "]]
        assert cells_of(workbook(rows)) == [("M-1", 3, 2.5, 4, "2026-01-02T00:00:00", "TRUE", "", "x")]

    def test_rows_keep_their_numbers_and_their_text(self) -> None:
        rows = rows_of(workbook([["M-1", 3], [None], ["M-2", None, 4]]))
        assert [(row.number, row.text) for row in rows] == [(1, "M-1\t3"), (3, "M-2\t\t4")]

    def test_the_first_visible_sheet_with_rows_is_read_and_the_others_named(self) -> None:
        opened = open_file(workbook([["hidden"]], [], [["M-1", 3]], [["M-2", 4]], hidden=0))
        assert [row.cells[:2] for row in opened.rows] == [("M-1", 3)]
        assert opened.notes == ("Read from the sheet \u201cSheet 2\u201d. 2 other sheets were not read.",)

    def test_a_workbook_without_rows_has_none(self) -> None:
        assert rows_of(workbook([])) == []

    def test_of_a_formula_the_saved_value_is_read_and_without_one_the_formula(self) -> None:
        cells = b'<row r="1"><c r="A1"><f>1+2</f><v>3</v></c><c r="B1"><f>A1*2</f></c></row>'
        assert cells_of(with_part(PLAIN, SHEET, OPENING + cells + CLOSING)) == [(3, "=A1*2")]

    def test_a_row_far_below_is_refused_before_the_rows_between_are_made(self) -> None:
        far = b'<row r="1"><c r="XFD1"><v>3</v></c><c r="A1"><v>4</v></c></row><row r="1048576"><c r="A1048576"><v>5</v></c></row>'
        with pytest.raises(FileTooLarge, match=f"At most {MAXIMUM_SHEET_ROWS:,} rows"):
            rows_of(with_part(PLAIN, SHEET, OPENING + far + CLOSING))

    def test_what_unpacks_to_too_much_is_never_unpacked(self) -> None:
        bomb = with_part(PLAIN, SHEET, OPENING + b" " * 100_000_000 + CLOSING)
        assert len(bomb) < MAXIMUM_BYTES
        with pytest.raises(FileTooLarge, match="unpacked"):
            open_file(bomb)

    def test_what_lies_about_its_size_is_unreadable(self) -> None:
        honest = with_part(PLAIN, SHEET, OPENING + b" " * 9_000_000 + CLOSING)
        lie = honest.replace(
            (9_000_000 + len(OPENING + CLOSING)).to_bytes(4, "little"), (100).to_bytes(4, "little")
        )
        assert lie != honest
        with pytest.raises(FileUnreadable):
            rows_of(lie)

    def test_entities_are_not_opened(self) -> None:
        entities = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + OPENING + CLOSING
        with pytest.raises(FileUnreadable):
            rows_of(with_part(PLAIN, SHEET, entities))

    def test_too_many_cells_are_refused(self) -> None:
        row = b"<row>" + b"<c><f/></c>" * 500_000 + b"</row>"
        with pytest.raises(FileTooLarge):
            rows_of(with_part(PLAIN, SHEET, OPENING + row + CLOSING))

    def test_another_packed_file_is_no_workbook(self) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("word/document.xml", "<x/>")
        with pytest.raises(FileKindUnknown, match="not an Excel workbook"):
            open_file(file.getvalue())

    def test_a_damaged_one_is_refused_or_read_but_never_breaks(self) -> None:
        chance = random.Random(7)  # noqa: S311 -- damage, not secrets
        for _ in range(300):
            damaged = bytearray(PLAIN)
            for _ in range(chance.randint(1, 12)):
                damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
            with contextlib.suppress(StorefrontError):
                rows_of(bytes(damaged))

    @pytest.mark.filterwarnings("ignore:Workbook contains no:UserWarning")
    def test_parts_that_hold_nonsense_are_refused(self, subtests: pytest.Subtests) -> None:
        parts = [
            "xl/workbook.xml",
            "[Content_Types].xml",
            "xl/styles.xml",
            SHEET,
            "xl/_rels/workbook.xml.rels",
        ]
        for part in parts:
            for nonsense in (b"", b"<", b"<a/>", b"\x00", b"<a>" * 5_000):
                with subtests.test(part=part, nonsense=nonsense[:3]), contextlib.suppress(FileUnreadable):
                    rows_of(with_part(PLAIN, part, nonsense))


class TestTextOf:
    @pytest.mark.parametrize(
        "content",
        [
            b'a;"b;c";"d""e"\n1;;x\n',
            b'\n\na,"b\nc"\n,,\n1,2\n',
            workbook([[], [None, "sku", "on hand"], [], [None, "M-1", 12], ["x", "M-2", 2.5]]),
        ],
    )
    def test_is_read_again_as_it_was(self, content: bytes) -> None:
        again = [(row.number, row.cells) for row in rows_of_text(text_of(rows_of(content)))]
        assert again == [
            (row.number, tuple(map(str, cells)))
            for row, cells in zip(rows_of(content), cells_of(content), strict=True)
        ]
