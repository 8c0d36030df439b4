"""The catalog of a seller as an outlet sees it: search, filter, sort, add."""

import time
from dataclasses import replace

import reflex as rx
from sqlmodel import Session

from storefront.offers import service as offers
from storefront.offers.snapshots import Facets, Listing
from storefront.ui.acting import ask, signed_in
from storefront.ui.adding import add_from_form
from storefront.ui.arriving import Visit, arrive, here
from storefront.ui.criteria import Criteria, criteria_of
from storefront.ui.routes import Place
from storefront.ui.states.context import ContextState
from storefront.ui.states.frame import FrameState
from storefront.ui.states.notice import say
from storefront.ui.states.rows import ChoiceRow, OfferRow
from storefront.ui.typed import typed
from storefront.ui.words import offer_row

FOLLOWS_WITHIN = 5.0
"""Seconds within which an address that follows the typing needs no second search."""
SORTS = {
    "relevance": "Best match",
    "name": "Name",
    "price": "Price, lowest first",
    "-price": "Price, highest first",
    "last_bought": "Last bought",
}
AVAILABLE = {"": "All", "yes": "Available now"}


class CatalogState(rx.State):
    """One page of offers and the choices around it."""

    phase: str = "loading"
    heading: str = "Catalog"
    total: str = ""
    shown: str = ""
    corrected: str = ""
    offers: list[OfferRow] = []
    has_more: bool = False
    is_empty: bool = False
    is_filtered: bool = False
    categories: list[ChoiceRow] = []
    sorts: list[ChoiceRow] = []
    availability: list[ChoiceRow] = []
    prices: str = ""
    price_from: str = ""
    price_to: str = ""
    sort: str = ""
    all_href: str = "/outlets"
    _cursor: str | None = None
    _total: int = 0
    _found_here: str = ""
    _found_at: float = 0.0

    @rx.event
    @signed_in
    async def load_catalog(self) -> None:
        """Show what the address asks for, unless typing has just shown it."""
        place = here(self)
        found_here, self._found_here = self._found_here, ""
        if follows_typing(place, found_here, self._found_at):
            return
        found = await arrive(
            self,
            lambda session, visit: _list(session, visit, place),
            refresh=FrameState.refresh_frame,
            needs_carts=False,
        )
        self._show(*found)

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page below; at the end there is none."""
        context = await self.get_state(ContextState)
        criteria = criteria_of(here(self), context.seller_code)
        if not self._cursor:
            # A second click on the last "more": without a cursor the first page would come again.
            await ask(self, criteria.outlet, lambda _session, _actor: None)
            return
        request = criteria.request(self._cursor)
        listing = await ask(
            self, criteria.outlet, lambda session, actor: offers.list_offers(session, actor, request)
        )
        self.offers = [*self.offers, *_rows(listing, criteria)]
        self._page(listing)
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def add_to_cart(self, form: dict[str, str]) -> None:
        """Add the quantity of a row to the cart of the seller in view."""
        await add_from_form(self, form)

    @rx.event
    @signed_in
    async def filter_prices(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the same list between two prices."""
        context = await self.get_state(ContextState)
        criteria = criteria_of(here(self), context.seller_code)
        wanted = replace(
            criteria,
            price_from=typed(form, "price_from", longest=20),
            price_to=typed(form, "price_to", longest=20),
        )
        request = wanted.request()
        await ask(
            self,
            wanted.outlet,
            lambda session, actor: offers.list_offers(session, actor, replace(request, limit=1)),
        )
        return rx.redirect(wanted.href())

    @rx.event
    @signed_in
    async def sort_offers(self, sort: str) -> rx.event.EventSpec:
        """Go to the same list in another order."""
        context = await self.get_state(ContextState)
        criteria = criteria_of(here(self), context.seller_code)
        await ask(self, criteria.outlet, lambda _session, _actor: None)
        return rx.redirect(replace(criteria, sort=str(sort) if str(sort) in SORTS else "").href())

    def _show(self, listing: Listing, criteria: Criteria) -> None:
        self.offers = _rows(listing, criteria)
        self._page(listing)
        facets = listing.facets
        current = next((each for each in facets.categories if each.code == criteria.category), None)
        self.heading = f"\u201c{criteria.q}\u201d" if criteria.q else current.name if current else "Catalog"
        self.corrected = ", ".join(
            f"\u201c{meant}\u201d instead of \u201c{typed}\u201d" for typed, meant in listing.corrected
        )
        self.categories = _categories(facets, criteria)
        self.availability = _availability(facets, criteria)
        self.sorts = [
            ChoiceRow(value, label, is_current=value == (criteria.sort or "relevance"))
            for value, label in SORTS.items()
        ]
        self.sort = criteria.sort or "relevance"
        self.price_from, self.price_to = criteria.price_from, criteria.price_to
        self.prices = (
            f"{facets.lowest_price.words} to {facets.highest_price.words}"
            if facets.lowest_price and facets.highest_price
            else ""
        )
        self.is_filtered = any(
            (
                criteria.q,
                criteria.category,
                criteria.available,
                criteria.price_from,
                criteria.price_to,
                criteria.catalog,
            )
        )
        self.all_href = Criteria(criteria.outlet, criteria.seller).href()
        self.phase = "ready"

    def _page(self, listing: Listing) -> None:
        self._cursor = listing.next_cursor
        self._total = listing.total
        self.has_more = listing.next_cursor is not None
        self.is_empty = not self.offers
        self.total = (
            "No products"
            if not listing.total
            else "1 product"
            if listing.total == 1
            else f"{listing.total:,} products"
        )
        self.shown = f"{len(self.offers):,} of {self.total}"


def show_typed(catalog: CatalogState, listing: Listing, wanted: Criteria) -> None:
    """Show what was found as somebody typed; the address that follows need not be searched for again."""
    catalog._show(listing, wanted)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- the State's own module; public names are open to browsers
    catalog._found_here, catalog._found_at = wanted.href(), time.time()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- as above


def follows_typing(place: Place, found_here: str, found_at: float) -> bool:
    """Whether this address is the one that was searched for as somebody typed, a moment ago."""
    return found_here == criteria_of(place, "").href() and time.time() - found_at < FOLLOWS_WITHIN


def _list(session: Session, visit: Visit, place: Place) -> tuple[Listing, Criteria]:
    criteria = criteria_of(place, visit.seller)
    return offers.list_offers(session, visit.actor, criteria.request()), criteria


def _rows(listing: Listing, criteria: Criteria) -> list[OfferRow]:
    return [offer_row(offer, outlet=criteria.outlet, seller=criteria.seller) for offer in listing.items]


def _categories(facets: Facets, criteria: Criteria) -> list[ChoiceRow]:
    everything = ChoiceRow(
        "", "All categories", href=criteria.href(category=""), is_current=not criteria.category
    )
    own = [
        ChoiceRow(
            value=each.code,
            label=each.name,
            count=f"{each.count:,}",
            href=criteria.href(category=each.code),
            is_current=each.code == criteria.category,
            is_deeper=each.depth > 0,
        )
        for each in facets.categories
    ]
    return [everything, *own]


def _availability(facets: Facets, criteria: Criteria) -> list[ChoiceRow]:
    everything = facets.available + facets.unavailable
    counts = {"": f"{everything:,}", "yes": f"{facets.available:,}"}
    return [
        ChoiceRow(
            value,
            label,
            counts[value],
            criteria.href(available=value),
            is_current=criteria.available == value,
        )
        for value, label in AVAILABLE.items()
    ]
