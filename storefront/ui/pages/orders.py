"""Order history: find an order again by anything one remembers of it."""

import reflex as rx

from storefront.ui.components.basics import head, icon, labelled, link, money
from storefront.ui.components.data_table import pager
from storefront.ui.components.order_table import order_table
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import shell
from storefront.ui.states.context import ContextState
from storefront.ui.states.orders import OrdersState
from storefront.ui.states.rows import ChoiceRow, TotalRow


def orders() -> rx.Component:
    """Filters above, totals of the selection, then the orders."""
    return shell(
        head(
            "Orders",
            link(
                icon("download", size=16),
                "Export CSV",
                to=OrdersState.export_href,
                reload_document=True,  # it leads to the API, not to a page
                download=True,
                class_name="btn btn-plain",
            ),
            below=rx.el.div(
                rx.foreach(OrdersState.totals, _total), class_name="row quiet numbers", role="status"
            ),
        ),
        by_phase(
            OrdersState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(_filters(), _list(), class_name="pile"),
            refused=empty_state(
                drawing="clipboard-x",
                title="This selection is not possible",
                text="The reason is given above.",
                actions=[link("Show my orders", to=ContextState.orders_href, class_name="btn btn-plain")],
            ),
        ),
        area="Orders",
    )


def _total(row: rx.vars.ObjectVar[TotalRow]) -> rx.Component:
    return rx.el.span(row.label, " ", money(row.value, class_name="strong"))


def _list() -> rx.Component:
    return rx.el.section(
        rx.cond(
            OrdersState.is_empty,
            empty_state(
                drawing="clipboard-list",
                title="No orders here",
                text="None fits this selection. Look at all your outlets, or take filters away.",
                actions=[link("Clear filters", to=OrdersState.clear_href, class_name="btn btn-plain")],
            ),
            rx.fragment(
                order_table(
                    rows=OrdersState.orders,
                    sort=OrdersState.sort,
                    on_sort=OrdersState.sort_orders,
                ),
                pager(shown=OrdersState.shown, has_more=OrdersState.has_more, on_more=OrdersState.load_more),
            ),
        ),
        class_name="panel",
    )


def _filters() -> rx.Component:
    return rx.el.form(
        rx.el.div(
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
            labelled("Outlet", _select("outlet", OrdersState.outlets)),
            labelled("Seller", _select("seller", OrdersState.sellers)),
            labelled("Status", _select("status", OrdersState.statuses)),
            rx.cond(
                ContextState.is_admin, labelled("Whose orders", _select("scope", OrdersState.scopes)), None
            ),
            labelled("Placed by", _select("contact", OrdersState.contacts)),
            labelled("Sort", _select("sort", OrdersState.sorts), class_name="only-narrow"),
            labelled("From day", _value("placed_from", kind="date")),
            labelled("To day", _value("placed_to", kind="date")),
            labelled("Total from", _value("min_total")),
            labelled("Total to", _value("max_total")),
            rx.el.div(
                rx.el.button("Apply", type="submit", class_name="btn btn-primary"),
                rx.cond(
                    OrdersState.is_filtered,
                    link("Clear", to=OrdersState.clear_href, class_name="btn btn-ghost"),
                    None,
                ),
                class_name="row",
            ),
            class_name="filter-grid",
        ),
        on_submit=OrdersState.filter_orders,
        class_name="panel panel-body",
        key=OrdersState.form_key,
        aria_label="Filter orders",
    )


def _select(name: str, choices: rx.Var) -> rx.Component:
    return rx.el.select(
        rx.foreach(choices, _option), name=name, default_value=OrdersState.values[name], class_name="field"
    )


def _option(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.option(row.label, value=row.value)


def _value(name: str, *, kind: str = "text") -> rx.Component:
    mode = {} if kind == "date" else {"input_mode": "decimal", "placeholder": "0.00"}
    return rx.el.input(
        name=name,
        type=kind,
        default_value=OrdersState.values[name],
        auto_complete="off",
        class_name="field",
        **mode,
    )
