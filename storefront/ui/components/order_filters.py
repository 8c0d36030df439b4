"""The filters of the history: a panel that folds on a phone, and a chip for each that is in use."""

import reflex as rx

from storefront.ui.components.basics import icon, labelled, link
from storefront.ui.states.context import ContextState
from storefront.ui.states.order_filtering import FilteredOrdersState
from storefront.ui.states.orders import OrdersState
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.states.trade_orders import TradeOrdersState

Filtered = type[FilteredOrdersState]


def order_filters() -> rx.Component:
    """The history of a buyer's outlets."""
    often = rx.fragment(
        labelled(
            "Number, purchase order, SKU or product",
            rx.el.input(
                name="q",
                type="search",
                default_value=OrdersState.values["q"],
                auto_complete="off",
                class_name="field",
            ),
            class_name="filter-wide",
        ),
        labelled("Outlet", _select(OrdersState, "outlet")),
        labelled("Seller", _select(OrdersState, "seller")),
        *_days(OrdersState),
        rx.cond(ContextState.is_admin, labelled("Whose orders", _select(OrdersState, "scope")), None),
    )
    rarely = rx.fragment(
        *_contents(OrdersState),
        labelled("Status", _select(OrdersState, "status")),
        labelled("Placed by", _select(OrdersState, "contact")),
        *_ways(OrdersState),
    )
    return _filters(OrdersState, often, rarely, on_submit=OrdersState.filter_orders)


def trade_order_filters(*before: rx.Component) -> rx.Component:
    """The orders of the whole trade; `before` are the fields in which outlet and contact are chosen."""
    state = TradeOrdersState
    often = rx.fragment(
        labelled("Status", _select(state, "status")),
        labelled("Seller", _select(state, "seller")),
        *_days(state),
    )
    rarely = rx.fragment(*_contents(state), *_ways(state))
    return _filters(state, often, rarely, *before, on_submit=state.filter_orders)


def _filters(
    state: Filtered,
    often: rx.Component,
    rarely: rx.Component,
    *before: rx.Component,
    on_submit: rx.event.EventType,
) -> rx.Component:
    """What is typed becomes an address, which can be kept and shared."""
    return rx.el.div(
        rx.el.label(
            rx.el.input(type="checkbox", custom_attrs={"aria-label": "Show filters"}),
            icon("sliders-horizontal", size=16),
            "Filters",
            class_name="btn btn-plain filters-toggle",
        ),
        _form(state, often, rarely, *before, on_submit=on_submit),
        rx.cond(
            state.chips.length() > 0,
            rx.el.ul(rx.foreach(state.chips, _chip), class_name="chips", aria_label="Filters in use"),
            None,
        ),
        class_name="pile",
    )


def _form(
    state: Filtered,
    often: rx.Component,
    rarely: rx.Component,
    *before: rx.Component,
    on_submit: rx.event.EventType,
) -> rx.Component:
    tools = rx.fragment(
        labelled("Sort", _select(state, "sort"), class_name="only-narrow"),
        rx.el.div(
            rx.el.button("Apply", type="submit", class_name="btn btn-primary"),
            rx.cond(state.is_filtered, link("Clear", to=state.clear_href, class_name="btn btn-ghost"), None),
            class_name="row filter-tools",
        ),
    )
    return rx.el.div(
        rx.el.div(
            *before,
            rx.el.form(
                rx.el.div(often, tools, class_name="filter-grid filter-often"),
                rx.el.details(
                    rx.el.summary("More filters", class_name="textlink"),
                    rx.el.div(rarely, class_name="filter-grid"),
                    open=state.has_more_filters,
                    class_name="more-filters",
                ),
                on_submit=on_submit,
                class_name="pile",
                key=state.form_key,
                aria_label="Filter orders",
            ),
            class_name="panel panel-body pile",
        ),
        class_name="filters",
    )


def _days(state: Filtered) -> tuple[rx.Component, ...]:
    return (
        labelled("From day", _value(state, "placed_from", kind="date")),
        labelled("To day", _value(state, "placed_to", kind="date")),
    )


def _contents(state: Filtered) -> tuple[rx.Component, ...]:
    return (
        labelled("SKU that was ordered", _value(state, "product", mode={}), class_name="filter-wide"),
        labelled("Category", _select(state, "category")),
    )


def _ways(state: Filtered) -> tuple[rx.Component, ...]:
    return (
        labelled("With an employee", _select(state, "employee")),
        labelled("Channel", _select(state, "channel")),
        labelled("Total from", _value(state, "min_total")),
        labelled("Total to", _value(state, "max_total")),
    )


def _chip(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.li(
        link(
            row.label,
            icon("x", size=14),
            to=row.href,
            class_name="chip",
            aria_label=rx.Var.create("Remove filter ") + row.label,
        )
    )


def _select(state: Filtered, name: str) -> rx.Component:
    return rx.el.select(
        rx.foreach(state.choices[name], _option),
        name=name,
        default_value=state.values[name],
        class_name="field",
    )


def _option(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.option(row.label, value=row.value)


def _value(
    state: Filtered, name: str, *, kind: str = "text", mode: dict[str, str] | None = None
) -> rx.Component:
    if mode is None:
        mode = {} if kind == "date" else {"input_mode": "decimal", "placeholder": "0.00"}
    return rx.el.input(
        name=name,
        type=kind,
        default_value=state.values[name],
        auto_complete="off",
        class_name="field",
        **mode,
    )
