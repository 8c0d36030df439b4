"""Order templates with their lines, and what an outlet counted on its shelf."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, Table, UtcDateTime
from storefront.kit.clock import now
from storefront.kit.ids import new_id


class OrderTemplate(Table, table=True):
    """A named list of lines: its owner's within one organization, or shared with all of the organization.

    Deleted ones are kept for a while, so that deleting can be taken back; their names are free again.
    """

    __tablename__ = "order_templates"
    __table_args__ = (
        sa.CheckConstraint("scope in ('contact', 'organization')", name="scope"),
        sa.CheckConstraint("line_count between 0 and 1000", name="line_count"),
        sa.Index(
            "uq_order_templates_own_name",
            "contact_id",
            "organization_id",
            "name_key",
            unique=True,
            sqlite_where=sa.text("scope = 'contact' and deleted_at is null"),
            postgresql_where=sa.text("scope = 'contact' and deleted_at is null"),
        ),
        sa.Index(
            "uq_order_templates_shared_name",
            "organization_id",
            "name_key",
            unique=True,
            sqlite_where=sa.text("scope = 'organization' and deleted_at is null"),
            postgresql_where=sa.text("scope = 'organization' and deleted_at is null"),
        ),
        sa.Index(None, "organization_id", "scope"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    organization_id: UUID = Field(foreign_key="organizations.id")
    contact_id: UUID = Field(foreign_key="contacts.id", index=True)
    """Who made it, and owns it."""
    employee_id: UUID | None = Field(default=None, foreign_key="employees.id")
    """Who made it in the contact's name, if an employee did."""
    acting_session_id: UUID | None = Field(default=None, index=True)
    """The session in which that was done. No foreign key: SQLite would have to make the table anew."""
    scope: str
    name: str
    name_key: str = Field(sa_type=CODE)
    """The name folded, as names are compared and sorted."""
    version: int = 1
    line_count: int = 0
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    used_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    """When somebody ordered from it last, at first when it was made; sorts the list."""
    was_used: bool = False
    archived_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OrderTemplateLine(Table, table=True):
    """A product of a catalog, and so of a seller; never with a price."""

    __tablename__ = "order_template_lines"
    __table_args__ = (
        sa.UniqueConstraint("template_id", "product_id", "catalog_id"),
        sa.CheckConstraint("quantity between 1 and 1000000", name="quantity"),
        sa.CheckConstraint("par_level between 1 and 1000000", name="par_level"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    template_id: UUID = Field(foreign_key="order_templates.id", ondelete="CASCADE")
    position: int
    """Lines are in the order of position; gaps and the order of equal ones mean nothing."""
    product_id: UUID = Field(foreign_key="products.id", index=True)
    catalog_id: UUID = Field(foreign_key="catalogs.id")
    quantity: int
    par_level: int | None = None
    """How many the shelf should hold."""


class TemplateCount(Table, table=True):
    """How many of a line's product an outlet had on its shelf when somebody looked last."""

    __tablename__ = "template_counts"
    __table_args__ = (sa.CheckConstraint("on_hand between 0 and 1000000", name="on_hand"),)

    line_id: UUID = Field(foreign_key="order_template_lines.id", primary_key=True, ondelete="CASCADE")
    outlet_id: UUID = Field(foreign_key="hierarchy_nodes.id", primary_key=True)
    on_hand: int
    counted_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    counted_by: UUID = Field(foreign_key="contacts.id")


class WishList(Table, table=True):
    """A contact's own list at one outlet; removed ones can be brought back, and their names are free meanwhile."""

    __tablename__ = "wish_lists"
    __table_args__ = (
        sa.Index(
            "uq_wish_lists_name",
            "contact_id",
            "outlet_id",
            "name_key",
            unique=True,
            sqlite_where=sa.text("removed_at is null"),
            postgresql_where=sa.text("removed_at is null"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    contact_id: UUID = Field(foreign_key="contacts.id", index=True)
    outlet_id: UUID = Field(foreign_key="hierarchy_nodes.id", index=True)
    name: str
    name_key: str = Field(sa_type=CODE)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class WishListLine(Table, table=True):
    """A product of a catalog that somebody wants, with the price and the stock level that it was saved at."""

    __tablename__ = "wish_list_lines"
    __table_args__ = (
        sa.UniqueConstraint("wish_list_id", "product_id", "catalog_id"),
        sa.CheckConstraint("quantity between 1 and 1000000", name="quantity"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    wish_list_id: UUID = Field(foreign_key="wish_lists.id")
    product_id: UUID = Field(foreign_key="products.id", index=True)
    catalog_id: UUID = Field(foreign_key="catalogs.id")
    quantity: int
    note: str = ""
    seen_price: int | None = Field(default=None, sa_type=sa.BigInteger)
    """Ten-thousandths, at the wanted quantity."""
    seen_level: str = ""
    added_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Comparison(Table, table=True):
    """What a contact compares at one outlet: products of one catalog, which is why the catalog is here."""

    __tablename__ = "comparisons"
    __table_args__ = (sa.UniqueConstraint("contact_id", "outlet_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    contact_id: UUID = Field(foreign_key="contacts.id")
    outlet_id: UUID = Field(foreign_key="hierarchy_nodes.id", index=True)
    catalog_id: UUID = Field(foreign_key="catalogs.id")
    changed_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class ComparedProduct(Table, table=True):
    """A product in a comparison."""

    __tablename__ = "compared_products"

    comparison_id: UUID = Field(foreign_key="comparisons.id", primary_key=True)
    product_id: UUID = Field(foreign_key="products.id", primary_key=True, index=True)
    added_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
