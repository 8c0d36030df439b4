"""What this outlet bought, to be bought again in the usual quantities."""

import reflex as rx

from storefront.ui.components.basics import head, icon, labelled, link
from storefront.ui.components.bought_table import bought_table, typed_quantities
from storefront.ui.components.data_table import pager
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.differences import difference_panel
from storefront.ui.shell import shell
from storefront.ui.states.buy_again import BuyAgainState
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import ChoiceRow


def buy_again() -> rx.Component:
    """Other ways to reorder, filters, the products, and what to do with those that are ticked."""
    return shell(
        head(
            "Buy again",
            rx.cond(
                BuyAgainState.is_new,
                None,
                rx.fragment(_filters_toggle(), rx.cond(BuyAgainState.can_add_all, _add_all(), None)),
            ),
            below=rx.el.p(BuyAgainState.total, class_name="quiet numbers", role="status"),
        ),
        _ways(),
        by_phase(
            BuyAgainState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.cond(
                BuyAgainState.is_new,
                rx.el.section(_nothing_yet(), class_name="panel"),
                rx.el.div(_narrowing(), _list(), _selected(), class_name="pile"),
            ),
            refused=empty_state(
                drawing="rotate-ccw",
                title="This selection is not possible",
                text="The reason is given above.",
                actions=[link("Show everything", to=ContextState.buy_again_href, class_name="btn btn-plain")],
            ),
        ),
        difference_panel(),
        area="Buy again",
    )


def _ways() -> rx.Component:
    """Each repeats or collects in its own way; on a phone the navigation has one entry for all of them."""
    ways = (
        ("Suggested for today", "sparkles", ContextState.suggestion_href),
        ("Quick order", "zap", ContextState.quick_order_href),
        ("Templates", "clipboard-copy", ContextState.templates_href),
        ("Wish lists", "heart", ContextState.wish_lists_href),
    )
    return rx.el.nav(
        *[link(icon(drawing, size=16), name, to=href, class_name="chip") for name, drawing, href in ways],
        class_name="chips chips-run",
        aria_label="Other ways to reorder",
    )


def _filters_toggle() -> rx.Component:
    """On a phone the form below is folded away."""
    return rx.el.label(
        icon("sliders-horizontal"),
        "Filter",
        rx.el.input(type="checkbox"),
        class_name="btn btn-plain filters-toggle",
    )


def _add_all() -> rx.Component:
    return rx.el.button(
        icon("list-plus", size=16),
        BuyAgainState.all_label,
        type="button",
        on_click=BuyAgainState.add_all(typed_quantities),
        class_name="btn btn-plain",
    )


def _narrowing() -> rx.Component:
    return rx.el.div(
        rx.el.nav(
            rx.foreach(BuyAgainState.sellers, _chip), class_name="chips chips-run", aria_label="Sellers"
        ),
        rx.el.form(
            rx.el.div(
                labelled(
                    "Product or SKU",
                    rx.el.input(
                        name="q",
                        type="search",
                        default_value=BuyAgainState.values["q"],
                        auto_complete="off",
                        class_name="field",
                    ),
                    class_name="filter-wide",
                ),
                labelled(
                    "Category",
                    rx.el.select(
                        rx.foreach(
                            BuyAgainState.categories, lambda row: rx.el.option(row.label, value=row.value)
                        ),
                        name="category",
                        default_value=BuyAgainState.values["category"],
                        class_name="field",
                    ),
                ),
                labelled("Bought from day", _day("bought_from")),
                labelled("Bought to day", _day("bought_to")),
                rx.el.div(
                    rx.el.button("Apply", type="submit", class_name="btn btn-primary"),
                    rx.cond(
                        BuyAgainState.is_filtered,
                        link("Clear", to=BuyAgainState.clear_href, class_name="btn btn-ghost"),
                        None,
                    ),
                    class_name="row",
                ),
                class_name="filter-grid bought-filters",
            ),
            on_submit=BuyAgainState.filter_bought,
            class_name="filters",
            key=BuyAgainState.form_key,
            aria_label="Narrow what was bought",
        ),
        rx.el.nav(
            rx.el.span("Sort by", class_name="quiet small nowrap", aria_hidden="true"),
            rx.foreach(BuyAgainState.sorts, _chip),
            class_name="chips chips-run",
            style={"align_items": "center"},
            aria_label="Sort by",
        ),
        class_name="pile",
    )


def _chip(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return link(
        row.label,
        rx.cond(row.count != "", rx.el.span(row.count, class_name="quiet numbers"), None),
        to=row.href,
        class_name="chip",
        aria_current=rx.cond(row.is_current, "true", "false"),
    )


def _day(name: str) -> rx.Component:
    return rx.el.input(name=name, type="date", default_value=BuyAgainState.values[name], class_name="field")


def _list() -> rx.Component:
    return rx.el.section(
        rx.cond(
            BuyAgainState.is_empty,
            empty_state(
                drawing="search-x",
                title="Nothing fits",
                text="Try fewer or other words, or take a filter away.",
                actions=[link("Clear filters", to=BuyAgainState.clear_href, class_name="btn btn-plain")],
            ),
            rx.fragment(
                bought_table(
                    rows=BuyAgainState.rows,
                    ticked=BuyAgainState.ticked,
                    drawn=BuyAgainState.drawn,
                    in_cart=ContextState.in_cart,
                    on_tick=BuyAgainState.tick_product,
                    on_tick_all=BuyAgainState.tick_shown,
                    on_add=BuyAgainState.add_to_cart,
                ),
                pager(
                    shown=BuyAgainState.shown,
                    has_more=BuyAgainState.has_more,
                    on_more=BuyAgainState.load_more,
                ),
            ),
        ),
        class_name="panel",
    )


def _selected() -> rx.Component:
    return rx.cond(
        BuyAgainState.ticked_count > 0,
        rx.el.div(
            rx.el.button(
                "Untick all", type="button", on_click=BuyAgainState.untick, class_name="btn btn-ghost"
            ),
            rx.el.button(
                rx.el.span("Add selected (", BuyAgainState.ticked_count, ")"),
                type="button",
                on_click=BuyAgainState.add_selected(typed_quantities),
                class_name="btn btn-primary",
            ),
            class_name="choice-bar",
            role="region",
            aria_label="What is ticked",
        ),
        None,
    )


def _nothing_yet() -> rx.Component:
    return empty_state(
        drawing="package-search",
        title="This outlet has not bought anything yet",
        text="After the first order everything that was in it is here, ready to be ordered again.",
        actions=[
            link("Open catalog", to=ContextState.catalog_href, class_name="btn btn-primary"),
            link("Quick order", to=ContextState.quick_order_href, class_name="btn btn-plain"),
        ],
    )
