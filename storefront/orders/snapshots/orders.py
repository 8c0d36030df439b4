"""Orders as they are placed, found, summed up and shown."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from storefront.kit.money import Money, UnitPrice
from storefront.orders.snapshots.deciding import OrderEventView
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
    rejected: Money
    """What its rejected lines come to, in the total still."""


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
    note: str = ""
    rejection_reason: str | None = None
    """Why the seller will not deliver it."""


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
    events: tuple[OrderEventView, ...] = ()
    """What was decided since, oldest first."""


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """A frozen line without what led to its price."""

    sku: str
    catalog: str
    name: str
    quantity: int
    unit_price: UnitPrice
    product_id: UUID
    catalog_id: UUID


@dataclass(frozen=True, slots=True)
class OrderContents:
    """What an order had, for ordering it again; `outlet` and `seller` are number and code."""

    number: str
    outlet: str
    seller: str
    placed_at: datetime
    lines: tuple[OrderedLine, ...]


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

    `product` is an SKU as it was ordered, `category` one with what is below it: orders with at least one such line.
    `employee` is the id or e-mail address of who acted for the buyer, or `any`, or `none`; `channel` is the code of
    the selling site that an order was placed at. `scope` `own` is what the actor placed; `organization` adds everything
    in subtrees that the actor administers. Staff have more: `sales_groups` what the outlets of their sales groups
    ordered, `seller` what was placed with their seller, `all` everything.
    A day counts whole, from its start to its end in the configured zone; moments count as they are.
    """

    outlet: str | None = None
    seller: str | None = None
    channel: str | None = None
    status: str | None = None
    contact: str | None = None
    employee: str | None = None
    product: str | None = None
    category: str | None = None
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
    """The whole selection, not only the page; past 20,000 orders it is not summed up here, but by `sum_orders`."""

    orders: int
    lines: int
    totals: tuple[Money, ...]
    """One for each currency."""
    is_complete: bool = True
    """False: there are more orders than `orders`, and neither lines nor amounts are given."""


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
    """What the orders that the actor may see can be filtered by; of the whole trade, no outlets and contacts."""

    outlets: tuple[Choice, ...]
    sellers: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    contacts: tuple[Choice, ...]
    employees: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What some orders, or some of their lines, come to."""

    orders: int
    lines: int
    amount: Money

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.orders + other.orders, self.lines + other.lines, self.amount + other.amount)


@dataclass(frozen=True, slots=True)
class SumRow:
    """A sum under its key (`2026-03`, a code, an outlet's number), and the same a year earlier when that was asked for."""

    key: str
    name: str
    now: Sum
    before: Sum | None = None

    @property
    def difference(self) -> Money | None:
        """How much more than a year earlier."""
        return None if self.before is None else self.now.amount - self.before.amount


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment up to, not including, another; None is open."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A selection summed up: months oldest first, everything else by what was spent.

    With a product or a category in the filter, and by category, only the lines that fit are counted, not whole orders.
    """

    by: str
    counts_lines: bool
    rows: tuple[SumRow, ...]
    has_more: bool
    """There are further rows, all smaller (months: older) than these; the totals have them in."""
    totals: tuple[SumRow, ...]
    """One for each currency."""
    period: Period
    previous: Period | None


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    """A line of a selection with the order that it belongs to."""

    order: OrderSummary
    line: OrderLineView


@dataclass(frozen=True, slots=True)
class SavedViewCard:
    """A selection of the history that a contact gave a name."""

    id: UUID
    name: str
    wanted: OrderFilter


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """A page of a seller's orders; `waiting` is how many have to be decided at all, or its bound if there are more."""

    items: tuple[OrderSummary, ...]
    next_cursor: str | None
    waiting: int
