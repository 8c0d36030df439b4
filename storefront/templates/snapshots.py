"""What this slice shows to others, and what it is asked for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storefront.carts.snapshots import Resolution
from storefront.catalog.snapshots import QuantityRule
from storefront.kit.money import Money, UnitPrice
from storefront.offers.snapshots import Offer


@dataclass(frozen=True, slots=True)
class TemplateLineInput:
    """So many of a product for a template; without a catalog the one that the outlet would buy it from now."""

    sku: str
    quantity: int
    catalog: str | None = None
    seller: str | None = None
    par_level: int | None = None
    keeps_par_level: bool = False
    """Where a whole template is written anew: without a par level here, the line's own stays."""


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A product of a catalog that somebody has seen already, in an order or on a list of their own."""

    product_id: UUID
    catalog_id: UUID
    sku: str
    name: str
    catalog: str
    seller: str


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """A template without its lines; `can_edit` is about whoever asked."""

    id: UUID
    name: str
    scope: str
    """`contact`: the owner's alone. `organization`: everybody's to use."""
    version: int
    line_count: int
    owner_id: UUID
    owner: str
    employee: str | None
    """Who made it in the owner's name, if an employee did."""
    owner_is_active: bool
    """Whether the owner may still order for any outlet of the organization."""
    is_mine: bool
    can_edit: bool
    is_archived: bool
    created_at: datetime
    changed_at: datetime
    last_used_at: datetime | None
    first_skus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A line as it is stored; never a price."""

    id: UUID
    product_id: UUID
    catalog_id: UUID
    sku: str
    name: str
    catalog: str
    seller: str
    seller_name: str
    quantity: int
    par_level: int | None
    on_hand: int | None
    """What this outlet counted on its shelf last."""
    counted_at: datetime | None
    counted_by: str | None
    in_carts: int = 0
    """How many of it the outlet's cart with this seller holds."""
    ordered_at: datetime | None = None
    """When the outlet ordered it last; a count from before that says nothing any more."""

    @property
    def is_counted(self) -> bool:
        """Whether it was counted, and not ordered since."""
        if self.on_hand is None or self.counted_at is None:
            return False
        return self.ordered_at is None or self.ordered_at < self.counted_at


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template with its lines in their order."""

    card: TemplateCard
    lines: tuple[TemplateLine, ...]


@dataclass(frozen=True, slots=True)
class TemplateToday:
    """A template as this outlet could order from it now: an answer to each line, and what counting says to order.

    `to_order` has a number for each line that has a par level, was counted, and was not ordered since.
    """

    template: TemplateView
    resolution: Resolution
    to_order: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class TemplateFilter:
    """Which templates to list: `show` is `all`, `mine` or `shared`; with `is_editable` those that one may change."""

    show: str = "all"
    is_archived: bool = False
    text: str = ""
    sort: str = "last_used"
    cursor: str | None = None
    limit: int = 24
    is_editable: bool = False


@dataclass(frozen=True, slots=True)
class LinePick:
    """A line to order: by id, or by SKU with the catalog or seller where two lines have it.

    Without a quantity the line's own.
    """

    line_id: UUID | None = None
    sku: str | None = None
    catalog: str | None = None
    quantity: int | None = None
    seller: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of a line's product are on the shelf; None takes the count away."""

    line_id: UUID
    on_hand: int | None


@dataclass(frozen=True, slots=True)
class WishListCard:
    """A contact's wish list without its lines; the default one takes what is saved without naming a list."""

    id: UUID
    name: str
    line_count: int
    is_default: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """A line of a wish list at today's price for the wanted quantity, with what changed since it was saved, in words.

    Without an offer it has no price; `availability` is `in_stock`, `low` or `out_of_stock`, or empty then.
    """

    id: UUID
    product_id: UUID
    catalog_id: UUID
    catalog: str
    seller: str
    seller_name: str
    sku: str
    name: str
    quantity: int
    note: str
    unit_price: UnitPrice | None
    line_total: Money | None
    previous_unit_price: UnitPrice | None
    available: int
    availability: str
    quantity_rule: QuantityRule | None
    changes: tuple[str, ...]
    added_at: datetime


@dataclass(frozen=True, slots=True)
class WishListView:
    """A wish list with its lines, newest first."""

    card: WishListCard
    lines: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """A product side by side with others; without an offer it is not in the outlet's catalogs any more."""

    product_id: UUID
    sku: str
    name: str
    offer: Offer | None
    description: str
    colour: str
    pack_size: int


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """What a contact compares at an outlet: products of one catalog, in the order of choosing; empty at first."""

    seller: str
    seller_name: str
    catalog: str
    catalog_name: str
    items: tuple[ComparedItem, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What lists show beside their rows: which of them are wished for, and what is being compared."""

    wished: frozenset[tuple[str, str]]
    """SKU and catalog code."""
    comparison_catalog: str
    comparison_seller: str
    compared: tuple[tuple[str, str], ...]
    """SKU and name, in the order of choosing."""
