"""What an actor can do with the carts of an outlet: the slice's only door."""

from storefront.carts.service.applying import apply
from storefront.carts.service.changing import add_lines, change_line, clear, remove_line
from storefront.carts.service.checkout import empty_after_checkout, lock_for_checkout
from storefront.carts.service.history import list_changes, restore, undo, undo_change
from storefront.carts.service.lists import read_list, read_list_file, read_typed
from storefront.carts.service.noting import note_line, take_out
from storefront.carts.service.quick_order import (
    add_list_to_grid,
    add_typed_to_grid,
    change_grid_row,
    clear_grid,
    correct_grid_row,
    order_grid,
    remove_grid_row,
    show_grid,
    undo_grid_order,
)
from storefront.carts.service.reading import list_carts, show_cart
from storefront.carts.service.resolving import MAXIMUM_LIST_LINES, resolve
from storefront.carts.service.saving import forget_saved, list_saved, return_saved, save_line, show_beside
from storefront.carts.service.telling import tell_sessions

__all__ = [
    "MAXIMUM_LIST_LINES",
    "add_lines",
    "add_list_to_grid",
    "add_typed_to_grid",
    "apply",
    "change_grid_row",
    "change_line",
    "clear",
    "clear_grid",
    "correct_grid_row",
    "empty_after_checkout",
    "forget_saved",
    "list_carts",
    "list_changes",
    "list_saved",
    "lock_for_checkout",
    "note_line",
    "order_grid",
    "read_list",
    "read_list_file",
    "read_typed",
    "remove_grid_row",
    "remove_line",
    "resolve",
    "restore",
    "return_saved",
    "save_line",
    "show_beside",
    "show_cart",
    "show_grid",
    "take_out",
    "tell_sessions",
    "undo",
    "undo_change",
    "undo_grid_order",
]
