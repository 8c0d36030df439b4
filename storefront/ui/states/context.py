"""The purchasing context that every page shows: outlet, seller, contact, and whom it acts for."""

import reflex as rx

from storefront.ui.states.rows import SellerRow


class ContextState(rx.State):
    """Filled by each page as it loads, see `storefront.ui.arriving`; holds nothing that decides anything."""

    outlet_number: str = ""
    outlet_name: str = ""
    organization: str = ""
    contact: str = ""
    acting_for: str = ""
    is_admin: bool = False
    has_other_outlets: bool = False
    seller_code: str = ""
    seller_name: str = ""
    sellers: list[SellerRow] = []
    cart_lines: str = ""
    cart_total: str = ""
    cart_is_empty: bool = True
    search_text: str = ""
    in_cart: dict[str, int] = {}
    home_href: str = "/outlets"
    catalog_href: str = "/outlets"
    cart_href: str = "/outlets"
    carts_href: str = "/outlets"
    orders_href: str = "/outlets"
    account_href: str = "/outlets"
