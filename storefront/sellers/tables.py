"""Who sells, where from, and to whom."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, Table
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
