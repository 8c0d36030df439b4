"""What screens show, already in words: frozen rows of text, numbers and yes or no."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SellerRow:
    """A seller in the context bar, with what the outlet has in its cart there."""

    code: str = ""
    name: str = ""
    kind: str = ""
    lines: str = ""
    subtotal: str = ""
    minimum: str = ""
    missing: str = ""
    href: str = ""
    cart_href: str = ""
    catalog_href: str = ""
    is_current: bool = False
    has_lines: bool = False


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet to choose."""

    number: str = ""
    name: str = ""
    organization: str = ""
    role: str = ""
    used: str = ""
    href: str = ""
    is_current: bool = False
    is_recent: bool = False


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A product at this outlet's price from this seller; `key` names it among the catalogs."""

    key: str = ""
    sku: str = ""
    catalog: str = ""
    catalog_name: str = ""
    name: str = ""
    category: str = ""
    href: str = ""
    image: str = ""
    price: str = ""
    breaks: str = ""
    rule: str = ""
    word: str = ""
    tone: str = "quiet"
    last_bought: str = ""
    quantity: int = 1
    minimum: int = 1
    maximum: str = ""
    multiple: int = 1
    is_orderable: bool = True


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A product that is probably needed, and why; `key` names it among the catalogs."""

    key: str = ""
    sku: str = ""
    catalog: str = ""
    seller: str = ""
    name: str = ""
    href: str = ""
    image: str = ""
    reason: str = ""
    price: str = ""
    rule: str = ""
    word: str = ""
    tone: str = "quiet"
    quantity: int = 1
    less: int = 1
    more: int = 1
    minimum: int = 1
    maximum: str = ""
    multiple: int = 1
    is_ticked: bool = True


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One of several values to filter or sort by."""

    value: str = ""
    label: str = ""
    count: str = ""
    href: str = ""
    is_current: bool = False
    is_deeper: bool = False


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a cart."""

    id: str = ""
    sku: str = ""
    name: str = ""
    catalog_name: str = ""
    href: str = ""
    image: str = ""
    price: str = ""
    total: str = ""
    quantity: int = 0
    minimum: int = 1
    maximum: str = ""
    multiple: int = 1
    more: int = 1
    """The quantity after one step up."""
    less: int = 0
    """The quantity after one step down; 0 takes the line out."""
    rule: str = ""
    added_by: str = ""
    mark: str = ""
    """As what somebody added it who acts for the outlet."""
    note: str = ""
    issue: str = ""
    issue_tone: str = "low"
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class CartCard:
    """A cart beside the others."""

    seller_code: str = ""
    seller_name: str = ""
    kind: str = ""
    lines: str = ""
    subtotal: str = ""
    minimum: str = ""
    missing: str = ""
    percent: str = "100%"
    first_names: str = ""
    changed: str = ""
    cart_href: str = ""
    catalog_href: str = ""
    checkout_href: str = ""
    has_lines: bool = False
    is_orderable: bool = False
    issues: str = ""


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """What is no longer as it was shown: old and new side by side."""

    sku: str = ""
    name: str = ""
    what: str = ""
    before: str = ""
    after: str = ""
    total_before: str = ""
    total_after: str = ""
    tone: str = "low"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A line of a list beside what it means now; `place` counts from 0, `number` from 1."""

    place: int = 0
    number: str = ""
    sku: str = ""
    name: str = ""
    seller: str = ""
    state: str = ""
    tone: str = "quiet"
    message: str = ""
    was: str = ""
    price: str = ""
    total: str = ""
    asked: str = ""
    """Said only where it is not what would be added."""
    quantity: int = 0
    minimum: int = 1
    maximum: str = ""
    multiple: int = 1
    more: int = 1
    """The quantity after one step up."""
    less: int = 0
    """The quantity after one step down."""
    choices: tuple[ChoiceRow, ...] = ()
    """What else could be ordered; values count from 0."""
    has_choices: bool = False
    has_quantity: bool = False
    is_addable: bool = False
    is_ticked: bool = False
    needs_look: bool = False


@dataclass(frozen=True, slots=True)
class FilledCartRow:
    """A cart that got lines, and where it is."""

    seller: str = ""
    lines: str = ""
    subtotal: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class TraceRow:
    """A price that was considered."""

    name: str = ""
    rule: str = ""
    price: str = ""
    until: str = ""
    outcome: str = ""
    has_won: bool = False


@dataclass(frozen=True, slots=True)
class BreakRow:
    """From a quantity on, a unit price."""

    quantity: str = ""
    price: str = ""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list."""

    number: str = ""
    href: str = ""
    placed: str = ""
    placed_by: str = ""
    outlet: str = ""
    seller: str = ""
    organization: str = ""
    """Said at the seller's desk only."""
    status: str = ""
    tone: str = "quiet"
    purchase_order: str = ""
    lines: str = ""
    total: str = ""
    rejected: str = ""


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    """A frozen line of an order."""

    sku: str = ""
    name: str = ""
    href: str = ""
    quantity: str = ""
    price: str = ""
    total: str = ""
    why: str = ""
    note: str = ""
    rejection: str = ""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser or client in which the contact is signed in."""

    id: str = ""
    device: str = ""
    address: str = ""
    seen: str = ""
    since: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of a file, with what it would do."""

    number: int = 0
    name: str = ""
    outcome: str = ""
    tone: str = "quiet"
    note: str = ""


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A sum of what is selected, in one currency."""

    label: str = ""
    value: str = ""
