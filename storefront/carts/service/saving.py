"""Saving lines for later: a list beside the cart, shared like it and never ordered with it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.carts.errors import CartFull, LineNotFound, LineNotOffered, SavedFull
from storefront.carts.queries import saved as queries
from storefront.carts.rules import MAXIMUM_LINES, LineStep
from storefront.carts.rules.viewing import view_lines
from storefront.carts.service.changing import is_priced, line_of
from storefront.carts.service.noting import step_of
from storefront.carts.service.opening import OpenCart, open_cart
from storefront.carts.service.reading import stored_lines
from storefront.carts.service.writing import note_change, view_again, write_steps
from storefront.carts.snapshots import Beside, CartLineView, CartView, StoredLine
from storefront.catalog.errors import QuantityRefused
from storefront.catalog.rules import LARGEST_QUANTITY, quantity_problem
from storefront.catalog.snapshots import QuantityRule
from storefront.kit.ids import new_id
from storefront.offers.service import open_terms, shelf_in
from storefront.offers.snapshots import Terms
from storefront.parties.actor import OutletActor

MAXIMUM_SAVED = 500


def list_saved(session: Session, actor: OutletActor, *, seller: str) -> tuple[CartLineView, ...]:
    """What is saved for later beside the outlet's cart with a seller, at today's prices, newest first.

    Raises:
        SellerNotFound: the outlet may not buy from it.
    """
    terms = open_terms(session, actor, seller=seller)
    return _views(session, terms, queries.stored(session, actor.outlet_id, terms.seller.id))


def show_beside(session: Session, actor: OutletActor, *, cart: CartView) -> Beside:
    """What is beside a cart that this actor was just shown; one statement when nothing is saved."""
    rows = queries.stored(session, actor.outlet_id, cart.seller.id)
    if not rows or rows[0].id is None:
        return Beside((), rows[0].restorable if rows else 0)
    terms = open_terms(session, actor, seller=cart.seller.code)
    return Beside(_views(session, terms, rows), rows[0].restorable)


def save_line(
    session: Session, actor: OutletActor, *, seller: str, line_id: UUID, version: int | None = None
) -> CartView:
    """Put a line aside; what is saved of it already grows by its quantity, and keeps its note if it has one.

    Raises:
        SellerNotFound, CartChanged, LineNotFound, SavedFull: as they say.
        QuantityRefused: more would be saved than anything may be ordered of.
    """
    cart = open_cart(session, actor, seller, version)
    line = line_of(cart, line_id)
    beside = _stored(session, actor, cart)
    there = next((each for each in beside if _key(each) == _key(line)), None)
    if there is None and len(beside) >= MAXIMUM_SAVED:
        raise SavedFull(MAXIMUM_SAVED)
    quantity = line.quantity + (there.quantity if there else 0)
    if quantity > LARGEST_QUANTITY:
        problem = f"save at most {LARGEST_QUANTITY:,}"
        raise QuantityRefused(f"{line.sku}: {problem}.", sku=line.sku, fields={"quantity": problem})
    saved = (
        replace(step_of(there, quantity, is_saved=True), note_after=there.note or line.note)
        if there
        else _new_step(actor, cart, line, quantity, line.note, is_saved=True)
    )
    steps = [step_of(line, 0), saved]
    write_steps(session, cart, steps, {saved.line_id: there.seen_price if there else line.seen_price})
    note_change(session, actor, cart, "save", steps)
    return view_again(session, actor, cart)


def return_saved(
    session: Session,
    actor: OutletActor,
    *,
    seller: str,
    saved_id: UUID,
    quantity: int | None = None,
    version: int | None = None,
) -> CartView:
    """Move what was saved back into the cart at today's price, all of it, or another quantity that then counts.

    Raises:
        SellerNotFound, CartChanged, LineNotFound, LineNotOffered, CartFull: as they say.
        QuantityRefused: the quantity, with what is in the cart already, does not fit the product's rule.
    """
    cart = open_cart(session, actor, seller, version)
    saved = _saved(session, actor, cart, saved_id)
    key = _key(saved)
    shelf, book = shelf_in(session, (cart.terms,), [key])
    card = shelf.get(key)
    if card is None or not is_priced(cart, card, book):
        raise LineNotOffered(saved.sku)
    line = cart.lines.get(key)
    if line is None and len(cart.lines) >= MAXIMUM_LINES:
        raise CartFull(MAXIMUM_LINES)
    wanted = _together(card.quantity_rule, saved, line, saved.quantity if quantity is None else quantity)
    price = book.unit_price(*key, cart.terms.list_ids, wanted)
    back = (
        replace(step_of(line, wanted), note_after=line.note or saved.note)
        if line
        else _new_step(actor, cart, saved, wanted, saved.note)
    )
    steps = [back, step_of(saved, 0, is_saved=True)]
    write_steps(session, cart, steps, {back.line_id: price.ten_thousandths if price else None})
    note_change(session, actor, cart, "return", steps)
    return view_again(session, actor, cart)


def forget_saved(
    session: Session, actor: OutletActor, *, seller: str, saved_id: UUID, version: int | None = None
) -> CartView:
    """Take a line out of what is saved for later; `undo` brings it back.

    Raises:
        SellerNotFound, CartChanged, LineNotFound: as they say.
    """
    cart = open_cart(session, actor, seller, version)
    step = step_of(_saved(session, actor, cart, saved_id), 0, is_saved=True)
    write_steps(session, cart, [step], {})
    note_change(session, actor, cart, "forget", [step])
    return view_again(session, actor, cart)


def _together(rule: QuantityRule, saved: StoredLine, line: StoredLine | None, quantity: int) -> int:
    """What the cart's line has when so many come back to it."""
    wanted = quantity + (line.quantity if line else 0)
    problem = quantity_problem(rule, wanted) or (None if quantity > 0 else "move at least 1")
    if problem:
        already = f" ({line.quantity:,} in the cart already)" if line else ""
        raise QuantityRefused(
            f"{saved.sku}: {problem}{already}.", sku=saved.sku, fields={"quantity": problem}
        )
    return wanted


def _views(session: Session, terms: Terms, rows: Sequence[Row[Any]]) -> tuple[CartLineView, ...]:
    lines = stored_lines(rows)
    shelf, book = shelf_in(session, (terms,), [_key(line) for line in lines])
    return view_lines(terms, lines, shelf, book)


def _stored(session: Session, actor: OutletActor, cart: OpenCart) -> list[StoredLine]:
    return stored_lines(queries.stored(session, actor.outlet_id, cart.terms.seller.id))


def _saved(session: Session, actor: OutletActor, cart: OpenCart, saved_id: UUID) -> StoredLine:
    for line in _stored(session, actor, cart):
        if line.id == saved_id:
            return line
    raise LineNotFound


def _new_step(
    actor: OutletActor, cart: OpenCart, line: StoredLine, quantity: int, note: str, *, is_saved: bool = False
) -> LineStep:
    return LineStep(
        new_id(), *_key(line), 0, quantity, None, actor.contact_id, cart.moment, "", note, is_saved
    )


def _key(line: StoredLine) -> tuple[UUID, UUID]:
    return line.product_id, line.catalog_id
