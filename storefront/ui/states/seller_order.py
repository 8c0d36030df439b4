"""One order as its seller decides about it."""

from collections.abc import Callable

import reflex as rx
from sqlmodel import Session

from storefront.connectors.topics import cart_topic, current_topics, seller_topic
from storefront.orders import service as orders
from storefront.orders.snapshots import OrderView
from storefront.parties.actor import SellerActor
from storefront.ui.acting import act_seller, ask_seller, signed_in
from storefront.ui.live import tab_of
from storefront.ui.routes import seller_address
from storefront.ui.seller_places import arrive_at_desk, channel_of, order_of
from storefront.ui.states.notice import say
from storefront.ui.states.rows import OrderRow
from storefront.ui.states.seller_rows import (
    DecisionRow,
    IncomingLineRow,
    decision_row,
    incoming_line_row,
    incoming_row,
)
from storefront.ui.threads import in_thread
from storefront.ui.typed import typed
from storefront.ui.words import day


class SellerOrderState(rx.State):
    """The order in view, and the lines that are ticked."""

    phase: str = "loading"
    order: OrderRow = OrderRow()
    lines: list[IncomingLineRow] = []
    decisions: list[DecisionRow] = []
    ticked: list[int] = []
    question: str = ""
    """What the dialog asks for a reason of."""
    drawn: int = 0
    """Changes when ticks were taken away from here: the boxes are drawn anew."""
    note: str = ""
    delivery: str = ""
    deliver_to: list[str] = []
    is_open: bool = False
    back_href: str = "/"

    @rx.event
    @signed_in
    async def load_order(self) -> None:
        """Show the order that the address names."""
        number = order_of(self)
        _, view = await arrive_at_desk(
            self,
            lambda session, actor: orders.show_incoming(session, actor, number=number),
            refresh=SellerOrderState.refresh_order,
        )
        self.ticked = []
        self.drawn += 1
        self._show(view)
        self.phase = "ready"

    @rx.event
    @signed_in
    async def refresh_order(self) -> None:
        """Show what somebody else decided."""
        number, before = order_of(self), self.order.status
        self._show(
            await ask_seller(
                self,
                channel_of(self),
                lambda session, actor: orders.show_incoming(session, actor, number=number),
            )
        )
        if self.order.status != before:
            await say(self, f"{number} is {self.order.status.lower()} now.")

    @rx.event
    @signed_in
    async def tick_line(self, position: int, is_ticked: bool) -> None:  # noqa: FBT001 -- called with what a box sends
        """Tick a line, or take its tick away."""
        await ask_seller(self, channel_of(self), lambda _session, _actor: None)
        if not isinstance(position, int) or position not in {line.position for line in self.lines}:  # pyright: ignore[reportUnnecessaryIsInstance] -- a browser sends anything
            return
        others = [each for each in self.ticked if each != position]
        self.ticked = sorted([*others, position] if is_ticked is True else others)
        self._ask()

    @rx.event
    @signed_in
    async def accept_order(self) -> None:
        """Promise to deliver what is left of it."""
        number = order_of(self)
        await self._decide(lambda session, actor: orders.accept(session, actor, number=number))
        await say(self, f"{number} is accepted.")

    @rx.event
    @signed_in
    async def reject_lines(self, form: dict[str, str]) -> None:
        """Reject the lines that are ticked, or all that is left when none is."""
        number, reason = order_of(self), typed(form, "reason")
        lines = list(self.ticked) or None
        await self._decide(
            lambda session, actor: orders.reject(session, actor, number=number, reason=reason, lines=lines)
        )
        self.ticked = []
        self.drawn += 1
        self._ask()
        await say(self, f"Rejected. {number} is {self.order.status.lower()}.")

    async def _decide(self, work: Callable[[Session, SellerActor], OrderView]) -> None:
        """Do it; the seller's other tabs and the outlet's open pages hear of it."""
        view = await act_seller(self, channel_of(self), work)
        self._show(view)
        tab, summary = tab_of(self), view.summary
        await in_thread(lambda: current_topics().publish(seller_topic(summary.seller_code), source=tab))
        await in_thread(lambda: current_topics().publish(cart_topic(summary.outlet_number), source=tab))

    def _show(self, view: OrderView) -> None:
        channel = channel_of(self)
        self.order = incoming_row(view.summary, channel=channel)
        self.lines = [incoming_line_row(line) for line in view.lines]
        self.decisions = [decision_row(event) for event in view.events]
        self.note = view.note
        self.delivery = day(view.requested_delivery_date)
        self.deliver_to = list(view.address.lines)
        self.is_open = view.summary.status == "submitted"
        self.back_href = seller_address(channel)
        open_lines = {line.position for line in view.lines if line.rejection_reason is None}
        self.ticked = [each for each in self.ticked if each in open_lines]
        self._ask()

    def _ask(self) -> None:
        count = len(self.ticked)
        self.question = (
            f"Reject {self.order.number}"
            if not count
            else "Reject 1 line"
            if count == 1
            else f"Reject {count} lines"
        )
