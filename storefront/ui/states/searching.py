"""The search field that every page has."""

import reflex as rx

from storefront.ui.acting import ask, signed_in
from storefront.ui.arriving import here
from storefront.ui.criteria import LONGEST_TEXT
from storefront.ui.routes import address
from storefront.ui.states.catalog import CatalogState, find_as_typed
from storefront.ui.states.context import ContextState
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
        return await find_as_typed(await self.get_state(CatalogState), wanted)

    @rx.event
    @signed_in
    async def open_results(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the results in the catalog of the seller in view."""
        context = await self.get_state(ContextState)
        wanted = typed(form, "q", longest=LONGEST_TEXT)
        place = here(self)
        if place.area == "catalog":
            return await find_as_typed(await self.get_state(CatalogState), wanted)
        await ask(self, place.outlet, lambda _session, _actor: None)
        seller = place.asked("seller") or context.seller_code
        return rx.redirect(address(place.outlet, "catalog", seller=seller, q=wanted))
