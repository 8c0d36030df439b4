"""Rows of what is beside a cart, of wish lists and of what is compared."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A line saved for later."""

    id: str = ""
    sku: str = ""
    name: str = ""
    href: str = ""
    image: str = ""
    price: str = ""
    quantity: int = 1
    minimum: int = 1
    maximum: str = ""
    multiple: int = 1
    about: str = ""
    """Who saved it, and its note."""
    issue: str = ""
    is_orderable: bool = True


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A step of a cart's history."""

    id: str = ""
    step: str = ""
    words: str = ""
    about: str = ""
    """Who and when."""
    state: str = ""
    """What became of it, in words."""
    can_undo: bool = False
    can_restore: bool = False


@dataclass(frozen=True, slots=True)
class WishRow:
    """A line of a wish list."""

    id: str = ""
    sku: str = ""
    catalog: str = ""
    name: str = ""
    seller: str = ""
    seller_code: str = ""
    href: str = ""
    image: str = ""
    price: str = ""
    rule: str = ""
    word: str = ""
    tone: str = "quiet"
    changes: str = ""
    note: str = ""
    quantity: int = 1
    minimum: int = 1
    maximum: str = ""
    multiple: int = 1
    is_orderable: bool = True


@dataclass(frozen=True, slots=True)
class WishListRow:
    """A wish list to open."""

    id: str = ""
    name: str = ""
    count: str = ""
    href: str = ""
    is_current: bool = False
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class TrayRow:
    """A product in the tray below the catalog."""

    sku: str = ""
    name: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One property of all compared products, in their order."""

    label: str = ""
    cells: tuple[str, ...] = ()
    differs: bool = False
