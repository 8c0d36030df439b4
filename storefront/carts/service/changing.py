"""Adding, changing and removing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from storefront.carts.errors import CartFull, LineNotFound, LineNotOffered, LineProblem, LinesRefused
from storefront.carts.queries import storing as queries
from storefront.carts.rules import MAXIMUM_LINES, LineStep, view_cart
from storefront.carts.rules.noting import clean_note
from storefront.carts.service.opening import Key, OpenCart, open_cart
from storefront.carts.service.writing import note_change, write_steps
from storefront.carts.snapshots import CartView, StoredLine, WantedLine
from storefront.catalog.errors import QuantityRefused
from storefront.catalog.rules import LARGEST_QUANTITY, quantity_problem
from storefront.kit.ids import new_id
from storefront.offers.service import find_offers, shelf_in
from storefront.offers.snapshots import ShelfCard
from storefront.parties.actor import OutletActor
from storefront.pricing.rules import PriceBook


def add_lines(
    session: Session,
    actor: OutletActor,
    *,
    seller: str,
    lines: Sequence[WantedLine],
    version: int | None = None,
) -> CartView:
    """Add products, all of them or none; what is in the cart already grows by the quantity.

    Raises:
        SellerNotFound, CartChanged, CartFull: as they say.
        LinesRefused: with every line that cannot be added, and why.
    """
    cart = open_cart(session, actor, seller, version)
    found = find_offers(session, cart.terms, [line.sku for line in lines])
    known = [card for cards in found.values() for card in cards]
    shelf, book = shelf_in(session, (cart.terms,), list(cart.lines), known)
    wanted = _resolve(cart, lines, found, book)
    if len({*cart.lines, *wanted}) > MAXIMUM_LINES:
        raise CartFull(MAXIMUM_LINES)
    return _apply(session, actor, cart, "add", wanted, shelf, book)


def change_line(
    session: Session,
    actor: OutletActor,
    *,
    seller: str,
    line_id: UUID,
    quantity: int,
    note: str | None = None,
    version: int | None = None,
) -> CartView:
    """Set the quantity of a line, and its note when one is given.

    Raises:
        SellerNotFound, CartChanged, LineNotFound, LineNotOffered: as they say.
        QuantityRefused: the quantity does not fit the product's rule.
        NoteRefused: the note is too long.
    """
    cart = open_cart(session, actor, seller, version)
    line = line_of(cart, line_id)
    shelf, book = shelf_in(session, (cart.terms,), list(cart.lines))
    key = (line.product_id, line.catalog_id)
    card = shelf.get(key)
    if card is None or not is_priced(cart, card, book):
        raise LineNotOffered(line.sku)
    problem = quantity_problem(card.quantity_rule, quantity)
    if problem:
        raise QuantityRefused(f"{line.sku}: {problem}.", sku=line.sku, fields={"quantity": problem})
    notes = {} if note is None else {key: clean_note(note)}
    return _apply(session, actor, cart, "change", {key: quantity}, shelf, book, notes)


def remove_line(
    session: Session, actor: OutletActor, *, seller: str, line_id: UUID, version: int | None = None
) -> CartView:
    """Take a line out.

    Raises:
        SellerNotFound, CartChanged, LineNotFound: as they say.
    """
    cart = open_cart(session, actor, seller, version)
    line = line_of(cart, line_id)
    shelf, book = shelf_in(session, (cart.terms,), list(cart.lines))
    return _apply(session, actor, cart, "remove", {(line.product_id, line.catalog_id): 0}, shelf, book)


def clear(session: Session, actor: OutletActor, *, seller: str, version: int | None = None) -> CartView:
    """Take all lines out; `undo` brings them back.

    Raises:
        SellerNotFound, CartChanged: as they say.
    """
    cart = open_cart(session, actor, seller, version)
    shelf, book = shelf_in(session, (cart.terms,), list(cart.lines))
    return _apply(session, actor, cart, "clear", dict.fromkeys(cart.lines, 0), shelf, book)


def line_of(cart: OpenCart, line_id: UUID) -> StoredLine:
    """The line of a cart.

    Raises:
        LineNotFound: it is not there, or not any more.
    """
    for line in cart.lines.values():
        if line.id == line_id:
            return line
    raise LineNotFound


def _resolve(
    cart: OpenCart,
    lines: Sequence[WantedLine],
    found: Mapping[str, Sequence[ShelfCard]],
    book: PriceBook,
) -> dict[Key, int]:
    """The quantity that each product and catalog shall have; refuses all when one cannot be."""
    wanted: dict[Key, int] = {}
    problems: list[LineProblem] = []
    for place, line in enumerate(lines):
        fitting = [
            card
            for card in found.get(line.sku, ())
            if line.catalog in (None, card.catalog_code) and is_priced(cart, card, book)
        ]
        if not fitting:
            text = (
                "is not in your catalogs"
                if line.catalog is None
                else f"is not in catalog {line.catalog[:40]}"
            )
            problems.append(LineProblem(place, line.sku[:40], "product_not_found", text))
            continue
        card = fitting[0]
        key = (card.product_id, card.catalog_id)
        there = wanted.get(key, cart.lines[key].quantity if key in cart.lines else 0)
        problem = quantity_problem(card.quantity_rule, there + line.quantity)
        if line.quantity < 1:
            problem = f"order between 1 and {LARGEST_QUANTITY:,}"
        if problem:
            already = f" ({there:,} in the cart already)" if there else ""
            problems.append(LineProblem(place, line.sku[:40], "quantity_rule", problem + already))
            continue
        wanted[key] = there + line.quantity
    if problems:
        raise LinesRefused(tuple(problems))
    return wanted


def is_priced(cart: OpenCart, card: ShelfCard, book: PriceBook) -> bool:
    """Whether the cart's outlet has a price for what is on the shelf."""
    least = card.quantity_rule.minimum
    return book.unit_price(card.product_id, card.catalog_id, cart.terms.list_ids, least) is not None


