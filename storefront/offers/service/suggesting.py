"""A few offers while somebody types a SKU or words, across all sellers of the outlet."""

from dataclasses import replace

from sqlmodel import Session

from storefront.kit.text import query_words
from storefront.offers.queries import listing as queries
from storefront.offers.rules import make_offer
from storefront.offers.service.listing import select
from storefront.offers.service.lookup import shelf_in
from storefront.offers.service.terms import open_terms, open_terms_everywhere
from storefront.offers.snapshots import ListingRequest, Suggestion, Terms
from storefront.parties.actor import OutletActor

MOST_SUGGESTIONS = 8


def suggest_offers(
    session: Session, actor: OutletActor, *, text: str, seller: str | None = None
) -> tuple[Suggestion, ...]:
    """The best eight offers for what was typed so far, an exact SKU first; of one seller, or of all.

    One SKU's offers stand together, in the order of the sellers and their catalogs.

    Raises:
        SellerNotFound: the outlet may not buy from it.
    """
    if not query_words(text):
        return ()
    terms = (open_terms(session, actor, seller=seller),) if seller else open_terms_everywhere(session, actor)
    everything = _together([each for each in terms if each.catalogs])
    if everything is None:
        return ()
    selection, _ = select(session, everything, ListingRequest("", text=text))
    rows = queries.page(
        session,
        selection,
        outlet_id=actor.outlet_id,
        warehouse_id=everything.seller.warehouse_id,
        sort="relevance",
        after=None,
        limit=MOST_SUGGESTIONS,
    )
    best: dict[str, int] = {}
    for at, row in enumerate(rows):
        best.setdefault(row.sku, at)
    place = {catalog_id: at for at, catalog_id in enumerate(everything.catalog_ids)}
    rows = sorted(rows, key=lambda row: (best[row.sku], place[row.catalog_id]))
    keys = [(row.product_id, row.catalog_id) for row in rows]
    cards, book = shelf_in(session, terms, keys)
    by_catalog = {catalog_id: each for each in terms for catalog_id in each.catalog_ids}
    found = [
        (by_catalog[key[1]].seller, make_offer(cards[key], by_catalog[key[1]], book))
        for key in keys
        if key in cards
    ]
    return tuple(Suggestion(card.code, card.name, offer) for card, offer in found if offer is not None)


def _together(terms: list[Terms]) -> Terms | None:
    """All catalogs as if they were one seller's: only what is searched, never prices or stock."""
    if not terms:
        return None
    return replace(terms[0], catalogs=tuple(card for each in terms for card in each.catalogs))
