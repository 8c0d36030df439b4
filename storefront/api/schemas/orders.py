"""Orders as JSON, and what is asked for at checkout and in the history."""

from datetime import date
from typing import Annotated, NotRequired

from fastapi import Header
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, PageBody, moment, money
from storefront.api.schemas.inputs import Amount, Text
from storefront.api.schemas.offers import PriceCandidateBody, candidate, picture_address
from storefront.api.schemas.parties import AddressBody, address
from storefront.kit.money import Money
from storefront.orders.snapshots import (
    CheckoutRequest,
    OrderLineView,
    OrderPage,
    OrderSummary,
    OrderView,
)

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[\x20-\x7e]*$",
        description="Your name for this attempt: sent again it answers the same order, and never makes a second one.",
    ),
]


class MoneyInput(BaseModel):
    """An amount with its currency."""

    model_config = ConfigDict(extra="forbid")

    amount: Amount
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class CheckoutInput(BaseModel):
    """What a buyer says when ordering a cart; `expected_total` is what the buyer saw and accepts."""

    model_config = ConfigDict(extra="forbid")

    purchase_order_number: Annotated[Text, Field(max_length=50)] | None = None
    note: Annotated[Text, Field(max_length=1000)] | None = None
    requested_delivery_date: date | None = None
    expected_total: MoneyInput | None = None
    payment_method: Annotated[str, Field(max_length=40, description="`on_account`")] = "on_account"

    def request(self) -> CheckoutRequest:
        """The input in the words of the service."""
        expected = self.expected_total
        return CheckoutRequest(
            purchase_order_number=self.purchase_order_number or "",
            note=self.note or "",
            requested_delivery_date=self.requested_delivery_date,
            expected_total=Money.parse(expected.amount, expected.currency) if expected else None,
            payment_method=self.payment_method,
        )


class PlacedByBody(TypedDict):
    """The contact who placed an order, and the employee who acted for it; null for orders without one."""

    contact: str | None
    contact_id: str | None
    employee: str | None


class OrderHeadBody(TypedDict):
    """What a row of the history and an order's page share; `rejected` is what of the total will not be delivered."""

    number: str
    outlet: str
    outlet_name: str
    seller: str
    seller_name: str
    organization: str
    organization_name: str
    placed_at: str
    placed_by: PlacedByBody
    status: str
    purchase_order_number: str
    total: MoneyBody
    rejected: MoneyBody


class OrderRowBody(OrderHeadBody):
    """An order in the history; `lines` is how many it has."""

    lines: int


class OrderLineBody(TypedDict):
    """A frozen line with the trace of its price."""

    position: int
    sku: str
    catalog: str
    name: str
    picture: str
    quantity: int
    unit_price: MoneyBody
    line_total: MoneyBody
    price_trace: list[PriceCandidateBody]
    note: str
    rejection_reason: str | None


class OrderEventBody(TypedDict):
    """What the seller decided: `accepted`, `rejected`, or `lines_rejected` with their SKUs."""

    kind: str
    reason: str
    skus: list[str]
    by: str
    at: str


class OrderBody(OrderHeadBody):
    """An order as it was placed; `left_in_cart` names what could not be ordered, right after placing only."""

    lines: list[OrderLineBody]
    note: str
    requested_delivery_date: str | None
    payment_method: str
    delivery_address: AddressBody
    left_in_cart: list[str]
    events: list[OrderEventBody]


class SelectionBody(TypedDict):
    """The whole selection, not only the page; an amount for each currency.

    `is_complete` is there, and false, past 20,000 orders: there are more than `orders`, and `/orders/summary` adds
    them up.
    """

    orders: int
    lines: int
    totals: list[MoneyBody]
    is_complete: NotRequired[bool]


class HistoryBody(PageBody[OrderRowBody]):
    """A page of the history."""

    selection: SelectionBody


def order_head(summary: OrderSummary) -> OrderHeadBody:
    """What both shapes share."""
    by = summary.placed_by
    return {
        "number": summary.number,
        "outlet": summary.outlet_number,
        "outlet_name": summary.outlet_name,
        "seller": summary.seller_code,
        "seller_name": summary.seller_name,
        "organization": summary.organization_number,
        "organization_name": summary.organization_name,
        "placed_at": moment(summary.placed_at),
        "placed_by": {
            "contact": by.contact,
            "contact_id": None if by.contact_id is None else str(by.contact_id),
            "employee": by.employee,
        },
        "status": summary.status,
        "purchase_order_number": summary.purchase_order_number,
        "total": money(summary.total),
        "rejected": money(summary.rejected),
    }


def order_row(summary: OrderSummary) -> OrderRowBody:
    """A row of the history."""
    return {**order_head(summary), "lines": summary.line_count}


def order_line(line: OrderLineView) -> OrderLineBody:
    """A frozen line."""
    return {
        "position": line.position,
        "sku": line.sku,
        "catalog": line.catalog,
        "name": line.name,
        "picture": picture_address(line.sku),
        "quantity": line.quantity,
        "unit_price": money(line.unit_price),
        "line_total": money(line.line_total),
        "price_trace": [candidate(considered) for considered in line.price_trace],
        "note": line.note,
        "rejection_reason": line.rejection_reason,
    }


def order(view: OrderView) -> OrderBody:
    """An order's page."""
    wanted = view.requested_delivery_date
    return {
        **order_head(view.summary),
        "lines": [order_line(line) for line in view.lines],
        "note": view.note,
        "requested_delivery_date": None if wanted is None else wanted.isoformat(),
        "payment_method": view.payment_method,
        "delivery_address": address(view.address),
        "left_in_cart": list(view.left_in_cart),
        "events": [
            {
                "kind": event.kind,
                "reason": event.reason,
                "skus": list(event.skus),
                "by": event.made_by,
                "at": moment(event.made_at),
            }
            for event in view.events
        ],
    }


def history(found: OrderPage) -> HistoryBody:
    """A page of the history."""
    totals = found.totals
    selection: SelectionBody = {
        "orders": totals.orders,
        "lines": totals.lines,
        "totals": [money(total) for total in totals.totals],
    }
    if not totals.is_complete:
        selection["is_complete"] = False
    return {
        "items": [order_row(summary) for summary in found.items],
        "next_cursor": found.next_cursor,
        "selection": selection,
    }
