"""Offers for products that are known already: carts, checkout, typed SKUs."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.catalog.snapshots import QuantityRule
from storefront.kit.text import is_storable
from storefront.offers.queries import lookup as queries
from storefront.offers.snapshots import ShelfCard, Terms
from storefront.pricing.rules import PriceBook
from storefront.pricing.service import open_book

Key = tuple[UUID, UUID]
"""Product and catalog."""


def price_book(session: Session, terms: Sequence[Terms], product_ids: Sequence[UUID]) -> PriceBook:
    """The prices of some products in the lists of one or several sellers' terms."""
    lists = {card.id: card for each in terms for card in each.price_lists}
    currency = {card.id: each.seller.currency for each in terms for card in each.price_lists}
    return open_book(session, lists=list(lists.values()), currency=currency, product_ids=product_ids)


def shelf_in(
    session: Session, terms: Sequence[Terms], keys: Sequence[Key]
) -> tuple[dict[Key, ShelfCard], PriceBook]:
    """Products of open catalogs of these terms as they are now, and their prices; two statements in all.

    What is not on a shelf any more (catalog closed, product gone) is left out.
    """
    by_catalog = {catalog_id: each for each in terms for catalog_id in each.catalog_ids}
    wanted = [
        (product_id, catalog_id, by_catalog[catalog_id].seller.warehouse_id)
        for product_id, catalog_id in keys
        if catalog_id in by_catalog
    ]
    rows = queries.by_keys(session, wanted) if wanted else ()
    cards = shelf_cards(rows, terms)
    return cards, price_book(session, terms, [row.product_id for row in rows])


def find_offers(session: Session, terms: Terms, skus: Sequence[str]) -> Mapping[str, Sequence[Key]]:
    """Products and catalogs behind SKUs in the catalogs of the terms, in the catalogs' order; unknown ones are left out."""
    usable = [sku for sku in dict.fromkeys(skus) if is_storable(sku)]
    if not usable or not terms.catalogs:
        return {}
    place = {catalog_id: at for at, catalog_id in enumerate(terms.catalog_ids)}
    found: dict[str, list[Key]] = {}
    rows = queries.by_skus(session, terms.catalog_ids, usable, terms.seller.warehouse_id)
    for row in sorted(rows, key=lambda row: place[row.catalog_id]):
        found.setdefault(row.sku, []).append((row.product_id, row.catalog_id))
    return found


def shelf_cards(rows: Sequence[Row[Any]], terms: Sequence[Terms]) -> dict[Key, ShelfCard]:
    """Rows of the shelf as values, in their order."""
    codes = {card.id: card.code for each in terms for card in each.catalogs}
    return {
        (row.product_id, row.catalog_id): ShelfCard(
            product_id=row.product_id,
            catalog_id=row.catalog_id,
            catalog_code=codes[row.catalog_id],
            sku=row.sku,
            name=row.name,
            category_code=row.category_code,
            category_name=row.category_name,
            quantity_rule=QuantityRule(row.minimum, row.maximum, row.multiple, row.standard),
            available=max(0, row.available),
        )
        for row in rows
    }
