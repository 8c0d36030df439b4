"""One order, for those who see all of the trade."""

import reflex as rx

from storefront.orders import service as orders
from storefront.ui.acting import ask_as_contact, signed_in
from storefront.ui.states.notice import clear_refusal
from storefront.ui.states.shown_order import ShownOrderState
from storefront.ui.states.trade_orders import ENTRY, href, trade_order_row


class TradeOrderState(ShownOrderState, rx.State):
    """The order in view, and the way to enter another one for its outlet."""

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
        self._show_order(view, trade_order_row(view.summary))
        self.entry_href = href(ENTRY, outlet=view.summary.outlet_number)
        self.phase = "ready"
