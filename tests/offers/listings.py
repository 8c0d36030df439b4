"""Offers listed in one line."""

from typing import Any

from sqlmodel import Session

from storefront.offers.service import list_offers
from storefront.offers.snapshots import Listing, ListingRequest, Offer
from storefront.parties.actor import OutletActor


def listed(session: Session, actor: OutletActor, **request: Any) -> Listing:
    return list_offers(session, actor, ListingRequest("MAKER", **request))


def by_price(offer: Offer) -> int:
    return offer.unit_price.ten_thousandths
