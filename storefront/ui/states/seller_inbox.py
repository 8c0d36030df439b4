"""The orders that were placed with a seller."""

from dataclasses import replace

import reflex as rx

from storefront.orders import service as orders
from storefront.orders.snapshots import IncomingFilter, IncomingPage
from storefront.ui.acting import ask_seller, signed_in
from storefront.ui.routes import seller_address
from storefront.ui.seller_places import arrive_at_desk, asked_of, channel_of
from storefront.ui.states.notice import say
from storefront.ui.states.rows import ChoiceRow, OrderRow
from storefront.ui.states.seller_rows import incoming_row
from storefront.ui.typed import day_of, typed
from storefront.ui.words import STATUSES

TABS = ("submitted", "accepted", "rejected", "all")
FIELDS = ("q", "outlet", "placed_from", "placed_to")
LONGEST_VALUE = 120


class SellerInboxState(rx.State):
    """One page of the inbox, and what it is filtered by."""

    phase: str = "loading"
    seller: str = ""
    orders: list[OrderRow] = []
    tabs: list[ChoiceRow] = []
    current_tab: str = "submitted"
    values: dict[str, str] = {}
    waiting: str = ""
    shown: str = ""
    has_more: bool = False
    is_empty: bool = False
    is_filtered: bool = False
    clear_href: str = "/"
    stock_href: str = "/"
    form_key: str = ""
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_inbox(self) -> None:
        """Show the orders that the address asks for: those that wait, unless it says otherwise."""
        wanted = _wanted(self)
        actor, found = await arrive_at_desk(
            self,
            lambda session, actor: orders.list_incoming(session, actor, wanted),
            refresh=SellerInboxState.refresh_inbox,
        )
        self.seller = actor.seller_name
        self._show_filters(wanted)
        self.orders = []
        self._add(found)
        self.phase = "ready"

    @rx.event
    @signed_in
    async def refresh_inbox(self) -> None:
        """Show what came in, or was decided by somebody else, as long a list as was shown."""
        wanted = replace(_wanted(self), limit=min(200, max(24, len(self.orders))))
        before = self.waiting
        found = await ask_seller(
            self, channel_of(self), lambda session, actor: orders.list_incoming(session, actor, wanted)
        )
        self.orders = []
        self._add(found)
        if self.waiting != before:
            await say(self, f"{self.waiting}.")

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page below; at the end there is none."""
        wanted = replace(_wanted(self), cursor=self._cursor)
        if not wanted.cursor:
            # A second click on the last "more": without a cursor the first page would come again.
            await ask_seller(self, channel_of(self), lambda _session, _actor: None)
            return
        self._add(
            await ask_seller(
                self, channel_of(self), lambda session, actor: orders.list_incoming(session, actor, wanted)
            )
        )
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def filter_inbox(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the selection that was typed."""
        asked = {name: typed(form, name, longest=LONGEST_VALUE) for name in FIELDS}
        for name in ("placed_from", "placed_to"):
            day_of(asked[name], name)
        channel = channel_of(self)
        await ask_seller(self, channel, lambda _session, _actor: None)
        status = asked_of(self, "status")
        return rx.redirect(seller_address(channel, status=status, **asked))

    def _show_filters(self, wanted: IncomingFilter) -> None:
        channel = channel_of(self)
        self.values = {name: asked_of(self, name) for name in FIELDS}
        self.current_tab = wanted.status
        self.tabs = [
            ChoiceRow(
                status,
                "All" if status == "all" else "Waiting" if status == "submitted" else STATUSES[status][0],
                href=seller_address(channel, status="" if status == "submitted" else status, **self.values),
            )
            for status in TABS
        ]
        self.is_filtered = any(self.values.values())
        status = "" if wanted.status == "submitted" else wanted.status
        self.clear_href = seller_address(channel, status=status)
        self.stock_href = seller_address(channel, "stock")
        self.form_key = seller_address(channel, status=status, **self.values)

    def _add(self, found: IncomingPage) -> None:
        channel = channel_of(self)
        self.orders = [*self.orders, *(incoming_row(summary, channel=channel) for summary in found.items)]
        self._cursor = found.next_cursor
        self.has_more = found.next_cursor is not None
        self.is_empty = not self.orders
        self.shown = "1 order" if len(self.orders) == 1 else f"{len(self.orders):,} orders"
        more = " or more" if found.waiting >= orders.MOST_WAITING else ""
        self.waiting = (
            "1 order waits for you"
            if found.waiting == 1
            else f"{found.waiting:,}{more} orders wait for you"
            if found.waiting
            else "No order waits for you"
        )


def _wanted(state: rx.State) -> IncomingFilter:
    return IncomingFilter(
        status=asked_of(state, "status") or "submitted",
        text=asked_of(state, "q"),
        outlet=asked_of(state, "outlet"),
        placed_from=day_of(asked_of(state, "placed_from"), "placed_from"),
        placed_to=day_of(asked_of(state, "placed_to"), "placed_to"),
    )
