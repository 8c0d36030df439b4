"""The first page of an outlet: what it probably needs, its sellers, its last orders, its credit."""

import reflex as rx
from sqlmodel import Session

from storefront.credit import service as credit
from storefront.credit.snapshots import CreditStanding
from storefront.orders import service as orders
from storefront.orders.snapshots import OrderFilter, OrderSummary
from storefront.reordering import service as reordering
from storefront.reordering.snapshots import Suggestion
from storefront.ui.acting import signed_in
from storefront.ui.arriving import Visit, arrive, here
from storefront.ui.routes import address
from storefront.ui.states.frame import FrameState
from storefront.ui.states.rows import OrderRow, SuggestionRow
from storefront.ui.states.suggestion import none_in_words
from storefront.ui.suggested import suggestion_row
from storefront.ui.words import credit_percent, order_row

SHOWN = 5
"""So many of the last orders, and of what is suggested."""


class HomeState(rx.State):
    """What one wants to know before reordering."""

    phase: str = "loading"
    orders: list[OrderRow] = []
    suggested: list[SuggestionRow] = []
    suggested_at: str = ""
    suggestion_href: str = "/outlets"
    reason_for_none: str = ""
    has_credit: bool = False
    remaining: str = ""
    limit: str = ""
    used: str = ""
    percent: str = "0%"

    @rx.event
    @signed_in
    async def load_home(self) -> None:
        """Show the outlet that the address names."""
        standing, recent, suggestion = await arrive(self, _read, refresh=FrameState.refresh_frame)
        outlet = here(self).outlet
        self.orders = [order_row(summary, outlet=outlet) for summary in recent]
        self._show_suggestion(suggestion, outlet)
        self.has_credit = standing.limit.minor > 0
        self.remaining, self.limit, self.used = (
            standing.remaining.words,
            standing.limit.words,
            standing.exposure.words,
        )
        self.percent = credit_percent(standing)
        self.phase = "ready"

    def _show_suggestion(self, found: Suggestion | None, outlet: str) -> None:
        seller = found.seller.code if found else ""
        self.suggested_at = found.seller.name if found else ""
        self.suggestion_href = address(outlet, "suggestion", seller=seller)
        self.suggested = [
            suggestion_row(line, outlet=outlet, seller=seller) for line in (found.lines if found else ())
        ]
        self.reason_for_none = (
            none_in_words(found.orders, found.orders_needed, found.seller.name) if found else ""
        )


def _read(
    session: Session, visit: Visit
) -> tuple[CreditStanding, tuple[OrderSummary, ...], Suggestion | None]:
    currency = visit.cart.seller.currency if visit.cart else "GBP"
    standing = credit.show_credit(session, visit.actor, currency=currency)
    wanted = OrderFilter(outlet=visit.actor.outlet_number, scope="organization", limit=SHOWN)
    suggestion = None
    if visit.cart:
        # Without a seller there is nobody to suggest a basket from.
        suggestion = reordering.suggest(session, visit.actor, seller=visit.cart.seller.code, limit=SHOWN)
    return standing, orders.list_orders(session, visit.actor, wanted).items, suggestion
