"""A seller's inbox: the orders that wait for it, and those that it decided."""

import reflex as rx

from storefront.ui.components.basics import head, icon, labelled, link
from storefront.ui.components.data_table import pager
from storefront.ui.components.order_table import order_table
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.components.status_tabs import status_tabs
from storefront.ui.shell import desk_page
from storefront.ui.states.seller_inbox import SellerInboxState


def seller_inbox() -> rx.Component:
    """Oldest first; new orders appear by themselves."""
    return desk_page(
        head(
            "Incoming orders",
            link(icon("boxes", size=16), "Stock", to=SellerInboxState.stock_href, class_name="btn btn-plain"),
            below=rx.el.p(
                SellerInboxState.seller, " · ", SellerInboxState.waiting, class_name="quiet", role="status"
            ),
        ),
        by_phase(
            SellerInboxState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(
                status_tabs(
                    SellerInboxState.tabs, current=SellerInboxState.current_tab, label="Orders by status"
                ),
                _filters(),
                _list(),
                class_name="pile",
            ),
            refused=empty_state(
                drawing="ban",
                title="This desk is not yours",
                text="You see the orders of the company that you work for.",
            ),
        ),
    )


def _filters() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            labelled(
                "Number, purchase order, SKU or product",
                _field("q", kind="search", marks={"data-search": ""}),
                class_name="filter-wide",
            ),
            labelled("Outlet, by number or name", _field("outlet")),
            labelled("From day", _field("placed_from", kind="date")),
            labelled("To day", _field("placed_to", kind="date")),
            rx.el.div(
                rx.el.button("Apply", type="submit", class_name="btn btn-primary"),
                rx.cond(
                    SellerInboxState.is_filtered,
                    link("Clear", to=SellerInboxState.clear_href, class_name="btn btn-ghost"),
                    None,
                ),
                class_name="row",
            ),
            class_name="filter-grid",
        ),
        on_submit=SellerInboxState.filter_inbox,
        class_name="panel panel-body pile",
        key=SellerInboxState.form_key,
        aria_label="Filter orders",
    )


def _field(name: str, *, kind: str = "text", marks: dict[str, str] | None = None) -> rx.Component:
    return rx.el.input(
        name=name,
        type=kind,
        default_value=SellerInboxState.values[name],
        auto_complete="off",
        class_name="field",
        custom_attrs=marks or {},
    )


def _list() -> rx.Component:
    return rx.cond(
        SellerInboxState.is_empty,
        empty_state(
            drawing="inbox",
            title=rx.cond(SellerInboxState.is_filtered, "No order fits", "Nothing here"),
            text="New orders appear here by themselves.",
        ),
        rx.el.div(
            order_table(rows=SellerInboxState.orders, is_desk=True),
            pager(
                shown=SellerInboxState.shown,
                has_more=SellerInboxState.has_more,
                on_more=SellerInboxState.load_more,
            ),
            class_name="panel",
        ),
    )
