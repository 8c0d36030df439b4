"""The search field that every page has."""

from dataclasses import replace

import reflex as rx
from sqlmodel import Session

from storefront.offers import service as offers
from storefront.offers.snapshots import Listing, ListingRequest
from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.snapshots import Marks
from storefront.ui.acting import ask, signed_in
from storefront.ui.arriving import here
from storefront.ui.criteria import LONGEST_TEXT, criteria_of
from storefront.ui.routes import address
from storefront.ui.states.catalog import CatalogState, show_typed
from storefront.ui.states.context import ContextState
from storefront.ui.states.notice import say
from storefront.ui.states.wishing import WishingState, show_typed_marks
from storefront.ui.typed import typed


class SearchState(rx.State):
    """Shows nothing of its own: what is typed belongs to the frame."""

    @rx.event
    @signed_in
    async def search_products(self, text: str) -> rx.event.EventSpec | None:
        """On the catalog page, search as one types; elsewhere wait for Enter."""
        wanted = str(text)[:LONGEST_TEXT]
        context = await self.get_state(ContextState)
        context.search_text = wanted
        place = here(self)
        if place.area != "catalog":
            await ask(self, place.outlet, lambda _session, _actor: None)
            return None
        return await self._find(wanted)

    @rx.event
    @signed_in
    async def open_results(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the results in the catalog of the seller in view."""
        context = await self.get_state(ContextState)
        wanted = typed(form, "q", longest=LONGEST_TEXT)
        place = here(self)
        if place.area == "catalog":
            return await self._find(wanted)
        await ask(self, place.outlet, lambda _session, _actor: None)
        seller = place.asked("seller") or context.seller_code
        return rx.redirect(address(place.outlet, "catalog", seller=seller, q=wanted))

    async def _find(self, text: str) -> rx.event.EventSpec:
        """Show what was typed at once, with its marks, and let the address follow so that it can be kept."""
        context = await self.get_state(ContextState)
        catalog = await self.get_state(CatalogState)
        wanted = replace(criteria_of(here(self), context.seller_code), q=text)
        listing, marks = await ask(
            self, wanted.outlet, lambda session, actor: _read(session, actor, wanted.request())
        )
        show_typed(catalog, listing, wanted)
        show_typed_marks(await self.get_state(WishingState), marks, wanted.href())
        await say(self, f"{catalog.total}.")
        return rx.redirect(wanted.href(), replace=True)


def _read(session: Session, actor: OutletActor, request: ListingRequest) -> tuple[Listing, Marks]:
    listing = offers.list_offers(session, actor, request)
    keys = [(offer.sku, offer.catalog_code) for offer in listing.items]
    return listing, templates.show_marks(session, actor, keys=keys)
