"""The field seller's outlets."""

import reflex as rx
from sqlmodel import Session

from storefront.kit.paging import Page
from storefront.on_behalf import service as on_behalf
from storefront.on_behalf.snapshots import FieldOutlet
from storefront.parties.actor import Actor
from storefront.ui.acting import ask_as_contact, signed_in
from storefront.ui.routes import address
from storefront.ui.states.notice import say
from storefront.ui.states.visit_rows import FieldRow
from storefront.ui.words import day, lines_in_words

LONGEST_TEXT = 100
SORTS = ("-days", "days", "name")


class FieldState(rx.State):
    """Outlets that fit what was typed, those first that ordered nothing for longest."""

    phase: str = "loading"
    text: str = ""
    sort: str = "-days"
    outlets: list[FieldRow] = []
    shown: str = ""
    has_more: bool = False
    is_empty: bool = False
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_field(self) -> None:
        """Show the outlets of the visitor's sales groups."""
        self.text, self.sort = "", "-days"
        await self._read()
        self.phase = "ready"

    @rx.event
    @signed_in
    async def search_field(self, text: str) -> None:
        """Show the outlets that fit what is typed."""
        self.text = str(text)[:LONGEST_TEXT]
        await self._read()
        await say(self, self.shown)

    @rx.event
    @signed_in
    async def sort_field(self, name: str) -> None:
        """Sort by a heading; again turns it round."""
        wanted = str(name)
        if wanted == "days":
            wanted = "days" if self.sort == "-days" else "-days"
        self.sort = wanted if wanted in SORTS else "-days"
        await self._read()

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page below; at the end there is none."""
        if not self._cursor:
            await ask_as_contact(self, on_behalf.list_open_sessions)
            return
        await self._read(self._cursor)

    async def _read(self, cursor: str | None = None) -> None:
        text, sort = self.text, self.sort

        def read(session: Session, actor: Actor) -> Page[FieldOutlet]:
            return on_behalf.list_field_outlets(session, actor, text=text, sort=sort, cursor=cursor)

        page = await ask_as_contact(self, read)
        rows = [field_row(outlet) for outlet in page.items]
        self.outlets = [*self.outlets, *rows] if cursor else rows
        self.has_more, self._cursor = page.next_cursor is not None, page.next_cursor
        self.is_empty = not self.outlets
        count = len(self.outlets)
        self.shown = f"{count} {'outlet' if count == 1 else 'outlets'}{', and more' if self.has_more else ''}"


def field_row(outlet: FieldOutlet) -> FieldRow:
    """An outlet of a field seller's as a row."""
    return FieldRow(
        number=outlet.number,
        name=outlet.name,
        organization=outlet.organization_name,
        last_order=day(outlet.last_ordered_at) or "Never ordered",
        last_total=outlet.last_total.words if outlet.last_total else "",
        days="" if outlet.days is None else f"{outlet.days:,}",
        carts=", ".join(lines_in_words(each.lines) for each in outlet.carts),
        value=", ".join(each.value.words for each in outlet.carts),
        href=address(outlet.number),
        is_open=outlet.is_open,
    )
