"""Lists on their way to carts: what is wanted, the answer to each line, and what applying did."""

from dataclasses import dataclass

from storefront.carts.snapshots.carts import CartView
from storefront.catalog.snapshots import QuantityRule
from storefront.kit.money import Money, UnitPrice


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of any list on its way to a cart: a template, an old order, a pasted row."""

    sku: str
    quantity: int
    catalog: str | None = None
    """Without one, every catalog of the seller is looked into."""
    seller: str | None = None
    """Without one, the outlet's usual seller of the product, else the cheapest that has enough."""
    previous_unit_price: UnitPrice | None = None
    """What it cost then; without one, what the outlet paid last."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something else that could be ordered in place of a line; `reason` is `seller`, `replacement` or `variant`."""

    reason: str
    seller: str
    catalog: str
    sku: str
    name: str
    unit_price: UnitPrice
    available: int
    quantity: int
    """How many of the wanted quantity could be had."""


@dataclass(frozen=True, slots=True)
class ResolvedLine:
    """The one answer to a line of a list; `place` counts from 0.

    `state` is one of `same`, `dearer`, `cheaper`, `short`, `replaced`, `not in your catalog`, `rule changed`,
    `unknown`, `needs a variant` (`carts.rules.resolving.STATES`). `quantity` is what would be added now; 0 when nothing would.
    """

    place: int
    wanted: ListLine
    state: str
    message: str
    quantity: int = 0
    seller: str | None = None
    seller_name: str | None = None
    catalog: str | None = None
    name: str | None = None
    unit_price: UnitPrice | None = None
    previous_unit_price: UnitPrice | None = None
    line_total: Money | None = None
    available: int = 0
    quantity_rule: QuantityRule | None = None
    alternatives: tuple[Alternative, ...] = ()
    sku: str | None = None
    """The SKU as the shelf has it; none without an offer."""

    @property
    def is_addable(self) -> bool:
        """Whether applying the list would add anything for this line."""
        return self.quantity > 0


@dataclass(frozen=True, slots=True)
class SellerTotal:
    """What the addable lines of a list come to at one seller."""

    seller: str
    seller_name: str
    lines: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Resolution:
    """A list as a difference: an answer for every line, in the order given, and the sums of what would be added."""

    lines: tuple[ResolvedLine, ...]
    totals: tuple[SellerTotal, ...]


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that nothing was added for, and why; `line` counts from 0."""

    line: int
    sku: str
    state: str
    message: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a list did: `added` lines and `skipped` ones are all the lines of the list."""

    added: int
    skipped: tuple[SkippedLine, ...]
    carts: tuple[CartView, ...]
    """The carts that got lines, in the sellers' order."""
    is_replay: bool
    resolution: Resolution | None = None
    """What was decided about every line while nobody else could change these carts; none for a replay."""
