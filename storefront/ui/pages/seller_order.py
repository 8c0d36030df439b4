"""One order at a seller's desk: accept it, or reject lines or all of it with a reason."""

import reflex as rx

from storefront.ui.components.basics import head, icon, labelled, link, tag, unseen
from storefront.ui.components.data_table import Column, cell
from storefront.ui.components.decisions import decisions_panel
from storefront.ui.components.form_sheet import form_sheet
from storefront.ui.components.order_parts import (
    AMOUNTS,
    amount_cells,
    facts_panel,
    lines_panel,
    product_cell,
)
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.seller_order import SellerOrderState
from storefront.ui.states.seller_rows import IncomingLineRow

SHEET = "reject-order"
COLUMNS = [
    Column("Choose"),
    Column("Product"),
    *AMOUNTS,
]


def seller_order() -> rx.Component:
    """Lines with a box each; the rest of an order can be accepted after some were rejected."""
    return desk_page(
        head(
            rx.el.span("Order ", SellerOrderState.order.number),
            tag(SellerOrderState.order.status, tone=SellerOrderState.order.tone),
            rx.cond(SellerOrderState.is_open, _buttons(), None),
            link("All orders", to=SellerOrderState.back_href, class_name="btn btn-plain"),
            below=rx.el.p(
                SellerOrderState.order.placed, " · ", SellerOrderState.order.placed_by, class_name="quiet"
            ),
        ),
        by_phase(
            SellerOrderState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(
                _lines(),
                rx.el.div(decisions_panel(SellerOrderState.decisions), _facts(), class_name="pile"),
                class_name="columns columns-end",
            ),
            refused=empty_state(
                drawing="clipboard-x",
                title="There is no such order among those placed with your company",
                text="Check the number, or look for it among the incoming orders.",
            ),
        ),
        _sheet(),
    )


def _buttons() -> rx.Component:
    return rx.fragment(
        rx.el.button(
            icon("check", size=16),
            "Accept",
            type="button",
            on_click=SellerOrderState.accept_order,
            class_name="btn btn-primary",
        ),
        rx.el.button(
            icon("x", size=16),
            SellerOrderState.question,
            type="button",
            aria_haspopup="dialog",
            class_name="btn btn-plain",
            custom_attrs={"data-opens": SHEET},
        ),
    )


def _lines() -> rx.Component:
    return lines_panel(SellerOrderState.order, columns=COLUMNS, rows=SellerOrderState.lines, cells=_cells)


def _cells(row: rx.vars.ObjectVar[IncomingLineRow]) -> list[rx.Component]:
    return [
        cell(rx.cond(SellerOrderState.is_open & (row.rejection == ""), _tick(row), None)),
        product_cell(row),
        *amount_cells(row),
    ]


def _tick(row: rx.vars.ObjectVar[IncomingLineRow]) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            default_checked=SellerOrderState.ticked.contains(row.position),
            on_change=lambda checked: SellerOrderState.tick_line(row.position, checked),
            class_name="tick-box",
            key=f"{row.position}-{SellerOrderState.drawn}",
        ),
        unseen("Choose ", row.name),
        class_name="tick-place",
    )


def _facts() -> rx.Component:
    order = SellerOrderState.order
    return facts_panel(
        {"Outlet": order.outlet, "Organization": order.organization, "Placed by": order.placed_by},
        optional={
            "Purchase order": order.purchase_order,
            "Delivery wanted": SellerOrderState.delivery,
            "Note": SellerOrderState.note,
        },
        deliver_to=SellerOrderState.deliver_to,
    )


def _sheet() -> rx.Component:
    return form_sheet(
        labelled(
            "Reason, which the buyer reads",
            rx.el.input(
                name="reason", required=True, max_length=500, auto_complete="off", class_name="field"
            ),
            hint="What is rejected is free again: its stock for others, its credit for the buyer.",
        ),
        sheet=SHEET,
        title=SellerOrderState.question,
        name="Reject with a reason",
        does=SellerOrderState.question,
        on_submit=SellerOrderState.reject_lines,
        reset_on_submit=True,
        key=SellerOrderState.drawn.to_string(),
    )
