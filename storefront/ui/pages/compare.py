"""Up to four products of one catalog side by side; what differs is marked."""

import reflex as rx

from storefront.ui.components.adding_form import adding_form
from storefront.ui.components.adding_to_template import add_product_to_template, adding_to_template
from storefront.ui.components.basics import head, icon, link, unseen
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import shell
from storefront.ui.states.comfort_rows import FactRow
from storefront.ui.states.compare import CompareState
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import OfferRow


def compare() -> rx.Component:
    """A table with a column for each product; on a phone it scrolls sideways with two in view."""
    return shell(
        head(
            "Compare",
            link("Back to the catalog", to=CompareState.catalog_href, class_name="btn btn-plain"),
            below=rx.el.p(CompareState.heading, class_name="quiet"),
        ),
        by_phase(
            CompareState.phase,
            loading=rx.el.div(list_skeleton(rows=4), class_name="panel"),
            ready=rx.cond(CompareState.is_empty, _empty(), _table()),
        ),
        adding_to_template(),
        area="Catalog",
    )


def _empty() -> rx.Component:
    return rx.el.div(
        empty_state(
            drawing="scale",
            title="Nothing to compare yet",
            text="Press the scales beside up to four products of one catalog.",
            actions=[link("Open the catalog", to=ContextState.catalog_href, class_name="btn btn-primary")],
        ),
        class_name="panel",
    )


def _table() -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption("Products side by side; rows in which they differ are marked", class_name="unseen"),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(unseen("Property"), scope="col"),
                    rx.foreach(CompareState.offers, _head),
                )
            ),
            rx.el.tbody(
                rx.foreach(CompareState.facts, _fact),
                rx.el.tr(
                    rx.el.th(unseen("Order"), scope="row"),
                    rx.foreach(CompareState.offers, _buy),
                ),
            ),
            class_name="compare",
        ),
        class_name="panel compare-wrap",
        tab_index=0,
        role="region",
        aria_label="Comparison",
    )


def _head(row: rx.vars.ObjectVar[OfferRow]) -> rx.Component:
    return rx.el.th(
        rx.el.div(
            rx.el.div(
                rx.el.img(src=row.image, alt="", width="112", height="112"), class_name="product-art art"
            ),
            link(row.name, to=row.href, class_name="offer-name"),
            rx.el.div(
                rx.el.span(row.sku, class_name="sku"),
                rx.el.button(
                    icon("x", size=16),
                    unseen("Take ", row.name, " out of the comparison"),
                    type="button",
                    class_name="icon-button",
                    on_click=CompareState.take_out(row.sku),
                ),
                class_name="spread",
            ),
            class_name="pile-tight",
        ),
        scope="col",
        key=row.key,
    )


def _fact(row: rx.vars.ObjectVar[FactRow]) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            row.label,
            rx.cond(row.differs, unseen(" (differs)"), None),
            scope="row",
        ),
        rx.foreach(row.cells, lambda value: rx.el.td(value, class_name="numbers")),
        custom_attrs={"data-differs": rx.cond(row.differs, "true", "false")},
    )


def _buy(row: rx.vars.ObjectVar[OfferRow]) -> rx.Component:
    return rx.el.td(
        rx.cond(
            row.is_orderable,
            adding_form(
                row, add_product_to_template(row), on_add=CompareState.add_to_cart, class_name="pile"
            ),
            rx.el.span("Cannot be ordered now", class_name="quiet small"),
        ),
        key=row.key,
    )
