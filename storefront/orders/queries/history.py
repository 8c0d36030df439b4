"""Orders found again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlmodel import Session

from storefront.catalog.tables import Catalog
from storefront.db.columns import table_of
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.parties.actor import covered_outlets
from storefront.parties.tables import Contact, Employee, HierarchyNode, Organization
from storefront.sellers.tables import Seller

orders = table_of(SalesOrder).c
lines = table_of(OrderLine).c
nodes = table_of(HierarchyNode).c
organizations = table_of(Organization).c
sellers = table_of(Seller).c
contacts = table_of(Contact).c
employees = table_of(Employee).c
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
    orders.currency,
)
MOST_CHOICES = 300
SORTS: Mapping[str, tuple[sa.ColumnElement[Any], bool]] = {
    "-placed_at": (orders.placed_at, True),
    "placed_at": (orders.placed_at, False),
    "-total": (orders.total_minor, True),
    "total": (orders.total_minor, False),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Plain conditions on orders; an empty one is left out."""

    contact_id: UUID
    is_organization: bool
    outlet: str | None
    seller: str | None
    status: str | None
    contact: UUID | str | None
    placed_from: datetime | None
    placed_to: datetime | None
    words: tuple[str, ...]
    min_minor: int | None
    max_minor: int | None


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything about a selection that changes the statement; its values are parameters."""

    dialect: str
    is_organization: bool
    is_contact_id: bool
    filters: tuple[str, ...]


def page(
    session: Session, selection: Selection, *, sort: str, after: tuple[Any, int] | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """Orders of a selection in order, those after the sort value and sequence given."""
    given = _given(session, selection) | {"most": limit}
    if after is not None:
        given |= {"after_key": after[0], "after_sequence": after[1]}
    return session.execute(
        _page(_shape(session, selection), sort, is_following=after is not None), given
    ).all()


@cache
def _page(shape: Shape, sort: str, *, is_following: bool) -> sa.Executable:
    key, is_descending = SORTS[sort]
    direction = sa.desc if is_descending else sa.asc
    found = sa.select(orders.sequence).where(*_conditions(shape))
    if is_following:
        row = sa.tuple_(key, orders.sequence)
        last = sa.tuple_(
            sa.bindparam("after_key", type_=key.type), sa.bindparam("after_sequence", type_=sa.BigInteger)
        )
        found = found.where(row < last if is_descending else row > last)
    most = sa.bindparam("most", type_=sa.Integer)
    top = found.order_by(direction(key), direction(orders.sequence)).limit(most).subquery("top")
    return (
        _summaries()
        .join(top, top.c.sequence == orders.sequence)
        .order_by(direction(key), direction(orders.sequence))
    )


def totals(session: Session, selection: Selection) -> Sequence[sa.Row[Any]]:
    """Orders, lines and amount of a whole selection for each currency."""
    return session.execute(_totals(_shape(session, selection)), _given(session, selection)).all()


@cache
def _totals(shape: Shape) -> sa.Executable:
    return (
        sa.select(
            orders.currency,
            sa.func.count().label("orders"),
            sa.func.sum(orders.line_count).label("lines"),
            sa.func.sum(orders.total_minor).label("minor"),
        )
        .where(*_conditions(shape))
        .group_by(orders.currency)
        .order_by(orders.currency)
    )


def one(session: Session, contact_id: UUID, number: str) -> sa.Row[Any] | None:
    """An order by number, if the contact may see it."""
    return session.execute(_one(), {"contact": contact_id, "number": number}).one_or_none()


@cache
def _one() -> sa.Executable:
    more = (orders.note, orders.requested_delivery_date, orders.payment_method, orders.address)
    return _summaries(*more).where(orders.number == sa.bindparam("number"), _visible(is_organization=True))


def lines_of(session: Session, order_id: UUID) -> Sequence[sa.Row[Any]]:
    """The lines of an order in their order."""
    return session.execute(_lines_of(), {"order": order_id}).all()


@cache
def _lines_of() -> sa.Executable:
    return (
        sa.select(
            lines.position,
            lines.sku,
            catalogs.code.label("catalog"),
            lines.name,
            lines.quantity,
            lines.unit_price,
            lines.total_minor,
            lines.price_trace,
        )
        .join_from(table_of(OrderLine), table_of(Catalog), catalogs.id == lines.catalog_id)
        .where(lines.order_id == sa.bindparam("order"))
        .order_by(lines.position)
    )


def choices(session: Session, contact_id: UUID, *, is_organization: bool) -> Sequence[sa.Row[Any]]:
    """The outlets, sellers and contacts that occur in visible orders: `kind`, `value`, `name`."""
    return session.execute(_choices(is_organization=is_organization), {"contact": contact_id}).all()


@cache
def _choices(*, is_organization: bool) -> sa.Executable:
    visible = (
        sa.select(orders.outlet_id, orders.seller_id, orders.contact_id)
        .where(_visible(is_organization=is_organization))
        .distinct()
        .cte("visible")
    )
    outlets = sa.select(sa.literal("outlet").label("kind"), nodes.number.label("value"), nodes.name).where(
        nodes.id.in_(sa.select(visible.c.outlet_id))
    )
    selling = sa.select(sa.literal("seller").label("kind"), sellers.code.label("value"), sellers.name).where(
        sellers.id.in_(sa.select(visible.c.seller_id))
    )
    people = sa.select(
        sa.literal("contact").label("kind"), contacts.email.label("value"), contacts.name
    ).where(contacts.id.in_(sa.select(visible.c.contact_id)))
    # Each kind has its own bound: a thousand contacts must not push the outlets out.
    every = sa.union_all(
        *(
            sa.select(kind.order_by(sa.text("name"), sa.text("value")).limit(MOST_CHOICES).subquery())
            for kind in (outlets, selling, people)
        )
    ).subquery()
    return sa.select(every).order_by(every.c.kind, every.c.name, every.c.value)


def _summaries(*more: sa.ColumnElement[Any]) -> Any:
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


def _visible(*, is_organization: bool) -> sa.ColumnElement[bool]:
    """Product rule 18: one's own orders in one's outlets; for admins, on demand, all of their subtrees."""
    covered = sa.select(covered_outlets()).cte("visible_outlets")
    mine = orders.contact_id == sa.bindparam("contact")
    # The outlets first: with an OR at the top every order of the trade would be looked at.
    in_covered = orders.outlet_id.in_(sa.select(covered.c.outlet_id))
    if not is_organization:
        return mine & in_covered
    return in_covered & (
        mine | orders.outlet_id.in_(sa.select(covered.c.outlet_id).where(covered.c.is_admin == 1))
    )


def _shape(session: Session, selection: Selection) -> Shape:
    values = {**_values(selection), "text": selection.words or None}
    return Shape(
        dialect=session.get_bind().dialect.name,
        is_organization=selection.is_organization,
        is_contact_id=isinstance(selection.contact, UUID),
        filters=tuple(name for name, value in values.items() if value is not None),
    )


def _given(session: Session, selection: Selection) -> dict[str, object]:
    given: dict[str, object] = {
        name: value for name, value in _values(selection).items() if value is not None
    }
    given["contact"] = selection.contact_id
    if selection.words:
        is_postgresql = session.get_bind().dialect.name == "postgresql"
        given["text"] = (
            " & ".join(f"'{word}':*" for word in selection.words)
            if is_postgresql
            else " AND ".join(f'(search_text : "{word}"*)' for word in selection.words)
        )
    return given


def _values(selection: Selection) -> dict[str, object]:
    """Filter name → value, or None where it does not filter."""
    return {
        "outlet": selection.outlet,
        "seller": selection.seller,
        "status": selection.status,
        "placed_by": selection.contact,
        "placed_from": selection.placed_from,
        "placed_to": selection.placed_to,
        "min_total": selection.min_minor,
        "max_total": selection.max_minor,
    }


def _conditions(shape: Shape) -> list[sa.ColumnElement[bool]]:
    moment = orders.placed_at.type
    person = sa.bindparam("placed_by", type_=sa.Uuid() if shape.is_contact_id else sa.Text())
    if not shape.is_contact_id:
        person = sa.select(contacts.id).where(contacts.email == person).scalar_subquery()
    outlet = sa.select(nodes.id).where(nodes.number == sa.bindparam("outlet")).scalar_subquery()
    seller = sa.select(sellers.id).where(sellers.code == sa.bindparam("seller")).scalar_subquery()
    possible: dict[str, sa.ColumnElement[bool]] = {
        "outlet": orders.outlet_id == outlet,
        "seller": orders.seller_id == seller,
        "status": orders.status == sa.bindparam("status"),
        "placed_by": orders.contact_id == person,
        "placed_from": orders.placed_at >= sa.bindparam("placed_from", type_=moment),
        "placed_to": orders.placed_at < sa.bindparam("placed_to", type_=moment),
        "min_total": orders.total_minor >= sa.bindparam("min_total", type_=sa.BigInteger()),
        "max_total": orders.total_minor <= sa.bindparam("max_total", type_=sa.BigInteger()),
        "text": _mentions(shape.dialect),
    }
    return [_visible(is_organization=shape.is_organization), *(possible[name] for name in shape.filters)]


def _mentions(dialect: str) -> sa.ColumnElement[bool]:
    text = sa.bindparam("text", type_=sa.Text)
    if dialect == "postgresql":
        return sa.literal_column("sales_orders.search_vector").op("@@")(sa.cast(text, TSQUERY))
    index = sa.table("order_search", sa.column("rowid", sa.Integer))
    return orders.sequence.in_(
        sa.select(index.c.rowid).where(sa.literal_column("order_search").op("match")(text))
    )
