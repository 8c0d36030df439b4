"""The carts of an outlet with all its sellers, side by side."""

import reflex as rx
from sqlmodel import Session

from storefront.carts.snapshots import CartView
from storefront.ui.acting import ask, signed_in
from storefront.ui.arriving import Visit, arrive, here, show_context, visit_of
from storefront.ui.routes import address
from storefront.ui.states.cart import problems_in_words
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import CartCard
from storefront.ui.words import SELLER_KINDS, ago, lines_in_words

NAMED = 4


class CartsState(rx.State):
    """One card for each seller."""

    phase: str = "loading"
    cards: list[CartCard] = []
    summary: str = ""

    @rx.event
    @signed_in
    async def load_carts(self) -> None:
        """Show the carts of the outlet."""
        self._show(await arrive(self, _carts, refresh=CartsState.refresh_carts))

    @rx.event
    @signed_in
    async def refresh_carts(self) -> None:
        """Show what somebody else changed."""
        place = here(self)
        context = await self.get_state(ContextState)
        seller = context.seller_code
        visit = await ask(self, place.outlet, lambda session, actor: visit_of(session, actor, seller))
        show_context(context, visit, place)
        self._show(visit.carts)

    def _show(self, views: tuple[CartView, ...]) -> None:
        outlet = here(self).outlet
        self.cards = [_card(view, outlet) for view in views]
        filled = sum(bool(view.lines) for view in views)
        self.summary = (
            f"{filled} of {len(views)} sellers have something in their cart. Each cart is ordered by itself."
        )
        self.phase = "ready"


def _carts(_session: Session, visit: Visit) -> tuple[CartView, ...]:
    return visit.carts


def _card(view: CartView, outlet: str) -> CartCard:
    code, minimum, missing = view.seller.code, view.seller.minimum_order, view.minimum_order_missing
    names = [line.name for line in view.lines[:NAMED]]
    rest = len(view.lines) - len(names)
    return CartCard(
        seller_code=code,
        seller_name=view.seller.name,
        kind=SELLER_KINDS.get(view.seller.kind, view.seller.kind),
        lines=lines_in_words(len(view.lines)),
        subtotal=view.subtotal.words,
        minimum=minimum.words if minimum.minor else "",
        missing=missing.words if missing.minor else "",
        percent=f"{min(100, view.subtotal.minor * 100 // max(1, minimum.minor))}%",
        first_names=", ".join(names) + (f" and {rest} more" if rest > 0 else ""),
        changed=f"Changed {ago(view.changed_at)}" if view.changed_at and view.lines else "",
        cart_href=address(outlet, "cart", code),
        catalog_href=address(outlet, "catalog", seller=code),
        checkout_href=address(outlet, "checkout", code),
        has_lines=bool(view.lines),
        is_orderable=bool(view.subtotal.minor) and not missing.minor,
        issues=problems_in_words(view),
    )
