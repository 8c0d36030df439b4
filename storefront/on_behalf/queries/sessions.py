"""Sessions on behalf of outlets: whom they may be for, and what they changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.tables import CartChange
from storefront.db.columns import table_of
from storefront.db.paths import covers
from storefront.db.recordset import nested
from storefront.orders.tables import SalesOrder
from storefront.parties.actor import acting_duty, group_outlets, serves_everybody
from storefront.parties.tables import (
    ActingSession,
    Contact,
    Employee,
    HierarchyNode,
    Membership,
    Organization,
)
from storefront.sellers.tables import Seller
from storefront.templates.tables import OrderTemplate

acting = table_of(ActingSession).c
contacts = table_of(Contact).c
employees = table_of(Employee).c
memberships = table_of(Membership).c
nodes = table_of(HierarchyNode).c
organizations = table_of(Organization).c
orders = table_of(SalesOrder).c
sellers = table_of(Seller).c
templates = table_of(OrderTemplate).c
changes = table_of(CartChange).c
staff = table_of(Contact).alias("staff")

MOST_THINGS = 50
"""So many orders, and so many templates, are told of one session."""


def outlet_to_serve(session: Session, employee_id: UUID, number: str) -> sa.Row[Any] | None:
    """An outlet that the employee may act for now."""
    return session.execute(_outlet_to_serve(), {"employee": employee_id, "number": number}).one_or_none()


@cache
def _outlet_to_serve() -> sa.Executable:
    return (
        sa.select(
            nodes.id,
            nodes.number,
            nodes.name,
            nodes.organization_id,
            organizations.number.label("organization_number"),
            organizations.name.label("organization_name"),
        )
        .join_from(table_of(HierarchyNode), table_of(Organization), organizations.id == nodes.organization_id)
        .where(
            nodes.number == sa.bindparam("number", type_=sa.Text),
            nodes.kind == "outlet",
            serves_everybody() | nodes.id.in_(sa.select(group_outlets().c.outlet_id)),
        )
    )


def active_contacts(
    session: Session, outlet_id: UUID, *, limit: int, contact: UUID | str | None = None
) -> Sequence[sa.Row[Any]]:
    """Contacts who may order for an outlet now, by name; only the one of an id or an address when one is given."""
    given: dict[str, object] = {"outlet": outlet_id, "most": limit}
    if contact is not None:
        given["contact"] = contact
    return session.execute(_active_contacts(type(contact)), given).all()


@cache
def _active_contacts(kind: type) -> sa.Executable:
    node = table_of(HierarchyNode).alias("served")
    barred = table_of(Membership).alias("barred")
    barring = table_of(HierarchyNode).alias("barring")
    is_barred = (
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(barred.join(barring, barring.c.id == barred.c.node_id))
        .where(
            barred.c.contact_id == contacts.id,
            barred.c.status == "disabled",
            barring.c.hierarchy_id == node.c.hierarchy_id,
            covers(barring.c.path, node.c.path),
        )
        .correlate(table_of(Contact), node)
        .exists()
    )
    statement = (
        sa.select(contacts.id, contacts.name, contacts.email)
        .select_from(node)
        .join(
            table_of(HierarchyNode),
            (nodes.hierarchy_id == node.c.hierarchy_id) & covers(nodes.path, node.c.path),
        )
        .join(table_of(Membership), memberships.node_id == nodes.id)
        .join(table_of(Contact), contacts.id == memberships.contact_id)
        .where(
            node.c.id == sa.bindparam("outlet", type_=sa.Uuid()),
            memberships.status == "active",
            contacts.is_active,
            ~is_barred,
        )
        .distinct()
        .order_by(contacts.name, contacts.email)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    if kind is UUID:
        statement = statement.where(contacts.id == sa.bindparam("contact", type_=sa.Uuid()))
    if kind is str:
        statement = statement.where(contacts.email == sa.bindparam("contact", type_=sa.Text))
    return statement


def lock_employee(session: Session, employee_id: UUID) -> None:
    """Let other starts of the employee's wait: there is one open session for each outlet."""
    session.execute(_lock_employee(), {"employee": employee_id})


