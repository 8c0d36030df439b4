"""The first page of an outlet: its sellers, its last orders, its credit."""

import reflex as rx
from sqlmodel import Session

from storefront.credit import service as credit
from storefront.credit.snapshots import CreditStanding
from storefront.orders import service as orders
from storefront.orders.snapshots import OrderFilter, OrderSummary
from storefront.ui.acting import signed_in
from storefront.ui.arriving import Visit, arrive, here
from storefront.ui.states.frame import FrameState
from storefront.ui.states.rows import OrderRow
from storefront.ui.words import credit_percent, order_row

SHOWN = 5


class HomeState(rx.State):
    """What one wants to know before reordering."""

    phase: str = "loading"
    orders: list[OrderRow] = []
    has_credit: bool = False
    remaining: str = ""
    limit: str = ""
    used: str = ""
    percent: str = "0%"

    @rx.event
    @signed_in
    async def load_home(self) -> None:
        """Show the outlet that the address names."""
        standing, recent = await arrive(self, _read, refresh=FrameState.refresh_frame)
        outlet = here(self).outlet
        self.orders = [order_row(summary, outlet=outlet) for summary in recent]
        self.has_credit = standing.limit.minor > 0
        self.remaining, self.limit, self.used = (
            standing.remaining.words,
            standing.limit.words,
            standing.exposure.words,
        )
        self.percent = credit_percent(standing)
        self.phase = "ready"


def _read(session: Session, visit: Visit) -> tuple[CreditStanding, tuple[OrderSummary, ...]]:
    currency = visit.cart.seller.currency if visit.cart else "GBP"
    standing = credit.show_credit(session, visit.actor, currency=currency)
    wanted = OrderFilter(outlet=visit.actor.outlet_number, scope="organization", limit=SHOWN)
    return standing, orders.list_orders(session, visit.actor, wanted).items
