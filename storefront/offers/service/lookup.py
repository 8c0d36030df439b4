"""Offers for products that are known already: carts, checkout, typed SKUs."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session

from storefront.catalog.snapshots import QuantityRule
from storefront.db.recordset import unnested
from storefront.kit.text import is_storable
from storefront.offers.queries import lookup as queries
from storefront.offers.snapshots import ShelfCard, Terms
from storefront.pricing.rules import PriceBook
from storefront.pricing.service import book_of, open_book
from storefront.pricing.snapshots import PriceListCard

Key = tuple[UUID, UUID]
"""Product and catalog."""


def price_book(session: Session, terms: Sequence[Terms], product_ids: Sequence[UUID]) -> PriceBook:
    """The prices of some products in the lists of one or several sellers' terms."""
    lists, currency = _lists(terms)
    return open_book(session, lists=list(lists.values()), currency=currency, product_ids=product_ids)


def shelf_in(
    session: Session, terms: Sequence[Terms], keys: Sequence[Key], known: Sequence[ShelfCard] = ()
) -> tuple[dict[Key, ShelfCard], PriceBook]:
    """Products of open catalogs of these terms as they are now, and their prices; one statement.

    What is not on a shelf any more (catalog closed, product gone) is left out. `known` cards are not read again, but
    for their prices, in a second statement.
    """
    by_catalog = {catalog_id: each for each in terms for catalog_id in each.catalog_ids}
    cards = {(card.product_id, card.catalog_id): card for card in known}
    wanted = [
        (product_id, catalog_id, by_catalog[catalog_id].seller.warehouse_id)
        for product_id, catalog_id in keys
        if catalog_id in by_catalog and (product_id, catalog_id) not in cards
    ]
    lists, currency = _lists(terms)
    rows = queries.by_keys(session, wanted, list(lists)) if wanted else ()
    book = book_of({row.product_id: unnested(row.entries) for row in rows}, lists=lists, currency=currency)
    if cards:
        book = book.joined(price_book(session, terms, list(dict.fromkeys(key[0] for key in cards))))
    return cards | shelf_cards(rows, terms), book


def _lists(terms: Sequence[Terms]) -> tuple[dict[UUID, PriceListCard], dict[UUID, str]]:
    """The price lists of some terms by id, and the currency of each."""
    lists = {card.id: card for each in terms for card in each.price_lists}
    return lists, {card.id: each.seller.currency for each in terms for card in each.price_lists}


def find_offers(session: Session, terms: Terms, skus: Sequence[str]) -> Mapping[str, Sequence[ShelfCard]]:
    """What is behind SKUs in the catalogs of the terms, in the catalogs' order; unknown ones are left out."""
    usable = [sku for sku in dict.fromkeys(skus) if is_storable(sku)]
    if not usable or not terms.catalogs:
        return {}
    place = {catalog_id: at for at, catalog_id in enumerate(terms.catalog_ids)}
    found: dict[str, list[ShelfCard]] = {}
    rows = queries.by_skus(session, terms.catalog_ids, usable, terms.seller.warehouse_id)
    for card in sorted(shelf_cards(rows, [terms]).values(), key=lambda card: place[card.catalog_id]):
        found.setdefault(card.sku, []).append(card)
    return found


def shelf_cards(rows: Sequence[Sequence[Any]], terms: Sequence[Terms]) -> dict[Key, ShelfCard]:
    """Rows of the shelf as values, in their order."""
    codes = {card.id: card.code for each in terms for card in each.catalogs}
    # Unpacked, since asking rows for their columns by name takes longer than all the rest.
    return {
        (product_id, catalog_id): ShelfCard(
            product_id,
            catalog_id,
            codes[catalog_id],
            sku,
            name,
            category_code,
            category_name,
            QuantityRule(minimum, maximum, multiple, standard),
            max(0, available),
        )
        for (
            _id,
            product_id,
            catalog_id,
            sku,
            name,
            category_code,
            category_name,
            minimum,
            maximum,
            multiple,
            standard,
            available,
            *_,
        ) in rows
    }
