"""The frame of pages outside any outlet: who is there, and which desks are theirs."""

from dataclasses import dataclass

import reflex as rx
from sqlmodel import Session

from storefront.parties import service as parties
from storefront.parties.actor import Actor
from storefront.sellers import service as sellers
from storefront.ui.acting import ask_as_contact, signed_in
from storefront.ui.desks import Desk, desks_of
from storefront.ui.states.notice import clear_refusal


@dataclass(frozen=True, slots=True)
class DeskRow:
    """An entry of the navigation."""

    name: str = ""
    href: str = ""
    is_current: bool = False


class DeskState(rx.State):
    """Filled as each of these pages loads; holds nothing that decides anything."""

    contact: str = ""
    desks: list[DeskRow] = []

    @rx.event
    @signed_in
    async def load_desk(self) -> None:
        """Show who is there and where else they may go."""
        # What another page was refused says nothing about this one.
        await clear_refusal(self)
        contact, desks = await ask_as_contact(self, _read)
        path = str(self.router.url.path)
        # The longest address that the page lies under is the entry that it belongs to.
        here = max((desk.href for desk in desks if _is_at(path, desk.href)), key=len, default="")
        self.contact = contact
        self.desks = [DeskRow(desk.name, desk.href, desk.href == here) for desk in desks]


def _is_at(path: str, href: str) -> bool:
    return path == href or path.startswith(href + "/")


def _read(session: Session, actor: Actor) -> tuple[str, tuple[Desk, ...]]:
    identity = parties.describe(session, actor)
    return actor.name, desks_of(identity, sellers.employer(session, actor))
