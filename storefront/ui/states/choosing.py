"""Choosing an outlet: the page after sign-in, and the sheet on every other page."""

import reflex as rx
from sqlmodel import Session

from storefront.kit.paging import Page
from storefront.on_behalf import service as on_behalf
from storefront.parties import service as parties
from storefront.parties.actor import ACTING_DUTIES, Actor
from storefront.parties.snapshots import OutletCard
from storefront.sellers import service as sellers
from storefront.ui.acting import ask_as_contact, signed_in
from storefront.ui.desks import desks_of
from storefront.ui.routes import OUTLETS, address, place_of
from storefront.ui.states.rows import OutletRow
from storefront.ui.words import ROLES, ago, at_time

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
        """Show the outlets of the visitor; whoever has only one, or only a desk, is taken there."""
        self.text = ""
        page, recent, desk = await ask_as_contact(self, _outlets_and_recent)
        if len(page.items) == 1 and page.next_cursor is None:
            return rx.redirect(address(page.items[0].number), replace=True)
        if not page.items and desk:
            return rx.redirect(desk, replace=True)
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
        await self._read("")

    @rx.event
    @signed_in
    async def search_outlets(self, text: str) -> None:
        """Narrow the outlets to those whose name or number fits."""
        self.text = str(text)[:LONGEST_TEXT]
        wanted = self.text
        await self._read(wanted)

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

    async def _read(self, text: str) -> None:
        here = place_of(self.router.url.path, {}).outlet
        rows, has_more = await ask_as_contact(self, lambda session, actor: _rows(session, actor, text, here))
        self.outlets, self.has_more, self.is_empty = rows, has_more, not rows

    def _show(self, page: Page[OutletCard]) -> None:
        self.outlets = [outlet_row(card) for card in page.items]
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


def _rows(session: Session, actor: Actor, text: str, here: str) -> tuple[list[OutletRow], bool]:
    """Outlets to switch to, and whether there are more: an employee's own, and those it acts for now."""
    page = _find(session, actor, text)
    rows = [outlet_row(card, here=here) for card in page.items]
    if actor.duties.intersection(ACTING_DUTIES):
        words = text.casefold().split()
        rows += [
            OutletRow(
                number=each.outlet_number,
                name=each.outlet_name,
                organization=f"for {each.contact}" if each.contact else "without a contact",
                used=f"open until {at_time(each.expires_at)}",
                href=address(each.outlet_number),
                is_current=each.outlet_number == here,
            )
            for each in on_behalf.list_open_sessions(session, actor)
            if all(word in f"{each.outlet_name} {each.outlet_number}".casefold() for word in words)
        ]
    return rows, page.next_cursor is not None


def _find(session: Session, actor: Actor, text: str) -> Page[OutletCard]:
    return parties.list_outlets(session, actor, text=text, limit=SHOWN)


def _outlets_and_recent(session: Session, actor: Actor) -> tuple[Page[OutletCard], list[OutletRow], str]:
    """A page of outlets, those used last, and the desk of whoever works here."""
    recent = [
        OutletRow(number=number, name=name, href=address(number), is_recent=True)
        for number, name in parties.recent_outlets(session, actor, limit=4)
    ]
    desk = ""
    if actor.duties:
        desks = desks_of(parties.describe(session, actor), sellers.employer(session, actor))
        desk = next((each.href for each in desks if each.href != OUTLETS), "")
    return _find(session, actor, ""), recent, desk
