"""The history: filtered, sorted, summed up, exported."""

from dataclasses import dataclass, replace

import reflex as rx
from sqlmodel import Session

from storefront.catalog import service as catalog
from storefront.catalog.snapshots import CategoryCard
from storefront.orders import service as orders
from storefront.orders.snapshots import (
    FilterChoices,
    OrderPage,
    SavedViewCard,
    Summary,
)
from storefront.ui.acting import ask, signed_in
from storefront.ui.arriving import Visit, arrive, here
from storefront.ui.selection import FIELDS, LONGEST_VALUE, Asked, asked_at
from storefront.ui.states.frame import FrameState
from storefront.ui.states.notice import say
from storefront.ui.states.order_filtering import FilteredOrdersState, choices_of
from storefront.ui.states.order_sums import OrderSumsState, show_sums
from storefront.ui.states.order_views import OrderViewsState, show_views
from storefront.ui.typed import typed
from storefront.ui.words import order_row


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that the page shows."""

    page: OrderPage
    choices: FilterChoices
    categories: tuple[CategoryCard, ...]
    views: tuple[SavedViewCard, ...]
    summary: Summary | None
    acting_session: str
    """In which an employee acts for the outlet, if one does: what is downloaded is asked for in it."""


class OrdersState(FilteredOrdersState, rx.State):
    """One page of the history and what it can be filtered by."""

    @rx.event
    @signed_in
    async def load_orders(self) -> None:
        """Show the selection that the address asks for."""
        place = here(self)
        asked = asked_at(place)
        found = await arrive(
            self, lambda session, visit: _read(session, visit, asked), refresh=FrameState.refresh_frame
        )
        self.orders = [order_row(summary, outlet=place.outlet) for summary in found.page.items]
        self._page(found.page, instead="; see Sums")
        choices = choices_of(found.choices, found.categories, place.outlet)
        self._show_filters(choices, asked, place.outlet, acting_session=found.acting_session)
        show_sums(await self.get_state(OrderSumsState), found.summary, asked, place.outlet)
        show_views(await self.get_state(OrderViewsState), found.views, asked, place.outlet)
        self.phase = "ready"

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page below; at the end there is none."""
        place = here(self)
        if not self._cursor:
            # A second click on the last "more": without a cursor the first page would come again.
            await ask(self, place.outlet, lambda _session, _actor: None)
            return
        wanted = asked_at(place).filter(place.outlet, self._cursor)
        page = await ask(
            self, place.outlet, lambda session, actor: orders.list_orders(session, actor, wanted)
        )
        self.orders = [*self.orders, *(order_row(summary, outlet=place.outlet) for summary in page.items)]
        self._page(page, instead="; see Sums")
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def filter_orders(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the selection that was typed."""
        place = here(self)
        asked = replace(
            asked_at(place),
            **{name: typed(form, name, longest=LONGEST_VALUE) for name in FIELDS},
        )
        wanted = asked.filter(place.outlet)
        await ask(
            self,
            place.outlet,
            lambda session, actor: orders.list_orders(session, actor, replace(wanted, limit=1)),
        )
        return rx.redirect(asked.href(place.outlet))

    @rx.event
    @signed_in
    async def sort_orders(self, name: str) -> rx.event.EventSpec:
        """Go to the same selection sorted by a column, the other way round when it is already."""
        place = here(self)
        await ask(self, place.outlet, lambda _session, _actor: None)
        asked = asked_at(place)
        name = str(name)[:LONGEST_VALUE]
        falling = f"-{name}"
        return rx.redirect(
            replace(asked, sort=name if (asked.sort or "-placed_at") == falling else falling).href(
                place.outlet
            )
        )


def _read(session: Session, visit: Visit, asked: Asked) -> Read:
    actor = visit.actor
    wanted = asked.filter(actor.outlet_number)
    summary = None
    if asked.sums:
        compare = asked.compare or None
        summary = orders.sum_orders(session, actor, wanted, by=asked.sums, compare=compare)
    return Read(
        page=orders.list_orders(session, actor, wanted),
        choices=orders.filter_choices(session, actor, scope=wanted.scope),
        categories=catalog.category_tree(session),
        views=orders.list_views(session, actor),
        summary=summary,
        acting_session=str(actor.acting_session_id or ""),
    )
