"""One order, for those who see all of the trade."""

import reflex as rx

from storefront.ui.components.basics import head, link, tag
from storefront.ui.components.decisions import decisions_panel
from storefront.ui.components.order_parts import placed_facts, placed_lines
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.trade_order import TradeOrderState
from storefront.ui.states.trade_orders import ORDERS


def trade_order() -> rx.Component:
    """Its lines at their frozen prices, who placed it, and a way to enter another one for the outlet."""
    order = TradeOrderState.order
    return desk_page(
        head(
            rx.el.span("Order ", order.number),
            tag(order.status, tone=order.tone),
            link("Enter an order for this outlet", to=TradeOrderState.entry_href, class_name="btn btn-plain"),
            link("All orders", to=ORDERS, class_name="btn btn-plain"),
            below=rx.el.p(order.placed, " · ", order.placed_by, class_name="quiet"),
        ),
        by_phase(
            TradeOrderState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(
                placed_lines(TradeOrderState),
                rx.el.div(
                    decisions_panel(TradeOrderState.decisions),
                    placed_facts(TradeOrderState),
                    class_name="pile",
                ),
                class_name="columns columns-end",
            ),
            refused=empty_state(
                drawing="clipboard-x",
                title="There is no such order",
                text="Check the number, or look for it.",
            ),
        ),
    )
