"""What makes an order acceptable, decided on plain values."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, timedelta

from storefront.carts.snapshots import CartLineView, CartView
from storefront.kit.text import is_storable, search_words
from storefront.orders.snapshots import ChangedLine, CheckoutRequest

MAXIMUM_PURCHASE_ORDER_NUMBER = 50
MAXIMUM_NOTE = 1000
MAXIMUM_KEY = 200
FARTHEST_DELIVERY = timedelta(days=365)
PAYMENT_METHODS = ("on_account",)


def earliest_delivery(today: date, lead_days: int) -> date:
    """The day that a seller needs: so many working days (Monday to Friday) after today."""
    day = today
    left = lead_days
    while left > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            left -= 1
    return day


def checkout_problems(request: CheckoutRequest, *, today: date, lead_days: int) -> dict[str, str]:
    """What is wrong with what was typed, by field; empty when nothing is."""
    problems: dict[str, str] = {}
    number = request.purchase_order_number
    if len(number) > MAXIMUM_PURCHASE_ORDER_NUMBER or not number.isprintable():
        problems["purchase_order_number"] = f"at most {MAXIMUM_PURCHASE_ORDER_NUMBER} printable characters"
    if len(request.note) > MAXIMUM_NOTE or not is_storable(request.note):
        problems["note"] = f"at most {MAXIMUM_NOTE} characters"
    if request.payment_method not in PAYMENT_METHODS:
        problems["payment_method"] = f"one of {', '.join(PAYMENT_METHODS)}"
    wanted = request.requested_delivery_date
    earliest = earliest_delivery(today, lead_days)
    if wanted is not None and not earliest <= wanted <= today + FARTHEST_DELIVERY:
        problems["requested_delivery_date"] = (
            f"from {earliest.isoformat()} to {(today + FARTHEST_DELIVERY).isoformat()}"
        )
    return problems


def fingerprint(outlet: str, seller: str, request: CheckoutRequest) -> str:
    """What two attempts with one key must have in common to be the same attempt."""
    expected = request.expected_total
    body = [
        outlet,
        seller,
        request.purchase_order_number,
        request.note,
        request.requested_delivery_date.isoformat() if request.requested_delivery_date else None,
        [expected.minor, expected.currency] if expected else None,
        request.payment_method,
    ]
    return hashlib.sha256(json.dumps(body).encode()).hexdigest()


def orderable(cart: CartView) -> tuple[CartLineView, ...]:
    """The lines that have an offer; the others stay behind (product rule 11)."""
    return tuple(line for line in cart.lines if line.line_total is not None)


def changed_lines(lines: Sequence[CartLineView]) -> tuple[ChangedLine, ...]:
    """The lines whose price moved since it was last seen; all of them when none did."""
    priced = [
        ChangedLine(line.sku, line.name, line.previous_unit_price, line.unit_price, line.line_total)
        for line in lines
        if line.unit_price is not None and line.line_total is not None
    ]
    moved = tuple(line for line in priced if line.previous_unit_price is not None)
    return moved or tuple(priced)


def search_text(number: str, purchase_order_number: str, lines: Sequence[tuple[str, str]]) -> str:
    """What the history's text filter reads of an order: its numbers, and the SKU and name of each line."""
    texts = [number, purchase_order_number, *(f"{sku} {name}" for sku, name in lines)]
    return " ".join(search_words(" ".join(texts)))
