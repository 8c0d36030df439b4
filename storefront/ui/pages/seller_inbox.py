"""A seller's inbox: the orders that wait for it, and those that it decided."""

import reflex as rx

from storefront.ui.components.basics import head, icon, labelled, link
from storefront.ui.components.data_table import pager
from storefront.ui.components.filter_form import filter_field, filter_form
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
    values = SellerInboxState.values
    return filter_form(
        labelled(
            "Number, purchase order, SKU or product",
            filter_field("q", values["q"], kind="search", custom_attrs={"data-search": ""}),
            class_name="filter-wide",
        ),
        labelled("Outlet, by number or name", filter_field("outlet", values["outlet"])),
        labelled("From day", filter_field("placed_from", values["placed_from"], kind="date")),
        labelled("To day", filter_field("placed_to", values["placed_to"], kind="date")),
        label="Filter orders",
        on_submit=SellerInboxState.filter_inbox,
        key=SellerInboxState.form_key,
        is_filtered=SellerInboxState.is_filtered,
        clear=SellerInboxState.clear_href,
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
