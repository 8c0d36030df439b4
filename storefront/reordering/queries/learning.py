"""Everybody's orders, read to learn from; what was learned, written anew."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import shared, table_of
from storefront.db.recordset import insert_rows, upsert
from storefront.orders.rules import NOT_BOUGHT
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.reordering.queries.suggesting import was_bought
from storefront.reordering.tables import LastLesson, ProductCompanion, ProductTrend

orders = table_of(SalesOrder).c
lines = table_of(OrderLine).c

CHUNK = 10_000
LEARNING = 7_205_015
"""The number under which PostgreSQL lets one learn at a time; SQLite has one writer anyway."""


def claim(session: Session) -> None:
    """Wait until nobody else learns."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text(f"select pg_advisory_xact_lock({LEARNING})"))


def learned_at(session: Session) -> datetime | None:
    """When was learned last."""
    return session.execute(sa.select(table_of(LastLesson).c.learned_at)).scalar_one_or_none()


def note_lesson(session: Session, moment: datetime) -> None:
    """Write down when was learned."""
    session.execute(_note_lesson(session.get_bind().dialect.name), {"id": 1, "learned_at": moment})


@cache
def _note_lesson(dialect: str) -> Any:
    statement = upsert(dialect, table_of(LastLesson))
    return statement.on_conflict_do_update(
        index_elements=["id"], set_={"learned_at": statement.excluded.learned_at}
    )


def newest(session: Session) -> datetime | None:
    """When the newest order was placed that counts."""
    statement = sa.select(sa.func.max(orders.placed_at)).where(orders.status.not_in(NOT_BOUGHT))
    return session.execute(statement).scalar_one()


def bought_since(session: Session, moment: datetime, most_orders: int) -> Sequence[sa.Row[Any]]:
    """Each product of each order since a moment, once; the newest so many orders, oldest first."""
    return session.execute(_bought(), {"since": moment, "most": most_orders}).all()


def first_and_last(session: Session) -> Sequence[sa.Row[Any]]:
    """When each product was ordered first and last by anybody."""
    return session.execute(_first_and_last()).all()


def replace(
    session: Session, trends: Sequence[Sequence[object]], companions: Sequence[Sequence[object]]
) -> None:
    """Put what was learned in the place of what was known."""
    given: tuple[tuple[Any, Sequence[Sequence[object]]], ...] = (
        (ProductTrend, trends),
        (ProductCompanion, companions),
    )
    for model, rows in given:
        table = table_of(model)
        session.execute(sa.delete(table))
        for start in range(0, len(rows), CHUNK):
            insert_rows(session, table, [column.key for column in table.c], rows[start : start + CHUNK])


@cache
def _bought() -> sa.Executable:
    chosen = (
        sa.select(orders.id, orders.sequence, orders.placed_at)
        .where(
            orders.placed_at >= sa.bindparam("since", type_=orders.placed_at.type),
            orders.status.not_in(NOT_BOUGHT),
        )
        .order_by(orders.placed_at.desc(), orders.sequence.desc())
        .limit(sa.bindparam("most", type_=sa.Integer))
        .subquery("chosen")
    )
    return (
        sa.select(chosen.c.sequence, chosen.c.placed_at, shared(lines.product_id))
        .distinct()
        .select_from(chosen)
        .join(table_of(OrderLine), (lines.order_id == chosen.c.id) & lines.rejection_reason.is_(None))
        .order_by(chosen.c.placed_at, chosen.c.sequence)
    )


@cache
def _first_and_last() -> sa.Executable:
    return (
        sa.select(
            shared(lines.product_id),
            sa.func.min(orders.placed_at).label("first_at"),
            sa.func.max(orders.placed_at).label("last_at"),
        )
        .join_from(table_of(SalesOrder), table_of(OrderLine), lines.order_id == orders.id)
        .where(was_bought())
        .group_by(lines.product_id)
    )
