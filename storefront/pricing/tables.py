"""Prices: groups, lists with quantity breaks and dates, agreements."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, Table, UtcDateTime
from storefront.kit.ids import new_id


class PriceGroup(Table, table=True):
    """Links price lists to those who get them: everybody (`is_standard`), or the nodes it is set at."""

    __tablename__ = "price_groups"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    seller_id: UUID = Field(foreign_key="sellers.id", index=True)
    code: str = Field(unique=True, sa_type=CODE)
    name: str
    is_standard: bool = False


class NodePriceGroup(Table, table=True):
    """A price group of a node and what is below it; per seller the nearest node that has any decides."""

    __tablename__ = "node_price_groups"

    node_id: UUID = Field(foreign_key="hierarchy_nodes.id", primary_key=True)
    price_group_id: UUID = Field(foreign_key="price_groups.id", primary_key=True, index=True)


class PriceList(Table, table=True):
    """Prices of one seller for a price group, or for one organization (a trade agreement); dates are optional."""

    __tablename__ = "price_lists"
    __table_args__ = (
        sa.CheckConstraint("(price_group_id is null) <> (organization_id is null)", name="audience"),
        sa.CheckConstraint(
            "valid_to is null or valid_from is null or valid_from < valid_to", name="validity"
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    seller_id: UUID = Field(foreign_key="sellers.id", index=True)
    code: str = Field(unique=True, sa_type=CODE)
    name: str
    currency: str = Field(max_length=3)
    price_group_id: UUID | None = Field(default=None, foreign_key="price_groups.id", index=True)
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id", index=True)
    catalog_id: UUID | None = Field(default=None, foreign_key="catalogs.id")
    """Set: only for lines of this catalog."""
    valid_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    valid_to: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PriceEntry(Table, table=True):
    """The price of a product from a quantity up, in ten-thousandths."""

    __tablename__ = "price_entries"
    __table_args__ = (
        sa.CheckConstraint("minimum_quantity >= 1", name="minimum_quantity"),
        sa.CheckConstraint("unit_price >= 0", name="unit_price"),
        sa.Index(None, "product_id"),
    )

    price_list_id: UUID = Field(foreign_key="price_lists.id", primary_key=True)
    product_id: UUID = Field(foreign_key="products.id", primary_key=True)
    minimum_quantity: int = Field(default=1, primary_key=True)
    unit_price: int = Field(sa_type=sa.BigInteger)
