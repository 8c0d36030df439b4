"""One order, for those who see all of the trade."""

import reflex as rx

from storefront.ui.components.basics import head, link, tag
from storefront.ui.components.data_table import Column, cell
from storefront.ui.components.decisions import decisions_panel
from storefront.ui.components.order_parts import (
    AMOUNTS,
    amount_cells,
    facts_panel,
    lines_panel,
    product_cell,
)
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.rows import OrderLineRow
from storefront.ui.states.trade_order import TradeOrderState
from storefront.ui.states.trade_orders import ORDERS

COLUMNS = [Column("Product"), Column("Why this price"), *AMOUNTS]


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
                lines_panel(order, columns=COLUMNS, rows=TradeOrderState.lines, cells=_cells),
                rx.el.div(decisions_panel(TradeOrderState.decisions), _facts(), class_name="pile"),
                class_name="columns columns-end",
            ),
            refused=empty_state(
                drawing="clipboard-x",
                title="There is no such order",
                text="Check the number, or look for it.",
            ),
        ),
    )


def _cells(row: rx.vars.ObjectVar[OrderLineRow]) -> list[rx.Component]:
    return [
        product_cell(row),
        cell(rx.el.span(row.why, class_name="quiet small"), is_extra=True),
        *amount_cells(row),
    ]


def _facts() -> rx.Component:
    order = TradeOrderState.order
    return facts_panel(
        {
            "Seller": order.seller,
            "Outlet": order.outlet,
            "Organization": TradeOrderState.organization,
            "Placed by": order.placed_by,
            "Payment": TradeOrderState.payment,
        },
        optional={
            "Purchase order": order.purchase_order,
            "Delivery wanted": TradeOrderState.delivery,
            "Note": TradeOrderState.note,
        },
        deliver_to=TradeOrderState.deliver_to,
    )
