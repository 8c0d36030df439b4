"""One order as it was placed."""

from dataclasses import replace

import reflex as rx
from sqlmodel import Session

from storefront.orders import service as orders
from storefront.orders.snapshots import OrderLineView, OrderView
from storefront.ui.acting import signed_in
from storefront.ui.arriving import Visit, arrive, here
from storefront.ui.routes import Place, address
from storefront.ui.states.frame import FrameState
from storefront.ui.states.rows import OrderLineRow, OrderRow
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

    @rx.event
    @signed_in
    async def load_order(self) -> None:
        """Show the order that the address names."""
        place = here(self)
        view = await arrive(
            self, lambda session, visit: _read(session, visit, place), refresh=FrameState.refresh_frame
        )
        self.order = replace(
            order_row(view.summary, outlet=place.outlet),
            outlet=f"{view.summary.outlet_name} ({view.summary.outlet_number})",
        )
        self.lines = [_line_row(line, view, place) for line in view.lines]
        self.organization = f"{view.summary.organization_name} ({view.summary.organization_number})"
        self.note = view.note
        self.delivery = day(view.requested_delivery_date)
        self.payment = PAYMENTS.get(view.payment_method, view.payment_method)
        self.deliver_to = list(view.address.lines)
        self.is_new = place.asked("placed") == "1"
        self.left_in_cart = place.asked("left")[:200] if self.is_new else ""
        self.phase = "ready"


def _read(session: Session, visit: Visit, place: Place) -> OrderView:
    return orders.show_order(session, visit.actor, number=place.item)


def _line_row(line: OrderLineView, view: OrderView, place: Place) -> OrderLineRow:
    won = next((candidate for candidate in line.price_trace if candidate.outcome == "won"), None)
    return OrderLineRow(
        sku=line.sku,
        name=line.name,
        href=address(
            place.outlet, "product", line.sku, seller=view.summary.seller_code, catalog=line.catalog
        ),
        quantity=f"{line.quantity:,}",
        price=line.unit_price.words,
        total=line.line_total.words,
        why=""
        if won is None
        else won.name
        if won.rule == "standard"
        else f"{RULES.get(won.rule, won.rule)}: {won.name}",
    )
