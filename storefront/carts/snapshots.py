"""What this slice shows to others, and what it is asked for."""

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
class LockedCart:
    """A cart that this transaction alone may change, with its terms and today's prices."""

    id: UUID
    terms: Terms
    view: CartView
    traces: dict[UUID, list[object]]
    """Line id → price trace as a document."""
