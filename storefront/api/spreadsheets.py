"""Orders and their lines as files for spreadsheets, written a few hundred rows at a time and never whole in memory."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO, Generic, TypeVar
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from storefront.api.answers import moment
from storefront.kit.money import Money, UnitPrice
from storefront.orders.snapshots import OrderLineRow, OrderSummary
from storefront.settings import get_settings

Row = TypeVar("Row")
Value = str | int | Money | UnitPrice | datetime

ROWS_AT_ONCE = 200
ROWS_OF_A_SHEET = 1_000_000
"""Just below the most that a sheet can have; what is beyond goes on in the next."""

CHUNK = 64 * 1024
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A spreadsheet runs a cell that begins with one of these; some read the full-width forms alike."""


@dataclass(frozen=True, slots=True)
class Layout(Generic[Row]):
    """The columns of a file, and what stands in them for one row."""

    name: str
    columns: tuple[str, ...]
    values: Callable[[Row], Sequence[Value]]


def csv_chunks(layout: Layout[Row], rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows as CSV, a few hundred at a time."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(layout.columns)
    left = iter(rows)
    while True:
        some = list(islice(left, ROWS_AT_ONCE))
        writer.writerows([csv_cell(value) for value in layout.values(row)] for row in some)
        if written.tell():
            yield written.getvalue().encode()
        if not some:
            return
        written.seek(0)
        written.truncate()


def xlsx_file(layout: Layout[Row], rows: Iterable[Row]) -> BinaryIO:
    """The rows as a workbook in a file without a name, which is gone when it is closed."""
    book = Workbook(write_only=True)
    target = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever reads it closes it
    left = iter(rows)
    try:
        for number in range(1, 1_000):
            first = list(islice(left, 1))
            if number > 1 and not first:
                break
            _write_sheet(book, number, layout, first, left)
    except BaseException:
        target.close()
        raise
    finally:
        # Also when something went wrong: saving is what takes the sheets' own temporary files away.
        book.save(io.BytesIO() if target.closed else target)
    target.seek(0)
    return target


def file_chunks(file: BinaryIO) -> Iterator[bytes]:
    """A file in pieces; it is closed at the end, or when nobody reads on."""
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def csv_cell(value: Value) -> str:
    """A value as CSV has it, safe to open in a spreadsheet."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Money | UnitPrice):
        return value.amount
    return str(value) if isinstance(value, int) else safe_text(value)


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _write_sheet(
    book: Any, number: int, layout: Layout[Row], first: Sequence[Row], left: Iterator[Row]
) -> None:
    sheet = book.create_sheet(layout.name if number == 1 else f"{layout.name} {number}")
    sheet.freeze_panes = "A2"
    sheet.append(layout.columns)
    zone = ZoneInfo(get_settings().timezone)
    for rows in (first, islice(left, ROWS_OF_A_SHEET - len(first))):
        for row in rows:
            sheet.append([_xlsx_cell(sheet, value, zone) for value in layout.values(row)])


def _xlsx_cell(sheet: Any, value: Value, zone: ZoneInfo) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None)
    if isinstance(value, Money | UnitPrice):
        number: Any = Decimal(value.amount)
        cell = WriteOnlyCell(sheet, number)
        cell.number_format = "#,##0.00##" if isinstance(value, UnitPrice) else "#,##0.00"
        return cell
    if isinstance(value, int):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", safe_text(value)))
    # Whatever it looks like, it is text.
    cell.data_type = "s"
    return cell


def _order_values(summary: OrderSummary) -> list[Value]:
    by = summary.placed_by
    return [
        summary.number,
        summary.placed_at,
        summary.status,
        summary.outlet_number,
        summary.outlet_name,
        summary.organization_number,
        summary.organization_name,
        summary.seller_code,
        summary.seller_name,
        by.contact or "",
        by.employee or "",
        summary.purchase_order_number,
        summary.line_count,
        summary.total,
        summary.total.currency,
    ]


def _line_values(row: OrderLineRow) -> list[Value]:
    line = row.line
    *head, _lines, _total, currency = _order_values(row.order)
    return [
        *head,
        line.position,
        line.sku,
        line.name,
        line.catalog,
        line.quantity,
        line.unit_price,
        line.line_total,
        currency,
    ]


_HEAD = (
    "number",
    "placed_at",
    "status",
    "outlet",
    "outlet_name",
    "organization",
    "organization_name",
    "seller",
    "seller_name",
    "contact",
    "employee",
    "purchase_order_number",
)
_LINE = ("position", "sku", "name", "catalog", "quantity", "unit_price", "line_total", "currency")
ORDERS: Layout[OrderSummary] = Layout("Orders", (*_HEAD, "lines", "total", "currency"), _order_values)
LINES: Layout[OrderLineRow] = Layout("Lines", (*_HEAD, *_LINE), _line_values)
