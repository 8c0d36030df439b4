"""How much of each category is on the shelf, and from which prices on."""

from collections.abc import Mapping
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import payload, recordset
from storefront.offers.tables import ShelfCount, ShelfFloor, ShelfItem, ShelfPrice

shelf = table_of(ShelfItem).c
counts = table_of(ShelfCount).c
prices = table_of(ShelfPrice).c


def count(session: Session, catalog_id: UUID) -> None:
    """Note how much of each category a catalog has on the shelf, and from which prices on."""
    for table in (ShelfCount, ShelfFloor):
        session.execute(sa.delete(table_of(table)).where(table_of(table).c.catalog_id == catalog_id))
    available = sa.func.sum(sa.case((shelf.is_available, 1), else_=0))
    select = (
        sa.select(
            shelf.catalog_id,
            shelf.category_position,
            available,
            sa.func.count() - available,
            sa.func.min(shelf.list_price),
            sa.func.max(shelf.list_price),
        )
        .where(shelf.catalog_id == catalog_id, shelf.list_price.is_not(None))
        .group_by(shelf.catalog_id, shelf.category_position)
    )
    session.execute(sa.insert(table_of(ShelfCount)).from_select([column.key for column in counts], select))
    floors = (
        sa.select(
            prices.price_list_id, shelf.catalog_id, shelf.category_position, sa.func.min(prices.unit_price)
        )
        .join_from(table_of(ShelfPrice), table_of(ShelfItem), shelf.id == prices.shelf_id)
        .where(shelf.catalog_id == catalog_id, shelf.list_price.is_not(None))
        .group_by(prices.price_list_id, shelf.catalog_id, shelf.category_position)
    )
    columns = [column.key for column in table_of(ShelfFloor).c]
    session.execute(sa.insert(table_of(ShelfFloor)).from_select(columns, floors))


def move_counts(session: Session, moved: Mapping[tuple[UUID, int], int]) -> None:
    """Make so many more items (fewer, below 0) of a catalog's category available; in the order given."""
    given = {"moved": payload([*key, more] for key, more in moved.items())}
    if session.get_bind().dialect.name == "postgresql":
        # Two orders that each empty several categories must not wait for each other.
        session.execute(_lock_counts(), given)
    session.execute(_move_counts(), given)


def _moved() -> sa.Subquery:
    return recordset(
        "moved", {"catalog_id": sa.Uuid(), "category_position": sa.Integer(), "more": sa.Integer()}
    )


@cache
def _lock_counts() -> sa.Executable:
    rows = _moved()
    return (
        sa.select(counts.category_position)
        .join_from(
            table_of(ShelfCount),
            rows,
            (counts.catalog_id == rows.c.catalog_id) & (counts.category_position == rows.c.category_position),
        )
        .order_by(counts.catalog_id, counts.category_position)
        .with_for_update(of=table_of(ShelfCount))
    )


@cache
def _move_counts() -> sa.Update:
    rows = _moved()
    return (
        sa.update(table_of(ShelfCount))
        .where(
            counts.catalog_id == rows.c.catalog_id,
            counts.category_position == rows.c.category_position,
        )
        .values(available=counts.available + rows.c.more, unavailable=counts.unavailable - rows.c.more)
    )
