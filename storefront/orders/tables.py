"""Sales orders with their frozen lines, and the keys of attempts to place them."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, DOCUMENT, Table, UtcDateTime
from storefront.kit.clock import now
from storefront.kit.ids import new_id


class SalesOrder(Table, table=True):
    """Owned by the organization, for an outlet, from one seller; frozen when placed, but for its status.

    `sequence` orders what was placed at one moment and is what search points at.
    """

    __tablename__ = "sales_orders"
    __table_args__ = (
        sa.CheckConstraint(
            "status in ('submitted', 'accepted', 'shipped', 'invoiced', 'rejected', 'cancelled')",
            name="status",
        ),
        sa.CheckConstraint("total_minor >= 0", name="total"),
        sa.Index(None, "organization_id", "placed_at", "sequence"),
        sa.Index(None, "outlet_id", "placed_at", "sequence"),
        sa.Index(None, "contact_id", "placed_at", "sequence"),
        sa.Index(None, "seller_id", "placed_at", "sequence"),
    )

    sequence: int | None = Field(default=None, primary_key=True)
    id: UUID = Field(default_factory=new_id, unique=True)
    number: str = Field(unique=True, sa_type=CODE)
    organization_id: UUID = Field(foreign_key="organizations.id")
    outlet_id: UUID = Field(foreign_key="hierarchy_nodes.id")
    seller_id: UUID = Field(foreign_key="sellers.id")
    contact_id: UUID | None = Field(default=None, foreign_key="contacts.id")
    employee_id: UUID | None = Field(default=None, foreign_key="employees.id")
    status: str = "submitted"
    placed_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    purchase_order_number: str = ""
    note: str = ""
    requested_delivery_date: date | None = None
    payment_method: str = "on_account"
    address: list[str] = Field(sa_type=DOCUMENT)
    """Name, street, city, postcode, country, as they were."""
    currency: str = Field(max_length=3)
    total_minor: int = Field(sa_type=sa.BigInteger)
    line_count: int
    search_text: str = ""


class OrderLine(Table, table=True):
    """A frozen line: its name, price and price trace do not change with the catalog."""

    __tablename__ = "order_lines"
    __table_args__ = (
        sa.CheckConstraint("quantity > 0", name="quantity"),
        sa.Index(None, "product_id"),
    )

    order_id: UUID = Field(foreign_key="sales_orders.id", primary_key=True)
    position: int = Field(primary_key=True)
    product_id: UUID = Field(foreign_key="products.id")
    catalog_id: UUID = Field(foreign_key="catalogs.id")
    sku: str = Field(sa_type=CODE)
    name: str
    quantity: int
    unit_price: int = Field(sa_type=sa.BigInteger)
    total_minor: int = Field(sa_type=sa.BigInteger)
    price_trace: list[object] | None = Field(default=None, sa_type=DOCUMENT)
    """See `pricing.snapshots.PriceTrace`; none for orders from before this system."""


class IdempotencyKey(Table, table=True):
    """A client's name for one attempt; it exists exactly when its order does."""

    __tablename__ = "idempotency_keys"

    contact_id: UUID = Field(foreign_key="contacts.id", primary_key=True)
    key: str = Field(primary_key=True, sa_type=CODE)
    fingerprint: str
    order_id: UUID
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
