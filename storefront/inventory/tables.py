"""Stock by warehouse and product, and what of it is promised."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import Table, UtcDateTime
from storefront.kit.clock import now
from storefront.kit.ids import new_id


class StockLevel(Table, table=True):
    """available = on hand - reserved - buffer; `reserved` may never pass `on_hand`."""

    __tablename__ = "stock_levels"
    __table_args__ = (
        sa.CheckConstraint("on_hand >= 0", name="on_hand"),
        sa.CheckConstraint("reserved >= 0", name="reserved"),
        sa.CheckConstraint("buffer >= 0", name="buffer"),
        sa.CheckConstraint("reserved <= on_hand", name="reserved_on_hand"),
    )

    warehouse_id: UUID = Field(foreign_key="warehouses.id", primary_key=True)
    product_id: UUID = Field(foreign_key="products.id", primary_key=True, index=True)
    on_hand: int = 0
    reserved: int = 0
    buffer: int = 0


class Reservation(Table, table=True):
    """Stock promised to one order."""

    __tablename__ = "reservations"
    __table_args__ = (sa.CheckConstraint("quantity > 0", name="quantity"),)

    order_id: UUID = Field(primary_key=True)
    warehouse_id: UUID = Field(foreign_key="warehouses.id", primary_key=True)
    product_id: UUID = Field(foreign_key="products.id", primary_key=True)
    quantity: int


class StockMovement(Table, table=True):
    """A change of what is on hand or reserved that somebody made by hand, with its reason."""

    __tablename__ = "stock_movements"
    __table_args__ = (
        sa.CheckConstraint("kind in ('adjustment', 'release')", name="kind"),
        sa.CheckConstraint("change <> 0", name="change"),
        sa.Index(None, "warehouse_id", "product_id", "made_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    warehouse_id: UUID = Field(foreign_key="warehouses.id")
    product_id: UUID = Field(foreign_key="products.id", index=True)
    kind: str
    """`adjustment`: pieces on hand more or fewer; `release`: pieces of a rejected order that are free again."""
    change: int
    on_hand: int
    """What was on hand afterwards."""
    reason: str
    order_id: UUID | None = Field(default=None, index=True)
    contact_id: UUID | None = Field(default=None, foreign_key="contacts.id", index=True)
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
