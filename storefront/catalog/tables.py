"""Products, categories and catalogs."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, Table, UtcDateTime
from storefront.kit.ids import new_id


class Category(Table, table=True):
    """A category of the tree; `first` to `last` are its and its descendants' positions."""

    __tablename__ = "categories"
    __table_args__ = (sa.CheckConstraint("first <= last", name="interval"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    code: str = Field(unique=True, sa_type=CODE)
    name: str
    parent_id: UUID | None = Field(default=None, foreign_key="categories.id", index=True)
    first: int = Field(unique=True)
    last: int


class Product(Table, table=True):
    """A sellable thing; variants share a base code."""

    __tablename__ = "products"
    __table_args__ = (
        sa.UniqueConstraint("owner_id", "sku"),
        sa.CheckConstraint("minimum >= 1 and multiple >= 1 and standard >= 1", name="quantity_rule"),
        sa.CheckConstraint("minimum % multiple = 0", name="minimum_multiple"),
        sa.CheckConstraint("maximum is null or maximum >= minimum", name="maximum"),
        sa.CheckConstraint("replaced_by_id <> id", name="replaced_by"),
        sa.Index(None, "sku"),
        sa.Index(None, "base_code"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    owner_id: UUID = Field(foreign_key="sellers.id")
    """The manufacturer, or the distributor whose catalog extends the range."""
    sku: str = Field(sa_type=CODE)
    name: str
    description: str = ""
    category_id: UUID = Field(foreign_key="categories.id", index=True)
    base_code: str = Field(sa_type=CODE)
    variant: str = ""
    colour: str = ""
    pack_size: int = 1
    minimum: int = 1
    maximum: int | None = None
    multiple: int = 1
    standard: int = 1
    popularity: int = 0
    """How often it was ordered lately; orders lists that nothing else orders."""
    picture: str | None = None
    """File name of a real picture; none: artwork is generated."""
    replaced_by_id: UUID | None = Field(default=None, foreign_key="products.id")
    """What to order instead once this one is on no shelf any more."""


class Catalog(Table, table=True):
    """A set of products of one seller's channel with a validity window and a life."""

    __tablename__ = "catalogs"
    __table_args__ = (
        sa.CheckConstraint(
            "status in ('draft', 'validated', 'published', 'expired', 'retracted')", name="status"
        ),
        sa.CheckConstraint(
            "valid_to is null or valid_from is null or valid_from < valid_to", name="validity"
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    code: str = Field(unique=True, sa_type=CODE)
    name: str
    seller_id: UUID = Field(foreign_key="sellers.id", index=True)
    parent_id: UUID | None = Field(default=None, foreign_key="catalogs.id")
    """The primary catalog that this one inherits from, field by field."""
    position: int = 0
    valid_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    valid_to: datetime | None = Field(default=None, sa_type=UtcDateTime)
    status: str = "draft"


class CatalogEntry(Table, table=True):
    """A product in a catalog; an empty field is inherited from the parent catalog, then from the product."""

    __tablename__ = "catalog_entries"

    catalog_id: UUID = Field(foreign_key="catalogs.id", primary_key=True)
    product_id: UUID = Field(foreign_key="products.id", primary_key=True, index=True)
    name: str | None = None
    description: str | None = None
    category_id: UUID | None = Field(default=None, foreign_key="categories.id")
    minimum: int | None = None
    maximum: int | None = None
    multiple: int | None = None
    standard: int | None = None


class NodeCatalog(Table, table=True):
    """A catalog that a node and what is below it sees; per seller the nearest node that has any decides."""

    __tablename__ = "node_catalogs"

    node_id: UUID = Field(foreign_key="hierarchy_nodes.id", primary_key=True)
    catalog_id: UUID = Field(foreign_key="catalogs.id", primary_key=True, index=True)
