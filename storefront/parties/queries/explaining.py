"""The facts from which access is decided, of somebody else than who asks."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import CODE, table_of
from storefront.parties.queries.acting import may_act
from storefront.parties.queries.sessions import duties_of
from storefront.parties.tables import (
    Contact,
    Employee,
    HierarchyNode,
    Membership,
    SalesGroup,
    SalesGroupEmployee,
    SalesGroupNode,
)

contacts = table_of(Contact).c
employees = table_of(Employee).c
memberships = table_of(Membership).c
groups = table_of(SalesGroup).c
group_employees = table_of(SalesGroupEmployee).c
group_nodes = table_of(SalesGroupNode).c
outlet = table_of(HierarchyNode).alias("asked_outlet")
above = table_of(HierarchyNode).alias("above_outlet")


def person(session: Session, who: UUID | str) -> sa.Row[Any] | None:
    """A contact by id or normal address, with what it is employed as (`duties`, nested rows)."""
    return session.execute(_person(is_id=isinstance(who, UUID)), {"who": who}).one_or_none()


@cache
def _person(*, is_id: bool) -> sa.Executable:
    known = contacts.id if is_id else contacts.email
    return (
        sa.select(
            contacts.id,
            contacts.name,
            contacts.email,
            contacts.is_active,
            employees.id.label("employee_id"),
            employees.seller_id.label("employer_id"),
            duties_of(employees.id, table_of(Employee)).label("duties"),
        )
        .join_from(
            table_of(Contact),
            table_of(Employee),
            (employees.contact_id == contacts.id) & employees.is_active,
            isouter=True,
        )
        .where(known == sa.bindparam("who", type_=sa.Uuid() if is_id else contacts.email.type))
    )


def lineage(session: Session, contact_id: UUID, outlet_number: str) -> Sequence[sa.Row[Any]]:
    """The nodes from an outlet up, each with a contact's membership there, and whether it has or accepted any there."""
    return session.execute(_lineage(), {"contact": contact_id, "outlet": outlet_number}).all()


@cache
def _lineage() -> sa.Executable:
    contact = sa.bindparam("contact", type_=sa.Uuid())
    anywhere = table_of(HierarchyNode).alias("anywhere")
    elsewhere = table_of(Membership).alias("elsewhere")
    was = sa.case((elsewhere.c.status == "disabled", elsewhere.c.status_before), else_=elsewhere.c.status)
    is_member = (
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(elsewhere.join(anywhere, anywhere.c.id == elsewhere.c.node_id))
        .where(elsewhere.c.contact_id == contact, anywhere.c.hierarchy_id == outlet.c.hierarchy_id)
        .correlate(outlet)
    )
    has_joined = is_member.where(sa.func.coalesce(was, "active") != "invited")
    covers = (above.c.path == outlet.c.path) | outlet.c.path.startswith(above.c.path + ".")
    return (
        sa.select(
            above.c.id,
            above.c.number,
            above.c.name,
            above.c.path,
            memberships.role,
            memberships.status,
            memberships.disabled_reason,
            is_member.exists().label("is_member"),
            has_joined.exists().label("has_joined"),
        )
        .join_from(outlet, above, (above.c.hierarchy_id == outlet.c.hierarchy_id) & covers)
        .outerjoin(
            table_of(Membership), (memberships.node_id == above.c.id) & (memberships.contact_id == contact)
        )
        .where(outlet.c.number == sa.bindparam("outlet", type_=CODE), outlet.c.kind == "outlet")
        .order_by(sa.func.length(above.c.path).desc())
    )


def acting(session: Session, employee_id: UUID, nodes: Sequence[UUID]) -> tuple[bool, tuple[str, ...]]:
    """Whether an employee may act for the outlet of a lineage, and the sales groups that both are in."""
    given = {"employee": employee_id, "lineage": list(nodes)}
    rows = session.execute(_acting(), given).all()
    return bool(rows[0].may_act), tuple(row.name for row in rows if row.name is not None)


@cache
def _acting() -> sa.Executable:
    employee = sa.bindparam("employee", type_=sa.Uuid())
    nodes = sa.bindparam("lineage", expanding=True, type_=sa.Uuid())
    common = (
        sa.select(groups.name)
        .join_from(
            table_of(SalesGroup), table_of(SalesGroupEmployee), group_employees.sales_group_id == groups.id
        )
        .join(table_of(SalesGroupNode), group_nodes.sales_group_id == groups.id)
        .where(group_employees.employee_id == employee, group_nodes.node_id.in_(nodes))
        .distinct()
        .subquery("common_groups")
    )
    ruling = sa.select(may_act(employee, nodes).label("may_act")).subquery("ruling")
    return (
        sa.select(ruling.c.may_act, common.c.name)
        .join_from(ruling, common, sa.true(), isouter=True)
        .order_by(common.c.name)
    )
