"""Requests for sellers: those that somebody decides about, and a buyer's own."""

from dataclasses import dataclass
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from storefront.connectors.topics import tell_outlets
from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.snapshots import CatalogChoice, SellerChoice
from storefront.kit.paging import Page
from storefront.parties.actor import Actor, OutletActor
from storefront.sellers.errors import SellerRequestNotFound
from storefront.sellers.snapshots import SellerRequestCard
from storefront.ui.acting import (
    ContactWork,
    act,
    act_as_contact,
    act_seller,
    ask,
    ask_as_contact,
    ask_seller,
    signed_in,
)
from storefront.ui.arriving import here
from storefront.ui.routes import seller_at
from storefront.ui.states.notice import say
from storefront.ui.states.tree_rows import RequestRow, request_row
from storefront.ui.threads import in_thread
from storefront.ui.typed import ticked, typed

ASKING = "ask-for-a-seller"


@dataclass(frozen=True, slots=True)
class AskableRow:
    """A seller that one can ask for."""

    code: str = ""
    name: str = ""
    is_asked: bool = False


class SellerRequestsState(rx.State):
    """The newest requests of the seller whose desk it is, or of all for headquarters."""

    phase: str = "loading"
    rows: list[RequestRow] = []
    is_empty: bool = False

    @rx.event
    @signed_in
    async def load_requests(self) -> None:
        """Show the requests."""
        self.phase = "refused"
        await self._show()
        self.phase = "ready"

    @rx.event
    @signed_in
    async def grant_request(self, form: dict[str, str]) -> None:
        """Open the seller to the outlet, with the ticked catalogs or those that are its usual ones."""
        wanted, catalogs = _id(typed(form, "request")), ticked(form, "catalog_")
        await self._decide(
            lambda session, actor: hierarchies.grant_seller(
                session, actor, request_id=wanted, catalogs=catalogs
            )
        )
        await say(self, "Granted: the buyer is told.")

    @rx.event
    @signed_in
    async def decline_request(self, form: dict[str, str]) -> None:
        """Leave it as it is, and tell the buyer why."""
        wanted, reason = _id(typed(form, "request")), typed(form, "reason")
        await self._decide(
            lambda session, actor: hierarchies.decline_seller(
                session, actor, request_id=wanted, reason=reason
            )
        )
        await say(self, "Declined: the buyer is told.")

    async def _decide(self, work: ContactWork[SellerRequestCard]) -> None:
        seller = seller_at(str(self.router.url.path))
        card = await (act_seller(self, seller, work) if seller else act_as_contact(self, work))
        await in_thread(lambda: tell_outlets([card.outlet_number]))
        await self._show()

    async def _show(self) -> None:
        seller = seller_at(str(self.router.url.path))
        page, choices = await (ask_seller(self, seller, _list) if seller else ask_as_contact(self, _list))
        self.rows = [request_row(card, choices) for card in page.items]
        self.is_empty = not self.rows


class AskingState(rx.State):
    """Sellers that the outlet can ask for, and what it asked for."""

    choices: list[AskableRow] = []
    rows: list[RequestRow] = []

    @rx.event
    @signed_in
    async def load_asking(self) -> rx.event.EventSpec | None:
        """Show them; whoever comes to ask is taken to them."""
        place = here(self)
        self._show(*await ask(self, place.outlet, _own))
        return rx.scroll_to(ASKING) if place.asked("ask") else None

    @rx.event
    @signed_in
    async def ask_for_seller(self, form: dict[str, str]) -> None:
        """Ask for a seller, with a note for who decides."""
        seller, note = typed(form, "seller"), typed(form, "note")

        def work(
            session: Session, actor: OutletActor
        ) -> tuple[tuple[SellerChoice, ...], Page[SellerRequestCard]]:
            hierarchies.ask_for_seller(session, actor, seller=seller, note=note)
            return _own(session, actor)

        self._show(*await act(self, here(self).outlet, work))
        await say(self, "Asked. You are told by mail as soon as it is decided.")

    def _show(self, choices: tuple[SellerChoice, ...], page: Page[SellerRequestCard]) -> None:
        self.choices = [AskableRow(each.code, each.name, each.is_asked) for each in choices]
        self.rows = [request_row(card) for card in page.items]


def _list(session: Session, actor: Actor) -> tuple[Page[SellerRequestCard], tuple[CatalogChoice, ...]]:
    return (
        hierarchies.list_requests(session, actor, limit=50),
        hierarchies.list_catalog_choices(session, actor),
    )


def _own(session: Session, actor: OutletActor) -> tuple[tuple[SellerChoice, ...], Page[SellerRequestCard]]:
    return (
        hierarchies.list_seller_choices(session, actor),
        hierarchies.list_own_requests(session, actor, limit=5),
    )


def _id(text: str) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as error:
        raise SellerRequestNotFound from error
