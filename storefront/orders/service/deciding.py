"""What a seller does with the orders that were placed with it.

An order is decided while it is submitted: some of its lines may be rejected, then the rest is accepted, or all of it
is rejected. Locks are taken in the order of placing: the order, stock rows by key, the credit account,
what the outlet bought, the audit.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.credit import service as credit
from storefront.inventory import service as inventory
from storefront.kit.clock import as_utc
from storefront.kit.errors import Invalid
from storefront.kit.money import Money
from storefront.kit.paging import checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable, pattern_of, query_words, sort_key
from storefront.mail.service import link_to, post
from storefront.offers.service import correct_purchases, note_availability
from storefront.orders.errors import OrderNotFound, RejectionInvalid
from storefront.orders.queries import buying
from storefront.orders.queries import deciding as queries
from storefront.orders.rules import LineToDecide, is_to_accept, lines_to_reject, rejection_problems
from storefront.orders.service.reading import order_summary, order_view
from storefront.orders.service.selecting import STATUSES, end_in_zone, moment_in_zone
from storefront.orders.snapshots import IncomingFilter, IncomingPage, OrderView
from storefront.orders.tables import OrderEvent
from storefront.parties.actor import SellerActor
from storefront.parties.service import audit
from storefront.settings import get_settings

MOST_WAITING = 1_000
SORTS = ("placed_at", "-placed_at")


def list_incoming(session: Session, actor: SellerActor, wanted: IncomingFilter) -> IncomingPage:
    """Orders that were placed with the seller: those that wait for it, oldest first, unless asked otherwise.

    Raises:
        Invalid: a filter, the sort or the cursor is not acceptable.
    """
    checked_limit(wanted.limit)
    _check(wanted)
    sort = wanted.sort or ("placed_at" if wanted.status == "submitted" else "-placed_at")
    after = decode_cursor(f"incoming:{sort}", wanted.cursor, str, int)
    rows = queries.incoming(
        session,
        actor.seller_id,
        words=tuple(query_words(wanted.text)),
        filters=_filters(wanted),
        sort=sort,
        after=None if after is None else (_moment_in(after[0]), int(after[1])),
        limit=wanted.limit + 1,
        counted=MOST_WAITING,
    )
    last = rows[wanted.limit - 1] if len(rows) > wanted.limit else None
    following = None
    if last is not None:
        following = encode_cursor(f"incoming:{sort}", last.placed_at.isoformat(), last.sequence)
    count = rows[0].waiting if rows else queries.waiting(session, actor.seller_id, counted=MOST_WAITING)
    return IncomingPage(tuple(order_summary(row) for row in rows[: wanted.limit]), following, count)


def show_incoming(session: Session, actor: SellerActor, *, number: str) -> OrderView:
    """An order that was placed with the seller.

    Raises:
        OrderNotFound: there is none with this number that was placed with it.
    """
    row = queries.one_of_seller(session, actor.seller_id, number) if _is_usable(number) else None
    if row is None:
        raise OrderNotFound(number)
    return order_view(session, row)


def accept(session: Session, actor: SellerActor, *, number: str) -> OrderView:
    """Promise to deliver what is left of an order; one that was accepted already stays as it is.

    Raises:
        OrderNotFound: there is none with this number that was placed with the seller.
        OrderDecided: it was decided otherwise.
    """
    order = _lock(session, actor, number)
    if is_to_accept(order.number, order.status):
        _decide(session, actor, order, "accepted", order.rejected_minor, _event(actor, order, "accepted"))
    return show_incoming(session, actor, number=number)


def reject(
    session: Session,
    actor: SellerActor,
    *,
    number: str,
    reason: str,
    lines: Sequence[int | str] | None = None,
) -> OrderView:
    """Refuse to deliver some lines of an order (by position or SKU), or all that is left of it.

    Their stock and their credit are free again, and the buyer is mailed. With its last line the order is rejected;
    lines that were rejected already stay as they are.

    Raises:
        OrderNotFound: there is none with this number that was placed with the seller.
        RejectionInvalid: no reason was given, or no line.
        OrderLineNotFound: the order has no such line.
        OrderDecided: it was decided otherwise.
    """
    order = _lock(session, actor, number)
    if problems := rejection_problems(reason, lines):
        words = "; ".join(f"{field}: {problem}" for field, problem in problems.items())
        raise RejectionInvalid(f"Nothing was rejected. {words}.", fields=problems)
    every = [LineToDecide(*line) for line in queries.lines_to_decide(session, order.id)]
    chosen = lines_to_reject(order.number, order.status, every, lines)
    if chosen:
        _reject(session, actor, order, every, chosen, reason.strip())
    return show_incoming(session, actor, number=number)


def _reject(
    session: Session,
    actor: SellerActor,
    order: Row[Any],
    every: Sequence[LineToDecide],
    chosen: Sequence[LineToDecide],
    reason: str,
) -> None:
    """Stock, then credit, then the order itself, what the outlet bought, and who is to know."""
    quantities = _quantities(chosen)
    remaining = inventory.release(
        session, actor, order_id=order.id, quantities=quantities, reason=f"{order.number}: {reason}"
    )
    if remaining:
        note_availability(session, seller_id=actor.seller_id, remaining=remaining)
    amount = Money(sum(line.total_minor for line in chosen), order.currency)
    credit.release(session, order_id=order.id, amount=amount)
    queries.reject_lines(session, order.id, [line.position for line in chosen], reason)
    pairs = list({(line.catalog_id, line.product_id) for line in chosen})
    correct_purchases(
        session,
        outlet_id=order.outlet_id,
        pairs=pairs,
        bought=lambda: buying.bought(session, order.outlet_id, pairs),
    )
    left = [line for line in every if line.rejection_reason is None and line not in chosen]
    _mail(session, actor, order, chosen, amount, reason, is_whole=not left)
    skus = [line.sku for line in chosen] if left or len(chosen) < len(every) else []
    event = _event(actor, order, "lines_rejected" if left else "rejected", reason, skus)
    status = order.status if left else "rejected"
    _decide(session, actor, order, status, order.rejected_minor + amount.minor, event)


def _quantities(lines: Sequence[LineToDecide]) -> dict[Any, int]:
    """Pieces by product: two lines of different catalogs may be of one."""
    quantities: dict[Any, int] = {}
    for line in lines:
        quantities[line.product_id] = quantities.get(line.product_id, 0) + line.quantity
    return quantities


def _event(
    actor: SellerActor, order: Row[Any], kind: str, reason: str = "", skus: Sequence[str] = ()
) -> OrderEvent:
    return OrderEvent(
        order_id=order.id, contact_id=actor.contact_id, kind=kind, reason=reason, skus=list(skus)
    )


def _decide(
    session: Session, actor: SellerActor, order: Row[Any], status: str, rejected_minor: int, event: OrderEvent
) -> None:
    queries.set_decision(session, order.id, status=status, rejected_minor=rejected_minor)
    session.add(event)
    session.flush()
    before, after = _change(order, status, rejected_minor)
    if event.skus:
        after["lines"] = event.skus
    deed = Deed(
        action="order.accepted" if event.kind == "accepted" else "order.rejected",
        subject=order.number,
        organization_id=order.organization_id,
        seller_id=actor.seller_id,
        reason=event.reason,
        before=before,
        after=after,
    )
    audit(session, actor, deed)


def _change(order: Row[Any], status: str, rejected_minor: int) -> tuple[dict[str, object], dict[str, object]]:
    """What of the order is not as it was."""
    was = {"status": order.status, "rejected": Money(order.rejected_minor, order.currency).amount}
    now = {"status": status, "rejected": Money(rejected_minor, order.currency).amount}
    changed = [name for name in was if was[name] != now[name]]
    return {name: was[name] for name in changed}, {name: now[name] for name in changed}


def _mail(
    session: Session,
    actor: SellerActor,
    order: Row[Any],
    chosen: Sequence[LineToDecide],
    amount: Money,
    reason: str,
    *,
    is_whole: bool,
) -> None:
    if order.email is None:
        return
    post(
        session,
        "order_rejected",
        to=order.email,
        name=order.name,
        number=order.number,
        outlet=order.outlet_name,
        seller=actor.seller_name,
        reason=reason,
        is_whole=is_whole,
        lines=[(f"{line.quantity:,}", line.name, line.sku) for line in chosen],
        amount=amount.words,
        link=link_to(f"/o/{order.outlet_number}/orders/{order.number}"),
    )


def _lock(session: Session, actor: SellerActor, number: str) -> Row[Any]:
    order = queries.lock(session, actor.seller_id, number) if _is_usable(number) else None
    if order is None:
        raise OrderNotFound(number)
    return order


def _is_usable(number: str) -> bool:
    return len(number) <= 40 and is_storable(number)


def _check(wanted: IncomingFilter) -> None:
    problems: dict[str, str] = {}
    if wanted.status not in {*STATUSES, "all"}:
        problems["status"] = f"one of {', '.join(STATUSES)}, all"
    if wanted.sort and wanted.sort not in SORTS:
        problems["sort"] = f"one of {', '.join(SORTS)}"
    if not is_storable(wanted.outlet):
        problems["outlet"] = "only characters that can be stored"
    if problems:
        words = "; ".join(f"{field}: {problem}" for field, problem in problems.items())
        raise Invalid(f"This selection is not possible. {words}.", fields=problems)


def _filters(wanted: IncomingFilter) -> dict[str, object]:
    zone = get_settings().timezone
    values: dict[str, object] = {
        "status": None if wanted.status == "all" else wanted.status,
        "outlet": wanted.outlet.strip() or None,
        "outlet_name": _beginning_of(wanted.outlet) if wanted.outlet.strip() else None,
        "placed_from": moment_in_zone(wanted.placed_from, zone),
        "placed_to": end_in_zone(wanted.placed_to, zone),
    }
    return {name: value for name, value in values.items() if value is not None}


def _beginning_of(name: str) -> str:
    """A pattern of names that begin like this; of no name when nothing is left of it to compare."""
    key = sort_key(name)
    return f"{pattern_of(key)}%" if key else ""


def _moment_in(text: str | int) -> datetime:
    try:
        return as_utc(datetime.fromisoformat(str(text)))
    except (ValueError, OverflowError) as error:
        raise Invalid("This page marker belongs to another list.", fields={"cursor": "unknown"}) from error
