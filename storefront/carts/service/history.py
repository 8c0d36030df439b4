"""The history of a cart: shown, taken back step by step, and a cleared cart brought back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.carts.errors import (
    CannotUndo,
    CartFull,
    ChangeNotFound,
    LaterChange,
    NothingToRestore,
    NothingToUndo,
    SavedFull,
)
from storefront.carts.queries import changes as history
from storefront.carts.queries import saved as saved_queries
from storefront.carts.queries import storing as queries
from storefront.carts.rules import MAXIMUM_LINES, LineStep
from storefront.carts.rules.telling import change_in_words, why_not_undoable
from storefront.carts.service.opening import OpenCart, open_cart
from storefront.carts.service.saving import MAXIMUM_SAVED
from storefront.carts.service.writing import note_change, view_again, write_steps
from storefront.carts.snapshots import CartView, ChangedLine, ChangeView
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.offers.service import open_terms
from storefront.parties.actor import OutletActor


def list_changes(
    session: Session, actor: OutletActor, *, seller: str, cursor: str | None = None, limit: int = 24
) -> Page[ChangeView]:
    """What was done to the outlet's cart with a seller, newest first, in words.

    Raises:
        SellerNotFound: the outlet may not buy from it.
        Invalid: the limit or the cursor is not acceptable.
    """
    checked_limit(limit)
    after = decode_cursor("cart-changes", cursor, int)
    terms = open_terms(session, actor, seller=seller)
    cart_id = history.cart_of(session, actor.outlet_id, terms.seller.id)
    if cart_id is None:
        return Page((), None)
    rows = history.page(session, cart_id, before=int(after[0]) if after else None, limit=limit + 1)
    shown = rows[:limit]
    clearing = history.restorable(session, cart_id)
    following = encode_cursor("cart-changes", shown[-1].version) if len(rows) > limit else None
    return Page(tuple(_describe(session, actor, shown, clearing.version if clearing else None)), following)


def undo(session: Session, actor: OutletActor, *, seller: str, version: int | None = None) -> CartView:
    """Take back the newest change that is not undone, whoever of the outlet made it; never beyond a checkout.

    Raises:
        SellerNotFound, CartChanged, NothingToUndo, CartFull: as they say.
    """
    cart = open_cart(session, actor, seller, version)
    change = queries.last_undoable(session, cart.id)
    if change is None:
        raise NothingToUndo
    return _take_back(session, actor, cart, change)


def undo_change(
    session: Session, actor: OutletActor, *, seller: str, change_id: UUID, version: int | None = None
) -> CartView:
    """Take back one step, unless a later step that stands changed one of its lines; never beyond a checkout.

    Raises:
        SellerNotFound, CartChanged, CartFull: as they say.
        ChangeNotFound: there is no such step in this cart.
        CannotUndo: it is undone already, was ordered, or is an undo itself.
        LaterChange: with the later step that has to be undone first.
    """
    cart = open_cart(session, actor, seller, version)
    change = history.one(session, cart.id, change_id)
    if change is None:
        raise ChangeNotFound
    if not change.stands:
        raise CannotUndo(why_not_undoable(change.kind, is_undone=change.is_undone))
    if change.later is not None:
        (later,) = _describe(session, actor, [history.at_version(session, cart.id, change.later)], None)
        raise LaterChange(later.version, later.words, later.employee or later.by)
    return _take_back(session, actor, cart, change)


def restore(session: Session, actor: OutletActor, *, seller: str, version: int | None = None) -> CartView:
    """Bring back what the last clearing took out, where it is not in the cart; what was done since stays.

    Raises:
        SellerNotFound, CartChanged, NothingToRestore, CartFull: as they say.
    """
    cart = open_cart(session, actor, seller, version)
    clearing = history.restorable(session, cart.id)
    steps = [step.reverse for step in _steps(clearing)] if clearing else []
    missing = [step for step in steps if (step.product_id, step.catalog_id) not in cart.lines]
    if clearing is None or not missing:
        raise NothingToRestore
    _write(session, actor, cart, missing)
    note_change(session, actor, cart, "restore", missing, subject_version=clearing.version)
    return view_again(session, actor, cart)


def _take_back(session: Session, actor: OutletActor, cart: OpenCart, change: Row[Any]) -> CartView:
    steps = [step.reverse for step in _steps(change)]
    _write(session, actor, cart, steps)
    queries.mark_undone(session, change.id)
    note_change(session, actor, cart, "undo", steps, subject_version=change.version)
    return view_again(session, actor, cart)


def _steps(change: Row[Any]) -> list[LineStep]:
    return [LineStep.read(document) for document in change.lines]


def _write(session: Session, actor: OutletActor, cart: OpenCart, steps: Sequence[LineStep]) -> None:
    """Make the lines what the steps say, as far as cart and list have room.

    A note that a step knows nothing of stays as it is.
    """
    _must_fit({key: line.quantity for key, line in cart.lines.items()}, steps, is_saved=False)
    beside: dict[tuple[UUID, UUID], int] = {}
    if any(step.is_saved for step in steps):
        rows = saved_queries.stored(session, actor.outlet_id, cart.terms.seller.id)
        beside = {(row.product_id, row.catalog_id): row.quantity for row in rows if row.id is not None}
        _must_fit(beside, steps, is_saved=True)
    known = [
        step
        if step.is_saved or step.note_after is not None
        else replace(step, note_after=_note_of(cart, step))
        for step in steps
    ]
    write_steps(session, cart, known, {step.line_id: step.seen_before for step in steps})


def _note_of(cart: OpenCart, step: LineStep) -> str:
    line = cart.lines.get((step.product_id, step.catalog_id))
    return line.note if line else ""


def _must_fit(there: dict[tuple[UUID, UUID], int], steps: Iterable[LineStep], *, is_saved: bool) -> None:
    own = [step for step in steps if step.is_saved == is_saved]
    gone = {(step.product_id, step.catalog_id) for step in own if not step.after}
    back = {(step.product_id, step.catalog_id) for step in own if step.after}
    most = MAXIMUM_SAVED if is_saved else MAXIMUM_LINES
    if len((there.keys() - gone) | back) > max(most, len(there)):
        raise (SavedFull if is_saved else CartFull)(most)


def _describe(
    session: Session, actor: OutletActor, rows: Sequence[Row[Any]], clearing: int | None
) -> Iterable[ChangeView]:
    """Changes in words; `clearing` is the version of the one that can be restored."""
    first = {row.version: first_steps(row) for row in rows}
    products = {step.product_id for steps in first.values() for step in steps}
    names = history.names(session, list(products)) if products else {}
    for row in rows:
        lines = tuple(line_in_words(step, *names[step.product_id]) for step in first[row.version])
        yield ChangeView(
            id=row.id,
            version=row.version,
            kind=row.kind,
            words=change_in_words(row.kind, lines, row.line_count, row.detail, row.subject_version),
            by=row.contact_name or actor.outlet_name,
            employee=row.employee_name,
            made_at=row.made_at,
            lines=lines,
            line_count=row.line_count,
            is_undone=row.is_undone,
            can_undo=bool(row.stands) and row.later is None,
            later_version=row.later if row.stands else None,
            can_restore=row.version == clearing,
        )


def first_steps(row: Row[Any]) -> list[LineStep]:
    """The first lines that a change touched."""
    documents = (getattr(row, f"line_{at}") for at in range(history.FIRST_LINES))
    return [LineStep.read(document) for document in documents if document is not None]


def line_in_words(step: LineStep, sku: str, name: str) -> ChangedLine:
    """A touched line with the names of its product."""
    return ChangedLine(sku, name, step.before, step.after, step.note_before, step.note_after, step.is_saved)
