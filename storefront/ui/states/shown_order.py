"""One order as its buyer and the whole trade see it."""

from collections.abc import Callable
from dataclasses import replace

import reflex as rx

from storefront.orders.snapshots import OrderLineView, OrderView
from storefront.ui.states.rows import OrderLineRow, OrderRow
from storefront.ui.states.seller_rows import DecisionRow, decision_row
from storefront.ui.words import RULES, day

PAYMENTS = {"on_account": "On account"}


class ShownOrderState(rx.State, mixin=True):
    """The order in view. Each page has a State of its own, which loads it."""

    phase: str = "loading"
    order: OrderRow = OrderRow()
    lines: list[OrderLineRow] = []
    organization: str = ""
    note: str = ""
    delivery: str = ""
    payment: str = ""
    deliver_to: list[str] = []
    decisions: list[DecisionRow] = []

    def _show_order(
        self, view: OrderView, row: OrderRow, *, href: Callable[[OrderLineView], str] = lambda _line: ""
    ) -> None:
        """`row` is the order as the page's lists have it, `href` leads to the product of a line."""
        summary = view.summary
        self.order = replace(row, outlet=f"{summary.outlet_name} ({summary.outlet_number})")
        self.lines = [_line_row(line, href(line)) for line in view.lines]
        self.organization = f"{summary.organization_name} ({summary.organization_number})"
        self.note = view.note
        self.delivery = day(view.requested_delivery_date)
        self.payment = PAYMENTS.get(view.payment_method, view.payment_method)
        self.deliver_to = list(view.address.lines)
        self.decisions = [decision_row(event) for event in view.events]


def _line_row(line: OrderLineView, href: str) -> OrderLineRow:
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
