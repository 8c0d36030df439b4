"""One order, for those who see all of the trade."""

from dataclasses import replace

import reflex as rx

from storefront.orders import service as orders
from storefront.ui.acting import ask_as_contact, signed_in
from storefront.ui.states.notice import clear_refusal
from storefront.ui.states.order import order_line_row, payment_in_words
from storefront.ui.states.rows import OrderLineRow, OrderRow
from storefront.ui.states.seller_rows import DecisionRow, decision_row
from storefront.ui.states.trade_orders import ENTRY, href, trade_order_row
from storefront.ui.words import day


class TradeOrderState(rx.State):
    """The order in view."""

    phase: str = "loading"
    order: OrderRow = OrderRow()
    lines: list[OrderLineRow] = []
    note: str = ""
    delivery: str = ""
    deliver_to: list[str] = []
    organization: str = ""
    payment: str = ""
    decisions: list[DecisionRow] = []
    entry_href: str = "/admin/orders"

    @rx.event
    @signed_in
    async def load_order(self) -> None:
        """Show the order that the address names."""
        self.reset()
        number = str(self.router.url.path).rpartition("/")[2][:80]
        view = await ask_as_contact(
            self, lambda session, actor: orders.show_order(session, actor, number=number)
        )
        await clear_refusal(self)
        summary = view.summary
        self.order = replace(
            trade_order_row(summary), outlet=f"{summary.outlet_name} ({summary.outlet_number})"
        )
        self.organization = f"{summary.organization_name} ({summary.organization_number})"
        self.payment = payment_in_words(view.payment_method)
        self.lines = [order_line_row(line) for line in view.lines]
        self.decisions = [decision_row(event) for event in view.events]
        self.note, self.delivery = view.note, day(view.requested_delivery_date)
        self.deliver_to = list(view.address.lines)
        self.entry_href = href(ENTRY, outlet=summary.outlet_number)
        self.phase = "ready"
