"""What is put on wish lists, changed there, taken off and put back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.snapshots import CartView, StoredLine
from storefront.catalog.rules import least_quantity
from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.kit.text import is_storable
from storefront.parties.actor import OutletActor
from storefront.templates.errors import WishListFull, WishNotFound
from storefront.templates.queries import wish_lists as queries
from storefront.templates.rules.wishing import (
    MAXIMUM_LINES,
    checked_wish_note,
    checked_wish_quantity,
)
from storefront.templates.service.finding import Found, find
from storefront.templates.service.wish_lists import (
    KEPT_FOR,
    default_list,
    list_wish_lists,
    lock_list,
    show_wish_list,
)
from storefront.templates.snapshots import WishListView

MOST_MARKED = 500


def wish(
    session: Session,
    actor: OutletActor,
    *,
    seller: str,
    sku: str,
    catalog: str | None = None,
    quantity: int | None = None,
    note: str | None = None,
    wish_list_id: UUID | None = None,
) -> WishListView:
    """Put a product on a wish list, on the default one when none is named; the first wish makes that.

    What is on the list stays as it is, but for a quantity or a note that is given. Without a quantity the product's
    standard one is wished for.

    Raises:
        SellerNotFound, CatalogNotFound, ProductNotFound: the product is not open to the outlet.
        WishListNotFound, WishListFull, WishInvalid: as they say.
    """
    found = find(session, actor, seller=seller, sku=sku, catalog=catalog)
    moment = now()
    list_id = _open(session, actor, wish_list_id, moment)
    (row,) = queries.stored(session, list_id, [found.key]) or (None,)
    is_there = row is not None and row.removed_at is None
    if not is_there:
        _must_have_room(session, list_id)
    rule = found.offer.quantity_rule
    standard = max(rule.standard, least_quantity(rule))
    wanted = checked_wish_quantity(quantity or (row.quantity if row else standard))
    text = (row.note if row else "") if note is None else checked_wish_note(note)
    if row is None or not is_there or quantity:
        seen, level = _seen(found, wanted), found.offer.availability
    else:
        seen, level = row.seen_price, row.seen_level
    added = row.added_at if row is not None and is_there else moment
    queries.put(
        session, [[row.id if row else new_id(), list_id, *found.key, wanted, text, seen, level, added, None]]
    )
    return show_wish_list(session, actor, wish_list_id=list_id)


def unwish(session: Session, actor: OutletActor, *, sku: str, catalog: str) -> None:
    """Take a product of a catalog off all of the actor's lists at the outlet; a repeat does nothing."""
    if is_storable(sku) and is_storable(catalog):
        moment = now()
        queries.remove_product(session, actor, sku=sku, catalog=catalog, moment=moment)


def change_wish(
    session: Session,
    actor: OutletActor,
    *,
    wish_list_id: UUID,
    line_id: UUID,
    quantity: int | None = None,
    note: str | None = None,
) -> WishListView:
    """Set the wanted quantity of a line, its note, or both; another quantity is compared with its price of today.

    Raises:
        WishListNotFound, WishNotFound, WishInvalid: as they say.
    """
    lock_list(session, actor, wish_list_id, now())
    row = _line(session, wish_list_id, line_id)
    seen = row.seen_price
    if quantity is not None and checked_wish_quantity(quantity) != row.quantity:
        shown = show_wish_list(session, actor, wish_list_id=wish_list_id)
        line = next(each for each in shown.lines if each.id == line_id)
        found = (
            find(session, actor, seller=line.seller, sku=line.sku, catalog=line.catalog)
            if line.unit_price
            else None
        )
        seen = _seen(found, quantity) if found else seen
    values = _values(row) | {"seen_price": seen}
    values["quantity"] = row.quantity if quantity is None else quantity
    values["note"] = row.note if note is None else checked_wish_note(note)
    queries.put(session, [[values[name] for name in queries.LINE_COLUMNS]])
    return show_wish_list(session, actor, wish_list_id=wish_list_id)


