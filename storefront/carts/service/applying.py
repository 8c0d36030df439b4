"""Lists written into the carts of their sellers, all in the caller's transaction.

Locks are taken in one order: the list's key, then the carts in the order of their sellers' ids. Nothing that comes
later in `orders.service.placing` is locked here, so the two never wait for each other in a circle.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.carts.errors import CartFull
from storefront.carts.queries import applying as queries
from storefront.carts.queries import resolving, storing
from storefront.carts.rules import MAXIMUM_LINES, LineStep
from storefront.carts.rules.allotting import Allotment, allot
from storefront.carts.rules.applying import list_fingerprint
from storefront.carts.rules.resolving import Key, Offering
from storefront.carts.service.gathering import Gathering, held_lines
from storefront.carts.service.reading import views
from storefront.carts.service.resolving import check_length
from storefront.carts.snapshots import Applied, CartView, ListLine, Resolution, SkippedLine
from storefront.kit.clock import now
from storefront.kit.idempotency import KeyReused, check_key
from storefront.kit.ids import new_id
from storefront.offers.service import open_terms_everywhere
from storefront.offers.snapshots import Terms
from storefront.parties.actor import OutletActor


def apply(
    session: Session, actor: OutletActor, *, lines: Sequence[ListLine], idempotency_key: str
) -> Applied:
    """Add what `resolve` would add, to the carts of the lines' sellers; the lines that add nothing are told.

    The same key with the same lines adds nothing again: it answers what the first attempt did, with the carts as
    they are now.

    Raises:
        ListTooLong, KeyNotUsable: as they say.
        KeyReused: the key was used for other lines.
        CartFull: a cart would have too many lines; no cart is changed.
    """
    check_length(lines)
    check_key(idempotency_key)
    mark = list_fingerprint(actor.outlet_number, lines)
    moment = now()
    if not queries.take_key(
        session, contact_id=actor.contact_id, key=idempotency_key, fingerprint=mark, moment=moment
    ):
        return _replay(session, actor, lines, idempotency_key, mark)
    terms = open_terms_everywhere(session, actor)
    allotment = _add(session, actor, Gathering(session, actor, terms, lines), lines, moment)
    touched = {offering.terms.seller.id for offering, _ in allotment.wanted.values()}
    skipped = _skipped(allotment.resolution)
    added = len(lines) - len(skipped)
    sellers = [each.seller.code for each in terms if each.seller.id in touched]
    queries.note_answer(
        session,
        contact_id=actor.contact_id,
        key=idempotency_key,
        answer=[added, [[line.line, line.state, line.message] for line in skipped], sellers],
    )
    return Applied(
        added,
        skipped,
        _carts(session, actor, terms, sellers),
        is_replay=False,
        resolution=allotment.resolution,
    )


def _skipped(resolution: Resolution) -> tuple[SkippedLine, ...]:
    return tuple(
        SkippedLine(line.place, line.wanted.sku, line.state, line.message)
        for line in resolution.lines
        if not line.is_addable
    )


def _replay(session: Session, actor: OutletActor, lines: Sequence[ListLine], key: str, mark: str) -> Applied:
    taken = queries.taken_key(session, actor.contact_id, key)
    if taken.fingerprint != mark:
        raise KeyReused
    added, left_out, sellers = taken.answer
    skipped: list[tuple[int, str, str]] = left_out
    terms = open_terms_everywhere(session, actor)
    return Applied(
        added,
        tuple(SkippedLine(place, lines[place].sku, state, message) for place, state, message in skipped),
        _carts(session, actor, terms, sellers),
        is_replay=True,
    )


def _carts(
    session: Session, actor: OutletActor, terms: Sequence[Terms], sellers: Sequence[str]
) -> tuple[CartView, ...]:
    """The carts with some sellers, as they are now; those of sellers that are closed to the outlet since are left out."""
    own = [each for each in terms if each.seller.code in sellers]
    if not own:
        return ()
    return views(
        session, own, storing.stored(session, actor.outlet_id, own[0].seller.id if len(own) == 1 else None)
    )


def _add(
    session: Session, actor: OutletActor, gathering: Gathering, lines: Sequence[ListLine], moment: datetime
) -> Allotment:
    """Decide, lock the carts that would change, decide again on what they hold then, and write."""
    meanings = gathering.meanings()
    allotment = allot(lines, meanings, held_lines(gathering.held))
    if not allotment.wanted:
        return allotment
    locked = {offering.terms.seller.id for offering, _ in allotment.wanted.values()}
    carts = {row.seller_id: row for row in queries.bump_all(session, actor.outlet_id, list(locked), moment)}
    asked = {meaning.offering.card.product_id for meaning in meanings if meaning.offering}
    # Somebody may have changed these carts until now; from here on nobody can. Other carts count as they were, so
    # that no line changes its mind about a cart that is not locked.
    held = [row for row in resolving.held(session, actor.outlet_id, asked) if row.seller_id in locked]
    others = [row for row in gathering.held if row.seller_id not in locked]
    allotment = allot(lines, meanings, held_lines([*held, *others]))
    _write(session, actor, carts, allotment.wanted, held, moment)
    return allotment


def _write(
    session: Session,
    actor: OutletActor,
    carts: Mapping[UUID, Row[Any]],
    wanted: Mapping[Key, tuple[Offering, int]],
    held: Sequence[Row[Any]],
    moment: datetime,
) -> None:
    """Give lines their new quantities, and note one change for each cart."""
    present = {(row.product_id, row.catalog_id): row for row in held}
    steps: dict[UUID, list[LineStep]] = {}
    rows: list[list[object]] = []
    for key, (offering, quantity) in wanted.items():
        cart = carts[offering.terms.seller.id]
        step = _step(actor, present.get(key), key, quantity, moment)
        price = offering.unit_price(quantity)
        seen = price.ten_thousandths if price else None
        steps.setdefault(cart.id, []).append(step)
        rows.append([step.line_id, cart.id, *key, quantity, seen, step.added_by, step.added_at])
    new = {cart_id: sum(1 for step in own if not step.before) for cart_id, own in steps.items()}
    there = queries.line_counts(session, list(steps))
    if any(there.get(cart_id, 0) + count > MAXIMUM_LINES for cart_id, count in new.items()):
        raise CartFull(MAXIMUM_LINES)
    storing.put_lines(session, rows)
    changes = [
        [
            new_id(),
            cart.id,
            cart.version,
            "add",
            *storing.by_whom(actor).values(),
            moment,
            _documents(steps[cart.id]),
            False,
        ]
        for cart in carts.values()
        if cart.id in steps
    ]
    queries.note_changes(session, changes)


def _documents(steps: Sequence[LineStep]) -> list[object]:
    return [step.to_document() for step in steps]


def _step(actor: OutletActor, row: Row[Any] | None, key: Key, quantity: int, moment: datetime) -> LineStep:
    """What giving a line this quantity does to it."""
    if row is None:
        return LineStep(new_id(), *key, 0, quantity, None, actor.contact_id, moment)
    return LineStep(row.id, *key, row.quantity, quantity, row.seen_price, row.added_by, row.added_at)
