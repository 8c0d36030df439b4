"""The history: filtered, sorted, summed up, exported."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

import reflex as rx
from sqlmodel import Session

from storefront.orders import service as orders
from storefront.orders.snapshots import Choice, FilterChoices, OrderFilter, OrderPage
from storefront.ui.acting import ask, signed_in
from storefront.ui.arriving import Visit, arrive, here
from storefront.ui.routes import ORDERS_EXPORT, Place, address
from storefront.ui.states.frame import FrameState
from storefront.ui.states.notice import say
from storefront.ui.states.rows import ChoiceRow, OrderRow, TotalRow
from storefront.ui.typed import amount_of, day_of, typed
from storefront.ui.words import STATUSES, order_row

FIELDS = (
    "outlet",
    "seller",
    "status",
    "contact",
    "placed_from",
    "placed_to",
    "q",
    "min_total",
    "max_total",
    "scope",
    "sort",
)
EVERY_OUTLET = "all"
SORTS = {
    "-placed_at": "Newest first",
    "placed_at": "Oldest first",
    "-total": "Largest first",
    "total": "Smallest first",
}
LONGEST_VALUE = 100
PAGE = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """What an orders address asks for, as it was typed; without an outlet it means the one in view."""

    outlet: str = ""
    seller: str = ""
    status: str = ""
    contact: str = ""
    placed_from: str = ""
    placed_to: str = ""
    q: str = ""
    min_total: str = ""
    max_total: str = ""
    scope: str = ""
    sort: str = ""

    def href(self, here_outlet: str) -> str:
        """The address of this selection."""
        return address(here_outlet, "orders", **{name: getattr(self, name) for name in FIELDS})

    def export_href(self, here_outlet: str) -> str:
        """Where the same selection is downloaded."""
        values = {name: getattr(self, name) for name in FIELDS}
        values["outlet"] = "" if self.outlet == EVERY_OUTLET else self.outlet or here_outlet
        return f"{ORDERS_EXPORT}?{urlencode({name: value for name, value in values.items() if value})}"

    def filter(self, here_outlet: str, cursor: str | None = None) -> OrderFilter:
        """What to ask the service for.

        Raises:
            Invalid: a day or an amount cannot be read.
        """
        return OrderFilter(
            outlet=None if self.outlet == EVERY_OUTLET else self.outlet or here_outlet,
            seller=self.seller or None,
            status=self.status or None,
            contact=self.contact or None,
            placed_from=day_of(self.placed_from, "placed_from"),
            placed_to=day_of(self.placed_to, "placed_to"),
            text=self.q,
            min_total=amount_of(self.min_total, "min_total"),
            max_total=amount_of(self.max_total, "max_total"),
            scope=self.scope or "own",
            sort=self.sort or "-placed_at",
            limit=PAGE,
            cursor=cursor,
        )


class OrdersState(rx.State):
    """One page of the history and what it can be filtered by."""

    phase: str = "loading"
    orders: list[OrderRow] = []
    shown: str = ""
    totals: list[TotalRow] = []
    has_more: bool = False
    is_empty: bool = False
    is_filtered: bool = False
    outlets: list[ChoiceRow] = []
    sellers: list[ChoiceRow] = []
    statuses: list[ChoiceRow] = []
    contacts: list[ChoiceRow] = []
    scopes: list[ChoiceRow] = []
    sorts: list[ChoiceRow] = []
    values: dict[str, str] = {}
    sort: str = "-placed_at"
    export_href: str = ORDERS_EXPORT
    clear_href: str = "/outlets"
    form_key: str = ""
    _cursor: str | None = None
    _count: int = 0

    @rx.event
    @signed_in
    async def load_orders(self) -> None:
        """Show the selection that the address asks for."""
        place = here(self)
        asked = asked_of(place)
        page, choices = await arrive(
            self, lambda session, visit: _read(session, visit, asked), refresh=FrameState.refresh_frame
        )
        self.orders = [order_row(summary, outlet=place.outlet) for summary in page.items]
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
        wanted = asked_of(place).filter(place.outlet, self._cursor)
        page = await ask(
            self, place.outlet, lambda session, actor: orders.list_orders(session, actor, wanted)
        )
        self.orders = [*self.orders, *(order_row(summary, outlet=place.outlet) for summary in page.items)]
        self._page(page)
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def filter_orders(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the selection that was typed."""
        place = here(self)
        asked = replace(
            asked_of(place),
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
        asked = asked_of(place)
        name = str(name)[:LONGEST_VALUE]
        falling = f"-{name}"
        return rx.redirect(
            replace(asked, sort=name if (asked.sort or "-placed_at") == falling else falling).href(
                place.outlet
            )
        )

    def _page(self, page: OrderPage) -> None:
        self._cursor = page.next_cursor
        self.has_more = page.next_cursor is not None
        self.is_empty = not self.orders
        count = page.totals.orders
        self.shown = f"{len(self.orders):,} of {count:,} order{'' if count == 1 else 's'}"
        self.totals = [
            TotalRow("Orders", f"{count:,}"),
            TotalRow("Lines", f"{page.totals.lines:,}"),
            *(TotalRow("Total", total.words) for total in page.totals.totals),
        ]

    def _show_choices(self, choices: FilterChoices, asked: Asked, outlet: str) -> None:
        self.values = {name: getattr(asked, name) for name in FIELDS}
        self.values["outlet"] = asked.outlet or outlet
        self.values["scope"] = asked.scope or "own"
        self.outlets = [
            ChoiceRow(EVERY_OUTLET, "All my outlets"),
            *_choices(choices.outlets, must_have=outlet),
        ]
        self.sellers = [ChoiceRow("", "All sellers"), *_choices(choices.sellers)]
        self.contacts = [ChoiceRow("", "Anybody"), *_choices(choices.contacts)]
        self.statuses = [
            ChoiceRow("", "Any status"),
            *(ChoiceRow(value, word) for value, (word, _tone) in STATUSES.items()),
        ]
        self.scopes = [ChoiceRow("own", "My orders"), ChoiceRow("organization", "Orders of my outlets")]
        self.sorts = [ChoiceRow(value, label) for value, label in SORTS.items()]
        self.sort = asked.sort or "-placed_at"
        self.values["sort"] = self.sort
        self.export_href = asked.export_href(outlet)
        self.is_filtered = any(getattr(asked, name) for name in FIELDS if name not in {"sort", "scope"})
        self.clear_href = Asked(scope=asked.scope).href(outlet)
        self.form_key = asked.href(outlet)


def asked_of(place: Place) -> Asked:
    """What an address asks for."""
    return Asked(**{name: place.asked(name)[:LONGEST_VALUE] for name in FIELDS})


def _read(session: Session, visit: Visit, asked: Asked) -> tuple[OrderPage, FilterChoices]:
    wanted = asked.filter(visit.actor.outlet_number)
    return orders.list_orders(session, visit.actor, wanted), orders.filter_choices(
        session, visit.actor, scope=wanted.scope
    )


def _choices(choices: tuple[Choice, ...], *, must_have: str = "") -> list[ChoiceRow]:
    rows = [ChoiceRow(choice.value, choice.name) for choice in choices]
    if must_have and must_have not in {row.value for row in rows}:
        rows.insert(0, ChoiceRow(must_have, f"Outlet {must_have}"))
    return rows
