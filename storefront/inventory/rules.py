"""Availability in numbers and words (reference ST-02 and ST-03)."""

import re
from collections.abc import Iterable

from storefront.inventory.snapshots import AdjustmentRow, StockAdjustment
from storefront.kit.cells import Cell, SourceRow
from storefront.kit.text import is_storable

LOW_BELOW = 24
"""Fewer pieces than this are called low."""

WORDS = {"in_stock": "In stock", "low": "Low stock", "out_of_stock": "Out of stock"}

MOST_PIECES = 10_000_000
MAXIMUM_REASON = 500

COLUMNS = ("sku", "on_hand", "change", "reason")
HEADINGS = {
    "sku": "sku",
    "item": "sku",
    "item number": "sku",
    "product": "sku",
    "product number": "sku",
    "number": "sku",
    "on hand": "on_hand",
    "on_hand": "on_hand",
    "counted": "on_hand",
    "stock": "on_hand",
    "change": "change",
    "difference": "change",
    "reason": "reason",
    "note": "reason",
}
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
MOST_ROWS = 2_000
"""Rows of a file: so many stock rows are locked at once."""


def available(on_hand: int, reserved: int, buffer: int) -> int:
    """What can still be promised, never below zero."""
    return max(0, on_hand - reserved - buffer)


def level(pieces: int, least: int) -> str:
    """`in_stock`, `low`, or `out_of_stock` when there is less than the least that may be ordered."""
    if pieces < max(1, least):
        return "out_of_stock"
    return "low" if pieces < LOW_BELOW else "in_stock"


def adjustment_problems(wanted: StockAdjustment) -> dict[str, str]:
    """What is wrong with an adjustment, by field; empty when nothing is."""
    problems: dict[str, str] = {}
    if (wanted.change is None) == (wanted.on_hand is None):
        problems["change"] = "either a change or what is on hand, and not both"
    elif wanted.change is not None and not -MOST_PIECES <= wanted.change <= MOST_PIECES:
        problems["change"] = f"from -{MOST_PIECES:,} to {MOST_PIECES:,}"
    elif wanted.on_hand is not None and not 0 <= wanted.on_hand <= MOST_PIECES:
        problems["on_hand"] = f"from 0 to {MOST_PIECES:,}"
    if not wanted.reason.strip() or len(wanted.reason) > MAXIMUM_REASON or not is_storable(wanted.reason):
        problems["reason"] = f"1 to {MAXIMUM_REASON} characters that say why"
    return problems


def adjustments_of(rows: Iterable[SourceRow]) -> tuple[AdjustmentRow, ...]:
    """The rows of a file: columns by their headings, or in the order of `COLUMNS` when there are none."""
    places: dict[str, int] | None = None
    found: list[AdjustmentRow] = []
    for row in rows:
        if places is None:
            places = _places(row.cells)
            if places is not None:
                continue
            places = {column: place for place, column in enumerate(COLUMNS)}
        values = {column: _cell(row.cells, place) for column, place in places.items()}
        found.append(AdjustmentRow(row.number, **values))
        if len(found) > MOST_ROWS:
            break
    return tuple(found)


def adjustment_of(row: AdjustmentRow) -> tuple[StockAdjustment, dict[str, str]]:
    """What a row of a file asks for, and what is wrong with it."""
    numbers: dict[str, int | None] = {}
    problems: dict[str, str] = {}
    for field, text in (("change", row.change), ("on_hand", row.on_hand)):
        if text and not WHOLE_NUMBER.fullmatch(text):
            problems[field] = "a whole number, such as 12"
        else:
            numbers[field] = int(text) if text else None
    wanted = StockAdjustment(numbers.get("change"), numbers.get("on_hand"), row.reason)
    return wanted, problems or adjustment_problems(wanted)


def _places(cells: tuple[Cell, ...]) -> dict[str, int] | None:
    """Where each column stands by a row of headings; nothing when it is no such row."""
    written = [str(cell).strip().casefold() for cell in cells]
    named = [HEADINGS.get(word, "") for word in written]
    if "sku" not in named or not {"on_hand", "change"} & set(named):
        return None
    # A list of products may have a column "Product" before its "SKU": a column's own name goes before other words.
    own = {column: {column, column.replace("_", " ")} for column in COLUMNS}
    return {
        column: next(
            (place for place, word in enumerate(written) if word in own[column]), named.index(column)
        )
        for column in COLUMNS
        if column in named
    }


def _cell(cells: tuple[Cell, ...], place: int) -> str:
    return str(cells[place]).strip() if place < len(cells) else ""
