"""The rows of a quick order and what typing does to them, decided on plain values."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from storefront.carts.errors import ListTooLong, RowNotFound
from storefront.carts.rules.reading_lists import MAXIMUM_ROWS, understand_typed
from storefront.carts.snapshots import GridOrder, GridRow, ReadRow, ResolvedLine
from storefront.catalog.rules import LARGEST_QUANTITY
from storefront.kit.text import fold

REMEMBERED_ATTEMPTS = 20
ORDERING = "order "
"""Before the keys of attempts to put rows into carts: those that add rows are others."""


def to_document(rows: Sequence[GridRow]) -> list[object]:
    """The rows as they are stored."""
    return [
        [
            row.id,
            row.read.number,
            row.read.text,
            row.read.sku,
            row.read.quantity,
            row.read.quantity_text,
            row.read.catalog,
            row.read.seller,
            row.read.problem,
        ]
        for row in rows
    ]


def from_document(document: Sequence[object]) -> tuple[GridRow, ...]:
    """Stored rows."""
    return tuple(_row(*cast("list[Any]", each)) for each in document)


def _row(row_id: int, *facts: Any) -> GridRow:
    return GridRow(row_id, ReadRow(*facts))


def with_list(rows: Sequence[GridRow], added: Sequence[ReadRow], *, first_id: int) -> tuple[GridRow, ...]:
    """A pasted or uploaded list above what was there; each of its rows stays a row, numbered from `first_id`.

    Raises:
        ListTooLong: there would be more than 1,000 rows.
    """
    if len(rows) + len(added) > MAXIMUM_ROWS:
        raise ListTooLong(MAXIMUM_ROWS)
    return (*(GridRow(first_id + place, row) for place, row in enumerate(added)), *rows)


def with_typed(rows: Sequence[GridRow], typed: Sequence[ReadRow], *, first_id: int) -> tuple[GridRow, ...]:
    """Rows typed or scanned one after another, the last on top; a SKU that is there already grows, as in a cart.

    Raises:
        ListTooLong: there would be more than 1,000 rows.
    """
    shown = list(rows)
    for row_id, row in enumerate(typed, start=first_id):
        place = _place_of_same(shown, row)
        if place is None:
            shown.insert(0, GridRow(row_id, row))
            continue
        there = shown.pop(place)
        quantity = there.read.quantity + row.quantity
        shown.insert(
            0, replace(there, read=replace(there.read, quantity=quantity, quantity_text=str(quantity)))
        )
    if len(shown) > MAXIMUM_ROWS:
        raise ListTooLong(MAXIMUM_ROWS)
    return tuple(shown)


def with_changed(
    rows: Sequence[GridRow], row_id: int, *, sku: str, quantity: str, catalog: str | None, seller: str | None
) -> tuple[GridRow, ...]:
    """One row corrected; the catalog and seller that were asked for stay with the SKU that they were asked for.

    Raises:
        RowNotFound: there is no such row.
    """
    place = next((place for place, row in enumerate(rows) if row.id == row_id), None)
    if place is None:
        raise RowNotFound
    old = rows[place].read
    if sku == old.sku and not (catalog or seller):
        catalog, seller = old.catalog, old.seller
    read = replace(
        understand_typed(sku, quantity, catalog=catalog, seller=seller), number=old.number, text=old.text
    )
    return (*rows[:place], replace(rows[place], read=read), *rows[place + 1 :])


def without(rows: Sequence[GridRow], row_id: int) -> tuple[GridRow, ...]:
    """The rows but one.

    Raises:
        RowNotFound: there is no such row.
    """
    left = tuple(row for row in rows if row.id != row_id)
    if len(left) == len(rows):
        raise RowNotFound
    return left


def what_is_left(row: GridRow, answer: ResolvedLine | None) -> GridRow | None:
    """What stays of a row after adding: all when nothing was added for it, else what could not be had."""
    if answer is None or not answer.is_addable:
        return replace(row, answer=None)
    missing = row.read.quantity - answer.quantity
    if missing < 1:
        return None
    return GridRow(row.id, replace(row.read, quantity=missing, quantity_text=str(missing)))


def to_attempt(key: str, ordered: GridOrder) -> list[object]:
    """What is remembered of an attempt to put rows into carts."""
    return [
        f"{ORDERING}{key}",
        ordered.added,
        ordered.short,
        ordered.left,
        [view.seller.code for view in ordered.carts],
    ]


def attempt_at(attempts: Sequence[object], key: str) -> tuple[int, int, int, list[str]] | None:
    """What an attempt to put rows into carts did; None when it was never made."""
    for each in attempts:
        name, *facts = cast("list[Any]", each)
        if name == f"{ORDERING}{key}":
            added, short, left, sellers = facts
            return added, short, left, sellers
    return None


def next_id(*grids: Sequence[GridRow]) -> int:
    """A number that no row of these has."""
    return max((row.id for rows in grids for row in rows), default=0) + 1


def put_back(before: Sequence[GridRow], since: Sequence[GridRow]) -> tuple[GridRow, ...]:
    """The rows as they were before they were added, below those that came since.

    Raises:
        ListTooLong: there would be more than 1,000 rows.
    """
    known = {row.id for row in before}
    rows = (*(row for row in since if row.id not in known), *before)
    if len(rows) > MAXIMUM_ROWS:
        raise ListTooLong(MAXIMUM_ROWS)
    return rows


def _place_of_same(rows: Sequence[GridRow], typed: ReadRow) -> int | None:
    if typed.problem:
        return None
    wanted = (fold(typed.sku), typed.catalog, typed.seller)
    for place, row in enumerate(rows):
        read = row.read
        if not read.problem and (fold(read.sku), read.catalog, read.seller) == wanted:
            return place if read.quantity + typed.quantity <= LARGEST_QUANTITY else None
    return None
