"""The names by which a browser calls the screens' handlers."""

from typing import Any

from reflex_base.utils.format import format_event_handler

from storefront.ui.states.cart import CartState
from storefront.ui.states.catalog import CatalogState
from storefront.ui.states.checkout import CheckoutState
from storefront.ui.states.searching import SearchState


def _name(handler: Any) -> str:
    return format_event_handler(handler)


SEARCH = _name(SearchState.search_products)
MORE = _name(CatalogState.load_more)
ADD = _name(CatalogState.add_to_cart)
STEP_UP = _name(CartState.add_one_step)
STEP_DOWN = _name(CartState.take_one_step)
PLACE = _name(CheckoutState.place_order)
