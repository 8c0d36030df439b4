"""One order: lines at their frozen prices, who placed it, where it goes; prints on paper."""

import reflex as rx

from storefront.ui.components.basics import TIMES, head, icon, link, money, panel, tag
from storefront.ui.components.data_table import Column, cell, data_table
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import shell
from storefront.ui.states.context import ContextState
from storefront.ui.states.order import OrderState
from storefront.ui.states.rows import OrderLineRow

COLUMNS = [
    Column("Product"),
    Column("Why this price"),
    Column("Quantity", is_amount=True),
    Column("Unit price", is_amount=True),
    Column("Total", is_amount=True),
]


def order() -> rx.Component:
    """What was ordered, by whom, at which price and why."""
    return shell(
        head(
            rx.el.span("Order ", OrderState.order.number),
            tag(OrderState.order.status, tone=OrderState.order.tone),
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
                _placed(), rx.el.div(_lines(), _facts(), class_name="columns columns-end"), class_name="pile"
            ),
            refused=empty_state(
                drawing="clipboard-x",
                title="There is no such order among those that you may see",
                text="Check the number, or look for it in the history.",
                actions=[link("All orders", to=ContextState.orders_href, class_name="btn btn-plain")],
            ),
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


def _lines() -> rx.Component:
    return panel(
        data_table(caption="Lines", columns=COLUMNS, rows=OrderState.lines, cells=_cells),
        rx.el.div(
            rx.el.span("Total"), money(OrderState.order.total), class_name="total-row grand panel-foot"
        ),
        title=OrderState.order.lines,
    )


def _cells(row: rx.vars.ObjectVar[OrderLineRow]) -> list[rx.Component]:
    return [
        cell(
            link(row.name, to=row.href, class_name="offer-name"),
            rx.el.div(
                row.sku,
                rx.el.span(" · ", row.quantity, TIMES, row.price, class_name="only-narrow"),
                class_name="sku",
            ),
        ),
        cell(rx.el.span(row.why, class_name="quiet small"), is_extra=True),
        cell(row.quantity, is_amount=True, is_extra=True),
        cell(row.price, is_amount=True, is_extra=True),
        cell(rx.el.span(row.total, class_name="strong"), is_amount=True),
    ]


def _facts() -> rx.Component:
    return panel(
        rx.el.dl(
            rx.el.dt("Seller"),
            rx.el.dd(OrderState.order.seller),
            rx.el.dt("Outlet"),
            rx.el.dd(OrderState.order.outlet),
            rx.el.dt("Organization"),
            rx.el.dd(OrderState.organization),
            rx.el.dt("Placed by"),
            rx.el.dd(OrderState.order.placed_by),
            rx.el.dt("Payment"),
            rx.el.dd(OrderState.payment),
            _optional("Purchase order", OrderState.order.purchase_order),
            _optional("Delivery wanted", OrderState.delivery),
            _optional("Note", OrderState.note),
            rx.el.dt("Deliver to"),
            rx.el.dd(rx.foreach(OrderState.deliver_to, rx.el.div)),
            class_name="facts panel-body",
        ),
        title="Details",
    )


def _optional(label: str, value: rx.Var) -> rx.Component:
    return rx.cond(value != "", rx.fragment(rx.el.dt(label), rx.el.dd(value)), None)
