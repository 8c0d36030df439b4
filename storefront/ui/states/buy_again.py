"""What the outlet bought, to be bought again: one product, those that are ticked, or all of a selection."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import reflex as rx
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.snapshots import ListLine, WantedLine
from storefront.reordering import service as reordering
from storefront.reordering.errors import NothingChosen
from storefront.reordering.snapshots import BoughtChoices, BuyAgainPage
from storefront.ui.acting import act, ask, signed_in
from storefront.ui.adding import quantity_of
from storefront.ui.arriving import Visit, arrive, here, in_cart, show_cart_in_context
from storefront.ui.bought import BoughtRow, bought_row
from storefront.ui.buying import FIELDS, LONGEST_VALUE, Asked, asked_of
from storefront.ui.differences import show_difference
from storefront.ui.states.context import ContextState
from storefront.ui.states.frame import FrameState
from storefront.ui.states.notice import say
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.typed import typed
from storefront.ui.words import key_of, lines_in_words

TYPED_FIELDS = ("category", "q", "bought_from", "bought_to")
"""The others are chosen by links."""

SORTS = {
    "last_bought": "Bought last",
    "times": "Bought most often",
    "due": "Due first",
    "name": "Name",
}
DEEPER = "\N{EN SPACE}\N{EN SPACE}"
"""Stands before a category that belongs to the one above."""


class BuyAgainState(rx.State):
    """One page of what was bought, what it can be narrowed by, and what is ticked."""

    phase: str = "loading"
    rows: list[BoughtRow] = []
    total: str = ""
    shown: str = ""
    has_more: bool = False
    is_empty: bool = False
    is_new: bool = False
    """Nothing was ever bought here."""
    is_filtered: bool = False
    sellers: list[ChoiceRow] = []
    categories: list[ChoiceRow] = []
    sorts: list[ChoiceRow] = []
    values: dict[str, str] = {}
    clear_href: str = "/outlets"
    form_key: str = ""
    ticked: dict[str, bool] = {}
    ticked_count: int = 0
    drawn: int = 0
    """Counts how often the boxes were ticked from here."""
    can_add_all: bool = False
    all_label: str = ""
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_buy_again(self) -> None:
        """Show the selection that the address asks for."""
        place = here(self)
        asked = asked_of(place)
        page, choices = await arrive(
            self, lambda session, visit: _read(session, visit, asked), refresh=FrameState.refresh_frame
        )
        context = await self.get_state(ContextState)
        self.rows = _rows(page, context)
        self._tick({})
        self.drawn += 1
        self._page(page)
        self._show_choices(choices, asked, place.outlet)
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
        wanted = asked_of(place).request(self._cursor)
        page = await ask(
            self, place.outlet, lambda session, actor: reordering.buy_again(session, actor, wanted)
        )
        context = await self.get_state(ContextState)
        self.rows = [*self.rows, *_rows(page, context)]
        self._page(page)
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def filter_bought(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the selection that was typed."""
        place = here(self)
        asked = replace(
            asked_of(place), **{name: typed(form, name, longest=LONGEST_VALUE) for name in TYPED_FIELDS}
        )
        wanted = replace(asked.request(), limit=1)
        await ask(self, place.outlet, lambda session, actor: reordering.buy_again(session, actor, wanted))
        return rx.redirect(asked.href(place.outlet))

    @rx.event
    @signed_in
    async def tick_product(self, key: str, is_ticked: bool) -> None:  # noqa: FBT001 -- called with what a box sends
        """Tick a product that is shown, or take its tick away."""
        await ask(self, here(self).outlet, lambda _session, _actor: None)
        known = {row.key for row in self.rows if row.can_be_ticked}
        if str(key) in known:
            self._tick({**self.ticked, str(key): is_ticked is True})

    @rx.event
    @signed_in
    async def tick_shown(self) -> None:
        """Tick everything that is shown; when everything is, take the ticks away."""
        await ask(self, here(self).outlet, lambda _session, _actor: None)
        known = [row.key for row in self.rows if row.can_be_ticked]
        is_all = all(self.ticked.get(key, False) for key in known)
        self._tick({} if is_all else dict.fromkeys(known, True))
        self.drawn += 1

    @rx.event
    @signed_in
    async def untick(self) -> None:
        """Take all ticks away."""
        await ask(self, here(self).outlet, lambda _session, _actor: None)
        self._tick({})
        self.drawn += 1

    @rx.event
    @signed_in
    async def add_to_cart(self, form: dict[str, str]) -> None:
        """Add the quantity of a row to the cart of its seller."""
        place = here(self)
        seller = typed(form, "seller")
        line = WantedLine(
            typed(form, "sku"), quantity_of(typed(form, "quantity")), typed(form, "catalog") or None
        )
        view = await act(
            self,
            place.outlet,
            lambda session, actor: carts.add_lines(session, actor, seller=seller, lines=[line]),
            changes_carts=True,
        )
        context = await self.get_state(ContextState)
        before = context.in_cart
        if context.seller_code == view.seller.code:
            show_cart_in_context(context, view)
        context.in_cart = {**before, **in_cart([view])}
        await say(
            self,
            f"Added {line.quantity:,}. The cart of {view.seller.name} has "
            f"{lines_in_words(len(view.lines))}, {view.subtotal.words}.",
        )

    @rx.event
    @signed_in
    async def add_selected(self, quantities: dict[str, str]) -> None:
        """Show what is ticked as a difference, in the quantities that its fields hold."""
        chosen = [row for row in self.rows if self.ticked.get(row.key, False)]
        typed_in = _quantities(quantities)
        lines = [
            ListLine(row.sku, quantity_of(typed_in.get(row.key, row.quantity)), row.catalog, row.seller)
            for row in chosen
        ]
        if not lines:
            await ask(self, here(self).outlet, lambda _session, _actor: None)
            raise NothingChosen
        await show_difference(self, lines, title="Buy again: what is ticked")

    @rx.event
    @signed_in
    async def add_all(self, quantities: dict[str, str]) -> None:
        """Show the whole selection as a difference: typed quantities where a row is shown, usual ones elsewhere."""
        place = here(self)
        wanted = asked_of(place).request()
        lines = await ask(
            self, place.outlet, lambda session, actor: reordering.lines_to_buy(session, actor, wanted)
        )
        shown = {row.key for row in self.rows}
        typed_in = {key: value for key, value in _quantities(quantities).items() if key in shown}
        changed = [
            replace(line, quantity=quantity_of(typed_in[key]))
            if (key := key_of(line.sku, line.catalog or "")) in typed_in
            else line
            for line in lines
        ]
        if not changed:
            raise NothingChosen
        await show_difference(self, changed, title="Buy again: the whole selection")

    def _tick(self, ticked: dict[str, bool]) -> None:
        self.ticked = {key: True for key, is_ticked in ticked.items() if is_ticked}
        self.ticked_count = len(self.ticked)

    def _page(self, page: BuyAgainPage) -> None:
        self._cursor = page.next_cursor
        self.has_more = page.next_cursor is not None
        self.is_empty = not self.rows
        count = page.total
        self.total = "No products" if not count else "1 product" if count == 1 else f"{count:,} products"
        self.shown = f"{len(self.rows):,} of {self.total}"
        self.can_add_all = 1 < count <= reordering.MAXIMUM_LINES
        self.all_label = f"Add all {count:,}"

    def _show_choices(self, choices: BoughtChoices, asked: Asked, outlet: str) -> None:
        self.is_new = not choices.sellers
        self.values = {name: getattr(asked, name) for name in FIELDS}
        self.sellers = [
            ChoiceRow(
                "", "All sellers", href=asked.href(outlet, bought_at=""), is_current=not asked.bought_at
            ),
            *(
                ChoiceRow(
                    each.value,
                    each.name,
                    f"{each.count:,}",
                    asked.href(outlet, bought_at=each.value),
                    is_current=each.value == asked.bought_at,
                )
                for each in choices.sellers
            ),
        ]
        self.categories = [
            ChoiceRow("", "All categories"),
            *(
                ChoiceRow(
                    each.value,
                    f"{DEEPER if each.is_deeper else ''}{each.name} ({each.count:,})",
                )
                for each in choices.categories
            ),
        ]
        self.sorts = [
            ChoiceRow(
                value,
                label,
                href=asked.href(outlet, sort=value),
                is_current=value == (asked.sort or "last_bought"),
            )
            for value, label in SORTS.items()
        ]
        self.is_filtered = any(getattr(asked, name) for name in FIELDS if name != "sort")
        self.clear_href = Asked(sort=asked.sort).href(outlet)
        self.form_key = asked.href(outlet)


def _read(session: Session, visit: Visit, asked: Asked) -> tuple[BuyAgainPage, BoughtChoices]:
    page = reordering.buy_again(session, visit.actor, asked.request())
    return page, reordering.bought_choices(session, visit.actor)


def _rows(page: BuyAgainPage, context: ContextState) -> list[BoughtRow]:
    sellers = {row.code: row.name for row in context.sellers}
    return [bought_row(item, outlet=context.outlet_number, sellers=sellers) for item in page.items]


def _quantities(sent: object) -> Mapping[str, str]:
    """Key → quantity as a browser sent them: anything at all."""
    if not isinstance(sent, Mapping):
        return {}
    pairs = cast("Mapping[object, object]", sent).items()
    return {str(key): str(value) for key, value in pairs if isinstance(value, str | int)}
