"""Every statement of this slice."""

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
