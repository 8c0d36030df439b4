"""The quick order of a contact at an outlet: kept until it is in carts, on every device."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.carts.errors import NothingToUndo, RowNotFound
from storefront.carts.queries import grids as queries
from storefront.carts.rules import grids
from storefront.carts.rules.grids import REMEMBERED_ATTEMPTS, from_document, to_document
from storefront.carts.service.applying import apply
from storefront.carts.service.history import undo
from storefront.carts.service.reading import list_carts
from storefront.carts.service.resolving import resolve
from storefront.carts.snapshots import (
    Applied,
    CartView,
    Grid,
    GridOrder,
    GridRow,
    ListLine,
    ReadRow,
    Resolution,
    ResolvedLine,
)
from storefront.kit.clock import now
from storefront.kit.idempotency import check_key
from storefront.kit.ids import new_id
from storefront.parties.actor import OutletActor

Rows = tuple[GridRow, ...]


def show_grid(session: Session, actor: OutletActor) -> Grid:
    """The contact's rows for the outlet, each answered at today's prices and stock."""
    return _answered(
        session, actor, from_document(queries.rows_of_grid(session, actor.outlet_id, actor.contact_id))
    )


def add_list_to_grid(session: Session, actor: OutletActor, *, rows: Sequence[ReadRow], attempt: str) -> int:
    """Put a list above what is there; how many rows came in. The same attempt again adds nothing.

    Raises:
        ListTooLong: there would be more than 1,000 rows.
    """
    return _add(
        session,
        actor,
        attempt,
        len(rows),
        lambda there, first_id: grids.with_list(there, rows, first_id=first_id),
    )


def add_typed_to_grid(session: Session, actor: OutletActor, *, rows: Sequence[ReadRow], attempt: str) -> int:
    """Put typed or scanned rows on top, in the order of typing; how many. The same attempt again adds nothing.

    Raises:
        ListTooLong: there would be more than 1,000 rows.
    """
    return _add(
        session,
        actor,
        attempt,
        len(rows),
        lambda there, first_id: grids.with_typed(there, rows, first_id=first_id),
    )


def change_grid_row(
    session: Session,
    actor: OutletActor,
    *,
    row_id: int,
    sku: str,
    quantity: str,
    catalog: str | None = None,
    seller: str | None = None,
) -> None:
    """Correct a row; what is no SKU or no quantity stays in it as a problem.

    Raises:
        RowNotFound: the row is not there any more.
    """
    _change(
        session,
        actor,
        lambda rows: grids.with_changed(
            rows, row_id, sku=sku, quantity=quantity, catalog=catalog, seller=seller
        ),
    )


def correct_grid_row(
    session: Session,
    actor: OutletActor,
    *,
    row_id: int,
    sku: str | None = None,
    quantity: str | None = None,
    catalog: str | None = None,
    seller: str | None = None,
) -> None:
    """Correct what is given of a row; the rest of it stays as it is.

    Raises:
        RowNotFound: the row is not there any more.
    """

    def corrected(rows: Rows) -> Rows:
        there = next((row.read for row in rows if row.id == row_id), None)
        if there is None:
            raise RowNotFound
        return grids.with_changed(
            rows,
            row_id,
            sku=there.sku if sku is None else sku,
            quantity=(there.quantity_text or str(there.quantity)) if quantity is None else quantity,
            catalog=catalog,
            seller=seller,
        )

    _change(session, actor, corrected)


def remove_grid_row(session: Session, actor: OutletActor, *, row_id: int) -> None:
    """Take a row out.

    Raises:
        RowNotFound: the row is not there any more.
    """
    _change(session, actor, lambda rows: grids.without(rows, row_id))


def clear_grid(session: Session, actor: OutletActor) -> None:
    """Take all rows out."""
    _change(session, actor, lambda _rows: ())


def order_grid(
    session: Session,
    actor: OutletActor,
    *,
    row_ids: Collection[int] | None = None,
    idempotency_key: str | None = None,
) -> GridOrder:
    """Add every row that can be added to the carts of their sellers, or those of `row_ids`; the others stay.

    Of what cannot be had whole the rest stays too. The same key again adds nothing and tells what the first attempt
    did; without a key a second call finds only what the first one left.

    Raises:
        KeyNotUsable: the key cannot be kept.
        RowNotFound: a row that was picked is not there any more; nothing is added.
        CartFull: a cart would have too many lines; nothing is added.
    """
    if idempotency_key is not None:
        check_key(idempotency_key)
    stored = queries.lock_grid(session, actor.outlet_id, actor.contact_id, now())
    done = grids.attempt_at(stored.attempts, idempotency_key) if idempotency_key else None
    if done is not None:
        added, short, left, sellers = done
        return GridOrder(added, short, left, _carts_of(session, actor, sellers))
    rows = from_document(stored.rows)
    if row_ids is not None and not set(row_ids) <= {row.id for row in rows}:
        raise RowNotFound
    asked = [row for row in rows if not row.read.problem and (row_ids is None or row.id in row_ids)]
    applied = _applied(session, actor, asked)
    if applied is None or not applied.added:
        return GridOrder(0, 0, len(rows), ())
    return _keep_the_rest(
        session, actor, stored, rows, _answers(asked, applied.resolution), applied, idempotency_key
    )


def _keep_the_rest(
    session: Session,
    actor: OutletActor,
    stored: Row[Any],
    rows: Rows,
    answers: Mapping[int, ResolvedLine],
    applied: Applied,
    key: str | None,
) -> GridOrder:
    """Write down what stays in the grid, what was added, and under which key."""
    remaining = [rest for row in rows if (rest := grids.what_is_left(row, answers.get(row.id))) is not None]
    whole = len(rows) - len(remaining)
    ordered = GridOrder(applied.added, applied.added - whole, len(remaining), applied.carts)
    # Carts are locked in the order of their sellers' ids, also when this is taken back.
    changed = sorted(applied.carts, key=lambda cart: cart.seller.id)
    attempts = stored.attempts
    if key:
        attempts = [*attempts, grids.to_attempt(key, ordered)][-REMEMBERED_ATTEMPTS:]
    _write(
        session,
        actor,
        rows=to_document(remaining),
        attempts=attempts,
        last_order=[stored.rows, [[cart.seller.code, cart.version] for cart in changed]],
    )
    return ordered


def undo_grid_order(session: Session, actor: OutletActor) -> int:
    """Take what was added last out of the carts again, and put its rows back; how many rows there are now.

    Raises:
        NothingToUndo: nothing was added, or it was taken back.
        CartChanged: a cart was changed since; nothing is taken back.
        ListTooLong: with the rows typed since there would be more than 1,000.
    """
    stored = queries.lock_grid(session, actor.outlet_id, actor.contact_id, now())
    if not stored.last_order:
        raise NothingToUndo
    before, versions = stored.last_order
    for seller, version in versions:
        undo(session, actor, seller=seller, version=version)
    rows = grids.put_back(from_document(before), from_document(stored.rows))
    _write(session, actor, rows=to_document(rows), last_order=[])
    return len(rows)


def _answered(session: Session, actor: OutletActor, rows: Rows) -> Grid:
    asked = [row for row in rows if not row.read.problem]
    if not asked:
        return Grid(rows)
    resolution = resolve(session, actor, lines=[_line(row) for row in asked])
    answers = _answers(asked, resolution)
    return Grid(tuple(replace(row, answer=answers.get(row.id)) for row in rows), resolution.totals)


def _answers(asked: Sequence[GridRow], resolution: Resolution | None) -> dict[int, ResolvedLine]:
    answers = resolution.lines if resolution else ()
    return {row.id: answer for row, answer in zip(asked, answers, strict=True)}


def _applied(session: Session, actor: OutletActor, asked: Sequence[GridRow]) -> Applied | None:
    if not asked:
        return None
    lines = [_line(row) for row in asked]
    return apply(session, actor, lines=lines, idempotency_key=f"quick-order-{new_id()}")


def _carts_of(session: Session, actor: OutletActor, sellers: Collection[str]) -> tuple[CartView, ...]:
    """The carts that an earlier attempt reached, as they are now."""
    return tuple(view for view in list_carts(session, actor) if view.seller.code in sellers)


def _line(row: GridRow) -> ListLine:
    return ListLine(row.read.sku, row.read.quantity, row.read.catalog, row.read.seller)


def _change(session: Session, actor: OutletActor, change: Callable[[Rows], Rows]) -> None:
    stored = queries.lock_grid(session, actor.outlet_id, actor.contact_id, now())
    _write(session, actor, rows=to_document(change(from_document(stored.rows))))


def _add(
    session: Session, actor: OutletActor, attempt: str, count: int, change: Callable[[Rows, int], Rows]
) -> int:
    stored = queries.lock_grid(session, actor.outlet_id, actor.contact_id, now())
    known = {str(key): int(added) for key, added, *_ in stored.attempts}
    if attempt in known:
        return known[attempt]
    there = from_document(stored.rows)
    # What was added last may be put back: its numbers are taken.
    ordered = from_document(stored.last_order[0]) if stored.last_order else ()
    rows = change(there, grids.next_id(there, ordered))
    attempts = [*stored.attempts, [attempt, count]][-REMEMBERED_ATTEMPTS:]
    _write(session, actor, rows=to_document(rows), attempts=attempts)
    return count


def _write(session: Session, actor: OutletActor, **documents: Sequence[object]) -> None:
    queries.write_grid(session, actor.outlet_id, actor.contact_id, **documents)
