"""Stock by warehouse and product, and what of it is promised."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import Table


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
