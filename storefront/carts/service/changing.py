"""Adding, changing, removing and taking back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from storefront.carts import queries
from storefront.carts.errors import (
    CartFull,
    LineNotFound,
    LineNotOffered,
    LineProblem,
    LinesRefused,
    NothingToUndo,
)
from storefront.carts.rules import MAXIMUM_LINES, LineStep, view_cart
from storefront.carts.service.opening import Key, OpenCart, open_cart
from storefront.carts.service.reading import views
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
    keys = [key for candidates in found.values() for key in candidates]
    shelf, book = shelf_in(session, (cart.terms,), [*cart.lines, *keys])
    wanted = _resolve(cart, lines, found, shelf, book)
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
    version: int | None = None,
) -> CartView:
    """Set the quantity of a line.

    Raises:
        SellerNotFound, CartChanged, LineNotFound, LineNotOffered: as they say.
        QuantityRefused: the quantity does not fit the product's rule.
    """
    cart = open_cart(session, actor, seller, version)
    line = _line(cart, line_id)
    shelf, book = shelf_in(session, (cart.terms,), list(cart.lines))
    key = (line.product_id, line.catalog_id)
    card = shelf.get(key)
    if card is None or not _is_priced(cart, key, card, book):
        raise LineNotOffered(line.sku)
    problem = quantity_problem(card.quantity_rule, quantity)
    if problem:
        raise QuantityRefused(f"{line.sku}: {problem}.", sku=line.sku, fields={"quantity": problem})
    return _apply(session, actor, cart, "change", {key: quantity}, shelf, book)


def remove_line(
    session: Session, actor: OutletActor, *, seller: str, line_id: UUID, version: int | None = None
) -> CartView:
    """Take a line out.

    Raises:
        SellerNotFound, CartChanged, LineNotFound: as they say.
    """
    cart = open_cart(session, actor, seller, version)
    line = _line(cart, line_id)
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


def undo(session: Session, actor: OutletActor, *, seller: str, version: int | None = None) -> CartView:
    """Take back the newest change that is not undone, whoever of the outlet made it; never beyond a checkout.

    Raises:
        SellerNotFound, CartChanged, NothingToUndo: as they say.
    """
    cart = open_cart(session, actor, seller, version)
    change = queries.last_undoable(session, cart.id)
    if change is None:
        raise NothingToUndo
    steps = [LineStep.read(document) for document in change.lines]
    queries.mark_undone(session, change.id)
    back = [step for step in steps if step.before]
    gone = [step.line_id for step in steps if not step.before]
    rows = [
        [
            step.line_id,
            cart.id,
            step.product_id,
            step.catalog_id,
            step.before,
            step.seen_before,
            step.added_by,
            step.added_at,
        ]
        for step in back
    ]
    _write(session, cart, rows, gone)
    reverse = [replace(step, before=step.after, after=step.before).to_document() for step in steps]
    _note(session, actor, cart, "undo", reverse)
    return views(session, (cart.terms,), queries.stored(session, actor.outlet_id, cart.terms.seller.id))[0]


def _line(cart: OpenCart, line_id: UUID) -> StoredLine:
    for line in cart.lines.values():
        if line.id == line_id:
            return line
    raise LineNotFound


def _resolve(
    cart: OpenCart,
    lines: Sequence[WantedLine],
    found: Mapping[str, Sequence[Key]],
    shelf: Mapping[Key, ShelfCard],
    book: PriceBook,
) -> dict[Key, int]:
    """The quantity that each product and catalog shall have; refuses all when one cannot be."""
    wanted: dict[Key, int] = {}
    problems: list[LineProblem] = []
    codes = {card.id: card.code for card in cart.terms.catalogs}
    for place, line in enumerate(lines):
        fitting = [
            key
            for key in found.get(line.sku, ())
            if key in shelf
            and line.catalog in (None, codes[key[1]])
            and _is_priced(cart, key, shelf[key], book)
        ]
        if not fitting:
            text = (
                "is not in your catalogs"
                if line.catalog is None
                else f"is not in catalog {line.catalog[:40]}"
            )
            problems.append(LineProblem(place, line.sku[:40], "product_not_found", text))
            continue
        key = fitting[0]
        there = wanted.get(key, cart.lines[key].quantity if key in cart.lines else 0)
        problem = quantity_problem(shelf[key].quantity_rule, there + line.quantity)
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


def _is_priced(cart: OpenCart, key: Key, card: ShelfCard, book: PriceBook) -> bool:
    return book.unit_price(*key, cart.terms.list_ids, card.quantity_rule.minimum) is not None


def _apply(
    session: Session,
    actor: OutletActor,
    cart: OpenCart,
    kind: str,
    wanted: Mapping[Key, int],
    shelf: Mapping[Key, ShelfCard],
    book: PriceBook,
) -> CartView:
    """Give lines their new quantities (0 takes a line out), write the change down, and show the cart."""
    steps = [_step(actor, cart, key, quantity) for key, quantity in wanted.items()]
    rows: list[list[object]] = []
    for step in steps:
        key = (step.product_id, step.catalog_id)
        if not step.after:
            cart.lines.pop(key, None)
            continue
        line = cart.lines.get(key)
        price = book.unit_price(*key, cart.terms.list_ids, step.after)
        seen = price.ten_thousandths if price else None
        rows.append([step.line_id, cart.id, *key, step.after, seen, step.added_by, step.added_at])
        cart.lines[key] = _stored(cart, actor, line, step.line_id, shelf[key], step.after, seen)
    _write(session, cart, rows, [step.line_id for step in steps if not step.after])
    if steps:
        _note(session, actor, cart, kind, [step.to_document() for step in steps])
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


def _step(actor: OutletActor, cart: OpenCart, key: Key, quantity: int) -> LineStep:
    """What giving a line this quantity does to it."""
    line = cart.lines.get(key)
    if line is None:
        return LineStep(new_id(), *key, 0, quantity, None, actor.contact_id, cart.moment)
    return LineStep(line.id, *key, line.quantity, quantity, line.seen_price, line.added_by, line.added_at)


def _stored(
    cart: OpenCart,
    actor: OutletActor,
    line: StoredLine | None,
    line_id: UUID,
    card: ShelfCard,
    quantity: int,
    seen: int | None,
) -> StoredLine:
    if line is not None:
        return replace(line, quantity=quantity, seen_price=seen)
    return StoredLine(
        id=line_id,
        product_id=card.product_id,
        catalog_id=card.catalog_id,
        catalog_code=card.catalog_code,
        sku=card.sku,
        name=card.name,
        quantity=quantity,
        seen_price=seen,
        added_by=actor.contact_id,
        added_by_name=actor.name,
        added_at=cart.moment,
    )


def _write(session: Session, cart: OpenCart, rows: Sequence[Sequence[object]], gone: Sequence[UUID]) -> None:
    if rows:
        queries.put_lines(session, rows)
    if gone:
        queries.drop_lines(session, cart.id, gone)


def _note(session: Session, actor: OutletActor, cart: OpenCart, kind: str, steps: Sequence[object]) -> None:
    queries.note_change(
        session,
        cart_id=cart.id,
        version=cart.version,
        kind=kind,
        contact_id=actor.contact_id,
        moment=cart.moment,
        steps=steps,
    )
