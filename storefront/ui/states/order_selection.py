"""Old orders chosen to be ordered again, or to become a template."""

import reflex as rx

from storefront.reordering import service as reordering
from storefront.reordering.errors import TooMuchAtOnce
from storefront.reordering.snapshots import OrdersAsList
from storefront.ui.acting import act, ask, signed_in
from storefront.ui.arriving import here
from storefront.ui.differences import show_difference
from storefront.ui.routes import address
from storefront.ui.states.notice import say
from storefront.ui.typed import typed

LONGEST_NUMBER = 40


class OrderSelectionState(rx.State):
    """The orders that are ticked in the history; they stay ticked from one selection of it to the next."""

    ticked: dict[str, bool] = {}
    ticked_count: int = 0
    words: str = ""
    drawn: int = 0
    """Changes when the boxes were ticked from here: they are drawn anew."""
    _outlet: str = ""

    @rx.event
    @signed_in
    async def load_ticks(self) -> None:
        """Take away the ticks of another outlet's history."""
        outlet = here(self).outlet
        await ask(self, outlet, lambda _session, _actor: None)
        if self._outlet != outlet:
            self._outlet = outlet
            self._tick({})
            self.drawn += 1

    @rx.event
    @signed_in
    async def tick_order(self, number: str, is_ticked: bool) -> None:  # noqa: FBT001 -- called with what a box sends
        """Tick an order, or take its tick away; at most 50."""
        wanted = str(number)[:LONGEST_NUMBER]
        adds = is_ticked is True
        await ask(
            self,
            here(self).outlet,
            lambda session, actor: reordering.outlet_of(session, actor, number=wanted) if adds else None,
        )
        ticked = {**self.ticked, wanted: adds}
        if sum(ticked.values()) > reordering.MAXIMUM_ORDERS:
            self.drawn += 1
            raise TooMuchAtOnce("orders", sum(ticked.values()), reordering.MAXIMUM_ORDERS)
        self._tick(ticked)

    @rx.event
    @signed_in
    async def untick(self) -> None:
        """Take all ticks away."""
        await ask(self, here(self).outlet, lambda _session, _actor: None)
        self._tick({})
        self.drawn += 1

    @rx.event
    @signed_in
    async def reorder(self, number: str) -> None:
        """Show an order as a difference for the outlet in view."""
        place = here(self)
        wanted = str(number)[:LONGEST_NUMBER]
        found = await ask(
            self,
            place.outlet,
            lambda session, actor: reordering.order_as_list(session, actor, number=wanted),
        )
        await show_difference(
            self, found.lines, title=f"Order {wanted} again{_for_here(found, place.outlet)}"
        )

    @rx.event
    @signed_in
    async def reorder_selected(self) -> None:
        """Show the ticked orders together as a difference; quantities of one product are added up."""
        place = here(self)
        numbers = list(self.ticked)
        found = await ask(
            self,
            place.outlet,
            lambda session, actor: reordering.orders_as_list(session, actor, numbers=numbers),
        )
        what = "1 order" if len(found.numbers) == 1 else f"{len(found.numbers)} orders, added up"
        await show_difference(self, found.lines, title=f"Again: {what}{_for_here(found, place.outlet)}")

    @rx.event
    @signed_in
    async def save_template(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Make a template of the order in view, or of the ticked ones, and go there."""
        place = here(self)
        numbers = [place.item] if place.item else list(self.ticked)
        name, scope = typed(form, "name"), typed(form, "scope") or "contact"
        view = await act(
            self,
            place.outlet,
            lambda session, actor: reordering.template_from_orders(
                session, actor, numbers=numbers, name=name, scope=scope
            ),
        )
        await say(self, f"Saved as {view.card.name}.")
        return rx.redirect(address(place.outlet, "templates", str(view.card.id)))

    def _tick(self, ticked: dict[str, bool]) -> None:
        self.ticked = {number: True for number, is_ticked in ticked.items() if is_ticked}
        self.ticked_count = len(self.ticked)
        self.words = "1 order" if self.ticked_count == 1 else f"{self.ticked_count} orders"


def _for_here(found: OrdersAsList, outlet: str) -> str:
    """Says it when what was ordered elsewhere is looked at for this outlet."""
    return "" if set(found.outlets) <= {outlet} else f", for outlet {outlet}"
