"""A product that a screen or client names, found in the catalogs that are open to the outlet."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from storefront.catalog.errors import CatalogNotFound, ProductNotFound
from storefront.offers.rules import make_offer
from storefront.offers.service import find_offers, open_terms, shelf_in
from storefront.offers.snapshots import Offer, Terms
from storefront.parties.actor import OutletActor
from storefront.pricing.rules import PriceBook


@dataclass(frozen=True, slots=True)
class Found:
    """An offer with the terms and prices behind it."""

    terms: Terms
    offer: Offer
    book: PriceBook

    @property
    def key(self) -> tuple[UUID, UUID]:
        """Product and catalog."""
        return self.offer.product_id, self.offer.catalog_id


def find(session: Session, actor: OutletActor, *, seller: str, sku: str, catalog: str | None = None) -> Found:
    """The product in the first of the seller's catalogs that has it and prices it, or in the one named.

    Raises:
        SellerNotFound, CatalogNotFound, ProductNotFound: it is not open to the outlet.
    """
    terms = open_terms(session, actor, seller=seller)
    if catalog is not None and catalog not in {card.code for card in terms.catalogs}:
        raise CatalogNotFound(catalog)
    cards = find_offers(session, terms, [sku]).get(sku, ())
    _, book = shelf_in(session, (terms,), [], cards)
    for card in cards:
        offer = make_offer(card, terms, book) if catalog in (None, card.catalog_code) else None
        if offer is not None:
            return Found(terms, offer, book)
    raise ProductNotFound(sku)
