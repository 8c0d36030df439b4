"""Order history as a ledger: find an order again by anything one remembers of it, and what orders come to."""

import reflex as rx

from storefront.ui.components.basics import head, link
from storefront.ui.components.data_table import pager
from storefront.ui.components.order_exports import export_menu, totals_line
from storefront.ui.components.order_filters import order_filters
from storefront.ui.components.order_selection import order_selection_bar, template_dialog
from storefront.ui.components.order_sums import order_sums, sums_opener
from storefront.ui.components.order_table import order_table
from storefront.ui.components.order_views import order_views
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.differences import difference_panel
from storefront.ui.shell import shell
from storefront.ui.states.context import ContextState
from storefront.ui.states.orders import OrdersState


def orders() -> rx.Component:
    """Filters above, sums when they are asked for, then the orders."""
    return shell(
        head(
            "Orders",
            sums_opener(),
            order_views(),
            export_menu(OrdersState.exports),
            below=totals_line(OrdersState.totals),
        ),
        by_phase(
            OrdersState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(order_filters(), order_sums(), _list(), order_selection_bar(), class_name="pile"),
            refused=empty_state(
                drawing="clipboard-x",
                title="This selection is not possible",
                text="The reason is given above.",
                actions=[link("Show my orders", to=ContextState.orders_href, class_name="btn btn-plain")],
            ),
        ),
        difference_panel(),
        template_dialog(
            explanation="Everything that the ticked orders had, in the quantities of the newest that had it."
        ),
        area="Orders",
    )


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
                    can_repeat=True,
                ),
                pager(shown=OrdersState.shown, has_more=OrdersState.has_more, on_more=OrdersState.load_more),
            ),
        ),
        class_name="panel",
    )
