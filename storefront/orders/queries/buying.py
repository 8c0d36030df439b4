"""What an outlet bought of a product, over all of its orders that brought it something."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import payload, recordset
from storefront.orders.rules import NOT_BOUGHT
from storefront.orders.tables import OrderLine, SalesOrder

orders = table_of(SalesOrder).c
lines = table_of(OrderLine).c

Pairs = Sequence[tuple[UUID, UUID]]
"""Catalog and product."""


def bought(session: Session, outlet_id: UUID, pairs: Pairs) -> Sequence[sa.Row[Any]]:
    """Of each pair that was: its last order (moment, quantity, price), orders, pieces, and its first order's moment."""
    given = {"outlet": outlet_id, "pairs": payload(pairs)}
    return session.execute(_bought(), given).all()


@cache
def _bought() -> sa.Executable:
    by_order = _by_order()
    pair = [by_order.c.catalog_id, by_order.c.product_id]
    newest_first = [by_order.c.placed_at.desc(), by_order.c.sequence.desc()]
    ranked = sa.select(
        *pair,
        by_order.c.placed_at,
        by_order.c.pieces,
        by_order.c.unit_price,
        sa.func.count().over(partition_by=pair).label("times"),
        sa.func.sum(by_order.c.pieces).over(partition_by=pair).label("units"),
        sa.func.min(by_order.c.placed_at, type_=orders.placed_at.type)
        .over(partition_by=pair)
        .label("first_at"),
        sa.func.row_number().over(partition_by=pair, order_by=newest_first).label("place"),
    ).subquery("ranked")
    return sa.select(
        ranked.c.catalog_id,
        ranked.c.product_id,
        ranked.c.placed_at,
        sa.cast(ranked.c.pieces, sa.Integer),
        ranked.c.times,
        sa.cast(ranked.c.units, sa.BigInteger),
        ranked.c.first_at,
        ranked.c.unit_price,
    ).where(ranked.c.place == 1)


def _by_order() -> sa.Subquery:
    """A row for each order that brought something of a pair."""
    own = _own_lines()
    wanted = recordset("pairs", {"catalog_id": lines.catalog_id.type, "product_id": lines.product_id.type})
    return (
        sa.select(
            own.c.catalog_id,
            own.c.product_id,
            own.c.placed_at,
            own.c.sequence,
            sa.func.sum(own.c.quantity).label("pieces"),
            sa.func.max(own.c.unit_price).label("unit_price"),
        )
        .where(
            sa.tuple_(own.c.catalog_id, own.c.product_id).in_(
                sa.select(wanted.c.catalog_id, wanted.c.product_id)
            )
        )
        .group_by(own.c.catalog_id, own.c.product_id, own.c.placed_at, own.c.sequence)
        .subquery("by_order")
    )


def _own_lines() -> sa.CTE:
    """What the outlet bought, line by line.

    By itself: no planner can begin with the lines that the whole trade has of a product.
    """
    return (
        sa.select(
            orders.placed_at,
            orders.sequence,
            lines.catalog_id,
            lines.product_id,
            lines.quantity,
            lines.unit_price,
        )
        .join_from(table_of(SalesOrder), table_of(OrderLine), lines.order_id == orders.id)
        .where(
            orders.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()),
            orders.status.not_in(NOT_BOUGHT),
            lines.rejection_reason.is_(None),
        )
        .cte("own_lines")
        .prefix_with("MATERIALIZED")
    )
