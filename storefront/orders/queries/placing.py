"""Orders written down."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Product
from storefront.db.columns import table_of
from storefront.db.recordset import payload, recordset, upsert
from storefront.orders.tables import IdempotencyKey, OrderCategory, OrderLine, SalesOrder

orders = table_of(SalesOrder).c
keys = table_of(IdempotencyKey).c
lines = table_of(OrderLine).c
products = table_of(Product).c

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
    "note",
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


def note_left(session: Session, *, contact_id: UUID, key: str, skus: Sequence[str]) -> None:
    """Keep with a taken key what its order left in the cart."""
    session.execute(
        sa.update(table_of(IdempotencyKey))
        .where(keys.contact_id == contact_id, keys.key == key)
        .values(left_in_cart=list(skus))
    )


def taken_key(session: Session, contact_id: UUID, key: str) -> sa.Row[Any]:
    """What a key was taken for: fingerprint, order number and what was left in the cart."""
    return session.execute(
        sa.select(keys.fingerprint, orders.number, keys.left_in_cart)
        .join_from(table_of(IdempotencyKey), table_of(SalesOrder), orders.id == keys.order_id)
        .where(keys.contact_id == contact_id, keys.key == key)
    ).one()


def insert_order(
    session: Session, values: Mapping[str, object], order_lines: Sequence[Sequence[object]]
) -> None:
    """Write an order, its lines (values in the order of `LINE_COLUMNS`) and what they come to by category: three statements."""
    session.execute(sa.insert(table_of(SalesOrder)).values(**values))
    if order_lines:
        session.execute(_insert_lines(), {"new_lines": payload(order_lines)})
    session.execute(_sum_by_category(), {"order": values["id"]})


@cache
def _insert_lines() -> sa.Insert:
    """Each line with its product's category of now: reports and exports keep it whatever becomes of the product."""
    new = recordset("new_lines", {name: lines[name].type for name in LINE_COLUMNS})
    source = sa.select(*(new.c[name] for name in LINE_COLUMNS), products.category_id).join_from(
        new, table_of(Product), products.id == new.c.product_id
    )
    return sa.insert(table_of(OrderLine)).from_select([*LINE_COLUMNS, "category_id"], source)


@cache
def _sum_by_category() -> sa.Insert:
    columns = ["order_id", "category_id", "lines", "total_minor"]
    sums = (
        sa.select(lines.order_id, lines.category_id, sa.func.count(), sa.func.sum(lines.total_minor))
        .where(lines.order_id == sa.bindparam("order", type_=sa.Uuid()))
        .group_by(lines.order_id, lines.category_id)
    )
    return sa.insert(table_of(OrderCategory)).from_select(columns, sums)
