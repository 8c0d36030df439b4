"""What an outlet ordered from a seller, and what was learned about products."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import shared, table_of
from storefront.db.recordset import payload, recordset
from storefront.orders.rules import NOT_BOUGHT
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.reordering.tables import ProductCompanion, ProductTrend

orders = table_of(SalesOrder).c
lines = table_of(OrderLine).c
trends = table_of(ProductTrend).c
companions = table_of(ProductCompanion).c


def was_bought() -> sa.ColumnElement[bool]:
    """Of an order line: neither its order nor the line itself was refused or taken back."""
    return orders.status.not_in(NOT_BOUGHT) & lines.rejection_reason.is_(None)


def history(session: Session, outlet_id: UUID, seller_id: UUID, most_orders: int) -> Sequence[sa.Row[Any]]:
    """Products and quantities of the newest orders, oldest order first, in the order of its lines."""
    given = {"outlet": outlet_id, "seller": seller_id, "most": most_orders}
    return session.execute(_history(), given).all()


def companions_of(session: Session, product_ids: Iterable[UUID]) -> Sequence[sa.Row[Any]]:
    """What is bought together with some products, strongest first."""
    return session.execute(_companions(), {"bought": payload([each] for each in product_ids)}).all()


def trends_of(session: Session, product_ids: Iterable[UUID]) -> Sequence[sa.Row[Any]]:
    """How some products sell, and the popular ones; those first, in their order."""
    return session.execute(_trends(), {"asked": payload([each] for each in product_ids)}).all()


@cache
def _history() -> sa.Executable:
    newest = (
        sa.select(orders.id, orders.sequence, orders.placed_at)
        .where(
            orders.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()),
            orders.seller_id == sa.bindparam("seller", type_=sa.Uuid()),
            orders.status.not_in(NOT_BOUGHT),
        )
        .order_by(orders.placed_at.desc(), orders.sequence.desc())
        .limit(sa.bindparam("most", type_=sa.Integer))
        .subquery("newest")
    )
    return (
        sa.select(newest.c.sequence, newest.c.placed_at, shared(lines.product_id), lines.name, lines.quantity)
        .select_from(newest)
        .join(table_of(OrderLine), (lines.order_id == newest.c.id) & lines.rejection_reason.is_(None))
        .order_by(newest.c.placed_at, newest.c.sequence, lines.position)
    )


@cache
def _companions() -> sa.Executable:
    bought = recordset("bought", {"product_id": sa.Uuid()})
    return (
        sa.select(shared(companions.product_id), shared(companions.companion_id), companions.strength)
        .select_from(bought)
        .join(table_of(ProductCompanion), companions.product_id == bought.c.product_id)
        .order_by(companions.product_id, companions.strength.desc(), companions.companion_id)
    )


@cache
def _trends() -> sa.Executable:
    asked = recordset("asked", {"product_id": sa.Uuid()})
    columns = (
        shared(trends.product_id),
        trends.recent,
        trends.quarter,
        trends.idle_days,
        trends.age_days,
        trends.popular_place,
    )
    chosen = trends.product_id.in_(sa.select(asked.c.product_id))
    return (
        sa.select(*columns)
        .where(chosen | trends.popular_place.is_not(None))
        .order_by(trends.popular_place.is_(None), trends.popular_place, trends.product_id)
    )
