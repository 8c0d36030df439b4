"""Outlets that a field seller looks after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.tables import Cart, CartLine
from storefront.db.columns import table_of
from storefront.db.recordset import nested
from storefront.kit.text import ESCAPE, pattern_of
from storefront.orders.tables import SalesOrder
from storefront.parties.actor import group_outlets
from storefront.parties.tables import ActingSession, HierarchyNode, Organization
from storefront.sellers.tables import Seller

nodes = table_of(HierarchyNode).c
organizations = table_of(Organization).c
root = table_of(HierarchyNode).alias("root")
roots = root.c
"""The organization's own node, which has its name folded."""
orders = table_of(SalesOrder).c
carts = table_of(Cart).c
lines = table_of(CartLine).c
sellers = table_of(Seller).c
acting = table_of(ActingSession).c

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When an outlet ordered last that never did: such outlets wait longest."""
SORTS = ("-days", "days", "name")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of outlets; `after` holds the sort value and the number of the row before."""

    words: tuple[str, ...]
    sort: str
    after: tuple[object, str] | None
    limit: int


def outlets(session: Session, employee_id: UUID, wanted: Wanted, moment: datetime) -> Sequence[sa.Row[Any]]:
    """Outlets of the field seller's sales groups with last order, open carts and own session: one statement."""
    given: dict[str, object] = {
        "employee": employee_id,
        "most": wanted.limit,
        "never": NEVER,
        "moment": moment,
    }
    given |= {f"word_{place}": f"%{pattern_of(word)}%" for place, word in enumerate(wanted.words)}
    if wanted.after:
        given |= {"after_key": wanted.after[0], "after_number": wanted.after[1]}
    statement = _outlets(len(wanted.words), wanted.sort, is_following=wanted.after is not None)
    return session.execute(statement, given).all()


@cache
def _outlets(words: int, sort: str, *, is_following: bool) -> sa.Executable:
    own = _own(words).cte("own_outlets")
    key = own.c.name_key if sort == "name" else own.c.ordered_at
    direction = sa.desc if sort == "days" else sa.asc
    first = sa.select(own)
    if is_following:
        last = sa.tuple_(
            sa.bindparam("after_key", type_=key.type), sa.bindparam("after_number", type_=sa.Text)
        )
        row = sa.tuple_(key, own.c.number)
        first = first.where(row < last if sort == "days" else row > last)
    first = first.order_by(direction(key), direction(own.c.number)).limit(
        sa.bindparam("most", type_=sa.Integer)
    )
    page = first.subquery("page")
    page_key = page.c.name_key if sort == "name" else page.c.ordered_at
    return sa.select(
        page,
        _last_order(page).label("last_order"),
        _open_carts(page).label("carts"),
        _is_open(page).label("is_open"),
    ).order_by(direction(page_key), direction(page.c.number))


def _own(words: int) -> Any:
    ordered_at = (
        sa.select(sa.func.max(orders.placed_at)).where(orders.outlet_id == nodes.id).scalar_subquery()
    )
    never = sa.bindparam("never", type_=orders.placed_at.type)
    statement = (
        sa.select(
            nodes.id,
            nodes.number,
            nodes.name,
            nodes.name_key,
            organizations.name.label("organization_name"),
            sa.type_coerce(sa.func.coalesce(ordered_at, never), orders.placed_at.type).label("ordered_at"),
        )
        .join_from(table_of(HierarchyNode), table_of(Organization), organizations.id == nodes.organization_id)
        .where(nodes.id.in_(sa.select(group_outlets().c.outlet_id)))
    )
    if words:
        statement = statement.join(
            root, (roots.hierarchy_id == nodes.hierarchy_id) & (roots.kind == "organization")
        )
    for place in range(words):
        pattern = sa.bindparam(f"word_{place}", type_=sa.Text)
        statement = statement.where(
            nodes.name_key.like(pattern, escape=ESCAPE)
            | sa.func.lower(nodes.number).like(pattern, escape=ESCAPE)
            | roots.name_key.like(pattern, escape=ESCAPE)
        )
    return statement


def _last_order(page: sa.Subquery) -> Any:
    newest = (
        sa.select(orders.number, orders.total_minor, orders.currency)
        .where(orders.outlet_id == page.c.id)
        .order_by(orders.placed_at.desc(), orders.sequence.desc())
        .limit(1)
        .correlate(page)
    )
    return nested(newest)


def _open_carts(page: sa.Subquery) -> Any:
    # Each line rounded by itself, as in the cart; the price is the one that was seen there last.
    minor = (sa.func.coalesce(lines.seen_price, 0) * lines.quantity + 50) // 100
    waiting = (
        sa.select(sellers.currency, sa.func.count(), sa.cast(sa.func.sum(minor), sa.BigInteger))
        .join_from(table_of(Cart), table_of(CartLine), lines.cart_id == carts.id)
        .join(table_of(Seller), sellers.id == carts.seller_id)
        .where(carts.outlet_id == page.c.id)
        .group_by(sellers.currency)
        .order_by(sellers.currency)
        .correlate(page)
    )
    return nested(waiting)


def _is_open(page: sa.Subquery) -> sa.ColumnElement[bool]:
    return (
        sa.select(sa.literal_column("1", sa.Integer))
        .where(
            acting.employee_id == sa.bindparam("employee", type_=sa.Uuid()),
            acting.outlet_id == page.c.id,
            acting.ended_at.is_(None),
            acting.expires_at > sa.bindparam("moment", type_=acting.expires_at.type),
        )
        .correlate(page)
        .exists()
    )
