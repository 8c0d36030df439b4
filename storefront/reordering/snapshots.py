"""What this slice shows to others, and what it is asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from storefront.carts.snapshots import ListLine, ResolvedLine
from storefront.kit.money import Money, UnitPrice
from storefront.offers.snapshots import Offer
from storefront.sellers.snapshots import SellerCard


@dataclass(frozen=True, slots=True)
class BuyAgainRequest:
    """Which of the products that an outlet bought, in which order.

    A product counts as bought in a period when any order of the period has it, not only the last one. `category`
    means it and what is below it; each word of `text` begins a word of the product or its SKU.
    """

    seller: str | None = None
    category: str | None = None
    text: str = ""
    bought_from: date | datetime | None = None
    bought_to: date | datetime | None = None
    sort: str = "last_bought"
    limit: int = 24
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often something is bought: the median of the days between purchases, and when it is due by that.

    `standing` is `later`, `due`, `overdue` or `lapsed`: so long ago that the rhythm says nothing any more.
    """

    every_days: int
    due_on: date
    standing: str
    words: str
    """The interval, such as `about every 4 weeks`."""
    due_words: str
    """The standing, such as `due in 5 days`."""


@dataclass(frozen=True, slots=True)
class BoughtProduct:
    """A product of a catalog as an outlet bought it, and what would become of it today.

    `last_unit_price` is none for purchases that were noted without a price. `now` is the resolver's answer for the
    usual quantity, which fits today's quantity rule.
    """

    key: str
    sku: str
    name: str
    seller: str
    seller_name: str
    catalog: str
    category_name: str
    last_ordered_at: datetime
    last_quantity: int
    last_unit_price: UnitPrice | None
    usual_quantity: int
    times: int
    units: int
    rhythm: Rhythm | None
    now: ResolvedLine


@dataclass(frozen=True, slots=True)
class BuyAgainPage:
    """Some products in order, and how many the whole selection has."""

    items: tuple[BoughtProduct, ...]
    next_cursor: str | None
    total: int


@dataclass(frozen=True, slots=True)
class BoughtChoice:
    """A seller or category to narrow by, with the number of products that were bought there."""

    value: str
    name: str
    count: int
    is_deeper: bool = False


@dataclass(frozen=True, slots=True)
class BoughtChoices:
    """What an outlet's purchases can be narrowed by."""

    sellers: tuple[BoughtChoice, ...]
    categories: tuple[BoughtChoice, ...]


@dataclass(frozen=True, slots=True)
class OrdersAsList:
    """The lines of one or several old orders on their way to a cart or a template."""

    numbers: tuple[str, ...]
    outlets: tuple[str, ...]
    lines: tuple[ListLine, ...]
    names: dict[tuple[str, str | None], str]
    """What a product was called when it was ordered, by SKU and catalog: the newest order's name."""
    keys: dict[tuple[str, str | None], tuple[UUID, UUID]]
    """Product and catalog of a line, by SKU and catalog."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned: from how many orders up to which moment, and how many products and pairs it is about."""

    orders: int
    products: int
    pairs: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class SuggestedLine:
    """Something that the outlet probably needs now, so many of it at today's price; `reason` in words.

    `kind` is `habit` (bought before), `companion` (goes with the last order) or `popular`.
    """

    offer: Offer
    quantity: int
    unit_price: UnitPrice
    line_total: Money
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The basket that an outlet probably needs from a seller now, likeliest first.

    Without lines when the outlet has fewer than `orders_needed` orders with the seller, or nothing of it can be had.
    """

    seller: SellerCard
    lines: tuple[SuggestedLine, ...]
    total: Money
    orders: int
    orders_needed: int
