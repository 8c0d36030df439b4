"""Checkout of one cart: one form, one button, and no surprise."""

import reflex as rx

from storefront.ui.components.basics import TIMES, head, icon, labelled, link, money, panel
from storefront.ui.components.difference_table import difference_table
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import shell
from storefront.ui.states.checkout import CheckoutState
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import LineRow


def checkout() -> rx.Component:
    """What is ordered on one side, how on the other."""
    return shell(
        head(
            rx.el.span("Check out with ", CheckoutState.seller_name),
            link("Back to the cart", to=CheckoutState.cart_href, class_name="btn btn-plain"),
            below=rx.el.p("For ", ContextState.outlet_name, " · ", CheckoutState.count, class_name="quiet"),
        ),
        by_phase(
            CheckoutState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.cond(CheckoutState.is_empty, _empty(), _desk()),
            refused=empty_state(
                drawing="shopping-cart",
                title="This cart cannot be checked out now",
                text="The reason is given above.",
                actions=[link("All carts", to=ContextState.carts_href, class_name="btn btn-plain")],
            ),
        ),
        area="Carts",
        shows_cart_strip=False,
    )


def _empty() -> rx.Component:
    return panel(
        empty_state(
            drawing="shopping-cart",
            title="There is nothing to order in this cart",
            text="If you have just ordered it, find the order in the history.",
            actions=[
                link("Orders", to=ContextState.orders_href, class_name="btn btn-plain"),
                link("Catalog", to=ContextState.catalog_href, class_name="btn btn-plain"),
            ],
        )
    )


def _desk() -> rx.Component:
    return rx.el.div(
        rx.cond(
            (CheckoutState.differences.length() > 0) & ~CheckoutState.is_accepted,
            difference_table(
                rows=CheckoutState.differences,
                total_before=CheckoutState.total_before,
                total_after=CheckoutState.total,
                on_accept=CheckoutState.accept_differences(CheckoutState.total),
                accept_label=rx.Var.create("Accept ") + CheckoutState.total,
            ),
            None,
        ),
        rx.el.form(
            rx.el.input(type="hidden", name="shown_total", value=CheckoutState.total, read_only=True),
            _order(),
            _delivery(),
            on_submit=CheckoutState.place_order,
            class_name="columns columns-end",
            custom_attrs={"noValidate": True},
        ),
        class_name="pile",
    )


def _delivery() -> rx.Component:
    return rx.el.div(
        panel(
            rx.el.div(
                rx.el.div(
                    rx.el.span("Total"),
                    money(CheckoutState.total, custom_attrs={"data-checkout-total": ""}),
                    class_name="total-row grand",
                ),
                rx.el.div(
                    rx.el.span("On account, credit left"),
                    money(CheckoutState.remaining),
                    class_name="total-row",
                ),
                rx.el.div(
                    rx.el.span("Left after this order", class_name="quiet"),
                    money(CheckoutState.remaining_after, class_name="quiet"),
                    class_name="total-row",
                ),
                rx.cond(
                    CheckoutState.missing != "",
                    rx.el.p(CheckoutState.missing, " more to reach the minimum order.", class_name="low"),
                    None,
                ),
                rx.cond(
                    CheckoutState.is_blocked,
                    rx.el.p(
                        "Some quantities cannot be had. ",
                        link("Change them in the cart", to=CheckoutState.cart_href, class_name="textlink"),
                        ".",
                        class_name="bad",
                    ),
                    None,
                ),
                rx.el.button(
                    "Place order for ",
                    CheckoutState.total,
                    type="submit",
                    class_name="btn btn-primary full",
                    disabled=~CheckoutState.is_accepted
                    | CheckoutState.is_blocked
                    | (CheckoutState.missing != ""),
                ),
                class_name="panel-body pile",
            ),
            class_name="stay",
        ),
    )


def _order() -> rx.Component:
    return rx.el.div(
        panel(
            rx.el.div(
                rx.el.div(
                    rx.el.h3("Deliver to"),
                    rx.el.address(
                        rx.foreach(CheckoutState.deliver_to, rx.el.div),
                        style={"font_style": "normal"},
                    ),
                ),
                rx.el.div(
                    labelled(
                        "Delivery wanted on (optional)",
                        rx.el.input(
                            name="requested_delivery_date",
                            type="date",
                            min=CheckoutState.earliest,
                            max=CheckoutState.latest,
                            class_name="field",
                        ),
                        hint=rx.Var.create("Earliest ") + CheckoutState.earliest_in_words,
                    ),
                    labelled(
                        "Your purchase order number (optional)",
                        rx.el.input(
                            name="purchase_order_number",
                            max_length=50,
                            auto_complete="off",
                            class_name="field",
                        ),
                    ),
                    labelled(
                        "Note for the seller (optional)",
                        rx.el.textarea(name="note", max_length=1000, class_name="field"),
                    ),
                    class_name="pile",
                ),
                class_name="panel-body columns columns-two",
            ),
            title="Delivery",
        ),
        panel(
            rx.el.ul(rx.foreach(CheckoutState.lines, _line)),
            rx.cond(
                CheckoutState.hidden != "",
                rx.el.p("and ", CheckoutState.hidden, " more: see the cart", class_name="panel-foot quiet"),
                None,
            ),
            title=CheckoutState.count,
        ),
        class_name="pile",
    )


def _line(row: rx.vars.ObjectVar[LineRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(row.name, class_name="two-lines"),
            rx.el.div(row.sku, class_name="sku"),
            rx.cond(
                row.note != "",
                rx.el.span(icon("message-square-text", size=14), row.note, class_name="line-note"),
                None,
            ),
        ),
        rx.el.div(
            rx.el.div(row.total, class_name="money strong"),
            rx.el.div(row.quantity, TIMES, row.price, class_name="money quiet small"),
        ),
        class_name="spread panel-line",
    )
