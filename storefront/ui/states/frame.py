"""Keeps the frame of a page at the truth when somebody else changes the outlet's carts."""

import reflex as rx

from storefront.ui.acting import ask, signed_in
from storefront.ui.arriving import here, show_context, visit_of
from storefront.ui.states.context import ContextState


class FrameState(rx.State):
    """Shows nothing of its own."""

    @rx.event
    @signed_in
    async def refresh_frame(self) -> None:
        """Read the outlet's carts again: seller menu, cart total, what is in the cart."""
        place = here(self)
        context = await self.get_state(ContextState)
        seller = context.seller_code
        visit = await ask(self, place.outlet, lambda session, actor: visit_of(session, actor, seller))
        show_context(context, visit, place)
