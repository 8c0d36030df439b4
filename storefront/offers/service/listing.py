"""Lists of offers: browse, search, filter, sort; and one product's page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.catalog.errors import CatalogNotFound, CategoryNotFound, NoCatalog, ProductNotFound
from storefront.catalog.rules import least_quantity
from storefront.kit.clock import as_utc
from storefront.kit.errors import Invalid
from storefront.kit.money import UNITS_PER_MINOR, UnitPrice
from storefront.kit.paging import checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable, query_words
from storefront.offers.queries import facets as counted
from storefront.offers.queries import listing as queries
from storefront.offers.queries import lookup, search
from storefront.offers.rules import corrections, is_number, make_offer
from storefront.offers.service.lookup import price_book, shelf_cards
from storefront.offers.service.terms import open_terms
from storefront.offers.snapshots import (
    CategoryCount,
    Facets,
    Listing,
    ListingRequest,
    Offer,
    OfferDetail,
    Terms,
    VariantCard,
)
from storefront.parties.actor import OutletActor

SORTS: dict[str, type[str] | type[int]] = {
    "relevance": int,
    "name": str,
    "price": int,
    "-price": int,
    "last_bought": str,
}


def list_offers(session: Session, actor: OutletActor, request: ListingRequest) -> Listing:
    """A page of what the outlet can buy from a seller.

    Words match the beginnings of words of name, category, colour and SKU; a word that nothing begins with is
    corrected by one typo. The counts are of the whole selection, on every page.

    Raises:
        SellerNotFound, CatalogNotFound, CategoryNotFound, NoCatalog, Invalid: see their messages.
    """
    checked_limit(request.limit)
    if request.sort not in SORTS:
        raise Invalid(f"Sort by one of {', '.join(SORTS)}.", fields={"sort": f"one of {', '.join(SORTS)}"})
    after = decode_cursor(f"offers:{request.sort}", request.cursor, SORTS[request.sort], int)
    terms = _in_catalog(open_terms(session, actor, seller=request.seller), request.catalog)
    selection, corrected = select(session, terms, request)
    rows = queries.page(
        session,
        selection,
        outlet_id=actor.outlet_id,
        warehouse_id=terms.seller.warehouse_id,
        sort=request.sort,
        after=None if after is None else (_sort_value(request.sort, after[0]), int(after[1])),
        limit=request.limit + 1,
    )
    facets, total = _facets(counted.facets(session, selection), selection.category, terms.seller.currency)
    shown = rows[: request.limit]
    following = None
    if len(rows) > request.limit:
        key = shown[-1].sort_key
        following = encode_cursor(
            f"offers:{request.sort}", key.isoformat() if isinstance(key, datetime) else key, shown[-1].id
        )
    return Listing(_offers(session, terms, shown), following, total, facets, corrected)


def show_offer(
    session: Session, actor: OutletActor, *, seller: str, sku: str, catalog: str | None = None
) -> OfferDetail:
    """One product in the first of the seller's catalogs that has it, with variants and the trace of its price.

    Raises:
        SellerNotFound, CatalogNotFound, ProductNotFound: it is not open to the outlet.
    """
    terms = _in_catalog(open_terms(session, actor, seller=seller), catalog)
    place = {catalog_id: at for at, catalog_id in enumerate(terms.catalog_ids)}
    usable = terms.catalogs and is_storable(sku)
    rows = lookup.by_skus(session, terms.catalog_ids, [sku], terms.seller.warehouse_id) if usable else ()
    if not rows:
        raise ProductNotFound(sku)
    row = min(rows, key=lambda row: place[row.catalog_id])
    book = price_book(session, (terms,), [row.product_id])
    card = shelf_cards([row], [terms])[row.product_id, row.catalog_id]
    offer = make_offer(card, terms, book)
    least = least_quantity(card.quantity_rule)
    trace = book.price(row.product_id, row.catalog_id, terms.list_ids, least)
    if offer is None or trace is None:
        raise ProductNotFound(sku)
    facts = lookup.detail(session, row.id)
    if not facts:
        # The shelf was built anew between the two statements.
        raise ProductNotFound(sku)
    own, *siblings = facts
    return OfferDetail(
        offer=offer,
        description=own.description,
        colour=own.colour,
        pack_size=own.pack_size,
        base_code=own.base_code,
        variants=tuple(VariantCard(each.sku, each.name, each.colour, each.variant) for each in siblings),
        price_trace=trace,
    )


def categories_of(session: Session, actor: OutletActor, *, seller: str) -> tuple[CategoryCount, ...]:
    """The category tree of a seller's catalogs for the outlet with counts; empty branches are left out.

    Raises:
        SellerNotFound: the outlet may not buy from it.
    """
    terms = open_terms(session, actor, seller=seller)
    if not terms.catalogs:
        return ()
    selection = _selection(terms, ListingRequest(seller))
    facets, _ = _facets(counted.facets(session, selection), None, terms.seller.currency)
    return facets.categories


def _in_catalog(terms: Terms, catalog: str | None) -> Terms:
    if catalog is None:
        return terms
    chosen = tuple(card for card in terms.catalogs if card.code == catalog)
    if not chosen:
        raise CatalogNotFound(catalog)
    return replace(terms, catalogs=chosen)


def select(
    session: Session, terms: Terms, request: ListingRequest
) -> tuple[queries.Selection, tuple[tuple[str, str], ...]]:
    """The shelf items that a request asks for, and the words that were corrected.

    Raises:
        NoCatalog, CategoryNotFound: see their messages.
    """
    if not terms.catalogs:
        raise NoCatalog(terms.seller.name)
    selection = _selection(terms, request)
    words = query_words(request.text)
    if not words:
        return selection, ()
    doubtful = [word for word in words if not is_number(word) and len(word) > 2]
    known, near = search.vocabulary(session, doubtful) if doubtful else ({}, {})
    meant = corrections(words, known, near)
    corrected = tuple((word, group[0]) for word, group in zip(words, meant, strict=True) if group[0] != word)
    typed = request.text if is_storable(request.text) else " ".join(words)
    given = search.search_terms(session.get_bind().dialect.name, terms.catalog_ids, meant, typed)
    return replace(selection, search=given), corrected


def _selection(terms: Terms, request: ListingRequest) -> queries.Selection:
    if request.category and not is_storable(request.category):
        raise CategoryNotFound(request.category)
    return queries.Selection(
        catalog_ids=terms.catalog_ids,
        special_lists=tuple(card.id for card in terms.price_lists if card.is_special),
        category=request.category or None,
        search=None,
        available=request.available,
        price_from=request.price_from.minor * UNITS_PER_MINOR if request.price_from else None,
        price_to=request.price_to.minor * UNITS_PER_MINOR if request.price_to else None,
    )


def _offers(session: Session, terms: Terms, rows: Sequence[Row[Any]]) -> tuple[Offer, ...]:
    book = price_book(session, (terms,), [row.product_id for row in rows])
    cards = shelf_cards(rows, [terms])
    offers: list[Offer] = []
    for row in rows:
        bought = (row.last_ordered_at, row.last_quantity)
        offer = make_offer(cards[row.product_id, row.catalog_id], terms, book, bought)
        if offer is not None:
            offers.append(offer)
    return tuple(offers)


def _facets(rows: Sequence[Row[Any]], category: str | None, currency: str) -> tuple[Facets, int]:
    """The facets of a selection, and how many offers it has."""
    if category is not None and category not in {row.code for row in rows}:
        raise CategoryNotFound(category)
    counted = [row for row in rows if row.matching is not None]
    lowest = min((row.lowest for row in counted if row.lowest is not None), default=None)
    highest = max((row.highest for row in counted if row.highest is not None), default=None)
    facets = Facets(
        categories=_tree(rows),
        available=sum(row.available for row in counted),
        unavailable=sum(row.unavailable for row in counted),
        lowest_price=None if lowest is None else UnitPrice(lowest, currency),
        highest_price=None if highest is None else UnitPrice(highest, currency),
    )
    return facets, sum(row.matching for row in counted)


def _tree(rows: Sequence[Sequence[Any]]) -> tuple[CategoryCount, ...]:
    """Counts added up from the leaves; rows come parents first."""
    nodes = [(first, code, name, parent) for first, code, name, parent, *_ in rows]
    codes = {first: code for first, code, _, _ in nodes}
    counts = {first: int(matching or 0) for first, _, _, _, matching, *_ in rows}
    depths: dict[int | None, int] = {None: -1}
    for first, _, _, parent in nodes:
        depths[first] = depths[parent] + 1
    for first, _, _, parent in reversed(nodes):
        if parent is not None:
            counts[parent] += counts[first]
    return tuple(
        CategoryCount(code, name, codes.get(parent), depths[first], counts[first])
        for first, code, name, parent in nodes
        if counts[first]
    )


def _sort_value(sort: str, value: str | int) -> Any:
    if sort != "last_bought":
        return value
    try:
        return as_utc(datetime.fromisoformat(str(value)))
    except (ValueError, OverflowError) as error:
        raise Invalid("This page marker belongs to another list.", fields={"cursor": "unknown"}) from error
