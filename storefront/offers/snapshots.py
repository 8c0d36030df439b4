"""What this slice shows to others."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from storefront.catalog.snapshots import CatalogCard, QuantityRule
from storefront.kit.money import Money, UnitPrice
from storefront.pricing.snapshots import PriceBreak, PriceListCard, PriceTrace
from storefront.sellers.snapshots import SellerCard


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms an outlet buys from a seller now: catalogs and price lists that apply, in order."""

    seller: SellerCard
    catalogs: tuple[CatalogCard, ...]
    price_lists: tuple[PriceListCard, ...]
    list_ids: frozenset[UUID] = field(init=False)
    """The price lists by id; made once, since every line asks for them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "list_ids", frozenset(card.id for card in self.price_lists))

    @property
    def catalog_ids(self) -> tuple[UUID, ...]:
        """The catalogs by id, in order."""
        return tuple(card.id for card in self.catalogs)


@dataclass(frozen=True, slots=True)
class ShelfCard:
    """A product as one catalog shows it, with what is available at the seller's warehouse."""

    product_id: UUID
    catalog_id: UUID
    catalog_code: str
    sku: str
    name: str
    category_code: str
    category_name: str
    quantity_rule: QuantityRule
    available: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A product that an outlet can buy from a seller: today's price at the least quantity, steps, availability."""

    product_id: UUID
    catalog_id: UUID
    catalog_code: str
    sku: str
    name: str
    category_code: str
    category_name: str
    unit_price: UnitPrice
    price_breaks: tuple[PriceBreak, ...]
    available: int
    availability: str
    quantity_rule: QuantityRule
    last_ordered_at: datetime | None = None
    last_quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offer of one of several sellers."""

    seller: str
    seller_name: str
    offer: Offer


@dataclass(frozen=True, slots=True)
class VariantCard:
    """A sibling of a product: same base code, same catalog."""

    sku: str
    name: str
    colour: str
    variant: str


@dataclass(frozen=True, slots=True)
class OfferDetail:
    """An offer with all that its page shows."""

    offer: Offer
    description: str
    colour: str
    pack_size: int
    base_code: str
    variants: tuple[VariantCard, ...]
    price_trace: PriceTrace


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """A category with the number of offers in it and below it."""

    code: str
    name: str
    parent_code: str | None
    depth: int
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How a selection splits: each count ignores the filter of its own facet, but for the category.

    The prices are the bounds of the shelf's; what only this buyer gets may be lower, and counts in a filter by price.
    """

    categories: tuple[CategoryCount, ...]
    available: int
    unavailable: int
    lowest_price: UnitPrice | None
    highest_price: UnitPrice | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of offers, how many there are in all, and how they split; `corrected` tells what a typo became."""

    items: tuple[Offer, ...]
    next_cursor: str | None
    total: int
    facets: Facets
    corrected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ListingRequest:
    """What a buyer asks to see."""

    seller: str
    catalog: str | None = None
    text: str = ""
    category: str | None = None
    available: bool | None = None
    price_from: Money | None = None
    price_to: Money | None = None
    sort: str = "relevance"
    limit: int = 24
    cursor: str | None = None
