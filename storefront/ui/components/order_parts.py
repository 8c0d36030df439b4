"""The parts of an order that its buyer, its seller and the whole trade see alike."""

import reflex as rx

from storefront.ui.components.basics import TIMES, icon, link, money, panel, tag
from storefront.ui.components.data_table import Column, cell, data_table
from storefront.ui.states.rows import OrderLineRow
from storefront.ui.states.shown_order import ShownOrderState

AMOUNTS = (
    Column("Quantity", is_amount=True),
    Column("Unit price", is_amount=True),
    Column("Total", is_amount=True),
)
"""The last columns of every order, as `amount_cells` fills them."""


def lines_panel(order: rx.Var, *, columns: list[Column], rows: rx.Var, cells: object) -> rx.Component:
    """Its lines at their frozen prices, with what they come to."""
    return panel(
        data_table(caption="Lines", columns=columns, rows=rows, cells=cells),
        rx.el.div(rx.el.span("Total"), money(order.total), class_name="total-row grand panel-foot"),
        rx.cond(
            order.rejected != "",
            rx.el.div(rx.el.span("Rejected"), money(order.rejected), class_name="total-row panel-foot"),
            None,
        ),
        title=order.lines,
    )


def placed_lines(state: type[ShownOrderState], *, is_link: bool = False) -> rx.Component:
    """The lines with the rules that made their prices; `is_link` leads from each to its product."""

    def cells(row: rx.vars.ObjectVar[OrderLineRow]) -> list[rx.Component]:
        return [
            product_cell(row, is_link=is_link),
            cell(rx.el.span(row.why, class_name="quiet small"), is_extra=True),
            *amount_cells(row),
        ]

    columns = [Column("Product"), Column("Why this price"), *AMOUNTS]
    return lines_panel(state.order, columns=columns, rows=state.lines, cells=cells)


def placed_facts(state: type[ShownOrderState]) -> rx.Component:
    """What else is known of it, to its buyer and to the whole trade."""
    return facts_panel(
        {
            "Seller": state.order.seller,
            "Outlet": state.order.outlet,
            "Organization": state.organization,
            "Placed by": state.order.placed_by,
            "Payment": state.payment,
        },
        optional={
            "Purchase order": state.order.purchase_order,
            "Delivery wanted": state.delivery,
            "Note": state.note,
        },
        deliver_to=state.deliver_to,
    )


def product_cell(row: rx.Var, *, is_link: bool = False) -> rx.Component:
    """What was ordered, with its note, and why it was rejected."""
    name = (
        link(row.name, to=row.href, class_name="offer-name")
        if is_link
        else rx.el.span(row.name, class_name="offer-name")
    )
    return cell(
        rx.cond(row.rejection != "", rx.el.s(name), name),
        rx.el.div(
            row.sku,
            rx.el.span(" \N{MIDDLE DOT} ", row.quantity, TIMES, row.price, class_name="only-narrow"),
            class_name="sku",
        ),
        rx.cond(
            row.note != "",
            rx.el.span(icon("message-square-text", size=14), row.note, class_name="line-note"),
            None,
        ),
        rx.cond(
            row.rejection != "",
            rx.el.div(tag("Rejected", tone="bad"), " ", row.rejection, class_name="small"),
            None,
        ),
    )


def amount_cells(row: rx.Var) -> list[rx.Component]:
    """Quantity, unit price and total."""
    return [
        cell(row.quantity, is_amount=True, is_extra=True),
        cell(row.price, is_amount=True, is_extra=True),
        cell(rx.el.span(row.total, class_name="strong"), is_amount=True),
    ]


def facts_panel(facts: dict[str, rx.Var], *, optional: dict[str, rx.Var], deliver_to: rx.Var) -> rx.Component:
    """What else is known of it; what is `optional` is left out when it is empty."""
    return panel(
        rx.el.dl(
            *[rx.fragment(rx.el.dt(name), rx.el.dd(value)) for name, value in facts.items()],
            *[
                rx.cond(value != "", rx.fragment(rx.el.dt(name), rx.el.dd(value)), None)
                for name, value in optional.items()
            ],
            rx.el.dt("Deliver to"),
            rx.el.dd(rx.foreach(deliver_to, rx.el.div)),
            class_name="facts panel-body",
        ),
        title="Details",
    )
