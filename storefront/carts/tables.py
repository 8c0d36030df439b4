"""One cart for each outlet and seller, its lines, and every change ever made to it."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import DOCUMENT, Table, UtcDateTime
from storefront.kit.clock import now
from storefront.kit.ids import new_id


class Cart(Table, table=True):
    """The open basket of one outlet with one seller; kept for good, its version grows with every change."""

    __tablename__ = "carts"
    __table_args__ = (sa.UniqueConstraint("outlet_id", "seller_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    outlet_id: UUID = Field(foreign_key="hierarchy_nodes.id")
    seller_id: UUID = Field(foreign_key="sellers.id", index=True)
    version: int = 0
    ordered_version: int = 0
    """The version that the last checkout made; nothing before it can be undone."""
    changed_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class CartLine(Table, table=True):
    """A product of a catalog in a cart; `seen_price` is the unit price when it was last added or changed."""

    __tablename__ = "cart_lines"
    __table_args__ = (
        sa.UniqueConstraint("cart_id", "product_id", "catalog_id"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    cart_id: UUID = Field(foreign_key="carts.id")
    product_id: UUID = Field(foreign_key="products.id", index=True)
    catalog_id: UUID = Field(foreign_key="catalogs.id")
    quantity: int
    seen_price: int | None = Field(default=None, sa_type=sa.BigInteger)
    added_by: UUID = Field(foreign_key="contacts.id")
    added_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class CartChange(Table, table=True):
    """One step: what the touched lines were before and after it, so that it can be undone."""

    __tablename__ = "cart_changes"
    __table_args__ = (
        sa.UniqueConstraint("cart_id", "version"),
        sa.CheckConstraint("kind in ('add', 'change', 'remove', 'clear', 'undo', 'checkout')", name="kind"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    cart_id: UUID = Field(foreign_key="carts.id")
    version: int
    kind: str
    contact_id: UUID = Field(foreign_key="contacts.id")
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    lines: list[object] = Field(sa_type=DOCUMENT)
    """`[line, product, catalog, quantity before, quantity after, seen price before, added by, added at]`; 0 is no line."""
    is_undone: bool = False
