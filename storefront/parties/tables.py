"""Who takes part: organizations with their hierarchies, contacts, employees, sign-in sessions."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, Table, UtcDateTime
from storefront.kit.clock import now
from storefront.kit.ids import new_id


class Organization(Table, table=True):
    """The business that buys."""

    __tablename__ = "organizations"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    number: str = Field(unique=True, sa_type=CODE)
    name: str
    country: str = ""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class CustomerHierarchy(Table, table=True):
    """The access record of one organization."""

    __tablename__ = "customer_hierarchies"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    number: str = Field(unique=True, sa_type=CODE)
    organization_id: UUID = Field(foreign_key="organizations.id", unique=True)
    name: str
    purpose: str = "B2B organization"


class HierarchyNode(Table, table=True):
    """An organization's root, a group or an outlet.

    `path` holds a step for each level from the root down (`1.4.23`): a subtree is one range of an index. It is
    compared byte by byte, and only a move rewrites it; settings are inherited by looking up, never by copying down.
    The step of a node that was added later is its number, which nothing else has, wherever it is moved.
    """

    __tablename__ = "hierarchy_nodes"
    __table_args__ = (
        sa.UniqueConstraint("hierarchy_id", "path"),
        sa.CheckConstraint("kind in ('organization', 'group', 'outlet')", name="kind"),
        sa.Index(None, "parent_id", "kind", "name_key", "number"),
        sa.Index(None, "hierarchy_id", "kind", "name_key", "number"),
        sa.Index(None, "name_key", "number"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    hierarchy_id: UUID = Field(foreign_key="customer_hierarchies.id")
    organization_id: UUID = Field(foreign_key="organizations.id", index=True)
    parent_id: UUID | None = Field(default=None, foreign_key="hierarchy_nodes.id")
    kind: str
    number: str = Field(unique=True, sa_type=CODE)
    name: str
    name_key: str = Field(sa_type=CODE)
    path: str = Field(sa_type=CODE)


class NodeAddress(Table, table=True):
    """A delivery address set at a node; the nearest node that has any decides."""

    __tablename__ = "node_addresses"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    node_id: UUID = Field(foreign_key="hierarchy_nodes.id", index=True)
    name: str
    street: str
    city: str
    postcode: str
    country: str
    is_primary: bool = True


class Contact(Table, table=True):
    """A person: one sign-in identity, however many organizations."""

    __tablename__ = "contacts"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    email: str = Field(unique=True, sa_type=CODE)
    name: str
    name_key: str = Field(sa_type=CODE, sa_column_kwargs={"server_default": ""})
    """The name as `kit.text.fold` writes it, to be found by: SQLite's own `lower` knows ASCII alone."""
    password_hash: str | None = None
    is_active: bool = True
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class Membership(Table, table=True):
    """A contact at a node, covering its whole subtree."""

    __tablename__ = "memberships"
    __table_args__ = (
        sa.UniqueConstraint("contact_id", "node_id"),
        sa.CheckConstraint("role in ('admin', 'user')", name="role"),
        sa.CheckConstraint("status in ('invited', 'active', 'disabled')", name="status"),
        sa.CheckConstraint("status <> 'disabled' or disabled_reason is not null", name="disabled_reason"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    contact_id: UUID = Field(foreign_key="contacts.id")
    node_id: UUID = Field(foreign_key="hierarchy_nodes.id", index=True)
    role: str
    status: str = "active"
    status_before: str | None = None
    """What it was when it was disabled, and will be when it is enabled."""
    disabled_reason: str | None = None
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    disabled_by: UUID | None = Field(default=None, foreign_key="contacts.id")
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class Employee(Table, table=True):
    """Staff of the manufacturer (`seller_id` of the manufacturer) or of a distributor."""

    __tablename__ = "employees"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    contact_id: UUID = Field(foreign_key="contacts.id", unique=True)
    seller_id: UUID = Field(foreign_key="sellers.id", index=True)
    is_active: bool = True


class EmployeeDuty(Table, table=True):
    """One duty of an employee."""

    __tablename__ = "employee_duties"
    __table_args__ = (
        sa.CheckConstraint(
            "duty in ('headquarters', 'customer_service', 'field_seller', 'seller_manager', 'seller_clerk')",
            name="duty",
        ),
    )

    employee_id: UUID = Field(foreign_key="employees.id", primary_key=True)
    duty: str = Field(primary_key=True, sa_type=CODE)


class SignInSession(Table, table=True):
    """A signed-in browser or client; only the hash of its token is kept."""

    __tablename__ = "sign_in_sessions"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(unique=True, sa_type=CODE)
    contact_id: UUID = Field(foreign_key="contacts.id", index=True)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    last_seen_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    idle_expires_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    address: str = ""
    user_agent: str = ""


class LastOutlet(Table, table=True):
    """The outlet, and its seller, that a contact used last."""

    __tablename__ = "last_outlets"

    contact_id: UUID = Field(foreign_key="contacts.id", primary_key=True)
    outlet_id: UUID = Field(foreign_key="hierarchy_nodes.id", primary_key=True)
    used_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class OneTimeLink(Table, table=True):
    """A link that was mailed to somebody and works once; only the hash of its token is kept."""

    __tablename__ = "one_time_links"
    __table_args__ = (
        sa.CheckConstraint("kind in ('invitation', 'password_reset', 'email_change')", name="kind"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(unique=True, sa_type=CODE)
    kind: str
    contact_id: UUID = Field(foreign_key="contacts.id", index=True)
    email: str = Field(sa_type=CODE)
    """Where it was sent: for a change of address the new one."""
    membership_id: UUID | None = Field(
        default=None, foreign_key="memberships.id", index=True, ondelete="CASCADE"
    )
    """What an invitation is to."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SalesGroup(Table, table=True):
    """Employees of the manufacturer, and the nodes of hierarchies that they look after."""

    __tablename__ = "sales_groups"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    code: str = Field(unique=True, sa_type=CODE)
    name: str


class SalesGroupEmployee(Table, table=True):
    """An employee of a sales group."""

    __tablename__ = "sales_group_employees"

    sales_group_id: UUID = Field(foreign_key="sales_groups.id", primary_key=True)
    employee_id: UUID = Field(foreign_key="employees.id", primary_key=True, index=True)


class SalesGroupNode(Table, table=True):
    """A node, with everything below it, that a sales group looks after."""

    __tablename__ = "sales_group_nodes"

    sales_group_id: UUID = Field(foreign_key="sales_groups.id", primary_key=True)
    node_id: UUID = Field(foreign_key="hierarchy_nodes.id", primary_key=True, index=True)


class ActingSession(Table, table=True):
    """An employee who orders for an outlet, in the name of one of its contacts or of none, for a while.

    An employee has at most one open session for each outlet: the outlet in an address says which one is meant.
    """

    __tablename__ = "acting_sessions"
    __table_args__ = (
        sa.Index(None, "employee_id", "outlet_id", "expires_at"),
        sa.Index(None, "outlet_id", "started_at"),
        sa.CheckConstraint("reason <> ''", name="reason"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    employee_id: UUID = Field(foreign_key="employees.id")
    outlet_id: UUID = Field(foreign_key="hierarchy_nodes.id")
    contact_id: UUID | None = Field(default=None, foreign_key="contacts.id", index=True)
    reason: str
    started_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
