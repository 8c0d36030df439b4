"""Comparing a few products of one catalog side by side."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.kit.clock import now
from storefront.kit.text import is_storable
from storefront.offers.rules import make_offer
from storefront.offers.service import open_terms_everywhere, shelf_in
from storefront.offers.snapshots import Offer
from storefront.parties.actor import OutletActor
from storefront.templates.errors import ComparisonFull, OtherCatalog
from storefront.templates.queries import comparing as queries
from storefront.templates.rules.wishing import MAXIMUM_COMPARED
from storefront.templates.service.finding import find
from storefront.templates.service.wishing import wished_among
from storefront.templates.snapshots import ComparedItem, ComparisonView, Marks

NOTHING = ComparisonView("", "", "", "", ())


def show_comparison(session: Session, actor: OutletActor) -> ComparisonView:
    """What the actor compares at the outlet, at today's prices and stock."""
    rows = queries.items(session, actor)
    if not rows:
        return NOTHING
    first = rows[0]
    terms = [each for each in open_terms_everywhere(session, actor) if first.catalog_id in each.catalog_ids]
    offers: dict[Any, Offer | None] = {}
    if terms:
        shelf, book = shelf_in(session, terms, [(row.product_id, row.catalog_id) for row in rows])
        offers = {product_id: make_offer(card, terms[0], book) for (product_id, _), card in shelf.items()}
    return ComparisonView(
        first.seller,
        first.seller_name,
        first.catalog,
        first.catalog_name,
        tuple(_item(row, offers.get(row.product_id)) for row in rows),
    )


def compare_product(
    session: Session,
    actor: OutletActor,
    *,
    seller: str,
    sku: str,
    catalog: str | None = None,
    starts_anew: bool = False,
) -> ComparisonView:
    """Put a product beside those that are compared already; a repeat does nothing.

    Raises:
        SellerNotFound, CatalogNotFound, ProductNotFound: the product is not open to the outlet.
        OtherCatalog: it is of another catalog than the others; with `starts_anew` those go, and it is the first.
        ComparisonFull: four are compared already.
    """
    found = find(session, actor, seller=seller, sku=sku, catalog=catalog)
    product_id, catalog_id = found.key
    moment = now()
    comparison = queries.open_comparison(session, actor, catalog_id, moment)
    there = queries.product_ids(session, comparison.id)
    if comparison.catalog_id != catalog_id or starts_anew:
        if there and not starts_anew:
            raise OtherCatalog(queries.items(session, actor)[0].catalog, found.offer.catalog_code)
        queries.set_catalog(session, comparison.id, catalog_id)
        there = []
    if product_id not in there:
        if len(there) >= MAXIMUM_COMPARED:
            raise ComparisonFull(MAXIMUM_COMPARED)
        queries.add(session, comparison.id, product_id, moment)
    return show_comparison(session, actor)


def drop_compared(session: Session, actor: OutletActor, *, sku: str) -> ComparisonView:
    """Take a product out of the comparison; a repeat does nothing."""
    if is_storable(sku):
        queries.drop(session, actor, sku)
    return show_comparison(session, actor)


def clear_comparison(session: Session, actor: OutletActor) -> None:
    """Compare nothing; a repeat does nothing."""
    queries.drop(session, actor, None)


def show_marks(session: Session, actor: OutletActor, *, keys: Sequence[tuple[str, str]]) -> Marks:
    """Which of some products, by SKU and catalog code, are wished for, and what is compared: two statements."""
    rows = queries.items(session, actor)
    return Marks(
        wished_among(session, actor, keys),
        rows[0].catalog if rows else "",
        rows[0].seller if rows else "",
        tuple((row.sku, row.name) for row in rows),
    )


def _item(row: Row[Any], offer: Offer | None) -> ComparedItem:
    bought = {"last_ordered_at": row.last_ordered_at, "last_quantity": row.last_quantity}
    return ComparedItem(
        product_id=row.product_id,
        sku=row.sku,
        name=row.name,
        offer=replace(offer, **bought) if offer else None,
        description=row.description,
        colour=row.colour,
        pack_size=row.pack_size,
    )
