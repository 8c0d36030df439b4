"""Orders as a table, the same wherever they are listed."""

from collections.abc import Callable

import reflex as rx

from storefront.ui.components.basics import link, tag
from storefront.ui.components.data_table import Column, cell, data_table
from storefront.ui.components.order_selection import order_tick, reorder_button
from storefront.ui.states.rows import OrderRow


def order_table(
    *,
    rows: rx.Var,
    sort: rx.Var | str = "",
    on_sort: Callable[[str], rx.event.EventType] | None = None,
    can_repeat: bool = False,
    is_desk: bool = False,
) -> rx.Component:
    """One row for each order; the number leads to it. `can_repeat` adds ticks and a button that orders it again.

    At a seller's desk the outlet stands with its organization, and the seller goes without saying.
    """
    columns = _columns("Outlet" if is_desk else "Outlet and seller")
    return data_table(
        caption="Orders",
        columns=[Column("Choose"), *columns, Column("Again")] if can_repeat else columns,
        rows=rows,
        cells=_incoming if is_desk else _repeatable if can_repeat else _cells,
        sort=sort,
        on_sort=on_sort,
    )


def _columns(places: str) -> list[Column]:
    return [
        Column("Order"),
        Column("Placed", sort="placed_at"),
        Column(places),
        Column("Placed by"),
        Column("Status"),
        Column("Lines", is_amount=True),
        Column("Total", sort="total", is_amount=True),
    ]


def _incoming(row: rx.vars.ObjectVar[OrderRow]) -> list[rx.Component]:
    return _cells(row, below=row.organization)


def _repeatable(row: rx.vars.ObjectVar[OrderRow]) -> list[rx.Component]:
    return [cell(order_tick(row.number)), *_cells(row), cell(reorder_button(row.number))]


def _cells(row: rx.vars.ObjectVar[OrderRow], *, below: rx.Var | None = None) -> list[rx.Component]:
    return [
        cell(
            link(row.number, to=row.href, class_name="textlink strong numbers"),
            rx.cond(
                row.purchase_order != "", rx.el.div(row.purchase_order, class_name="quiet small clip"), None
            ),
        ),
        cell(rx.el.span(row.placed, class_name="numbers nowrap")),
        cell(
            rx.el.div(row.outlet),
            rx.el.div(row.seller if below is None else below, class_name="quiet small"),
            is_wide=True,
        ),
        cell(rx.el.span(row.placed_by, class_name="quiet"), is_wide=True),
        cell(tag(row.status, tone=row.tone)),
        cell(rx.el.span(row.lines, class_name="quiet"), is_amount=True, is_extra=True),
        cell(
            rx.el.span(row.total, class_name="strong"),
            rx.cond(row.rejected != "", rx.el.div("rejected ", row.rejected, class_name="quiet small"), None),
            is_amount=True,
        ),
    ]
