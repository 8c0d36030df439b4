"""Usual quantities and intervals, as the order lines tell them.

Medians are the lower of the two in the middle: a quantity that was ordered, an interval that there was.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import payload, recordset
from storefront.offers.tables import OutletPurchase
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.reordering.queries.suggesting import was_bought
from storefront.reordering.rules.rhythm import LAPSED_AFTER_DAYS, LAPSED_AFTER_INTERVALS, LEAST_INTERVALS

orders = table_of(SalesOrder).c
lines = table_of(OrderLine).c
purchases = table_of(OutletPurchase).c

SECONDS_A_DAY = 86_400
NOT_DUE = 2_000_000
"""Beyond every day that anything is due on: what has no rhythm, or lapsed out of it, comes last."""


def habits(
    session: Session, outlet_id: UUID, keys: Sequence[tuple[UUID, UUID]]
) -> dict[tuple[UUID, UUID], tuple[int, int | None]]:
    """Of products and catalogs that an outlet bought: the median quantity of an order, and of the days between."""
    if not keys:
        return {}
    given = {"outlet": outlet_id, "habits_of": payload(keys)}
    rows = session.execute(_habits(session.get_bind().dialect.name), given).all()
    return {(row.product_id, row.catalog_id): (row.usual, row.every_days) for row in rows}


@cache
def _habits(dialect: str) -> sa.Executable:
    bought = _bought(dialect, is_chosen=True).cte("bought")
    pair = (bought.c.product_id, bought.c.catalog_id)
    ranked = sa.select(
        *pair,
        bought.c.quantity,
        sa.func.row_number().over(partition_by=pair, order_by=bought.c.quantity).label("place"),
        sa.func.count().over(partition_by=pair).label("of"),
    ).subquery("ranked_quantities")
    nothing = sa.cast(sa.null(), sa.Integer)
    usual = sa.select(
        ranked.c.product_id,
        ranked.c.catalog_id,
        ranked.c.quantity.label("usual"),
        nothing.label("every_days"),
    ).where(_is_median(ranked))
    rhythms = _rhythms(bought)
    often = sa.select(rhythms.c.product_id, rhythms.c.catalog_id, nothing, rhythms.c.every_days)
    # Put together by grouping, not by a join: nobody can tell a planner how many rows the two have.
    every = sa.union_all(usual, often).subquery("every_habit")
    return sa.select(
        every.c.product_id,
        every.c.catalog_id,
        sa.func.max(every.c.usual).label("usual"),
        sa.func.max(every.c.every_days).label("every_days"),
    ).group_by(every.c.product_id, every.c.catalog_id)


def with_due_key(dialect: str, found: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """A selection of purchases (`product_id`, `catalog_id`, `last_day`) with the key of the sort `due`.

    That is the day on which it is due; what lapsed or has no rhythm follows behind, the newest first.
    """
    rhythms = _rhythms(_bought(dialect, is_chosen=False).cte("bought"))
    nothing = sa.cast(sa.null(), sa.Integer)
    chosen = found.add_columns(nothing.label("every_days"))
    often = sa.select(rhythms.c.product_id, rhythms.c.catalog_id, nothing, rhythms.c.every_days)
    every = sa.union_all(chosen, often).subquery("every_purchase")
    last, days = sa.func.max(every.c.last_day), sa.func.max(every.c.every_days)
    since = sa.bindparam("today", type_=sa.Integer) - last
    is_lapsed = (since > LAPSED_AFTER_INTERVALS * days) & (since > LAPSED_AFTER_DAYS)
    key = sa.case((days.is_(None) | is_lapsed, NOT_DUE - last), else_=last + days)
    return (
        sa.select(every.c.product_id, every.c.catalog_id, sa.cast(key, sa.Integer).label("sort_key"))
        .group_by(every.c.product_id, every.c.catalog_id)
        .having(last.is_not(None))
    )


def _bought(dialect: str, *, is_chosen: bool) -> sa.Select[*tuple[Any, ...]]:
    """An outlet's purchases order by order: two lines of one product in an order are one purchase."""
    source: Any = table_of(SalesOrder).join(table_of(OrderLine), lines.order_id == orders.id)
    if is_chosen:
        chosen = recordset("habits_of", {"product_id": sa.Uuid(), "catalog_id": sa.Uuid()})
        source = source.join(
            chosen, (chosen.c.product_id == lines.product_id) & (chosen.c.catalog_id == lines.catalog_id)
        )
    else:
        # Two purchases have no rhythm yet: most of what was ever bought is out of it at once.
        is_often = (
            (purchases.outlet_id == orders.outlet_id)
            & (purchases.product_id == lines.product_id)
            & (purchases.catalog_id == lines.catalog_id)
            & (purchases.times > LEAST_INTERVALS)
        )
        source = source.join(table_of(OutletPurchase), is_often)
    return (
        sa.select(
            lines.product_id,
            lines.catalog_id,
            day_of(dialect, orders.placed_at).label("day"),
            sa.cast(sa.func.sum(lines.quantity), sa.Integer).label("quantity"),
        )
        .select_from(source)
        .where(orders.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()), was_bought())
        .group_by(orders.sequence, orders.placed_at, lines.product_id, lines.catalog_id)
    )


def day_of(dialect: str, moment: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """The day of a moment in UTC, counted from 1970."""
    if dialect == "postgresql":
        return sa.cast(sa.func.floor(sa.extract("epoch", moment) / SECONDS_A_DAY), sa.Integer)
    return sa.cast(sa.func.strftime("%s", moment), sa.Integer) // SECONDS_A_DAY


def _rhythms(bought: sa.CTE) -> sa.Subquery:
    """The median of the days between purchases, for what has enough of them; one day's purchases are one."""
    own = (bought.c.product_id, bought.c.catalog_id)
    before = sa.func.lag(bought.c.day).over(partition_by=own, order_by=bought.c.day)
    gaps = sa.select(*own, (bought.c.day - before).label("days")).subquery("gaps")
    pair = (gaps.c.product_id, gaps.c.catalog_id)
    ranked = (
        sa.select(
            *pair,
            gaps.c.days,
            sa.func.row_number().over(partition_by=pair, order_by=gaps.c.days).label("place"),
            sa.func.count().over(partition_by=pair).label("of"),
        )
        .where(gaps.c.days > 0)
        .subquery("ranked_gaps")
    )
    return (
        sa.select(ranked.c.product_id, ranked.c.catalog_id, ranked.c.days.label("every_days"))
        .where(_is_median(ranked), ranked.c.of >= LEAST_INTERVALS)
        .subquery("rhythms")
    )


def _is_median(ranked: sa.Subquery) -> sa.ColumnElement[bool]:
    return ranked.c.place == (ranked.c.of + 1) // 2
