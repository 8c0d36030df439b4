"""Placing an order: everything in the caller's one transaction, or nothing.

Locks are taken in one order everywhere: idempotency key, cart, stock rows by key, credit account, number sequence.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.carts.service import empty_after_checkout, lock_for_checkout
from storefront.carts.snapshots import CartLineView, LockedCart
from storefront.credit.service import hold
from storefront.db.numbers import take_numbers
from storefront.inventory.errors import NotEnoughStock
from storefront.inventory.service import reserve
from storefront.kit.clock import day_of, now
from storefront.kit.idempotency import KeyReused, check_key
from storefront.kit.ids import new_id
from storefront.kit.money import Money, total_of
from storefront.offers.service import note_availability, note_purchases, open_terms
from storefront.orders.errors import (
    BelowMinimumOrder,
    CheckoutInvalid,
    EmptyCart,
    LinesNotOrderable,
    PriceChanged,
    StockShort,
)
from storefront.orders.queries import placing as queries
from storefront.orders.rules import (
    FARTHEST_DELIVERY,
    changed_lines,
    checkout_fingerprint,
    checkout_problems,
    earliest_delivery,
    orderable,
    search_text,
)
from storefront.orders.service.history import show_order
from storefront.orders.snapshots import CheckoutRequest, Placed
from storefront.parties.actor import OutletActor
from storefront.parties.service import audit, delivery_address
from storefront.settings import get_settings


def place(
    session: Session, actor: OutletActor, *, seller: str, request: CheckoutRequest, idempotency_key: str
) -> Placed:
    """Order the outlet's cart with a seller on account.

    The same key with the same request answers what it answered at first; lines without an offer stay in the cart.

    Raises:
        KeyNotUsable, CheckoutInvalid, SellerNotFound, EmptyCart, LinesNotOrderable, BelowMinimumOrder, NoAddress: as they say.
        KeyReused: the key was used for another request.
        PriceChanged: the total is not `expected_total`.
        StockShort, CreditExceeded: less remains than is asked for.
    """
    check_key(idempotency_key)
    order_id = new_id()
    mark = checkout_fingerprint(actor.outlet_number, seller, request)
    if not queries.take_key(
        session,
        contact_id=actor.contact_id,
        key=idempotency_key,
        fingerprint=mark,
        order_id=order_id,
        moment=now(),
    ):
        return _replay(session, actor, idempotency_key, mark)
    cart = lock_for_checkout(session, actor, seller=seller)
    lines = orderable(cart.view)
    total = _accept(cart, lines, request)
    _reserve(session, order_id, cart, lines)
    hold(session, actor, order_id=order_id, total=total)
    number = _write(session, actor, order_id, cart, lines, total, request)
    empty_after_checkout(session, actor, cart=cart, ordered=[line.id for line in lines])
    left = tuple(line.sku for line in cart.view.lines if line.line_total is None)
    if left:
        queries.note_left(session, contact_id=actor.contact_id, key=idempotency_key, skus=left)
    if actor.on_behalf:
        _note_in_audit(session, actor, number, cart.terms.seller.id, total)
    return Placed(replace(show_order(session, actor, number=number), left_in_cart=left), is_replay=False)


def _note_in_audit(session: Session, actor: OutletActor, number: str, seller_id: UUID, total: Money) -> None:
    """A buyer's order is its own trail; what an employee placed is in the employee's as well."""
    after = {"total": total.amount}
    audit(session, actor, Deed("order.placed", number, actor.organization_id, seller_id, after=after))


def delivery_window(session: Session, actor: OutletActor, *, seller: str) -> tuple[date, date]:
    """The first and the last day that a buyer may ask for.

    Raises:
        SellerNotFound: the outlet may not buy from it.
    """
    terms = open_terms(session, actor, seller=seller)
    today = day_of(now(), get_settings().timezone)
    return earliest_delivery(today, terms.seller.lead_days), today + FARTHEST_DELIVERY


def _replay(session: Session, actor: OutletActor, key: str, mark: str) -> Placed:
    taken = queries.taken_key(session, actor.contact_id, key)
    if taken.fingerprint != mark:
        raise KeyReused
    order = show_order(session, actor, number=taken.number)
    return Placed(replace(order, left_in_cart=tuple(taken.left_in_cart)), is_replay=True)


def _accept(cart: LockedCart, lines: tuple[CartLineView, ...], request: CheckoutRequest) -> Money:
    """The total of an order that may be placed as far as cart and request go."""
    seller = cart.terms.seller
    problems = checkout_problems(
        request, today=day_of(now(), get_settings().timezone), lead_days=seller.lead_days
    )
    if problems:
        words = "; ".join(f"{field.replace('_', ' ')}: {problem}" for field, problem in problems.items())
        raise CheckoutInvalid(f"Nothing was ordered. {words}.", fields=problems)
    if not lines:
        raise EmptyCart
    misfits = [
        (line.sku, issue.message) for line in lines for issue in line.issues if issue.code == "rule_changed"
    ]
    if misfits:
        raise LinesNotOrderable(tuple(misfits))
    total = total_of([line.line_total for line in lines if line.line_total is not None], seller.currency)
    expected = request.expected_total
    if expected is not None and expected != total:
        raise PriceChanged(expected=expected, total=total, lines=changed_lines(lines))
    if total.minor < seller.minimum_order.minor:
        raise BelowMinimumOrder(seller=seller.name, minimum=seller.minimum_order, total=total)
    return total


def _reserve(session: Session, order_id: UUID, cart: LockedCart, lines: tuple[CartLineView, ...]) -> None:
    quantities: dict[UUID, int] = {}
    for line in lines:
        quantities[line.product_id] = quantities.get(line.product_id, 0) + line.quantity
    seller = cart.terms.seller
    try:
        remaining = reserve(
            session, order_id=order_id, warehouse_id=seller.warehouse_id, quantities=quantities
        )
    except NotEnoughStock as error:
        names = {line.product_id: (line.sku, line.name) for line in lines}
        short = tuple((*names[each.product_id], each.wanted, each.available) for each in error.shortages)
        raise StockShort(short) from error
    note_availability(session, seller_id=seller.id, remaining=remaining)


def _write(
    session: Session,
    actor: OutletActor,
    order_id: UUID,
    cart: LockedCart,
    lines: tuple[CartLineView, ...],
    total: Money,
    request: CheckoutRequest,
) -> str:
    """The order and its lines as rows; its number is taken last, since that row is everybody's."""
    moment = now()
    address = delivery_address(session, actor)
    named = [(line.sku, line.name) for line in lines]
    notes = [request.note, *(line.note for line in lines)]
    note_purchases(session, outlet_id=actor.outlet_id, moment=moment, lines=_bought(lines))
    number = take_numbers(session, "order", "SO-")[0]
    values: Mapping[str, object] = {
        "id": order_id,
        "number": number,
        "organization_id": actor.organization_id,
        "outlet_id": actor.outlet_id,
        "seller_id": cart.terms.seller.id,
        "contact_id": actor.buyer_id,
        "employee_id": actor.acting_employee_id,
        "acting_session_id": actor.acting_session_id,
        "status": "submitted",
        "placed_at": moment,
        "purchase_order_number": request.purchase_order_number.strip(),
        "note": request.note.strip(),
        "requested_delivery_date": request.requested_delivery_date,
        "payment_method": request.payment_method,
        "address": [address.name, address.street, address.city, address.postcode, address.country],
        "currency": total.currency,
        "total_minor": total.minor,
        "line_count": len(lines),
        "search_text": search_text(number, request.purchase_order_number, named, notes),
    }
    queries.insert_order(session, values, _line_rows(order_id, cart, lines))
    return number


def _bought(lines: tuple[CartLineView, ...]) -> list[tuple[UUID, UUID, int, int]]:
    return [
        (line.catalog_id, line.product_id, line.quantity, line.unit_price.ten_thousandths)
        for line in lines
        if line.unit_price is not None
    ]


def _line_rows(order_id: UUID, cart: LockedCart, lines: tuple[CartLineView, ...]) -> list[list[object]]:
    """The lines as they are frozen, in the order of `queries.LINE_COLUMNS`."""
    return [
        [
            order_id,
            position,
            line.product_id,
            line.catalog_id,
            line.sku,
            line.name,
            line.quantity,
            line.unit_price.ten_thousandths,
            line.line_total.minor,
            cart.traces.get(line.id),
            line.note,
        ]
        for position, line in enumerate(lines, start=1)
        if line.unit_price is not None and line.line_total is not None
    ]
