"""Carts as they are shown and stored, and what changed in them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storefront.catalog.snapshots import QuantityRule
from storefront.kit.money import Money, UnitPrice
from storefront.offers.snapshots import Terms
from storefront.sellers.snapshots import SellerCard


@dataclass(frozen=True, slots=True)
class WantedLine:
    """So many of a product; without a catalog the first of the seller's that has it."""

    sku: str
    quantity: int
    catalog: str | None = None


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line as the database keeps it, with the names that never go away."""

    id: UUID
    product_id: UUID
    catalog_id: UUID
    catalog_code: str
    sku: str
    name: str
    quantity: int
    seen_price: int | None
    added_by: UUID
    added_by_name: str
    added_at: datetime
    note: str = ""
    added_as: str | None = None
    """The duty of an employee who acts for outlets: such a line is marked."""


@dataclass(frozen=True, slots=True)
class LineIssue:
    """Something to know about a line before it is ordered.

    `code` is one of `not_in_catalog`, `rule_changed`, `short`, `dearer`, `cheaper`; the first three must be solved
    or leave the line behind.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class CartLineView:
    """A line at today's price; without an offer it has no price and is out of the total."""

    id: UUID
    product_id: UUID
    catalog_id: UUID
    catalog: str
    sku: str
    name: str
    quantity: int
    unit_price: UnitPrice | None
    line_total: Money | None
    previous_unit_price: UnitPrice | None
    available: int
    quantity_rule: QuantityRule | None
    added_by: str
    added_by_id: UUID
    added_at: datetime
    issues: tuple[LineIssue, ...]
    note: str = ""
    added_as: str | None = None
    """`field_seller`, `customer_service` or `headquarters` for a line of an employee's."""


@dataclass(frozen=True, slots=True)
class CartView:
    """The cart of an outlet with a seller; `subtotal` is the sum of the line totals shown."""

    seller: SellerCard
    version: int
    lines: tuple[CartLineView, ...]
    subtotal: Money
    minimum_order_missing: Money
    changed_at: datetime | None
    can_undo: bool

    @property
    def units(self) -> int:
        """Pieces in all priced lines."""
        return sum(line.quantity for line in self.lines if line.line_total is not None)


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line as one change found and left it; quantity 0 is no line."""

    sku: str
    name: str
    before: int
    after: int
    note_before: str | None
    note_after: str | None
    is_saved: bool
    """It is one of those saved for later, not one of the cart."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One step of a cart's history; `version` is its number, and the version that it made.

    `lines` are the first that it touched, of `line_count` in all. It can be taken back while it stands: it is not
    undone, no order was placed since, and `later_version`, a later change that stands and touched a line of it, is none.
    """

    id: UUID
    version: int
    kind: str
    words: str
    by: str
    employee: str | None
    """Who acted for that contact, or, when there was none, for the outlet that `by` then names."""
    made_at: datetime
    lines: tuple[ChangedLine, ...]
    line_count: int
    is_undone: bool
    can_undo: bool
    later_version: int | None
    can_restore: bool


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A step of one of an outlet's carts in words, with the name of the seller."""

    seller: str
    seller_code: str
    words: str
    made_at: datetime
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What is beside a cart: lines saved for later at today's prices, and what was cleared and can be restored."""

    saved: tuple[CartLineView, ...]
    restorable_lines: int
    """How many lines the last clearing took out that `restore` would look at; 0 for none."""


@dataclass(frozen=True, slots=True)
class LockedCart:
    """A cart that this transaction alone may change, with its terms and today's prices."""

    id: UUID
    terms: Terms
    view: CartView
    traces: dict[UUID, list[object]]
    """Line id → price trace as a document."""
