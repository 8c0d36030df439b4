"""One order as it was placed."""

from typing import Any

import reflex as rx
from sqlmodel import Session

from storefront.orders import service as orders
from storefront.orders.snapshots import OrderView
from storefront.ui.acting import ask, signed_in
from storefront.ui.arriving import Visit, arrive, here
from storefront.ui.routes import Place, address
from storefront.ui.states.frame import FrameState
from storefront.ui.states.notice import say
from storefront.ui.states.shown_order import ShownOrderState
from storefront.ui.words import order_row


class OrderState(ShownOrderState, rx.State):
    """The order in view, and what its buyer was told when it was placed."""

    is_new: bool = False
    left_in_cart: str = ""

    @rx.event
    @signed_in
    async def load_order(self) -> None:
        """Show the order that the address names."""
        place = here(self)
        self._show(
            await arrive(
                self, lambda session, visit: _read(session, visit, place), refresh=OrderState.refresh_order
            )
        )
        self.is_new = place.asked("placed") == "1"
        self.left_in_cart = place.asked("left")[:200] if self.is_new else ""
        self.phase = "ready"

    @rx.event
    @signed_in
    async def refresh_order(self) -> Any:
        """Show what the seller decided meanwhile, then what else is new in the frame."""
        place, before = here(self), self.decisions
        self._show(
            await ask(
                self,
                place.outlet,
                lambda session, actor: orders.show_order(session, actor, number=place.item),
            )
        )
        if self.decisions != before:
            await say(self, f"{self.decisions[-1].words}: {self.order.number}.")
        return FrameState.refresh_frame

    def _show(self, view: OrderView) -> None:
        outlet, seller = here(self).outlet, view.summary.seller_code
        self._show_order(
            view,
            order_row(view.summary, outlet=outlet),
            href=lambda line: address(outlet, "product", line.sku, seller=seller, catalog=line.catalog),
        )


def _read(session: Session, visit: Visit, place: Place) -> OrderView:
    return orders.show_order(session, visit.actor, number=place.item)