def _apply(
    session: Session,
    actor: OutletActor,
    cart: OpenCart,
    kind: str,
    wanted: Mapping[Key, int],
    shelf: Mapping[Key, ShelfCard],
    book: PriceBook,
    notes: Mapping[Key, str] | None = None,
) -> CartView:
    """Give lines their new quantities (0 takes a line out), write the change down, and show the cart."""
    steps = [_step(actor, cart, key, quantity, (notes or {}).get(key)) for key, quantity in wanted.items()]
    prices: dict[UUID, int | None] = {}
    for step in steps:
        key = (step.product_id, step.catalog_id)
        if not step.after:
            cart.lines.pop(key, None)
            continue
        line = cart.lines.get(key)
        price = book.unit_price(*key, cart.terms.list_ids, step.after)
        seen = price.ten_thousandths if price else None
        prices[step.line_id] = seen
        kept = line and replace(line, quantity=step.after, seen_price=seen, note=step.note_after or "")
        cart.lines[key] = kept or _new_line(cart, actor, step, shelf[key], seen)
    write_steps(session, cart, steps, prices)
    if steps:
        note_change(session, actor, cart, kind, steps)
    can_undo = bool(steps) or queries.last_undoable(session, cart.id) is not None
    return view_cart(
        cart.terms,
        list(cart.lines.values()),
        shelf,
        book,
        version=cart.version,
        changed_at=cart.moment,
        can_undo=can_undo,
    )


def _step(actor: OutletActor, cart: OpenCart, key: Key, quantity: int, note: str | None) -> LineStep:
    """What giving a line this quantity, and this note if one is given, does to it."""
    line = cart.lines.get(key)
    if line is None:
        return LineStep(new_id(), *key, 0, quantity, None, actor.contact_id, cart.moment, "", note or "")
    return LineStep(
        line.id,
        *key,
        line.quantity,
        quantity,
        line.seen_price,
        line.added_by,
        line.added_at,
        line.note,
        line.note if note is None else note,
    )


def _new_line(
    cart: OpenCart, actor: OutletActor, step: LineStep, card: ShelfCard, seen: int | None
) -> StoredLine:
    return StoredLine(
        id=step.line_id,
        product_id=card.product_id,
        catalog_id=card.catalog_id,
        catalog_code=card.catalog_code,
        sku=card.sku,
        name=card.name,
        quantity=step.after,
        seen_price=seen,
        added_by=actor.contact_id,
        added_by_name=actor.name,
        added_at=cart.moment,
        note=step.note_after or "",
        added_as=actor.on_behalf.duty if actor.on_behalf else None,
    )
