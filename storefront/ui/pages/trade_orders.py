"""All orders of the trade, and one search for whatever a caller mentions."""

import reflex as rx

from storefront.ui.components.basics import head, icon, link, panel, tag, unseen
from storefront.ui.components.data_table import pager
from storefront.ui.components.order_exports import export_menu, totals_line
from storefront.ui.components.order_filters import trade_order_filters
from storefront.ui.components.order_table import order_table
from storefront.ui.components.picker import picker
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.pickers import OrderedForPickerState, PlacedByPickerState
from storefront.ui.states.trade_orders import ENTRY, TradeOrdersState
from storefront.ui.states.visit_rows import FoundOutletRow, FoundPersonRow, StandingRow


def trade_orders() -> rx.Component:
    """A search box; what it found, by kind; below it every order that fits the filters."""
    values = TradeOrdersState.values
    return desk_page(
        head(
            "Orders",
            export_menu(TradeOrdersState.exports),
            link("Enter an order", to=ENTRY, class_name="btn btn-primary"),
            below=totals_line(TradeOrdersState.totals),
        ),
        by_phase(
            TradeOrdersState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(
                _search(),
                rx.cond(TradeOrdersState.has_searched, _found(), None),
                trade_order_filters(
                    rx.el.div(
                        picker(
                            OrderedForPickerState,
                            name="outlet",
                            label="Outlet",
                            hint="Name, number or organization",
                            value=values["outlet"],
                        ),
                        picker(
                            PlacedByPickerState,
                            name="contact",
                            label="Placed by",
                            hint="Name or e-mail address",
                            value=values["contact"],
                        ),
                        class_name="picker-pair",
                    )
                ),
                _orders(),
                class_name="pile",
            ),
        ),
    )


def _search() -> rx.Component:
    values = TradeOrdersState.values
    return panel(
        rx.el.form(
            rx.el.label(
                unseen("Find people, outlets and orders"),
                icon("search"),
                rx.el.input(
                    type="search",
                    name="q",
                    default_value=values["q"],
                    placeholder="Name, e-mail, outlet, organization, order, purchase order number or SKU",
                    auto_complete="off",
                    class_name="field",
                    custom_attrs={"enterKeyHint": "search", "spellCheck": "false"},
                ),
                class_name="search-box grow",
            ),
            rx.el.button("Find", type="submit", class_name="btn btn-primary"),
            class_name="panel-body row-tight",
            role="search",
            on_submit=TradeOrdersState.find,
            key=TradeOrdersState.form_key,
        )
    )


def _found() -> rx.Component:
    return rx.cond(
        TradeOrdersState.has_found,
        rx.el.div(
            _group("People", TradeOrdersState.people, _person),
            _group("Outlets", TradeOrdersState.outlets, _outlet),
            rx.cond(
                TradeOrdersState.found_orders.length() > 0,
                panel(order_table(rows=TradeOrdersState.found_orders), title="Orders found"),
                None,
            ),
            class_name="pile",
        ),
        panel(
            empty_state(
                drawing="search-x",
                title="Nothing fits",
                text="Try a part of the name, the outlet's number or the order's number.",
            )
        ),
    )


def _group(title: str, rows: rx.Var, row: object) -> rx.Component:
    return rx.cond(
        rows.length() > 0, panel(rx.el.ul(rx.foreach(rows, row), aria_label=title), title=title), None
    )


def _person(row: rx.vars.ObjectVar[FoundPersonRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(row.name, class_name="strong"),
            rx.el.span(row.email, class_name="quiet small"),
            rx.cond(row.mark != "", tag(row.mark, tone="low"), None),
            link(
                "Orders", to=row.orders_href, class_name="textlink small", aria_label="Orders of " + row.name
            ),
            class_name="row",
        ),
        rx.el.ul(
            rx.foreach(row.standings.to(list[StandingRow]), _standing),
            aria_label="Organizations of " + row.name,
        ),
        class_name="panel-line pile-tight",
    )


def _standing(row: rx.vars.ObjectVar[StandingRow]) -> rx.Component:
    return rx.el.li(
        link(row.label, to=row.href, class_name="textlink small"),
        rx.cond(row.status != "", tag(row.status, tone=row.tone), None),
        class_name="row",
    )


def _outlet(row: rx.vars.ObjectVar[FoundOutletRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(rx.el.div(row.name, class_name="strong"), rx.el.div(row.about, class_name="quiet small")),
        rx.el.div(
            link(
                "Orders", to=row.orders_href, class_name="textlink small", aria_label="Orders of " + row.name
            ),
            link(
                "Enter an order",
                to=row.href,
                class_name="btn btn-plain btn-small",
                aria_label="Enter an order for " + row.name,
            ),
            class_name="row-tight",
        ),
        class_name="spread panel-line may-wrap",
    )


def _orders() -> rx.Component:
    return panel(
        rx.cond(
            TradeOrdersState.is_empty,
            empty_state(
                drawing="clipboard-x",
                title="No order fits",
                text="Take a filter away.",
                actions=[link("Clear filters", to=TradeOrdersState.clear_href, class_name="btn btn-plain")],
            ),
            rx.fragment(
                order_table(
                    rows=TradeOrdersState.orders,
                    sort=TradeOrdersState.sort,
                    on_sort=TradeOrdersState.sort_orders,
                ),
                pager(
                    shown=TradeOrdersState.shown,
                    has_more=TradeOrdersState.has_more,
                    on_more=TradeOrdersState.load_more,
                ),
            ),
        ),
        title=rx.cond(TradeOrdersState.is_filtered, "Orders that fit", "All orders"),
    )
