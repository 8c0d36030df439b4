"""Any list of products on its way to carts, shown as a difference before anything is added.

Put `difference_panel()` into a page once, and call `show_difference` in a handler of it.
"""

from collections.abc import Sequence

import reflex as rx

from storefront.carts.snapshots import ListLine
from storefront.ui.components.difference_panel import difference_panel
from storefront.ui.states.difference import open_difference

__all__ = ["difference_panel", "show_difference"]


async def show_difference(state: rx.State, lines: Sequence[ListLine], *, title: str) -> None:
    """Open a list in the outlet of the page, for the visitor to look at, correct and add.

    Raises:
        ListTooLong: there are more than 1,000 lines.
        StorefrontError: the visitor may not act for this outlet.
    """
    await open_difference(state, lines, title=title)
