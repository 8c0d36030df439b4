"""New organizations, and people who are let in."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import insert_rows
from storefront.parties.tables import (
    Contact,
    CustomerHierarchy,
    Employee,
    EmployeeDuty,
    HierarchyNode,
    Membership,
    NodeAddress,
    Organization,
)

contacts = table_of(Contact).c
memberships = table_of(Membership).c
employees = table_of(Employee).c
organizations = table_of(Organization).c
hierarchies = table_of(CustomerHierarchy).c
nodes = table_of(HierarchyNode).c

ORGANIZATION_FIELDS = ["id", "number", "name", "country", "created_at"]
HIERARCHY_FIELDS = ["id", "number", "organization_id", "name", "purpose"]
NODE_FIELDS = [
    "id",
    "hierarchy_id",
    "organization_id",
    "parent_id",
    "kind",
    "number",
    "name",
    "name_key",
    "path",
]
ADDRESS_FIELDS = ["id", "node_id", "name", "street", "city", "postcode", "country", "is_primary"]
CONTACT_FIELDS = ["id", "email", "name", "name_key", "password_hash", "is_active", "created_at"]
MEMBERSHIP_FIELDS = [
    "id",
    "contact_id",
    "node_id",
    "role",
    "status",
    "status_before",
    "disabled_reason",
    "disabled_at",
    "disabled_by",
    "created_at",
]
Rows = Sequence[Sequence[object]]


def insert_organizations(session: Session, rows: Rows) -> None:
    """Values in the order of `ORGANIZATION_FIELDS`."""
    insert_rows(session, table_of(Organization), ORGANIZATION_FIELDS, rows)


def insert_hierarchies(session: Session, rows: Rows) -> None:
    """Values in the order of `HIERARCHY_FIELDS`."""
    insert_rows(session, table_of(CustomerHierarchy), HIERARCHY_FIELDS, rows)


def insert_nodes(session: Session, rows: Rows) -> None:
    """Values in the order of `NODE_FIELDS`; all rows go in with one statement, parents with their children."""
    insert_rows(session, table_of(HierarchyNode), NODE_FIELDS, rows)


def insert_addresses(session: Session, rows: Rows) -> None:
    """Values in the order of `ADDRESS_FIELDS`."""
    insert_rows(session, table_of(NodeAddress), ADDRESS_FIELDS, rows)


def insert_contacts(session: Session, rows: Rows) -> None:
    """Values in the order of `CONTACT_FIELDS`."""
    insert_rows(session, table_of(Contact), CONTACT_FIELDS, rows)


def insert_memberships(session: Session, rows: Rows) -> None:
    """Values in the order of `MEMBERSHIP_FIELDS`."""
    insert_rows(session, table_of(Membership), MEMBERSHIP_FIELDS, rows)


def insert_employee(session: Session, row: Sequence[object], duties: Sequence[str]) -> None:
    """An employee (`id, contact_id, seller_id, is_active`) with its duties."""
    insert_rows(session, table_of(Employee), ["id", "contact_id", "seller_id", "is_active"], [row])
    insert_rows(session, table_of(EmployeeDuty), ["employee_id", "duty"], [[row[0], duty] for duty in duties])


def employee_of(session: Session, contact_id: UUID) -> sa.Row[Any] | None:
    """The employee that a contact is, active or not."""
    return session.execute(_employee_of(), {"contact": contact_id}).one_or_none()


@cache
def _employee_of() -> sa.Executable:
    return sa.select(employees.id, employees.seller_id, employees.is_active).where(
        employees.contact_id == sa.bindparam("contact", type_=sa.Uuid())
    )


def lock_organization(session: Session, number: str) -> sa.Row[Any] | None:
    """An organization with its hierarchy and root; its row stays locked until the transaction ends."""
    return session.execute(_lock_organization(), {"number": number}).one_or_none()


@cache
def _lock_organization() -> sa.Executable:
    return (
        _organizations()
        .where(organizations.number == sa.bindparam("number", type_=sa.Text))
        .with_for_update(of=table_of(Organization), key_share=True)
    )


def organization_by_id(session: Session, organization_id: UUID) -> sa.Row[Any]:
    """An organization that exists, with its hierarchy and root."""
    return session.execute(_organization_by_id(), {"organization": organization_id}).one()


@cache
def _organization_by_id() -> sa.Executable:
    return _organizations().where(organizations.id == sa.bindparam("organization", type_=sa.Uuid()))


def _organizations() -> Any:
    return (
        sa.select(
            organizations.id,
            organizations.number,
            organizations.name,
            hierarchies.id.label("hierarchy_id"),
            hierarchies.number.label("hierarchy_number"),
            nodes.id.label("root_id"),
        )
        .join_from(
            table_of(Organization),
            table_of(CustomerHierarchy),
            hierarchies.organization_id == organizations.id,
        )
        .join(table_of(HierarchyNode), (nodes.hierarchy_id == hierarchies.id) & nodes.parent_id.is_(None))
    )


def first_admin(session: Session, root_id: UUID, wanted: UUID | None) -> sa.Row[Any] | None:
    """The active admin at an organization's root who is wanted; else the one whom it has had for longest."""
    return session.execute(_first_admin(), {"root": root_id, "wanted": wanted}).one_or_none()


@cache
def _first_admin() -> sa.Executable:
    return (
        sa.select(contacts.id, contacts.name, contacts.email)
        .join_from(table_of(Membership), table_of(Contact), contacts.id == memberships.contact_id)
        .where(
            memberships.node_id == sa.bindparam("root", type_=sa.Uuid()),
            memberships.role == "admin",
            memberships.status == "active",
            contacts.is_active,
        )
        .order_by(
            sa.case((contacts.id == sa.bindparam("wanted", type_=sa.Uuid()), 0), else_=1),
            memberships.created_at,
            memberships.id,
        )
        .limit(1)
    )
