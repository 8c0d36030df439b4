"""Asking that an organization sell too."""

import reflex as rx

from storefront.onboarding import service as onboarding
from storefront.ui.acting import act_hierarchy, signed_in
from storefront.ui.routes import hierarchy_at
from storefront.ui.states.notice import say
from storefront.ui.states.prospects import PROSPECTS


class SellingState(rx.State):
    """The request of the organization whose page is open, once it was made here."""

    hierarchy: str = ""
    number: str = ""

    @rx.event
    @signed_in
    async def become_seller(self) -> rx.event.EventSpec | None:
        """Ask for it; headquarters goes on to the request, on which it decides."""
        hierarchy = hierarchy_at(str(self.router.url.path))
        number, decides = await act_hierarchy(
            self,
            hierarchy,
            lambda session, actor: (onboarding.become_seller(session, actor), actor.is_headquarters),
        )
        if decides:
            return rx.redirect(f"{PROSPECTS}/{number}")
        self.hierarchy, self.number = hierarchy, number
        await say(self, f"Asked for. The request has the number {number}.")
        return None
