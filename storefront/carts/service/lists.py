"""Lists from outside as rows that the resolver can answer."""

from dataclasses import replace
from itertools import islice

from storefront.carts.errors import ListTooLong
from storefront.carts.rules.reading_lists import MAXIMUM_ROWS, understand, understand_typed
from storefront.carts.snapshots import ReadList, ReadRow
from storefront.connectors.spreadsheets import OpenedFile, open_file
from storefront.kit.cells import rows_of_text


def read_list(text: str) -> ReadList:
    """What a pasted text asks for: cells separated by tabs, semicolons or commas, in any order with a header.

    Raises:
        ListTooLong: it has more than 1,000 rows.
    """
    return _read(OpenedFile(rows_of_text(text)))


def read_list_file(name: str, content: bytes) -> ReadList:
    """What a CSV file or an Excel workbook asks for; `name` is only shown, what it is its content says.

    Raises:
        FileTooLarge, FileKindUnknown, FileUnreadable, ListTooLong: see their messages.
    """
    read = _read(open_file(content))
    return replace(read, notes=(f"Read from {name[:80]}.", *read.notes)) if name else read


def read_typed(sku: str, quantity: str, catalog: str | None = None, seller: str | None = None) -> ReadRow:
    """What one typed or scanned row asks for; without a quantity one piece."""
    return understand_typed(sku, quantity, catalog=catalog, seller=seller)


def _read(opened: OpenedFile) -> ReadList:
    rows = list(islice(opened.rows, MAXIMUM_ROWS + 2))
    read = understand(rows)
    if len(read.rows) > MAXIMUM_ROWS:
        raise ListTooLong(MAXIMUM_ROWS)
    return ReadList(read.rows, (*opened.notes, *read.notes))
