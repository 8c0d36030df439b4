"""Orders found again."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog
from storefront.db.columns import cursor_type, table_of
from storefront.db.recordset import nested, payload, recordset
from storefront.orders.queries.seeing import Viewer, visible_orders
from storefront.orders.queries.selecting import (
    Selected,
    Selection,
    Shape,
    categories_within,
    line_has_sku,
    parameters,
    selected,
    shape_of,
)
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.parties.actor import ACTING_DUTIES, serves_everybody
from storefront.parties.tables import Contact, Employee, EmployeeDuty, HierarchyNode, Organization
from storefront.sellers.tables import Channel, Seller

orders = table_of(SalesOrder).c
lines = table_of(OrderLine).c
nodes = table_of(HierarchyNode).c
organizations = table_of(Organization).c
sellers = table_of(Seller).c
channels = table_of(Channel).c
contacts = table_of(Contact).c
employees = table_of(Employee).c
duties = table_of(EmployeeDuty).c
catalogs = table_of(Catalog).c
staff = table_of(Contact).alias("staff")

SUMMARY = (
    orders.sequence,
    orders.id,
    orders.number,
    nodes.number.label("outlet_number"),
    nodes.name.label("outlet_name"),
    sellers.code.label("seller_code"),
    sellers.name.label("seller_name"),
    organizations.number.label("organization_number"),
    organizations.name.label("organization_name"),
    orders.placed_at,
    orders.contact_id,
    contacts.name.label("contact_name"),
    staff.c.name.label("employee_name"),
    orders.status,
    orders.purchase_order_number,
    orders.line_count,
    orders.total_minor,
    orders.rejected_minor,
    orders.currency,
)
LineRow: TypeAlias = sa.Row[Any]
MOST_CHOICES = 300
SORTS: Mapping[str, tuple[str, bool]] = {
    "-placed_at": ("placed_at", True),
    "placed_at": ("placed_at", False),
    "-total": ("total_minor", True),
    "total": ("total_minor", False),
}
"""Column, and whether it is descending."""


def page(
    session: Session,
    selection: Selection,
    *,
    sort: str,
    after: tuple[Any, int] | None,
    limit: int,
    counted: int = 0,
) -> Sequence[sa.Row[Any]]:
    """Orders of a selection in order, those after the sort value and sequence given.

    With `counted`, each row carries what the whole selection comes to (`totals`, a nested list), or its first so
    many orders: then it has more.
    """
    given = parameters(session, selection) | {"most": limit}
    if after is not None:
        given |= {"after_key": after[0], "after_sequence": after[1]}
    if counted:
        given["counted"] = counted
    shape = shape_of(session, selection)
    statement = _page(shape, sort, is_following=after is not None, has_totals=bool(counted))
    return session.execute(statement, given).all()


@cache
def _page(shape: Shape, sort: str, *, is_following: bool, has_totals: bool) -> sa.Executable:
    # Page and totals are one statement: what was found by words is found once for both.
    chosen = selected(shape)
    name, is_descending = SORTS[sort]
    direction = sa.desc if is_descending else sa.asc
    key = getattr(chosen.columns, name)
    found = sa.select(chosen.columns.sequence).where(*chosen.conditions)
    if is_following:
        row = sa.tuple_(key, chosen.columns.sequence)
        last = sa.tuple_(
            sa.bindparam("after_key", type_=cursor_type(key)),
            sa.bindparam("after_sequence", type_=sa.BigInteger),
        )
        found = found.where(row < last if is_descending else row > last)
    most = sa.bindparam("most", type_=sa.Integer)
    top = found.order_by(direction(key), direction(chosen.columns.sequence)).limit(most).subquery("top")
    more = (nested(_totals(chosen)).label("totals"),) if has_totals else ()
    return (
        summaries(*more)
        .join(top, top.c.sequence == orders.sequence)
        .order_by(direction(orders[name]), direction(orders.sequence))
    )


def totals(session: Session, selection: Selection, *, counted: int) -> Sequence[sa.Row[Any]]:
    """Currency, orders, lines and amount of a whole selection, or of its first so many orders."""
    given = parameters(session, selection) | {"counted": counted}
    return session.execute(_totals_alone(shape_of(session, selection)), given).all()


@cache
def _totals_alone(shape: Shape) -> sa.Executable:
    return _totals(selected(shape))


def _totals(chosen: Selected) -> Any:
    columns = chosen.columns
    first = (
        sa.select(columns.currency, columns.line_count, columns.total_minor)
        .where(*chosen.conditions)
        .limit(sa.bindparam("counted", type_=sa.Integer))
        .subquery("counted_orders")
    )
    return (
        sa.select(
            first.c.currency,
            sa.func.count().label("orders"),
            sa.func.sum(first.c.line_count).label("lines"),
            sa.func.sum(first.c.total_minor).label("minor"),
        )
        .group_by(first.c.currency)
        .order_by(first.c.currency)
    )


def lines_of(session: Session, order_id: UUID) -> Sequence[sa.Row[Any]]:
    """The lines of an order in their order."""
    return session.execute(_lines_of(), {"order": order_id}).all()


@cache
def _lines_of() -> sa.Executable:
    return (
        _line_columns(lines.price_trace)
        .where(lines.order_id == sa.bindparam("order"))
        .order_by(lines.position)
    )


def _line_columns(more: sa.ColumnElement[Any]) -> Any:
    return sa.select(
        lines.position,
        lines.sku,
        catalogs.code.label("catalog"),
        lines.name,
        lines.quantity,
        lines.unit_price,
        lines.total_minor,
        lines.note,
        lines.rejection_reason,
        more,
    ).join_from(table_of(OrderLine), table_of(Catalog), catalogs.id == lines.catalog_id)


def lines_of_all(session: Session, selection: Selection, order_ids: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """The lines of many orders, each with its `order_id`; only those that a product or category in the selection means."""
    filters = tuple(name for name in shape_of(session, selection).filters if name in {"product", "category"})
    given = {"orders": payload((order_id,) for order_id in order_ids)}
    return session.execute(_lines_of_all(filters), given | parameters(session, selection)).all()


@cache
def _lines_of_all(filters: tuple[str, ...]) -> sa.Executable:
    wanted = recordset("orders", {"id": sa.Uuid()})
    statement = (
        _line_columns(lines.order_id)
        .join(wanted, wanted.c.id == lines.order_id)
        .order_by(lines.order_id, lines.position)
    )
    if "product" in filters:
        statement = statement.where(line_has_sku())
    if "category" in filters:
        statement = statement.where(lines.category_id.in_(sa.select(categories_within())))
    return statement


def choices(session: Session, viewer: Viewer) -> Sequence[sa.Row[Any]]:
    """The outlets, sellers, channels, contacts and employees of visible orders: `kind`, `value`, `name`.

    Whoever sees every order gets all sellers, channels and acting staff, and no outlets and contacts: there are too
    many to list, and no order is looked at.
    """
    if viewer.rights == ("all",):
        return session.execute(_choices_of_all(), viewer.parameters).all()
    return session.execute(_choices(viewer.rights), viewer.parameters).all()


@cache
def _choices(rights: tuple[str, ...]) -> sa.Executable:
    visible = (
        sa.select(orders.outlet_id, orders.seller_id, orders.contact_id, orders.employee_id)
        .where(visible_orders(rights))
        .distinct()
        .cte("visible")
    )
    kinds = (
        _kind("outlet", nodes.number, nodes.name, nodes.id, visible.c.outlet_id),
        _kind("seller", sellers.code, sellers.name, sellers.id, visible.c.seller_id),
        _kind("channel", channels.code, channels.name, channels.seller_id, visible.c.seller_id),
        _kind("contact", contacts.email, contacts.name, contacts.id, visible.c.contact_id),
        _acting(visible.c.employee_id),
    )
    return _first_of_each(kinds)


@cache
def _choices_of_all() -> sa.Executable:
    acts = sa.exists().where(duties.employee_id == employees.id, duties.duty.in_(ACTING_DUTIES))
    kinds = (
        _named("seller", sellers.code, sellers.name).where(serves_everybody()),
        _named("channel", channels.code, channels.name).where(serves_everybody()),
        _staff().where(acts, serves_everybody()),
    )
    return _first_of_each(kinds)


def _first_of_each(kinds: Sequence[Any]) -> sa.Executable:
    # Each kind has its own bound: a thousand contacts must not push the outlets out.
    every = sa.union_all(
        *(
            sa.select(kind.order_by(sa.text("name"), sa.text("value")).limit(MOST_CHOICES).subquery())
            for kind in kinds
        )
    ).subquery()
    return sa.select(every).order_by(every.c.kind, every.c.name, every.c.value)


def _kind(
    kind: str,
    value: sa.ColumnElement[Any],
    name: sa.ColumnElement[Any],
    key: sa.ColumnElement[Any],
    seen: Any,
) -> Any:
    return _named(kind, value, name).where(key.in_(sa.select(seen)))


def _named(kind: str, value: sa.ColumnElement[Any], name: sa.ColumnElement[Any]) -> Any:
    return sa.select(sa.literal(kind).label("kind"), value.label("value"), name.label("name"))


def _acting(seen: Any) -> Any:
    return _staff().where(employees.id.in_(sa.select(seen)))


def _staff() -> Any:
    value = sa.cast(employees.id, sa.Text)
    return _named("employee", value, contacts.name).join_from(
        table_of(Employee), table_of(Contact), contacts.id == employees.contact_id
    )


def summaries(*more: sa.ColumnElement[Any]) -> Any:
    """Orders with all that a row of a list shows, and more columns if wanted."""
    return (
        sa.select(*SUMMARY, *more)
        .select_from(table_of(SalesOrder))
        .join(table_of(HierarchyNode), nodes.id == orders.outlet_id)
        .join(table_of(Organization), organizations.id == orders.organization_id)
        .join(table_of(Seller), sellers.id == orders.seller_id)
        .outerjoin(table_of(Contact), contacts.id == orders.contact_id)
        .outerjoin(table_of(Employee), employees.id == orders.employee_id)
        .outerjoin(staff, staff.c.id == employees.contact_id)
    )
