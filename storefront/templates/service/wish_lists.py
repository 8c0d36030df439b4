"""Wish lists as a whole: shown, made, named, removed and brought back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.catalog.rules import least_quantity
from storefront.kit.clock import now
from storefront.kit.money import UnitPrice
from storefront.offers.rules import make_offer
from storefront.offers.service import open_terms_everywhere, shelf_in
from storefront.offers.snapshots import ShelfCard, Terms
from storefront.parties.actor import OutletActor
from storefront.pricing.rules import PriceBook
from storefront.templates.errors import TooManyWishLists, WishListNameTaken, WishListNotFound
from storefront.templates.queries import wish_lists as queries
from storefront.templates.rules.naming import name_key
from storefront.templates.rules.wishing import (
    DEFAULT_NAME,
    MAXIMUM_LINES,
    MAXIMUM_LISTS,
    changes_in_words,
    checked_list_name,
)
from storefront.templates.snapshots import Wish, WishListCard, WishListView

KEPT_FOR = timedelta(days=30)
"""How long what was removed can be brought back."""


def list_wish_lists(session: Session, actor: OutletActor) -> tuple[WishListCard, ...]:
    """The actor's wish lists at the outlet, at most fifty, the first one made first: it is the default."""
    rows = queries.all_lists(session, actor, MAXIMUM_LISTS)
    return tuple(
        WishListCard(row.id, row.name, row.line_count, place == 0, row.changed_at)
        for place, row in enumerate(rows)
    )


def show_wish_list(session: Session, actor: OutletActor, *, wish_list_id: UUID | None = None) -> WishListView:
    """A wish list of the actor at the outlet at today's prices and stock; without an id the default one.

    Raises:
        WishListNotFound: it is not the actor's, not of this outlet, or there is none yet.
    """
    cards = list_wish_lists(session, actor)
    card = next((each for each in cards if wish_list_id in (None, each.id)), None)
    if card is None:
        raise WishListNotFound
    rows = queries.lines_of(session, actor, card.id, MAXIMUM_LINES)
    terms = open_terms_everywhere(session, actor) if rows else ()
    shelf, book = shelf_in(session, terms, [(row.product_id, row.catalog_id) for row in rows])
    by_catalog = {catalog_id: each for each in terms for catalog_id in each.catalog_ids}
    return WishListView(card, tuple(_wish(row, by_catalog.get(row.catalog_id), shelf, book) for row in rows))


def create_wish_list(session: Session, actor: OutletActor, *, name: str) -> WishListView:
    """A new, empty list.

    Raises:
        WishInvalid, WishListNameTaken, TooManyWishLists: as they say.
    """
    text = checked_list_name(name)
    _make_room_for(session, actor, text)
    made = queries.make(session, actor, name=text, name_key=name_key(text), moment=now())
    return show_wish_list(session, actor, wish_list_id=made)


def rename_wish_list(session: Session, actor: OutletActor, *, wish_list_id: UUID, name: str) -> WishListView:
    """Give a list another name.

    Raises:
        WishListNotFound, WishInvalid, WishListNameTaken: as they say.
    """
    text = checked_list_name(name)
    queries.lock_all(session, actor)
    lock_list(session, actor, wish_list_id, now())
    others = (card for card in list_wish_lists(session, actor) if card.id != wish_list_id)
    _must_be_free(text, others)
    queries.set_list(session, wish_list_id, {"name": text, "name_key": name_key(text)})
    return show_wish_list(session, actor, wish_list_id=wish_list_id)


def delete_wish_list(session: Session, actor: OutletActor, *, wish_list_id: UUID) -> None:
    """Remove a list with its lines; for a month `restore_wish_list` brings it back.

    Raises:
        WishListNotFound: it is not the actor's, or not of this outlet.
    """
    moment = now()
    lock_list(session, actor, wish_list_id, moment)
    queries.set_list(session, wish_list_id, {"removed_at": moment})
    queries.purge(session, actor, moment - KEPT_FOR)


def restore_wish_list(session: Session, actor: OutletActor, *, wish_list_id: UUID) -> WishListView:
    """Bring a removed list back as it was.

    Raises:
        WishListNotFound: there is no removed list of this id.
        WishListNameTaken, TooManyWishLists: another list took its name or its place meanwhile.
    """
    queries.lock_all(session, actor)
    row = queries.touch(session, actor, wish_list_id, now(), is_removed=True)
    if row is None:
        raise WishListNotFound
    _make_room_for(session, actor, row.name)
    queries.set_list(session, wish_list_id, {"removed_at": None})
    return show_wish_list(session, actor, wish_list_id=wish_list_id)


def lock_list(session: Session, actor: OutletActor, wish_list_id: UUID, moment: datetime) -> Row[Any]:
    """Lock one of the actor's lists at the outlet for a change.

    Raises:
        WishListNotFound: it is not the actor's, or not of this outlet.
    """
    row = queries.touch(session, actor, wish_list_id, moment)
    if row is None:
        raise WishListNotFound
    return row


def default_list(session: Session, actor: OutletActor, moment: datetime) -> UUID:
    """The actor's first list at the outlet, locked; made when there is none."""
    queries.lock_all(session, actor)
    cards = list_wish_lists(session, actor)
    if cards:
        return cards[0].id
    return queries.make(session, actor, name=DEFAULT_NAME, name_key=name_key(DEFAULT_NAME), moment=moment)


def _make_room_for(session: Session, actor: OutletActor, name: str) -> None:
    queries.lock_all(session, actor)
    cards = list_wish_lists(session, actor)
    _must_be_free(name, cards)
    if len(cards) >= MAXIMUM_LISTS:
        raise TooManyWishLists(MAXIMUM_LISTS)


def _must_be_free(name: str, cards: Sequence[WishListCard] | Any) -> None:
    if name_key(name) in {name_key(card.name) for card in cards}:
        raise WishListNameTaken(name)


def _wish(
    row: Row[Any], terms: Terms | None, shelf: Mapping[tuple[UUID, UUID], ShelfCard], book: PriceBook
) -> Wish:
    key = (row.product_id, row.catalog_id)
    card = shelf.get(key)
    offer = make_offer(card, terms, book) if card and terms else None
    price = None
    if offer and terms:
        quantity = max(row.quantity, least_quantity(offer.quantity_rule))
        price = book.unit_price(*key, terms.list_ids, quantity)
    seen = None if row.seen_price is None else UnitPrice(row.seen_price, row.currency)
    return Wish(
        id=row.id,
        product_id=row.product_id,
        catalog_id=row.catalog_id,
        catalog=row.catalog,
        seller=row.seller,
        seller_name=row.seller_name,
        sku=row.sku,
        name=offer.name if offer else row.name,
        quantity=row.quantity,
        note=row.note,
        unit_price=price,
        line_total=price.times(row.quantity) if price else None,
        previous_unit_price=seen if price and seen != price else None,
        available=offer.available if offer else 0,
        availability=offer.availability if offer else "",
        quantity_rule=offer.quantity_rule if offer else None,
        changes=changes_in_words(
            seen_level=row.seen_level,
            level=offer.availability if offer else "",
            available=offer.available if offer else 0,
            seen_price=seen,
            price=price,
        ),
        added_at=row.added_at,
    )
