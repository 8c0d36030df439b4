"""Acting for an outlet comes to its end."""

import reflex as rx
from sqlmodel import Session

from storefront.on_behalf import service as on_behalf
from storefront.parties.actor import OutletActor
from storefront.parties.errors import ActingSessionNotFound
from storefront.ui.acting import act, signed_in
from storefront.ui.arriving import here
from storefront.ui.states.context import ContextState
from storefront.ui.words import desk_of_duty


class ActingState(rx.State):
    """Shows nothing of its own."""

    @rx.event
    @signed_in
    async def end_acting(self) -> rx.event.EventSpec:
        """Stop acting for the outlet in view, and go back to where it began."""
        duty = await act(self, here(self).outlet, _end)
        context = await self.get_state(ContextState)
        context.reset()
        return rx.redirect(desk_of_duty(duty))


def _end(session: Session, actor: OutletActor) -> str:
    if actor.on_behalf is None:
        raise ActingSessionNotFound
    on_behalf.end_session(session, actor, session_id=actor.on_behalf.session_id)
    return actor.on_behalf.duty
