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
        sa.CheckConstraint("rejected_minor between 0 and total_minor", name="rejected"),
        sa.Index(None, "organization_id", "placed_at", "sequence"),
        # Sums of an outlet's orders are read from the index alone.
        sa.Index(
            None,
            "outlet_id",
            "placed_at",
            "sequence",
            postgresql_include=[
                "contact_id",
                "seller_id",
                "status",
                "currency",
                "total_minor",
                "line_count",
            ],
        ),
        sa.Index(None, "contact_id", "placed_at", "sequence"),
        sa.Index(None, "seller_id", "placed_at", "sequence"),
        # All orders of the trade, newest first.
        sa.Index(None, "placed_at", "sequence"),
        sa.Index(
            "ix_sales_orders_submitted",
            "seller_id",
            "placed_at",
            "sequence",
            sqlite_where=sa.text("status = 'submitted'"),
            postgresql_where=sa.text("status = 'submitted'"),
        ),
    )

    sequence: int | None = Field(default=None, primary_key=True)
    id: UUID = Field(default_factory=new_id, unique=True)
    number: str = Field(unique=True, sa_type=CODE)
    organization_id: UUID = Field(foreign_key="organizations.id")
    outlet_id: UUID = Field(foreign_key="hierarchy_nodes.id")
    seller_id: UUID = Field(foreign_key="sellers.id")
    contact_id: UUID | None = Field(default=None, foreign_key="contacts.id")
    employee_id: UUID | None = Field(default=None, foreign_key="employees.id")
    acting_session_id: UUID | None = Field(default=None, index=True)
    """The session in which an employee placed it. No foreign key: SQLite would have to make the table anew."""
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
    rejected_minor: int = Field(default=0, sa_type=sa.BigInteger, sa_column_kwargs={"server_default": "0"})
    """What its rejected lines come to; the rest of the total is to be delivered."""
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
    note: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """What the buyer said about the line in the cart."""
    category_id: UUID | None = None
    """Its product's category when it was ordered. No foreign key: SQLite would have to make the table anew."""
    rejection_reason: str | None = None
    """Why the seller will not deliver it; none while it will."""


class OrderEvent(Table, table=True):
    """What happened to an order after it was placed: who decided what, and why."""

    __tablename__ = "order_events"
    __table_args__ = (
        sa.CheckConstraint("kind in ('accepted', 'rejected', 'lines_rejected')", name="kind"),
        sa.Index(None, "order_id", "made_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    order_id: UUID = Field(foreign_key="sales_orders.id")
    kind: str
    reason: str = ""
    skus: list[str] = Field(default_factory=list, sa_type=DOCUMENT)
    """The lines that it is about; none when it is about all."""
    contact_id: UUID = Field(foreign_key="contacts.id", index=True)
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class OrderCategory(Table, table=True):
    """What an order comes to in one category: of each line's product when the order was placed.

    A read model, written with the order: sums by category read a few rows of an order instead of all its lines.
    """

    __tablename__ = "order_categories"
    __table_args__ = (sa.CheckConstraint("lines > 0", name="lines"),)

    order_id: UUID = Field(foreign_key="sales_orders.id", primary_key=True)
    category_id: UUID = Field(foreign_key="categories.id", primary_key=True)
    lines: int
    total_minor: int = Field(sa_type=sa.BigInteger)


class SavedView(Table, table=True):
    """A selection of the history under a name of a contact's own."""

    __tablename__ = "saved_views"
    __table_args__ = (sa.UniqueConstraint("contact_id", "name_key"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    contact_id: UUID = Field(foreign_key="contacts.id")
    name: str
    name_key: str = Field(sa_type=CODE)
    """The name folded: two that differ in capitals only would not be told apart."""
    asked: dict[str, str] = Field(sa_type=DOCUMENT)
    """Filter → value as text; see `OrderFilter.asked`."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class IdempotencyKey(Table, table=True):
    """A client's name for one attempt; it exists exactly when its order does."""

    __tablename__ = "idempotency_keys"

    contact_id: UUID = Field(foreign_key="contacts.id", primary_key=True)
    key: str = Field(primary_key=True, sa_type=CODE)
    fingerprint: str
    order_id: UUID
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    left_in_cart: list[str] = Field(
        default_factory=list, sa_type=DOCUMENT, sa_column_kwargs={"server_default": "[]"}
    )
    """The SKUs that could not be ordered: the same attempt again names them again."""
