"""Every customer hierarchy, for headquarters."""

from dataclasses import dataclass

import reflex as rx
from sqlmodel import Session

from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.snapshots import Matrix
from storefront.kit.paging import Page
from storefront.parties import service as parties
from storefront.parties.actor import Actor
from storefront.parties.snapshots import HierarchyCard
from storefront.ui.acting import ask_as_contact, signed_in
from storefront.ui.routes import organization_address
from storefront.ui.typed import typed

LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class HierarchyRow:
    """A customer hierarchy in the list."""

    number: str = ""
    name: str = ""
    organization: str = ""
    outlets: str = ""
    admins: str = ""
    sellers: str = ""
    href: str = ""


class HierarchiesState(rx.State):
    """The list as far as it was read."""

    phase: str = "loading"
    rows: list[HierarchyRow] = []
    text: str = ""
    is_empty: bool = False
    has_more: bool = False
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_hierarchies(self) -> None:
        """Show the first of all hierarchies."""
        self.phase = "refused"
        await self._read("", None)

    @rx.event
    @signed_in
    async def find_hierarchies(self, form: dict[str, str]) -> None:
        """Show those whose name or number fits."""
        await self._read(typed(form, "q", longest=LONGEST_TEXT), None)

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page below."""
        await self._read(self.text, self._cursor)

    async def _read(self, text: str, cursor: str | None) -> None:
        page, matrix = await ask_as_contact(self, lambda session, actor: _find(session, actor, text, cursor))
        rows = [
            HierarchyRow(
                number=card.number,
                name=card.name,
                organization=card.organization_number,
                outlets=str(card.outlets),
                admins=str(card.admins),
                sellers=_sellers(matrix, row.cells),
                href=organization_address(card.number),
            )
            for card, row in zip(page.items, matrix.rows, strict=True)
        ]
        self.rows = [*self.rows, *rows] if cursor else rows
        self.text, self._cursor = text, page.next_cursor
        self.has_more = page.next_cursor is not None
        self.is_empty = not self.rows
        self.phase = "ready"


def _find(
    session: Session, actor: Actor, text: str, cursor: str | None
) -> tuple[Page[HierarchyCard], Matrix]:
    return (
        parties.list_hierarchies(session, actor, text=text, cursor=cursor),
        hierarchies.show_matrix(session, actor, text=text, cursor=cursor),
    )


def _sellers(matrix: Matrix, cells: tuple[str, ...]) -> str:
    open_to = [each.name for each, word in zip(matrix.sellers, cells, strict=True) if word == "own"]
    return ", ".join(open_to) or "All, as none is set"
