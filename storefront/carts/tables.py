"""One cart for each outlet and seller, its lines, what is saved beside it, and every change ever made to it."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, DOCUMENT, Table, UtcDateTime
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


def _once_in_a_cart() -> tuple[sa.Constraint, ...]:
    return (
        sa.UniqueConstraint("cart_id", "product_id", "catalog_id"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
    )


class LineOfCart(Table):
    """What a line in a cart and one beside it have in common, so that one becomes the other."""

    id: UUID = Field(default_factory=new_id, primary_key=True)
    cart_id: UUID = Field(foreign_key="carts.id")
    product_id: UUID = Field(foreign_key="products.id", index=True)
    catalog_id: UUID = Field(foreign_key="catalogs.id")
    quantity: int
    seen_price: int | None = Field(default=None, sa_type=sa.BigInteger)
    added_by: UUID = Field(foreign_key="contacts.id")
    added_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    note: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """What the buyer says about this line; it goes with the order."""


class CartLine(LineOfCart, table=True):
    """A product of a catalog in a cart; `seen_price` is the unit price when it was last added or changed."""

    __tablename__ = "cart_lines"
    __table_args__ = _once_in_a_cart()


class SavedLine(LineOfCart, table=True):
    """A product of a catalog that was put aside from a cart: shared like the cart, never ordered with it.

    `added_by` saved it, at `seen_price`.
    """

    __tablename__ = "saved_lines"
    __table_args__ = _once_in_a_cart()


class CartChange(Table, table=True):
    """One step: what the touched lines were before and after it, so that it can be undone."""

    __tablename__ = "cart_changes"
    __table_args__ = (
        sa.UniqueConstraint("cart_id", "version"),
        sa.CheckConstraint(
            "kind in ('add', 'change', 'remove', 'clear', 'undo', 'checkout', "
            "'note', 'save', 'return', 'forget', 'move', 'restore')",
            name="kind",
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    cart_id: UUID = Field(foreign_key="carts.id")
    version: int
    kind: str
    contact_id: UUID | None = Field(default=None, foreign_key="contacts.id")
    """In whose name; none when an employee acted for the outlet without a contact."""
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    lines: list[object] = Field(sa_type=DOCUMENT)
    """A step for each line, see `rules.LineStep`."""
    is_undone: bool = False
    employee_id: UUID | None = Field(default=None, foreign_key="employees.id")
    """Who acted for the contact, if somebody did."""
    acting_session_id: UUID | None = Field(default=None, foreign_key="acting_sessions.id", index=True)
    detail: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Where a line was moved to, in words."""
    subject_version: int | None = None
    """The version of the change that this one took back or restored."""


class QuickOrderGrid(Table, table=True):
    """What a contact has typed, scanned, pasted and uploaded for an outlet and not yet put into carts."""

    __tablename__ = "quick_order_grids"
    __table_args__ = (sa.PrimaryKeyConstraint("outlet_id", "contact_id"),)

    outlet_id: UUID = Field(foreign_key="hierarchy_nodes.id")
    contact_id: UUID = Field(foreign_key="contacts.id", index=True)
    changed_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    rows: list[object] = Field(sa_type=DOCUMENT)
    """`[id, number, text, sku, quantity, quantity as written, catalog, seller, problem]`, in the order shown."""
    attempts: list[object] = Field(sa_type=DOCUMENT)
    """`[key, rows added]` of the last additions, so that one sent twice is added once."""
    last_order: list[object] = Field(default_factory=list, sa_type=DOCUMENT)
    """`[rows, [[seller, version of its cart], …]]` of what was put into carts last, to take it back; else empty."""


class ListApplication(Table, table=True):
    """One attempt to apply a list to carts, by the client's name for it; it exists exactly when it was applied."""

    __tablename__ = "list_applications"

    contact_id: UUID = Field(foreign_key="contacts.id", primary_key=True)
    key: str = Field(primary_key=True, sa_type=CODE)
    fingerprint: str
    answer: list[object] = Field(sa_type=DOCUMENT)
    """`[lines added, [[line, state, message] of each skipped line], [seller of each cart that got lines]]`."""
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
