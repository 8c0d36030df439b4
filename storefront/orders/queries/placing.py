"""Orders written down."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import insert_rows, upsert
from storefront.orders.tables import IdempotencyKey, OrderLine, SalesOrder

orders = table_of(SalesOrder).c
keys = table_of(IdempotencyKey).c

LINE_COLUMNS = [
    "order_id",
    "position",
    "product_id",
    "catalog_id",
    "sku",
    "name",
    "quantity",
    "unit_price",
    "total_minor",
    "price_trace",
]


def take_key(
    session: Session, *, contact_id: UUID, key: str, fingerprint: str, order_id: UUID, moment: datetime
) -> bool:
    """Take an idempotency key for an order; False when it is taken. Waits for another that is just taking it."""
    given = {
        "contact_id": contact_id,
        "key": key,
        "fingerprint": fingerprint,
        "order_id": order_id,
        "made_at": moment,
    }
    return session.execute(_take_key(session.get_bind().dialect.name), given).one_or_none() is not None


@cache
def _take_key(dialect: str) -> Any:
    return upsert(dialect, table_of(IdempotencyKey)).on_conflict_do_nothing().returning(keys.order_id)


def taken_key(session: Session, contact_id: UUID, key: str) -> sa.Row[Any]:
    """What a key was taken for: fingerprint and order number."""
    return session.execute(
        sa.select(keys.fingerprint, orders.number)
        .join_from(table_of(IdempotencyKey), table_of(SalesOrder), orders.id == keys.order_id)
        .where(keys.contact_id == contact_id, keys.key == key)
    ).one()


def insert_order(
    session: Session, values: Mapping[str, object], order_lines: Sequence[Sequence[object]]
) -> None:
    """Write an order and its lines (values in the order of `LINE_COLUMNS`), two statements in all."""
    session.execute(sa.insert(table_of(SalesOrder)).values(**values))
    insert_rows(session, table_of(OrderLine), LINE_COLUMNS, order_lines)
