"""Sessions in which employees act for outlets."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import among
from storefront.parties.actor import SERVING_DUTIES, acting_duty, is_makers_staff
from storefront.parties.tables import (
    ActingSession,
    Contact,
    EmployeeDuty,
    HierarchyNode,
    Membership,
    SalesGroupEmployee,
    SalesGroupNode,
)

acting = table_of(ActingSession).c
contacts = table_of(Contact).c
memberships = table_of(Membership).c
nodes = table_of(HierarchyNode).c
duties = table_of(EmployeeDuty).c
group_employees = table_of(SalesGroupEmployee).c
group_nodes = table_of(SalesGroupNode).c


def open_session(
    session: Session,
    *,
    employee_id: UUID,
    outlet_id: UUID,
    lineage: Sequence[UUID],
    acting_session_id: UUID | None,
    moment: datetime,
) -> sa.Row[Any] | None:
    """The employee's newest open session for an outlet, or the one of this id, if it may act there still.

    May: it serves all outlets as customer service or headquarters, or sells in the field to a node of the lineage.
    """
    given = {
        "employee": employee_id,
        "outlet": outlet_id,
        "lineage": list(lineage),
        "acting": acting_session_id,
        "moment": moment,
    }
    return session.execute(_open_session(has_id=acting_session_id is not None), given).one_or_none()


@cache
def _open_session(*, has_id: bool) -> sa.Executable:
    moment = sa.bindparam("moment", type_=acting.expires_at.type)
    employee = sa.bindparam("employee", type_=sa.Uuid())
    statement = (
        sa.select(
            acting.id,
            acting.contact_id,
            acting.expires_at,
            contacts.name.label("contact_name"),
            acting_duty(acting.employee_id).label("duty"),
        )
        .join_from(table_of(ActingSession), table_of(Contact), contacts.id == acting.contact_id, isouter=True)
        .where(
            acting.employee_id == employee,
            acting.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()),
            acting.ended_at.is_(None),
            acting.expires_at > moment,
            may_act(employee, sa.bindparam("lineage", expanding=True)),
        )
        .order_by(acting.started_at.desc(), acting.id.desc())
        .limit(1)
    )
    if has_id:
        statement = statement.where(acting.id == sa.bindparam("acting", type_=sa.Uuid()))
    return statement


def end(session: Session, employee_id: UUID, moment: datetime, **which: UUID) -> Sequence[sa.Row[Any]]:
    """End an employee's open sessions, of one `id` or one `outlet_id` if that is given; those that it ended."""
    given = {"employee": employee_id, "moment": moment} | {
        f"of_{name}": value for name, value in which.items()
    }
    return session.execute(_end(tuple(sorted(which))), given).all()


@cache
def _end(which: tuple[str, ...]) -> sa.Executable:
    moment = sa.bindparam("moment", type_=acting.expires_at.type)
    return (
        sa.update(table_of(ActingSession))
        .where(
            acting.employee_id == sa.bindparam("employee", type_=sa.Uuid()),
            acting.ended_at.is_(None),
            acting.expires_at > moment,
            *(acting[name] == sa.bindparam(f"of_{name}", type_=sa.Uuid()) for name in which),
        )
        .values(ended_at=moment)
        .returning(acting.id, acting.outlet_id, acting.reason)
    )


def outlets_of(session: Session, outlet_ids: Sequence[UUID]) -> dict[UUID, sa.Row[Any]]:
    """Number and organization of outlets by id."""
    rows = session.execute(_outlets_of(), {"wanted": list(outlet_ids)}).all()
    return {row.id: row for row in rows}


@cache
def _outlets_of() -> sa.Executable:
    return sa.select(nodes.id, nodes.number, nodes.organization_id).where(among(nodes.id, "wanted"))


def may_act(employee: Any, lineage: Any) -> sa.ColumnElement[bool]:
    """Whether an employee may act for the outlet of a lineage (ids, or a select of them)."""
    serves_all = sa.exists().where(duties.employee_id == employee, duties.duty.in_(SERVING_DUTIES))
    sells_there = (
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(
            table_of(SalesGroupEmployee)
            .join(table_of(SalesGroupNode), group_nodes.sales_group_id == group_employees.sales_group_id)
            .join(table_of(EmployeeDuty), duties.employee_id == group_employees.employee_id)
        )
        .where(
            group_employees.employee_id == employee,
            duties.duty == "field_seller",
            group_nodes.node_id.in_(lineage),
        )
        .exists()
    )
    return (serves_all | sells_there) & is_makers_staff(employee)


def standings(session: Session, contact_id: UUID, lineage: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """Role and status of a contact's memberships along a lineage, if it is active at all."""
    given = {"contact": contact_id, "lineage": list(lineage)}
    return session.execute(_standings(), given).all()


@cache
def _standings() -> sa.Executable:
    return (
        sa.select(memberships.role, memberships.status)
        .join_from(table_of(Membership), table_of(Contact), contacts.id == memberships.contact_id)
        .where(
            memberships.contact_id == sa.bindparam("contact", type_=sa.Uuid()),
            among(memberships.node_id, "lineage"),
            contacts.is_active,
        )
    )
