"""One order: lines at their frozen prices, who placed it, where it goes; prints on paper."""

import reflex as rx

from storefront.ui.components.basics import head, icon, link, tag
from storefront.ui.components.decisions import decisions_panel
from storefront.ui.components.order_parts import placed_facts, placed_lines
from storefront.ui.components.order_selection import (
    reorder_button,
    save_as_template_button,
    template_dialog,
)
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.differences import difference_panel
from storefront.ui.shell import shell
from storefront.ui.states.context import ContextState
from storefront.ui.states.order import OrderState


def order() -> rx.Component:
    """What was ordered, by whom, at which price and why."""
    return shell(
        head(
            rx.el.span("Order ", OrderState.order.number),
            tag(OrderState.order.status, tone=OrderState.order.tone),
            rx.cond(
                OrderState.phase == "ready",
                rx.fragment(
                    reorder_button(OrderState.order.number, class_name="btn btn-primary"),
                    save_as_template_button(label="Save as template"),
                ),
                None,
            ),
            rx.el.button(
                icon("printer", size=16),
                "Print",
                type="button",
                class_name="btn btn-plain",
                custom_attrs={"data-prints": ""},
            ),
            link("All orders", to=ContextState.orders_href, class_name="btn btn-plain"),
            below=rx.el.p(OrderState.order.placed, " · ", OrderState.order.placed_by, class_name="quiet"),
        ),
        by_phase(
            OrderState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(
                _placed(),
                rx.el.div(
                    placed_lines(OrderState, is_link=True),
                    rx.el.div(
                        decisions_panel(OrderState.decisions), placed_facts(OrderState), class_name="pile"
                    ),
                    class_name="columns columns-end",
                ),
                class_name="pile",
            ),
            refused=empty_state(
                drawing="clipboard-x",
                title="There is no such order among those that you may see",
                text="Check the number, or look for it in the history.",
                actions=[link("All orders", to=ContextState.orders_href, class_name="btn btn-plain")],
            ),
        ),
        difference_panel(),
        template_dialog(
            explanation="What this order had, in its quantities. Prices are always those of the day."
        ),
        area="Orders",
    )


def _placed() -> rx.Component:
    return rx.cond(
        OrderState.is_new,
        rx.el.div(
            icon("circle-check"),
            rx.el.div(
                rx.el.p(
                    "Your order is placed. ",
                    rx.el.span(OrderState.order.seller, class_name="strong"),
                    " has it now.",
                ),
                rx.cond(
                    OrderState.left_in_cart != "",
                    rx.el.p("Not in your catalogs any more, so left in the cart: ", OrderState.left_in_cart),
                    None,
                ),
            ),
            class_name="placed row-tight no-print",
            role="status",
        ),
        None,
    )
