"""Promising stock, and giving back what was promised."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import insert_rows, payload, recordset
from storefront.inventory.tables import Reservation, StockLevel

levels = table_of(StockLevel).c
reservations = table_of(Reservation).c


def lock(session: Session, warehouse_id: UUID, product_ids: Iterable[UUID]) -> Sequence[sa.Row[Any]]:
    """Lock the stock rows of some products in the order of their keys, and read them.

    The order is fixed whatever the order of a cart's lines: two checkouts never wait for each other in a circle.
    """
    given = {"warehouse": warehouse_id, "wanted": payload([product_id] for product_id in product_ids)}
    return session.execute(_lock(), given).all()


@cache
def _lock() -> sa.Executable:
    wanted = recordset("wanted", {"product_id": sa.Uuid()})
    return (
        sa.select(levels.product_id, levels.on_hand, levels.reserved, levels.buffer)
        .where(
            levels.warehouse_id == sa.bindparam("warehouse"),
            levels.product_id.in_(sa.select(wanted.c.product_id)),
        )
        .order_by(levels.product_id)
        .with_for_update(of=table_of(StockLevel))
    )


def reserve(session: Session, warehouse_id: UUID, wanted: Sequence[tuple[UUID, int]]) -> int:
    """Add to what is reserved wherever enough is available, in one statement; how many rows were."""
    done = session.execute(_reserve(), {"warehouse": warehouse_id, "wanted": payload(wanted)})
    return int(getattr(done, "rowcount", 0))


@cache
def _reserve() -> sa.Update:
    wanted = recordset("wanted", {"product_id": sa.Uuid(), "quantity": sa.BigInteger()})
    return (
        sa.update(table_of(StockLevel))
        .where(
            levels.warehouse_id == sa.bindparam("warehouse"),
            levels.product_id == wanted.c.product_id,
            levels.on_hand - levels.reserved - levels.buffer >= wanted.c.quantity,
        )
        .values(reserved=levels.reserved + wanted.c.quantity)
    )


def note_reservations(
    session: Session, order_id: UUID, warehouse_id: UUID, wanted: Sequence[tuple[UUID, int]]
) -> None:
    """Write down what is promised to an order."""
    insert_rows(
        session,
        table_of(Reservation),
        ["order_id", "warehouse_id", "product_id", "quantity"],
        [[order_id, warehouse_id, product_id, quantity] for product_id, quantity in wanted],
    )


def lock_promised(session: Session, order_id: UUID, product_ids: Iterable[UUID]) -> Sequence[sa.Row[Any]]:
    """What is promised to an order of some products, with the stock rows that it is taken from, locked by key."""
    given = {"order": order_id, "wanted": payload([product_id] for product_id in product_ids)}
    return session.execute(_lock_promised(), given).all()


@cache
def _lock_promised() -> sa.Executable:
    wanted = recordset("wanted", {"product_id": sa.Uuid()})
    same_stock = (levels.warehouse_id == reservations.warehouse_id) & (
        levels.product_id == reservations.product_id
    )
    return (
        sa.select(
            levels.warehouse_id,
            levels.product_id,
            reservations.quantity,
            levels.on_hand,
            levels.reserved,
            levels.buffer,
        )
        .join_from(table_of(Reservation), table_of(StockLevel), same_stock)
        .where(
            reservations.order_id == sa.bindparam("order", type_=sa.Uuid()),
            reservations.product_id.in_(sa.select(wanted.c.product_id)),
        )
        .order_by(levels.warehouse_id, levels.product_id)
        .with_for_update(of=table_of(StockLevel))
    )


def release(session: Session, order_id: UUID, freed: Sequence[tuple[UUID, UUID, int]]) -> int:
    """Give pieces back (warehouse, product, quantity); how many stock rows were lowered.

    Three statements: the levels, the promises that end, and those that become smaller.
    """
    given = {"freed": payload(freed)}
    done = session.execute(_lower_levels(), given)
    # What ends goes first: what was made smaller may have just as many pieces left as it gave back.
    session.execute(_end_reservations(), given | {"order": order_id})
    session.execute(_lower_reservations(), given | {"order": order_id})
    return int(getattr(done, "rowcount", 0))


def _freed() -> sa.Subquery:
    columns = {"warehouse_id": sa.Uuid(), "product_id": sa.Uuid(), "quantity": sa.BigInteger()}
    return recordset("freed", columns)


@cache
def _lower_levels() -> sa.Update:
    freed = _freed().c
    return (
        sa.update(table_of(StockLevel))
        .where(
            levels.warehouse_id == freed.warehouse_id,
            levels.product_id == freed.product_id,
            levels.reserved >= freed.quantity,
        )
        .values(reserved=levels.reserved - freed.quantity)
    )


@cache
def _end_reservations() -> sa.Delete:
    promise = sa.tuple_(reservations.warehouse_id, reservations.product_id, reservations.quantity)
    return sa.delete(table_of(Reservation)).where(
        reservations.order_id == sa.bindparam("order", type_=sa.Uuid()), promise.in_(sa.select(_freed()))
    )


@cache
def _lower_reservations() -> sa.Update:
    freed = _freed().c
    return (
        sa.update(table_of(Reservation))
        .where(
            reservations.order_id == sa.bindparam("order", type_=sa.Uuid()),
            reservations.warehouse_id == freed.warehouse_id,
            reservations.product_id == freed.product_id,
            reservations.quantity > freed.quantity,
        )
        .values(quantity=reservations.quantity - freed.quantity)
    )
