"""The frame of every page: context bar, search, navigation, cart, refusals and live words."""

from collections.abc import Sequence

import reflex as rx

from storefront.ui.components.basics import icon, link, money, unseen
from storefront.ui.components.context_bar import acting_banner, context_bar
from storefront.ui.components.navigation import account_shortcut, narrow_navigation, wide_navigation
from storefront.ui.components.outlet_sheet import outlet_sheet
from storefront.ui.components.refusal import connection_banner, live_region, refusal_area
from storefront.ui.components.sign_out import sign_out_button
from storefront.ui.components.theme_toggle import theme_toggle
from storefront.ui.states.context import ContextState
from storefront.ui.states.desk import DeskRow, DeskState
from storefront.ui.states.searching import SearchState


def shell(*content: rx.Component, area: str, shows_cart_strip: bool = True) -> rx.Component:
    """A page of one outlet; `area` is the entry of the navigation that it belongs to."""
    return rx.fragment(
        rx.el.a("Skip to content", href="#content", class_name="skip"),
        connection_banner(),
        acting_banner(),
        rx.el.header(
            rx.el.div(
                link("Storefront", to=ContextState.home_href, class_name="bar-brand"),
                rx.el.div(context_bar(), class_name="bar-context"),
                rx.el.div(_search(), class_name="bar-search"),
                account_shortcut(area),
                rx.el.div(theme_toggle(), _cart_pill(), class_name="bar-tools only-wide"),
                class_name="bar-inner",
            ),
            wide_navigation(area),
            class_name="bar",
        ),
        rx.el.main(refusal_area(), *content, class_name="page", id="content", tab_index=-1),
        rx.el.div(
            _cart_strip() if shows_cart_strip else rx.fragment(),
            narrow_navigation(area),
            class_name="nav-narrow",
            role="region",
            aria_label="Cart and main areas",
        ),
        outlet_sheet(),
        live_region(),
    )


def plain_page(*content: rx.Component) -> rx.Component:
    """A page outside any outlet."""
    return _outside(*content)


def desk_page(*content: rx.Component) -> rx.Component:
    """A page of somebody's desk, outside any outlet; `sitemap.page.desk` loads the desk first."""
    desks = rx.el.ul(rx.foreach(DeskState.desks, _desk))
    return _outside(
        *content,
        who=[rx.el.span(DeskState.contact, class_name="quiet small clip desk-contact")],
        ways=[rx.el.nav(desks, class_name="nav-desk", aria_label="Desks")],
    )


def _outside(
    *content: rx.Component, who: Sequence[rx.Component] = (), ways: Sequence[rx.Component] = ()
) -> rx.Component:
    """The frame without an outlet; `who` stands beside the brand, `ways` below it."""
    return rx.fragment(
        rx.el.a("Skip to content", href="#content", class_name="skip"),
        connection_banner(),
        rx.el.header(
            rx.el.div(
                rx.el.span("Storefront", class_name="brand-plain"),
                *who,
                rx.el.div(theme_toggle(), sign_out_button(), class_name="bar-tools"),
                class_name="bar-plain",
            ),
            *ways,
            class_name="bar",
        ),
        rx.el.main(refusal_area(), *content, class_name="page", id="content", tab_index=-1),
        live_region(),
    )


def _desk(row: rx.vars.ObjectVar[DeskRow]) -> rx.Component:
    return rx.el.li(link(row.name, to=row.href, aria_current=rx.cond(row.is_current, "page", "false")))


def _search() -> rx.Component:
    """Searches as one types on the catalog page; leads there from any other."""
    return rx.el.form(
        rx.el.label(
            unseen("Search products by name or number"),
            icon("search"),
            rx.debounce_input(
                rx.el.input(
                    type="search",
                    name="q",
                    value=ContextState.search_text,
                    on_change=SearchState.search_products,
                    placeholder="Search by name or SKU",
                    auto_complete="off",
                    class_name="field",
                    custom_attrs={"data-search": "", "enterKeyHint": "search", "spellCheck": "false"},
                ),
                debounce_timeout=160,
            ),
            rx.el.kbd("/", class_name="only-wide", aria_hidden="true"),
            class_name="search-box",
        ),
        role="search",
        on_submit=SearchState.open_results,
    )


def _cart_pill() -> rx.Component:
    return link(
        icon("shopping-cart"),
        rx.cond(
            ContextState.cart_is_empty,
            "Cart empty",
            rx.fragment(rx.el.span(ContextState.cart_lines), " ", money(ContextState.cart_total)),
        ),
        to=ContextState.cart_href,
        class_name="cart-pill",
        custom_attrs={
            "data-empty": rx.cond(ContextState.cart_is_empty, "true", "false"),
            "data-cart-pill": "",
        },
    )


def _cart_strip() -> rx.Component:
    return rx.cond(
        ContextState.cart_is_empty,
        rx.fragment(),
        link(
            rx.el.span(icon("shopping-cart"), rx.el.span(ContextState.cart_lines), class_name="row-tight"),
            rx.el.span(
                money(ContextState.cart_total, class_name="strong"),
                icon("chevron-right"),
                class_name="row-tight",
            ),
            to=ContextState.cart_href,
            class_name="cart-strip",
        ),
    )
