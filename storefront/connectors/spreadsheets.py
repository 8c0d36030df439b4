"""Files of lists as people keep them: CSV in any usual encoding, and Excel workbooks; told apart by content."""

import csv
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from itertools import repeat, zip_longest
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from storefront.kit.cells import LONGEST_CELL, LONGEST_TEXT, MOST_CELLS, Cell, SourceRow, rows_of_text
from storefront.kit.errors import Invalid

MAXIMUM_BYTES = 2_000_000
MAXIMUM_UNPACKED_BYTES = 8_000_000
"""Pictures are never unpacked, and do not count."""
MAXIMUM_PARTS = 500
MAXIMUM_TAGS = 200_000
"""Of all parts together: what takes time is the number of cells, not of bytes."""
MAXIMUM_SHEET_ROWS = 20_000
"""Of a sheet, empty ones included."""
WORKBOOK = "xl/workbook.xml"
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f\v\x1a")

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    InvalidFileException,
    DefusedXmlException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    ArithmeticError,
    AssertionError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""What openpyxl and zipfile throw at a file that is not what it says; none of it is about us."""


class FileTooLarge(Invalid):
    """The file has more bytes, packed or unpacked, or more rows than are read."""

    code = "file_too_large"


class FileKindUnknown(Invalid):
    """The content is neither text nor an Excel workbook, whatever the name says."""

    code = "file_kind_unknown"

    def __init__(self, kind: str) -> None:
        super().__init__(f"This is {kind}. Save it as CSV or as an Excel workbook (.xlsx) and try again.")


class FileUnreadable(Invalid):
    """It says that it is a workbook, but it cannot be read."""

    code = "file_unreadable"

    def __init__(self) -> None:
        super().__init__("This workbook is damaged or protected. Save it again, or as CSV.")


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The rows of a file, made as they are asked for, and what to know about how it was read."""

    rows: Iterator[SourceRow]
    notes: tuple[str, ...] = ()


def open_file(content: bytes, *, most_bytes: int = MAXIMUM_BYTES) -> OpenedFile:
    """The rows of a CSV file or of the first sheet of a workbook that has any.

    Of formulas the value is read that was saved with them; nothing is computed. Asking for rows may raise too.

    Raises:
        FileTooLarge, FileKindUnknown, FileUnreadable: see their messages.
    """
    if len(content) > most_bytes:
        raise FileTooLarge(f"This file is too large. At most {most_bytes // 1_000_000} MB are read.")
    if content.startswith(b"PK\x03\x04"):
        return _open_workbook(content)
    return OpenedFile(rows_of_text(_decode(content)))


def text_of(rows: Iterable[SourceRow]) -> str:
    """Rows as text that `rows_of_text` reads again: tabs between the cells, those in quotation marks that need it.

    A row keeps its number: where nothing stood between two rows there are empty lines.
    """
    lines = StringIO()
    writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
    number = 0
    for row in rows:
        lines.write("\n" * (row.number - number - 1))
        number = row.number
        # A sheet's rows are as wide as any row could be.
        width = max((place for place, cell in enumerate(row.cells, start=1) if cell != ""), default=0)
        writer.writerow(row.cells[:width])
    return lines.getvalue()


def _decode(content: bytes) -> str:
    """The text of a file by its byte order mark, else by what its bytes can be."""
    kind = _other_kind(content)
    if kind:
        raise FileKindUnknown(kind)
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        text = content.decode("cp1252", "replace")
    if sum(letter in CONTROLS for letter in text[:4000]) > 2:
        raise FileKindUnknown("not a text file")
    return text.replace("\x00", "\ufffd")


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return ("utf-32",)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    head = content[:2000]
    if head.count(0) * 3 > len(head):
        return ("utf-16-be" if head[0] == 0 else "utf-16-le",)
    return ("utf-8-sig",)


def _other_kind(content: bytes) -> str:
    known = {
        b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
        b"%PDF": "a PDF",
        b"\x89PNG": "a picture",
        b"\xff\xd8\xff": "a picture",
        b"GIF8": "a picture",
        b"\x1f\x8b": "a packed file",
        b"{\\rtf": "a text document",
        b"<!DOCTYPE": "a web page",
        b"<html": "a web page",
        b"<?xml": "an XML file",
    }
    return next((kind for start, kind in known.items() if content.startswith(start)), "")


def _open_workbook(content: bytes) -> OpenedFile:
    try:
        has_formulas = _look_into(content)
        values = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
        written: Any = values
        if has_formulas:
            written = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        for sheet in sheets:
            rows = _sheet_rows(sheet, written[sheet.title] if has_formulas else None)
            first = next(rows, None)
            if first is not None:
                return OpenedFile(_guarded(first, rows), _notes(sheet.title, len(sheets) - 1))
    except BROKEN as error:
        raise FileUnreadable from error
    return OpenedFile(iter(()))


def _notes(title: str, others: int) -> tuple[str, ...]:
    if not others:
        return ()
    more = "1 other sheet was" if others == 1 else f"{others} other sheets were"
    return (f"Read from the sheet \u201c{title[:40]}\u201d. {more} not read.",)


def _guarded(first: SourceRow, rows: Iterator[SourceRow]) -> Iterator[SourceRow]:
    yield first
    try:
        yield from rows
    except BROKEN as error:
        raise FileUnreadable from error


def _look_into(content: bytes) -> bool:
    """Whether any sheet has formulas; what the archive says that it holds more is never unpacked."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if WORKBOOK not in {part.filename for part in parts}:
            raise FileKindUnknown("not an Excel workbook")
        parsed = [part for part in parts if not part.filename.startswith("xl/media/")]
        too_large = FileTooLarge("This workbook is too large when unpacked. Copy the rows into a new one.")
        if len(parts) > MAXIMUM_PARTS or sum(part.file_size for part in parsed) > MAXIMUM_UNPACKED_BYTES:
            raise too_large
        contents = {part.filename: archive.read(part) for part in parsed}
        if sum(content.count(b"<") for content in contents.values()) > MAXIMUM_TAGS:
            raise too_large
        sheets = (part for name, part in contents.items() if name.startswith("xl/worksheets/"))
        return any(FORMULA.search(sheet) for sheet in sheets)


def _sheet_rows(sheet: Any, written: Any) -> Iterator[SourceRow]:
    """The rows that hold anything; the size that a sheet claims for itself is not believed."""
    pairs = zip(_values(sheet), _values(written) if written else repeat(()), strict=False)
    for number, (values, formulas) in enumerate(pairs, start=1):
        if number > MAXIMUM_SHEET_ROWS:
            raise FileTooLarge(f"This sheet is too long. At most {MAXIMUM_SHEET_ROWS:,} rows are looked at.")
        cells = tuple(
            _cell(formula if value is None else value) for value, formula in zip_longest(values, formulas)
        )
        if any(cell != "" for cell in cells):
            yield SourceRow(number, "\t".join(map(str, cells)).rstrip("\t")[:LONGEST_TEXT], cells)


def _values(sheet: Any) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(max_col=MOST_CELLS, values_only=True))


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)[:LONGEST_CELL].strip()
