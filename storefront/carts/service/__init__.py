"""What an actor can do with the carts of an outlet: the slice's only door."""

from storefront.carts.service.changing import add_lines, change_line, clear, remove_line, undo
from storefront.carts.service.checkout import empty_after_checkout, lock_for_checkout
from storefront.carts.service.reading import list_carts, show_cart

__all__ = [
    "add_lines",
    "change_line",
    "clear",
    "empty_after_checkout",
    "list_carts",
    "lock_for_checkout",
    "remove_line",
    "show_cart",
    "undo",
]
