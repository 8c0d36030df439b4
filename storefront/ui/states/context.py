"""The purchasing context that every page shows: outlet, seller, contact, and whom it acts for."""

import time

import reflex as rx

from storefront.ui.states.rows import SellerRow


class ContextState(rx.State):
    """Filled by each page as it loads, see `storefront.ui.arriving`; holds nothing that decides anything."""

    outlet_number: str = ""
    outlet_name: str = ""
    organization: str = ""
    contact: str = ""
    acting_for: str = ""
    acting_left: str = ""
    """Until when, and how long that is."""
    desk_href: str = "/outlets"
    """Where an employee who acts for the outlet came from."""
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
    quick_order_href: str = "/outlets"
    buy_again_href: str = "/outlets"
    templates_href: str = "/outlets"
    suggestion_href: str = "/outlets"
    wish_lists_href: str = "/outlets"
    cart_href: str = "/outlets"
    carts_href: str = "/outlets"
    orders_href: str = "/outlets"
    account_href: str = "/outlets"
    visits_href: str = "/outlets"
    asking_href: str = "/outlets"
    """Where the outlet asks for a seller that it may not buy from yet."""
    _read_for: str = ""
    _read_at: float = 0.0


def note_frame(context: ContextState, read_for: str) -> None:
    """Remember for which place the frame was read just now."""
    context._read_for, context._read_at = read_for, time.time()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- the State's own module; public names go to the browser


def frame_noted(context: ContextState) -> tuple[str, float]:
    """For which place the frame was read, and when, in seconds of the clock."""
    return context._read_for, context._read_at  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- as above
