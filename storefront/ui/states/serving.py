"""Beginning to act for an outlet: for whom, and why."""

import reflex as rx
from sqlmodel import Session

from storefront.on_behalf import service as on_behalf
from storefront.on_behalf.snapshots import OutletToServe
from storefront.parties.actor import Actor
from storefront.ui.acting import act_as_contact, ask_as_contact, signed_in
from storefront.ui.routes import address
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.typed import typed
from storefront.ui.words import at_time

LONGEST_NUMBER = 80


class ServingState(rx.State):
    """The outlet that was chosen, with the contacts that it may be for."""

    number: str = ""
    name: str = ""
    organization: str = ""
    contacts: list[ChoiceRow] = []
    filled: int = 0
    """How often the sheet was filled: it shows once this changes."""
    wanted_contact: str = ""
    open_until: str = ""
    href: str = ""
    """The outlet's own pages, while a session is open."""

    @rx.event
    @signed_in
    async def choose_outlet(self, number: str) -> None:
        """Show whom one may act for in an outlet."""
        times = self.filled
        self.reset()
        self.filled = times
        wanted = str(number)[:LONGEST_NUMBER]
        card = await ask_as_contact(
            self, lambda session, actor: on_behalf.find_outlet(session, actor, outlet=wanted)
        )
        self._show(card)
        self.filled += 1

    @rx.event
    @signed_in
    async def start_visit(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Act for the outlet from now on, on its own pages."""
        outlet = await self._start(form)
        return rx.redirect(address(outlet))

    @rx.event
    @signed_in
    async def start_entry(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Act for the outlet from now on, and enter an order."""
        outlet = await self._start(form)
        return rx.redirect(f"/admin/orders/new?outlet={outlet}", replace=True)

    async def _start(self, form: dict[str, str]) -> str:
        outlet, contact = typed(form, "outlet", longest=LONGEST_NUMBER), typed(form, "contact", longest=254)
        reason = typed(form, "reason", longest=1000)

        def start(session: Session, actor: Actor) -> str:
            new = on_behalf.start_session(
                session, actor, outlet=outlet, contact=contact or None, reason=reason
            )
            return new.outlet

        return await act_as_contact(self, start)

    def _show(self, card: OutletToServe, *, contact: str = "") -> None:
        self.number, self.name = card.number, card.name
        self.organization = f"{card.organization_name} ({card.organization_number})"
        self.contacts = [ChoiceRow(str(each.id), f"{each.name}, {each.email}") for each in card.contacts]
        known = {each.email: str(each.id) for each in card.contacts}
        self.wanted_contact = known.get(contact, "")
        self.open_until = at_time(card.open_until) if card.open_until else ""
        self.href = address(card.number)


def show_outlet_to_serve(state: ServingState, card: OutletToServe, *, contact: str = "") -> None:
    """Fill the form for an outlet; `contact` is the address of whom it is probably for."""
    state._show(card, contact=contact)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- the State's own module; public names are open to browsers
