"""A selection summed up: tabs, bars, and the table that the bars are drawn from."""

import reflex as rx

from storefront.ui.components.basics import icon, link
from storefront.ui.components.data_table import Column, cell, data_table
from storefront.ui.selection import GROUPS
from storefront.ui.states.order_sums import OrderSumsState
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.states.sum_rows import SumRow

NOW, BEFORE = "var(--color-primary)", "var(--color-edge)"
TALL = 260
INK = {"fontSize": 12, "fill": "var(--color-quiet)"}
UNFOCUSED = {"accessibilityLayer": False}
"""The table beside the bars is what keyboards and screen readers get."""


def order_sums() -> rx.Component:
    """The sums of the selection in view, when they are asked for."""
    return rx.cond(
        OrderSumsState.is_open,
        rx.el.section(
            rx.el.div(
                rx.el.h2("Sums", id="sums-title"),
                rx.el.div(
                    link(
                        icon("calendar-sync", size=16),
                        "Compare with last year",
                        to=OrderSumsState.compare_href,
                        class_name="chip",
                        custom_attrs={"aria-current": rx.cond(OrderSumsState.is_comparing, "true", "false")},
                    ),
                    link(
                        icon("x"),
                        to=OrderSumsState.close_href,
                        class_name="icon-button",
                        aria_label="Close sums",
                    ),
                    class_name="row-tight",
                ),
                class_name="panel-head",
            ),
            rx.el.nav(
                rx.foreach(OrderSumsState.tabs, _tab),
                class_name="chips panel-body sum-tabs",
                aria_label="Sums by",
            ),
            rx.cond(
                OrderSumsState.rows.length() > 0,
                rx.el.div(
                    _bars(),
                    _table(),
                    class_name="sums",
                    custom_attrs={"data-comparing": rx.cond(OrderSumsState.is_comparing, "true", "false")},
                ),
                None,
            ),
            rx.cond(
                OrderSumsState.note != "",
                rx.el.p(OrderSumsState.note, class_name="panel-foot quiet small"),
                None,
            ),
            class_name="panel",
            aria_labelledby="sums-title",
        ),
        None,
    )


def sums_opener() -> rx.Component:
    """Leads to the same selection with its sums."""
    return rx.cond(
        OrderSumsState.is_open,
        None,
        link(icon("chart-column", size=16), "Sums", to=OrderSumsState.open_href, class_name="btn btn-plain"),
    )


def _tab(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return link(
        row.label,
        to=row.href,
        class_name="chip",
        custom_attrs={"aria-current": rx.cond(row.is_current, "true", "false")},
    )


def _bars() -> rx.Component:
    """Drawn for the eye; whoever cannot see it has the table."""
    data = OrderSumsState.bars.to(list[dict[str, object]])
    columns = rx.recharts.bar_chart(
        *_series(),
        rx.recharts.x_axis(data_key="label", tick=INK, tick_line=False, min_tick_gap=12),
        rx.recharts.y_axis(tick=INK, tick_line=False, axis_line=False, width=64),
        rx.recharts.cartesian_grid(vertical=False, stroke="var(--color-base-300)"),
        _tooltip(),
        data=data,
        custom_attrs=UNFOCUSED,
        width="100%",
        height=TALL,
    )
    lying = rx.recharts.bar_chart(
        *_series(),
        rx.recharts.x_axis(type_="number", tick=INK, tick_line=False, axis_line=False),
        rx.recharts.y_axis(
            data_key="label",
            type_="category",
            tick=INK,
            tick_line=False,
            axis_line=False,
            width=150,
            interval=0,
        ),
        rx.recharts.cartesian_grid(horizontal=False, stroke="var(--color-base-300)"),
        _tooltip(),
        data=data,
        custom_attrs=UNFOCUSED,
        layout="vertical",
        width="100%",
        height=rx.cond(OrderSumsState.bars.length() > 10, 2 * TALL, TALL),
    )
    return rx.el.div(
        rx.cond(OrderSumsState.by == "month", columns, lying),
        rx.el.div(
            _key("This selection", NOW, OrderSumsState.period),
            rx.cond(
                OrderSumsState.is_comparing, _key("A year earlier", BEFORE, OrderSumsState.previous), None
            ),
            class_name="row small quiet",
        ),
        class_name="sum-bars",
        aria_hidden="true",
    )


def _series() -> list[rx.Component]:
    still = {"is_animation_active": False, "radius": 2, "max_bar_size": 28}
    return [
        rx.cond(
            OrderSumsState.is_comparing,
            rx.recharts.bar(data_key="before", name="A year earlier", fill=BEFORE, stroke="none", **still),
            rx.fragment(),
        ),
        rx.recharts.bar(data_key="now", name="This selection", fill=NOW, stroke="none", **still),
    ]


def _tooltip() -> rx.Component:
    return rx.recharts.graphing_tooltip(
        content_style={
            "background": "var(--color-base-100)",
            "border": "1px solid var(--color-base-300)",
            "borderRadius": "var(--radius-field)",
        },
        label_style={"color": "var(--color-base-content)", "fontWeight": 620},
        item_style={"color": "var(--color-base-content)"},
        cursor={"fill": "var(--color-tint)"},
        is_animation_active=False,
    )


def _key(words: str, colour: str, period: rx.Var) -> rx.Component:
    return rx.el.span(
        rx.el.span(class_name="swatch", style={"background": colour}),
        words,
        ": ",
        period,
        class_name="row-tight",
    )


def _table() -> rx.Component:
    return rx.el.div(
        rx.cond(
            OrderSumsState.is_comparing,
            _sums_table([Column("A year earlier", is_amount=True), Column("Difference", is_amount=True)]),
            _sums_table([]),
        ),
        class_name="sum-table",
        tab_index=0,
        role="region",
        aria_label="Sums as a table",
    )


def _sums_table(compared: list[Column]) -> rx.Component:
    columns = [
        Column(
            rx.match(
                OrderSumsState.by,
                *((by, word) for by, word in GROUPS.items()),
                "Outlet",
            )
        ),
        Column("Orders", is_amount=True),
        Column("Lines", is_amount=True),
        Column("Amount", is_amount=True),
        *compared,
    ]
    return data_table(
        caption="Sums of the selection",
        columns=columns,
        rows=OrderSumsState.rows,
        cells=lambda row: _cells(row, is_comparing=bool(compared)),
        foot=rx.el.tfoot(
            rx.foreach(OrderSumsState.totals, lambda row: rx.el.tr(*_cells(row, is_comparing=bool(compared))))
        ),
    )


def _cells(row: rx.vars.ObjectVar[SumRow], *, is_comparing: bool) -> list[rx.Component]:
    compared = [
        cell(row.before, label="A year earlier", is_amount=True),
        cell(
            rx.el.span(row.difference, custom_attrs={"data-tone": row.tone}, class_name="nowrap"),
            label="Difference",
            is_amount=True,
        ),
    ]
    return [
        cell(rx.cond(row.href != "", link(row.label, to=row.href, class_name="textlink"), row.label)),
        cell(row.orders, is_amount=True, is_extra=True),
        cell(row.lines, is_amount=True, is_extra=True),
        cell(rx.el.span(row.amount, class_name="strong"), is_amount=True),
        *(compared if is_comparing else []),
    ]