@cache
def _lock_employee() -> sa.Executable:
    employee = sa.bindparam("employee", type_=sa.Uuid())
    return sa.select(employees.id).where(employees.id == employee).with_for_update(key_share=True)


def insert_session(session: Session, values: Mapping[str, object]) -> None:
    """A new session."""
    session.execute(_insert_session(), dict(values))


@cache
def _insert_session() -> sa.Insert:
    return sa.insert(table_of(ActingSession))


def open_sessions(
    session: Session, employee_id: UUID, moment: datetime, *, limit: int
) -> Sequence[sa.Row[Any]]:
    """An employee's open sessions, newest first."""
    given = {"employee": employee_id, "moment": moment, "most": limit}
    return session.execute(_open_sessions(), given).all()


@cache
def _open_sessions() -> sa.Executable:
    return (
        sa.select(
            acting.id,
            acting.outlet_id,
            nodes.number,
            nodes.name,
            contacts.name.label("contact_name"),
            acting.expires_at,
        )
        .select_from(table_of(ActingSession))
        .join(table_of(HierarchyNode), nodes.id == acting.outlet_id)
        .outerjoin(table_of(Contact), contacts.id == acting.contact_id)
        .where(
            acting.employee_id == sa.bindparam("employee", type_=sa.Uuid()),
            acting.ended_at.is_(None),
            acting.expires_at > sa.bindparam("moment", type_=acting.expires_at.type),
            serves_everybody() | acting.outlet_id.in_(sa.select(group_outlets().c.outlet_id)),
        )
        .order_by(acting.started_at.desc(), acting.id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def visits(
    session: Session,
    outlet_id: UUID,
    owner_id: UUID,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """Sessions on behalf of an outlet, newest first, with their orders and templates as nested rows.

    Templates that are not the viewer's own and not shared come without their name.
    """
    given: dict[str, object] = {"outlet": outlet_id, "owner": owner_id, "most": limit}
    if after:
        given |= {"after_at": after[0], "after_id": after[1]}
    return session.execute(_visits(is_following=after is not None), given).all()


@cache
def _visits(*, is_following: bool) -> sa.Executable:
    steps = sa.select(sa.func.count()).where(changes.acting_session_id == acting.id).scalar_subquery()
    statement = (
        sa.select(
            acting.id,
            staff.c.name.label("employee_name"),
            acting_duty(acting.employee_id).label("duty"),
            contacts.name.label("contact_name"),
            acting.reason,
            acting.started_at,
            acting.expires_at,
            acting.ended_at,
            steps.label("steps"),
            nested(_placed()).label("orders"),
            nested(_made()).label("templates"),
        )
        .select_from(table_of(ActingSession))
        .join(table_of(Employee), employees.id == acting.employee_id)
        .join(staff, staff.c.id == employees.contact_id)
        .outerjoin(table_of(Contact), contacts.id == acting.contact_id)
        .where(acting.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()))
        .order_by(acting.started_at.desc(), acting.id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    if is_following:
        last = sa.tuple_(
            sa.bindparam("after_at", type_=acting.started_at.type),
            sa.bindparam("after_id", type_=acting.id.type),
        )
        statement = statement.where(sa.tuple_(acting.started_at, acting.id) < last)
    return statement


def _placed() -> Any:
    return (
        sa.select(orders.number, sellers.name)
        .join_from(table_of(SalesOrder), table_of(Seller), sellers.id == orders.seller_id)
        .where(orders.acting_session_id == acting.id)
        .order_by(orders.sequence)
        .limit(MOST_THINGS)
        .correlate(table_of(ActingSession))
    )


def _made() -> Any:
    is_known = (templates.scope == "organization") | (
        templates.contact_id == sa.bindparam("owner", type_=sa.Uuid())
    )
    return (
        sa.select(templates.id, sa.case((is_known, templates.name), else_=None))
        .where(templates.acting_session_id == acting.id, templates.deleted_at.is_(None))
        .order_by(templates.created_at, templates.id)
        .limit(MOST_THINGS)
        .correlate(table_of(ActingSession))
    )
