"""One product: what it costs and why, whether it is there, its variants."""

import reflex as rx

from storefront.ui.components.adding_to_template import add_product_to_template, adding_to_template
from storefront.ui.components.basics import icon, link, panel, tag, word
from storefront.ui.components.marks import compare_mark, compare_tray, heart
from storefront.ui.components.price_trace import price_trace
from storefront.ui.components.quantity_stepper import quantity_of_row
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import shell
from storefront.ui.states.context import ContextState
from storefront.ui.states.product import ProductState
from storefront.ui.states.rows import BreakRow, ChoiceRow


def product() -> rx.Component:
    """Picture and facts on one side, price and quantity on the other."""
    return shell(
        link(
            icon("arrow-left", size=16),
            "Catalog",
            to=ContextState.catalog_href,
            class_name="textlink row-tight",
        ),
        by_phase(
            ProductState.phase,
            loading=rx.el.div(list_skeleton(rows=4), class_name="panel"),
            ready=rx.el.div(_about(), _buying(), class_name="columns columns-end"),
            refused=empty_state(
                drawing="package-x",
                title="This product is not open to this outlet",
                text="Another seller may have it: switch seller above, or search.",
                actions=[
                    link("Back to the catalog", to=ContextState.catalog_href, class_name="btn btn-plain")
                ],
            ),
        ),
        compare_tray(),
        adding_to_template(),
        area="Catalog",
    )


def _about() -> rx.Component:
    offer = ProductState.offer
    return rx.el.div(
        rx.el.section(
            rx.el.div(
                rx.el.img(src=offer.image, alt="", width="320", height="320"), class_name="product-art art"
            ),
            rx.el.div(
                rx.el.h1(offer.name, id="title"),
                rx.el.p(offer.sku, class_name="sku"),
                word(offer.word, tone=offer.tone),
                rx.cond(offer.last_bought != "", rx.el.p(offer.last_bought, class_name="quiet"), None),
                rx.cond(ProductState.description != "", rx.el.p(ProductState.description), None),
                rx.el.dl(rx.foreach(ProductState.facts, _fact), class_name="facts"),
                class_name="pile",
            ),
            class_name="panel panel-body product",
        ),
        rx.cond(
            ProductState.variants.length() > 1,
            panel(
                rx.el.div(rx.foreach(ProductState.variants, _variant), class_name="chips panel-body"),
                title="Variants",
            ),
            None,
        ),
        class_name="pile",
    )


def _fact(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.fragment(rx.el.dt(row.label), rx.el.dd(row.value))


def _variant(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return link(
        row.label,
        rx.el.span(row.count, class_name="quiet numbers small"),
        to=row.href,
        class_name="chip",
        aria_current=rx.cond(row.is_current, "true", "false"),
    )


def _buying() -> rx.Component:
    offer = ProductState.offer
    return rx.el.div(
        rx.el.section(
            rx.el.div(
                rx.el.span(offer.price, class_name="price-large"),
                rx.el.span(" each", class_name="quiet"),
                rx.cond(
                    ContextState.in_cart[offer.key],
                    tag(rx.el.span(ContextState.in_cart[offer.key], " in cart"), tone="good"),
                    None,
                ),
                class_name="row",
            ),
            rx.cond(offer.rule != "", rx.el.p("Order ", offer.rule, ".", class_name="quiet"), None),
            rx.cond(
                offer.is_orderable,
                rx.el.form(
                    rx.el.input(type="hidden", name="sku", value=offer.sku, read_only=True),
                    rx.el.input(type="hidden", name="catalog", value=offer.catalog, read_only=True),
                    quantity_of_row(offer),
                    rx.el.button(
                        icon("plus", size=16), "Add to cart", type="submit", class_name="btn btn-primary"
                    ),
                    on_submit=ProductState.add_to_cart,
                    class_name="row",
                    key=offer.key,
                    custom_attrs={"noValidate": True},
                ),
                rx.el.p("This cannot be ordered now.", class_name="low"),
            ),
            rx.el.div(
                add_product_to_template(offer), heart(offer), compare_mark(offer), class_name="row marks"
            ),
            class_name="panel panel-body pile",
        ),
        rx.cond(ProductState.breaks.length() > 1, panel(_breaks(), title="Price by quantity"), None),
        panel(rx.el.div(price_trace(ProductState.trace), class_name="panel-body"), title="Why this price"),
        class_name="pile",
    )


def _breaks() -> rx.Component:
    return rx.el.table(
        rx.el.tbody(
            rx.foreach(
                ProductState.breaks,
                _break,
            )
        ),
        class_name="grid-table",
    )


def _break(row: rx.vars.ObjectVar[BreakRow]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row.quantity, class_name="numbers"), rx.el.td(row.price, class_name="money strong")
    )