def remove_wish(session: Session, actor: OutletActor, *, wish_list_id: UUID, line_id: UUID) -> WishListView:
    """Take a line off a list; for a month `restore_wish` brings it back as it was.

    Raises:
        WishListNotFound, WishNotFound: as they say.
    """
    moment = now()
    lock_list(session, actor, wish_list_id, moment)
    row = _line(session, wish_list_id, line_id)
    _put_back(session, row, removed_at=moment)
    queries.purge(session, actor, moment - KEPT_FOR)
    return show_wish_list(session, actor, wish_list_id=wish_list_id)


def restore_wish(session: Session, actor: OutletActor, *, wish_list_id: UUID, line_id: UUID) -> WishListView:
    """Bring a removed line back as it was, where it was.

    Raises:
        WishListNotFound, WishNotFound, WishListFull: as they say.
    """
    lock_list(session, actor, wish_list_id, now())
    row = _line(session, wish_list_id, line_id, is_removed=True)
    _must_have_room(session, wish_list_id)
    _put_back(session, row, removed_at=None)
    return show_wish_list(session, actor, wish_list_id=wish_list_id)


def move_line_to_wish_list(
    session: Session,
    actor: OutletActor,
    *,
    seller: str,
    line_id: UUID,
    wish_list_id: UUID | None = None,
    version: int | None = None,
) -> CartView:
    """Move a cart line with its quantity and note to a wish list, to the default one when none is named.

    The cart's history tells it; undoing that brings the line back to the cart and leaves it on the list too.

    Raises:
        SellerNotFound, CartChanged, LineNotFound, WishListNotFound, WishListFull: as they say.
    """
    moment = now()
    list_id = _open(session, actor, wish_list_id, moment)
    name = next(card.name for card in list_wish_lists(session, actor) if card.id == list_id)
    cart, line = carts.take_out(
        session, actor, seller=seller, line_id=line_id, to=f"wish list \u201c{name}\u201d", version=version
    )
    _put_line(session, list_id, line, moment)
    return cart


def wished_among(
    session: Session, actor: OutletActor, keys: Sequence[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Which of some products, by SKU and catalog code, are on a list of the actor at the outlet; of at most 500."""
    usable = [(sku, catalog) for sku, catalog in keys[:MOST_MARKED] if is_storable(sku + catalog)]
    if not usable:
        return frozenset()
    return frozenset((row.sku, row.catalog) for row in queries.wished_among(session, actor, usable))


def _open(session: Session, actor: OutletActor, wish_list_id: UUID | None, moment: datetime) -> UUID:
    list_id = default_list(session, actor, moment) if wish_list_id is None else wish_list_id
    return lock_list(session, actor, list_id, moment).id


def _put_line(session: Session, list_id: UUID, line: StoredLine, moment: datetime) -> None:
    key = (line.product_id, line.catalog_id)
    (row,) = queries.stored(session, list_id, [key]) or (None,)
    is_there = row is not None and row.removed_at is None
    if not is_there:
        _must_have_room(session, list_id)
    note = line.note or (row.note if row else "")
    level = row.seen_level if row is not None and is_there else ""
    added = row.added_at if row is not None and is_there else moment
    values = [line.quantity, note, line.seen_price, level, added, None]
    queries.put(session, [[row.id if row else new_id(), list_id, *key, *values]])


def _seen(found: Found, quantity: int) -> int | None:
    least = max(quantity, least_quantity(found.offer.quantity_rule))
    price = found.book.unit_price(*found.key, found.terms.list_ids, least)
    return price.ten_thousandths if price else None


def _line(session: Session, list_id: UUID, line_id: UUID, *, is_removed: bool = False) -> Row[Any]:
    row = queries.line(session, list_id, line_id, is_removed=is_removed)
    if row is None:
        raise WishNotFound
    return row


def _values(row: Row[Any]) -> dict[str, object]:
    return dict(zip(queries.LINE_COLUMNS, row, strict=True))


def _put_back(session: Session, row: Row[Any], *, removed_at: datetime | None) -> None:
    values = _values(row) | {"removed_at": removed_at}
    queries.put(session, [[values[name] for name in queries.LINE_COLUMNS]])


def _must_have_room(session: Session, list_id: UUID) -> None:
    if queries.line_count(session, list_id) >= MAXIMUM_LINES:
        raise WishListFull(MAXIMUM_LINES)
