"""The main areas of an outlet: all of them above at a desk, five below on a phone."""

import reflex as rx

from storefront.ui.components.basics import icon, link, unseen
from storefront.ui.states.context import ContextState

REORDERING = frozenset({"Quick order", "Buy again", "Templates", "Wish lists"})
"""Areas that a phone keeps under one entry; buy again leads on to the others."""


def wide_navigation(area: str) -> rx.Component:
    """Every area by its word."""
    hrefs = {
        "Home": ContextState.home_href,
        "Catalog": ContextState.catalog_href,
        "Quick order": ContextState.quick_order_href,
        "Buy again": ContextState.buy_again_href,
        "Templates": ContextState.templates_href,
        "Carts": ContextState.carts_href,
        "Orders": ContextState.orders_href,
        "Account": ContextState.account_href,
    }
    return rx.el.nav(
        rx.el.ul(
            *[
                rx.el.li(link(name, to=href, custom_attrs=_current(is_here=name == area)))
                for name, href in hrefs.items()
            ]
        ),
        class_name="nav-wide",
        aria_label="Main",
    )


def narrow_navigation(area: str) -> rx.Component:
    """As many areas as fit under a thumb, each with its drawing."""
    here = "Reorder" if area in REORDERING else area
    entries = (
        ("Home", "house", ContextState.home_href),
        ("Catalog", "package-search", ContextState.catalog_href),
        ("Reorder", "rotate-ccw", ContextState.buy_again_href),
        ("Carts", "shopping-cart", ContextState.carts_href),
        ("Orders", "clipboard-list", ContextState.orders_href),
    )
    return rx.el.nav(
        rx.el.ul(
            *[
                rx.el.li(
                    link(
                        icon(drawing, size=20),
                        name,
                        to=href,
                        custom_attrs=_current(is_here=name == here),
                    )
                )
                for name, drawing, href in entries
            ]
        ),
        aria_label="Main, below",
    )


def account_shortcut(area: str) -> rx.Component:
    """The account, in the header of a phone."""
    return link(
        icon("user-round", size=20),
        unseen("Account"),
        to=ContextState.account_href,
        class_name="icon-button bar-account only-narrow",
        custom_attrs=_current(is_here=area == "Account"),
    )


def _current(*, is_here: bool) -> dict[str, str]:
    return {"aria-current": "page"} if is_here else {}
