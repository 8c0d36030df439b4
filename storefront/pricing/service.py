"""Prices for a context: the slice's only door."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.pricing import queries
from storefront.pricing.rules import PriceBook
from storefront.pricing.snapshots import PriceEntryCard, PriceListCard


def open_book(
    session: Session,
    *,
    lists: Sequence[PriceListCard],
    currency: Mapping[UUID, str],
    product_ids: Sequence[UUID],
) -> PriceBook:
    """The prices of some products in the lists that apply to an outlet, with one statement whatever their number."""
    by_product: dict[UUID, list[PriceEntryCard]] = {}
    if lists and product_ids:
        for row in queries.entries_for(session, [card.id for card in lists], product_ids):
            entry = PriceEntryCard(row.price_list_id, row.minimum_quantity, row.unit_price)
            by_product.setdefault(row.product_id, []).append(entry)
    return PriceBook(currency=currency, lists={card.id: card for card in lists}, entries=by_product)
