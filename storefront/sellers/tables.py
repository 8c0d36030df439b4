"""Who sells, where from, and to whom."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, Table, UtcDateTime
from storefront.kit.clock import now
from storefront.kit.ids import new_id


class Seller(Table, table=True):
    """The manufacturer or a distributor."""

    __tablename__ = "sellers"
    __table_args__ = (
        sa.CheckConstraint("kind in ('manufacturer', 'distributor')", name="kind"),
        sa.CheckConstraint("minimum_order_minor >= 0", name="minimum_order"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    code: str = Field(unique=True, sa_type=CODE)
    name: str
    kind: str
    currency: str = Field(max_length=3)
    minimum_order_minor: int = Field(default=0, sa_type=sa.BigInteger)
    lead_days: int = Field(default=2)
    """Working days from order to the earliest delivery."""
    position: int = Field(default=0)
    is_active: bool = True


class Channel(Table, table=True):
    """A seller's selling site; each seller has one."""

    __tablename__ = "channels"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    seller_id: UUID = Field(foreign_key="sellers.id", unique=True)
    code: str = Field(unique=True, sa_type=CODE)
    name: str


class Site(Table, table=True):
    """A place of a seller's that holds warehouses."""

    __tablename__ = "sites"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    seller_id: UUID = Field(foreign_key="sellers.id", unique=True)
    code: str = Field(unique=True, sa_type=CODE)
    name: str


class Warehouse(Table, table=True):
    """Where stock lies; a seller's channel fulfils from its default one."""

    __tablename__ = "warehouses"
    __table_args__ = (
        sa.Index(
            "uq_warehouses_default",
            "seller_id",
            unique=True,
            sqlite_where=sa.text("is_default"),
            postgresql_where=sa.text("is_default"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id", index=True)
    seller_id: UUID = Field(foreign_key="sellers.id", index=True)
    code: str = Field(unique=True, sa_type=CODE)
    name: str
    is_default: bool = True


class NodeSeller(Table, table=True):
    """A seller that a node and what is below it may buy from; the nearest node that has any decides."""

    __tablename__ = "node_sellers"

    node_id: UUID = Field(foreign_key="hierarchy_nodes.id", primary_key=True)
    seller_id: UUID = Field(foreign_key="sellers.id", primary_key=True, index=True)


class SellerRequest(Table, table=True):
    """A buyer's wish to buy from a seller; headquarters or the seller decides."""

    __tablename__ = "seller_requests"
    __table_args__ = (
        sa.CheckConstraint("status in ('submitted', 'granted', 'declined')", name="status"),
        sa.Index(
            "uq_seller_requests_open",
            "outlet_id",
            "seller_id",
            unique=True,
            sqlite_where=sa.text("status = 'submitted'"),
            postgresql_where=sa.text("status = 'submitted'"),
        ),
        sa.Index(None, "seller_id", "status"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    outlet_id: UUID = Field(foreign_key="hierarchy_nodes.id")
    seller_id: UUID = Field(foreign_key="sellers.id")
    contact_id: UUID | None = Field(default=None, foreign_key="contacts.id", index=True)
    """In whose name it was asked; none when an employee asked without a contact."""
    note: str = ""
    status: str = "submitted"
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: UUID | None = Field(default=None, foreign_key="contacts.id", index=True)
    reason: str = ""
