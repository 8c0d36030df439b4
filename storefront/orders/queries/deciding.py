"""Orders as their seller finds them and decides about them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import CODE, table_of
from storefront.db.recordset import payload, recordset
from storefront.orders.queries.history import SORTS, summaries
from storefront.orders.queries.selecting import mentions, text_query
from storefront.orders.queries.showing import one_order
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.parties.tables import Contact, Employee, HierarchyNode

orders = table_of(SalesOrder).c
lines = table_of(OrderLine).c
nodes = table_of(HierarchyNode).c
contacts = table_of(Contact).c
employees = table_of(Employee).c
staff = table_of(Contact).alias("staff")


def incoming(
    session: Session,
    seller_id: UUID,
    *,
    words: tuple[str, ...],
    filters: Mapping[str, object],
    sort: str,
    after: tuple[datetime, int] | None,
    limit: int,
    counted: int,
) -> Sequence[sa.Row[Any]]:
    """Orders of a seller, each row with how many of its orders wait at all (`waiting`, at most `counted`).

    `filters`: `status`, `outlet` with `outlet_name` (its number, or a pattern of its name's key),
    `placed_from`, `placed_to`.
    """
    given: dict[str, object] = {"seller": seller_id, "most": limit, "counted": counted, **filters}
    if words:
        given["text"] = text_query(session, words)
    if after is not None:
        given |= {"after_moment": after[0], "after_sequence": after[1]}
    shape = (
        session.get_bind().dialect.name,
        frozenset({*filters, *(["text"] if words else [])}),
        sort,
        after is not None,
    )
    return session.execute(_incoming(*shape), given).all()


@cache
def _incoming(dialect: str, filters: frozenset[str], sort: str, is_following: bool) -> sa.Executable:  # noqa: FBT001 -- a part of the shape
    _, is_descending = SORTS[sort]
    direction = sa.desc if is_descending else sa.asc
    found = sa.select(orders.sequence).where(_of_seller(), *_conditions(dialect, filters))
    if is_following:
        row = sa.tuple_(orders.placed_at, orders.sequence)
        last = sa.tuple_(
            sa.bindparam("after_moment", type_=orders.placed_at.type),
            sa.bindparam("after_sequence", type_=sa.BigInteger()),
        )
        found = found.where(row < last if is_descending else row > last)
    most = sa.bindparam("most", type_=sa.Integer)
    top = found.order_by(direction(orders.placed_at), direction(orders.sequence)).limit(most).subquery("top")
    return (
        summaries(_waiting().label("waiting"))
        .join(top, top.c.sequence == orders.sequence)
        .order_by(direction(orders.placed_at), direction(orders.sequence))
    )


def waiting(session: Session, seller_id: UUID, *, counted: int) -> int:
    """How many orders of a seller wait for its decision, at most so many."""
    return session.execute(_waiting_alone(), {"seller": seller_id, "counted": counted}).scalar_one()


@cache
def _waiting_alone() -> sa.Executable:
    return sa.select(_waiting())


def _waiting() -> sa.ScalarSelect[int]:
    waiting_order = table_of(SalesOrder).alias("waiting_order")
    first = (
        sa.select(waiting_order.c.sequence)
        .where(
            waiting_order.c.seller_id == sa.bindparam("seller", type_=sa.Uuid()),
            # As the partial index has it: with a parameter no database would use that.
            waiting_order.c.status == sa.literal_column("'submitted'"),
        )
        .limit(sa.bindparam("counted", type_=sa.Integer))
        .subquery("waiting_orders")
    )
    return sa.select(sa.func.count()).select_from(first).scalar_subquery()


def _of_seller() -> sa.ColumnElement[bool]:
    return orders.seller_id == sa.bindparam("seller", type_=sa.Uuid())


def _conditions(dialect: str, filters: frozenset[str]) -> list[sa.ColumnElement[bool]]:
    moment = orders.placed_at.type
    asked = sa.select(nodes.id).where(
        nodes.kind == "outlet",
        (nodes.number == sa.bindparam("outlet", type_=CODE))
        | nodes.name_key.like(sa.bindparam("outlet_name", type_=CODE), escape="\\"),
    )
    possible = {
        "status": orders.status == sa.bindparam("status", type_=sa.Text()),
        "outlet": orders.outlet_id.in_(asked),
        "placed_from": orders.placed_at >= sa.bindparam("placed_from", type_=moment),
        "placed_to": orders.placed_at < sa.bindparam("placed_to", type_=moment),
        "text": mentions(orders, dialect),
    }
    return [possible[name] for name in sorted(filters) if name in possible]


def one_of_seller(session: Session, seller_id: UUID, number: str) -> sa.Row[Any] | None:
    """An order by number, if it was placed with the seller."""
    return session.execute(_one_of_seller(), {"seller": seller_id, "number": number}).one_or_none()


@cache
def _one_of_seller() -> sa.Executable:
    return one_order().where(orders.number == sa.bindparam("number", type_=CODE), _of_seller())


def lock(session: Session, seller_id: UUID, number: str) -> sa.Row[Any] | None:
    """An order of the seller's, locked, with whom it concerns: the contact, or else the employee who placed it."""
    return session.execute(_lock(), {"seller": seller_id, "number": number}).one_or_none()


@cache
def _lock() -> sa.Executable:
    return (
        sa.select(
            orders.id,
            orders.number,
            orders.status,
            orders.organization_id,
            orders.outlet_id,
            orders.currency,
            orders.total_minor,
            orders.rejected_minor,
            nodes.number.label("outlet_number"),
            nodes.name.label("outlet_name"),
            sa.func.coalesce(contacts.name, staff.c.name).label("name"),
            sa.func.coalesce(contacts.email, staff.c.email).label("email"),
        )
        .select_from(table_of(SalesOrder))
        .join(table_of(HierarchyNode), nodes.id == orders.outlet_id)
        .outerjoin(table_of(Contact), contacts.id == orders.contact_id)
        .outerjoin(table_of(Employee), employees.id == orders.employee_id)
        .outerjoin(staff, staff.c.id == employees.contact_id)
        .where(orders.number == sa.bindparam("number", type_=CODE), _of_seller())
        .with_for_update(of=table_of(SalesOrder))
    )


def lines_to_decide(session: Session, order_id: UUID) -> Sequence[sa.Row[Any]]:
    """The lines of an order, in the order of `LineToDecide`."""
    return session.execute(_lines_to_decide(), {"order": order_id}).all()


@cache
def _lines_to_decide() -> sa.Executable:
    return (
        sa.select(
            lines.position,
            lines.catalog_id,
            lines.product_id,
            lines.sku,
            lines.name,
            lines.quantity,
            lines.total_minor,
            lines.rejection_reason,
        )
        .where(lines.order_id == sa.bindparam("order", type_=sa.Uuid()))
        .order_by(lines.position)
    )


def reject_lines(session: Session, order_id: UUID, positions: Sequence[int], reason: str) -> None:
    """Write down why some lines will not be delivered."""
    given = {"order": order_id, "reason": reason, "rejected": payload([position] for position in positions)}
    session.execute(_reject_lines(), given)


@cache
def _reject_lines() -> sa.Update:
    rejected = recordset("rejected", {"position": sa.Integer()})
    return (
        sa.update(table_of(OrderLine))
        .where(
            lines.order_id == sa.bindparam("order", type_=sa.Uuid()),
            lines.position.in_(sa.select(rejected.c.position)),
        )
        .values(rejection_reason=sa.bindparam("reason", type_=sa.Text()))
    )


def set_decision(session: Session, order_id: UUID, *, status: str, rejected_minor: int) -> None:
    """Give an order its status, and what of it was rejected in all."""
    session.execute(
        sa.update(table_of(SalesOrder))
        .where(orders.id == order_id)
        .values(status=status, rejected_minor=rejected_minor)
    )
