"""Choosing an outlet: the page after sign-in, and the sheet on every other page."""

import reflex as rx
from sqlmodel import Session

from storefront.kit.paging import Page
from storefront.parties import service as parties
from storefront.parties.actor import Actor
from storefront.parties.snapshots import OutletCard
from storefront.ui.acting import ask_as_contact, signed_in
from storefront.ui.routes import address, place_of
from storefront.ui.states.rows import OutletRow
from storefront.ui.words import ROLES, ago

SHOWN = 24
LONGEST_TEXT = 100


class OutletsState(rx.State):
    """Outlets that fit what was typed; the one that was pressed, until it is confirmed."""

    phase: str = "loading"
    text: str = ""
    outlets: list[OutletRow] = []
    recent: list[OutletRow] = []
    has_more: bool = False
    is_empty: bool = False
    chosen: OutletRow = OutletRow()

    @rx.event
    @signed_in
    async def load_selector(self) -> rx.event.EventSpec | None:
        """Show the outlets of the visitor; whoever has only one is taken there."""
        self.text = ""
        page, recent = await ask_as_contact(self, _outlets_and_recent)
        if len(page.items) == 1 and page.next_cursor is None:
            return rx.redirect(address(page.items[0].number), replace=True)
        self._show(page)
        self.recent = recent
        self.phase = "ready"
        return None

    @rx.event
    @signed_in
    async def load_outlets(self) -> None:
        """Fill the sheet with the outlets of the visitor."""
        self.chosen = OutletRow()
        self.text = ""
        self._show(await ask_as_contact(self, lambda session, actor: _find(session, actor, "")))

    @rx.event
    @signed_in
    async def search_outlets(self, text: str) -> None:
        """Narrow the outlets to those whose name or number fits."""
        self.text = str(text)[:LONGEST_TEXT]
        wanted = self.text
        self._show(await ask_as_contact(self, lambda session, actor: _find(session, actor, wanted)))

    @rx.event
    @signed_in
    async def choose_outlet(self, number: str) -> None:
        """Ask for confirmation; the switch itself is a link."""
        wanted = str(number)
        await ask_as_contact(self, lambda _session, _actor: None)
        self.chosen = next(
            (row for row in self.outlets if row.number == wanted and not row.is_current), OutletRow()
        )

    @rx.event
    @signed_in
    async def forget_choice(self) -> None:
        """Back to the list, as nothing was switched."""
        await ask_as_contact(self, lambda _session, _actor: None)
        self.chosen = OutletRow()

    def _show(self, page: Page[OutletCard]) -> None:
        here = place_of(self.router.url.path, {}).outlet
        self.outlets = [outlet_row(card, here=here) for card in page.items]
        self.has_more = page.next_cursor is not None
        self.is_empty = not page.items


def outlet_row(card: OutletCard, *, here: str = "") -> OutletRow:
    """An outlet as a row to choose."""
    return OutletRow(
        number=card.number,
        name=card.name,
        organization=card.organization_name,
        role=ROLES.get(card.role, card.role),
        used=f"Used {ago(card.last_used_at)}" if card.last_used_at else "",
        href=address(card.number),
        is_current=card.number == here,
        is_recent=card.last_used_at is not None,
    )


def _find(session: Session, actor: Actor, text: str) -> Page[OutletCard]:
    return parties.list_outlets(session, actor, text=text, limit=SHOWN)


def _outlets_and_recent(session: Session, actor: Actor) -> tuple[Page[OutletCard], list[OutletRow]]:
    recent = [
        OutletRow(number=number, name=name, href=address(number), is_recent=True)
        for number, name in parties.recent_outlets(session, actor, limit=4)
    ]
    return _find(session, actor, ""), recent
