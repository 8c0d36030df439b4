"""What pasted text and rows of cells ask for, row by row; nothing is dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from storefront.carts.rules.columns import Columns, columns_of
from storefront.carts.snapshots import ReadList, ReadRow
from storefront.catalog.rules import LARGEST_QUANTITY
from storefront.kit.cells import Cell, SourceRow
from storefront.kit.pieces import NotPieces, decimal_mark_of, pieces_of
from storefront.kit.text import storable

MAXIMUM_ROWS = 1000
LONGEST_SKU = 80


def understand(rows: Iterable[SourceRow]) -> ReadList:
    """Every row as it is understood, in order; a header is no row.

    Without a quantity column each row asks for one piece; in a list that has one an empty quantity is a problem.
    """
    source = list(rows)
    columns = columns_of(source)
    if columns.has_header:
        source = source[1:]
    mark = decimal_mark_of(
        cell for row in source for place, cell in enumerate(row.cells) if place != columns.sku
    )
    return ReadList(tuple(_understand(row, columns, mark) for row in source), _notes(source, columns))


def understand_typed(
    sku: str, quantity: str, *, catalog: str | None = None, seller: str | None = None
) -> ReadRow:
    """One row as somebody typed it; without a quantity it asks for one piece."""
    cells = (sku.strip(), quantity.strip() or "1", (catalog or "").strip(), (seller or "").strip())
    return _understand(SourceRow(0, "", cells), Columns(0, 1, 2, 3), "")


def _understand(row: SourceRow, columns: Columns, mark: str) -> ReadRow:
    sku = _code(row.cells, columns.sku)
    read = ReadRow(
        number=row.number,
        text=storable(row.text),
        sku=sku[:LONGEST_SKU],
        quantity_text=_code(row.cells, columns.quantity)[:LONGEST_SKU],
        catalog=_code(row.cells, columns.catalog)[:LONGEST_SKU] or None,
        seller=_code(row.cells, columns.seller)[:LONGEST_SKU] or None,
    )
    problem = _sku_problem(sku)
    if problem:
        return replace(read, problem=problem)
    if columns.quantity is None:
        return replace(read, quantity=1, quantity_text="1")
    try:
        return replace(read, quantity=_pieces(_cell(row.cells, columns.quantity), mark))
    except NotPieces as error:
        return replace(read, problem=storable(str(error)))


def _pieces(cell: Cell, mark: str) -> int:
    pieces = pieces_of(cell, decimal_mark=mark)
    if not 1 <= pieces <= LARGEST_QUANTITY:
        raise NotPieces(f"A quantity is between 1 and {LARGEST_QUANTITY:,}.")
    return pieces


def _sku_problem(sku: str) -> str:
    if not sku:
        return "The SKU is missing."
    return f"A SKU has at most {LONGEST_SKU} characters." if len(sku) > LONGEST_SKU else ""


def _cell(cells: Sequence[Cell], place: int | None) -> Cell:
    return cells[place] if place is not None and place < len(cells) else ""


def _code(cells: Sequence[Cell], place: int | None) -> str:
    """A cell as text, without the mark by which spreadsheets keep a number as text."""
    return storable(str(_cell(cells, place))).removeprefix("'").strip()


def _notes(rows: Sequence[SourceRow], columns: Columns) -> tuple[str, ...]:
    if not rows or max(len(row.cells) for row in rows) == 1:
        return ()
    taken = f"SKU from column {columns.sku + 1}"
    if columns.quantity is None:
        return (f"{taken}. No column of quantities was found, so each row asks for one piece.",)
    return (f"{taken}, quantity from column {columns.quantity + 1}.",)
