"""What the screens of order templates show, already in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template in a list, or as the heading of its page."""

    id: str = ""
    name: str = ""
    href: str = ""
    count: str = ""
    owner: str = ""
    used: str = ""
    images: tuple[str, ...] = ()
    is_shared: bool = False
    is_mine: bool = False
    is_archived: bool = False
    can_edit: bool = False


@dataclass(frozen=True, slots=True)
class TemplateLineRow:
    """A line of a template, and what it means for this outlet now."""

    id: str = ""
    sku: str = ""
    name: str = ""
    href: str = ""
    image: str = ""
    seller: str = ""
    quantity: int = 1
    more: int = 1
    """The quantity after one step up."""
    less: int = 1
    """The quantity after one step down; never nothing."""
    minimum: int = 1
    multiple: int = 1
    amount: str = ""
    """How many at which price; `4 of 8` when not all can be had."""
    total: str = ""
    word: str = ""
    tone: str = "quiet"
    message: str = ""
    """Why it cannot be had as it is; empty when it can."""
    par_level: str = ""
    on_hand: str = ""
    fewer: int = 0
    """The count after one less on the shelf."""
    further: int = 1
    """The count after one more on the shelf."""
    counted: str = ""
    """When and by whom it was counted, and what a cart holds of it."""
    order: str = ""
    """What counting says to order, in words."""
    order_tone: str = "quiet"
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class SellerSumRow:
    """What the lines of a template come to at one seller."""

    name: str = ""
    lines: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row of a pasted list that no line was made of, and why."""

    number: str = ""
    text: str = ""
    problem: str = ""
