"""The pages of those who act for outlets, and what each loads first."""

import reflex as rx

from storefront.ui.pages.field import field
from storefront.ui.pages.order_entry import order_entry
from storefront.ui.pages.trade_order import trade_order
from storefront.ui.pages.trade_orders import trade_orders
from storefront.ui.pages.visits import visits
from storefront.ui.states.desk import DeskState
from storefront.ui.states.field import FieldState
from storefront.ui.states.order_entry import OrderEntryState
from storefront.ui.states.trade_order import TradeOrderState
from storefront.ui.states.trade_orders import TradeOrdersState
from storefront.ui.states.visits import VisitsState


def add_acting_pages(app: rx.App) -> None:
    """Pages of those who act for outlets, and what the outlet sees of it."""
    desk = DeskState.load_desk
    app.add_page(visits, route="/o/[outlet]/visits", title="Visits", on_load=VisitsState.load_visits)
    app.add_page(field, route="/field", title="My outlets", on_load=[desk, FieldState.load_field])
    app.add_page(
        trade_orders, route="/admin/orders", title="Orders", on_load=[desk, TradeOrdersState.load_orders]
    )
    app.add_page(
        order_entry,
        route="/admin/orders/new",
        title="Enter an order",
        on_load=[desk, OrderEntryState.load_entry],
    )
    app.add_page(
        trade_order,
        route="/admin/orders/[number]",
        title="Order",
        on_load=[desk, TradeOrderState.load_order],
    )
