"""The catalog of one seller: find, compare, and add in place."""

import reflex as rx

from storefront.ui.components.basics import head, icon, link
from storefront.ui.components.data_table import pager
from storefront.ui.components.marks import compare_tray, marks_of_row
from storefront.ui.components.offer_row import offer_row
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import shell
from storefront.ui.states.catalog import CatalogState
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import ChoiceRow, SellerRow
from storefront.ui.states.wishing import WishingState


def catalog() -> rx.Component:
    """Filters beside the list at a desk, above it on a phone."""
    return shell(
        head(
            CatalogState.heading,
            rx.cond(CatalogState.phase == "ready", _tools(), rx.fragment()),
            below=rx.el.p(
                CatalogState.total,
                rx.cond(
                    CatalogState.corrected != "", rx.el.span(" · searched for ", CatalogState.corrected), None
                ),
                class_name="quiet",
                role="status",
            ),
        ),
        _sellers(),
        by_phase(
            CatalogState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(_filters(), _list(), class_name="columns columns-side"),
            refused=empty_state(
                drawing="package-x",
                title="There is nothing to show here",
                text="The reason is given above. Choose another seller, or start again without filters.",
                actions=[link("Start again", to=ContextState.catalog_href, class_name="btn btn-plain")],
            ),
        ),
        compare_tray(),
        area="Catalog",
    )


def _sellers() -> rx.Component:
    return rx.el.nav(
        rx.foreach(ContextState.sellers, _seller),
        class_name="chips only-wide",
        aria_label="Sellers",
    )


def _seller(row: rx.vars.ObjectVar[SellerRow]) -> rx.Component:
    return link(
        row.name,
        rx.cond(row.has_lines, rx.el.span(row.subtotal, class_name="quiet numbers"), None),
        to=row.catalog_href,
        class_name="chip",
        aria_current=rx.cond(row.is_current, "true", "false"),
    )


def _tools() -> rx.Component:
    return rx.el.div(
        rx.el.label(
            icon("sliders-horizontal"),
            "Filter",
            rx.el.input(type="checkbox"),
            class_name="btn btn-plain filters-toggle",
        ),
        rx.el.span("Sort by", class_name="quiet small nowrap only-wide", aria_hidden="true"),
        rx.el.select(
            rx.foreach(CatalogState.sorts, lambda row: rx.el.option(row.label, value=row.value)),
            value=CatalogState.sort,
            on_change=CatalogState.sort_offers,
            class_name="field",
            aria_label="Sort by",
        ),
        class_name="tools",
    )


def _filters() -> rx.Component:
    return rx.el.aside(
        rx.el.div(
            rx.el.div(rx.foreach(CatalogState.availability, _chip), class_name="chips"),
            _prices(),
            rx.el.nav(
                rx.el.h2("Categories", class_name="small"),
                rx.foreach(CatalogState.categories, _category),
                class_name="side-list",
                aria_label="Categories",
            ),
            class_name="pile filters",
        ),
        class_name="stay",
        aria_label="Filters",
    )


def _chip(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return link(
        row.label,
        rx.el.span(row.count, class_name="quiet numbers"),
        to=row.href,
        class_name="chip",
        aria_current=rx.cond(row.is_current, "true", "false"),
    )


def _category(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return link(
        rx.el.span(row.label, class_name=rx.cond(row.is_deeper, "clip deeper", "clip")),
        rx.el.span(row.count, class_name="quiet numbers"),
        to=row.href,
        aria_current=rx.cond(row.is_current, "true", "false"),
    )


def _prices() -> rx.Component:
    return rx.el.form(
        rx.el.fieldset(
            rx.el.legend("Unit price", class_name="small strong"),
            rx.el.div(
                _price("price_from", "From", CatalogState.price_from),
                rx.el.span("to", class_name="quiet"),
                _price("price_to", "To", CatalogState.price_to),
                rx.el.button("Go", type="submit", class_name="btn btn-plain btn-small"),
                class_name="row-tight",
            ),
            rx.el.span(CatalogState.prices, class_name="quiet small numbers"),
            class_name="pile",
            style={"gap": "0.35rem"},
        ),
        on_submit=CatalogState.filter_prices,
    )


def _price(name: str, label: str, value: rx.Var) -> rx.Component:
    return rx.el.input(
        name=name,
        aria_label=label,
        default_value=value,
        key=value,
        input_mode="decimal",
        placeholder="0.00",
        auto_complete="off",
        class_name="field",
    )


def _list() -> rx.Component:
    return rx.el.section(
        rx.el.ul(
            rx.foreach(
                CatalogState.offers,
                lambda row: offer_row(
                    row,
                    in_cart=ContextState.in_cart[row.key],
                    on_add=CatalogState.add_to_cart,
                    marks=marks_of_row(row),
                ),
            ),
            class_name="offers",
            aria_label="Products",
        ),
        rx.cond(
            CatalogState.is_empty,
            empty_state(
                drawing="search-x",
                title="Nothing fits",
                text="Try fewer or other words, take a filter away, or look at another seller.",
                actions=[link("Show everything", to=CatalogState.all_href, class_name="btn btn-plain")],
            ),
            pager(
                shown=CatalogState.shown,
                has_more=CatalogState.has_more,
                on_more=[CatalogState.load_more, WishingState.load_marks],
            ),
        ),
        class_name="panel",
    )
