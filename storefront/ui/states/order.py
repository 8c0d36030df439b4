"""One order as it was placed."""

from dataclasses import replace
from typing import Any

import reflex as rx
from sqlmodel import Session

from storefront.orders import service as orders
from storefront.orders.snapshots import OrderLineView, OrderView
from storefront.ui.acting import ask, signed_in
from storefront.ui.arriving import Visit, arrive, here
from storefront.ui.routes import Place, address
from storefront.ui.states.frame import FrameState
from storefront.ui.states.notice import say
from storefront.ui.states.rows import OrderLineRow, OrderRow
from storefront.ui.states.seller_rows import DecisionRow, decision_row
from storefront.ui.words import RULES, day, order_row

PAYMENTS = {"on_account": "On account"}


class OrderState(rx.State):
    """The order in view."""

    phase: str = "loading"
    order: OrderRow = OrderRow()
    lines: list[OrderLineRow] = []
    organization: str = ""
    note: str = ""
    delivery: str = ""
    payment: str = ""
    deliver_to: list[str] = []
    is_new: bool = False
    left_in_cart: str = ""
    decisions: list[DecisionRow] = []

    @rx.event
    @signed_in
    async def load_order(self) -> None:
        """Show the order that the address names."""
        place = here(self)
        self._show(
            await arrive(
                self, lambda session, visit: _read(session, visit, place), refresh=OrderState.refresh_order
            )
        )
        self.is_new = place.asked("placed") == "1"
        self.left_in_cart = place.asked("left")[:200] if self.is_new else ""
        self.phase = "ready"

    @rx.event
    @signed_in
    async def refresh_order(self) -> Any:
        """Show what the seller decided meanwhile, then what else is new in the frame."""
        place, before = here(self), self.decisions
        self._show(
            await ask(
                self,
                place.outlet,
                lambda session, actor: orders.show_order(session, actor, number=place.item),
            )
        )
        if self.decisions != before:
            await say(self, f"{self.decisions[-1].words}: {self.order.number}.")
        return FrameState.refresh_frame

    def _show(self, view: OrderView) -> None:
        place = here(self)
        self.order = replace(
            order_row(view.summary, outlet=place.outlet),
            outlet=f"{view.summary.outlet_name} ({view.summary.outlet_number})",
        )
        self.lines = [
            order_line_row(
                line,
                href=address(
                    place.outlet, "product", line.sku, seller=view.summary.seller_code, catalog=line.catalog
                ),
            )
            for line in view.lines
        ]
        self.organization = f"{view.summary.organization_name} ({view.summary.organization_number})"
        self.note = view.note
        self.delivery = day(view.requested_delivery_date)
        self.payment = payment_in_words(view.payment_method)
        self.deliver_to = list(view.address.lines)
        self.decisions = [decision_row(event) for event in view.events]


def _read(session: Session, visit: Visit, place: Place) -> OrderView:
    return orders.show_order(session, visit.actor, number=place.item)


def order_line_row(line: OrderLineView, *, href: str = "") -> OrderLineRow:
    """A line at its frozen price, with the rule that made it."""
    won = next((candidate for candidate in line.price_trace if candidate.outcome == "won"), None)
    return OrderLineRow(
        sku=line.sku,
        name=line.name,
        href=href,
        quantity=f"{line.quantity:,}",
        price=line.unit_price.words,
        total=line.line_total.words,
        note=line.note,
        rejection=line.rejection_reason or "",
        why=""
        if won is None
        else won.name
        if won.rule == "standard"
        else f"{RULES.get(won.rule, won.rule)}: {won.name}",
    )


def payment_in_words(method: str) -> str:
    """How it is paid."""
    return PAYMENTS.get(method, method)
