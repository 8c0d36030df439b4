"""Availability in numbers and words (reference ST-02 and ST-03)."""

import re
from collections.abc import Iterable
from itertools import islice

from storefront.inventory.snapshots import AdjustmentRow, StockAdjustment
from storefront.kit.cells import SourceRow
from storefront.kit.headings import Headings, values_of
from storefront.kit.text import is_storable

LOW_BELOW = 24
"""Fewer pieces than this are called low."""

WORDS = {"in_stock": "In stock", "low": "Low stock", "out_of_stock": "Out of stock"}

MOST_PIECES = 10_000_000
MAXIMUM_REASON = 500

COLUMNS = ("sku", "on_hand", "change", "reason")
HEADINGS = Headings(
    COLUMNS,
    words={
        "item": "sku",
        "item number": "sku",
        "product": "sku",
        "product number": "sku",
        "number": "sku",
        "counted": "on_hand",
        "stock": "on_hand",
        "difference": "change",
        "note": "reason",
    },
    needed=(frozenset({"sku"}), frozenset({"on_hand", "change"})),
)
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
    """The rows of a file, and one more than may be when there are too many."""
    values = islice(values_of(rows, HEADINGS), MOST_ROWS + 1)
    return tuple(AdjustmentRow(number, **row) for number, row in values)


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
