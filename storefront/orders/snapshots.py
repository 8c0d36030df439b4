"""What this slice shows to others, and what it is asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from storefront.kit.money import Money, UnitPrice
from storefront.parties.snapshots import Address
from storefront.pricing.snapshots import PriceCandidate


@dataclass(frozen=True, slots=True)
class CheckoutRequest:
    """What a buyer says when ordering a cart."""

    purchase_order_number: str = ""
    note: str = ""
    requested_delivery_date: date | None = None
    expected_total: Money | None = None
    """The total that the buyer saw and accepts; another one is refused."""
    payment_method: str = "on_account"


@dataclass(frozen=True, slots=True)
class PlacedBy:
    """Who placed an order: the contact, and the employee who acted for it."""

    contact_id: UUID | None
    contact: str | None
    employee: str | None


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """An order as a row of the history."""

    number: str
    outlet_number: str
    outlet_name: str
    seller_code: str
    seller_name: str
    organization_number: str
    organization_name: str
    placed_at: datetime
    placed_by: PlacedBy
    status: str
    purchase_order_number: str
    line_count: int
    total: Money


@dataclass(frozen=True, slots=True)
class OrderLineView:
    """A frozen line with the trace of its price; empty for orders from before this system."""

    position: int
    sku: str
    catalog: str
    name: str
    quantity: int
    unit_price: UnitPrice
    line_total: Money
    price_trace: tuple[PriceCandidate, ...]


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order as it was placed."""

    summary: OrderSummary
    lines: tuple[OrderLineView, ...]
    note: str
    requested_delivery_date: date | None
    payment_method: str
    address: Address
    left_in_cart: tuple[str, ...] = ()
    """SKUs that could not be ordered and stayed in the cart; known right after placing only."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The order of an attempt; `is_replay` when the attempt had made it before."""

    order: OrderView
    is_replay: bool


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line whose price is not what it was when it was added or changed."""

    sku: str
    name: str
    previous_unit_price: UnitPrice | None
    unit_price: UnitPrice
    line_total: Money


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders of those that the actor may see.

    `scope` `own` is what the actor placed; `organization` adds everything in subtrees that the actor administers.
    A day counts whole, from its start to its end in the configured zone; moments count as they are.
    """

    outlet: str | None = None
    seller: str | None = None
    status: str | None = None
    contact: str | None = None
    placed_from: date | datetime | None = None
    placed_to: date | datetime | None = None
    text: str = ""
    min_total: Money | None = None
    max_total: Money | None = None
    scope: str = "own"
    sort: str = "-placed_at"
    limit: int = 24
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class SelectionTotals:
    """The whole selection, not only the page."""

    orders: int
    lines: int
    totals: tuple[Money, ...]
    """One for each currency."""


@dataclass(frozen=True, slots=True)
class OrderPage:
    """A page of the history with the totals of its selection."""

    items: tuple[OrderSummary, ...]
    next_cursor: str | None
    totals: SelectionTotals


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by, and its name."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the orders that the actor may see can be filtered by."""

    outlets: tuple[Choice, ...]
    sellers: tuple[Choice, ...]
    contacts: tuple[Choice, ...]
