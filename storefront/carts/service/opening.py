"""A cart taken for a change: locked by the statement that raises its version."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from storefront.carts.errors import CartChanged
from storefront.carts.queries import storing as queries
from storefront.carts.service.reading import stored_lines
from storefront.carts.snapshots import StoredLine
from storefront.kit.clock import now
from storefront.offers.service import open_terms
from storefront.offers.snapshots import Terms
from storefront.parties.actor import OutletActor

Key = tuple[UUID, UUID]
"""Product and catalog."""


@dataclass(slots=True)
class OpenCart:
    """A cart under change: locked by its row, which `bump` raised."""

    id: UUID
    version: int
    terms: Terms
    lines: dict[Key, StoredLine]
    moment: datetime


def open_cart(
    session: Session, actor: OutletActor, seller: str, version: int | None, *, is_checkout: bool = False
) -> OpenCart:
    """Lock the outlet's cart with a seller, made when there is none, and raise its version.

    Raises:
        SellerNotFound: the outlet may not buy from it.
        CartChanged: `version` is given and not the cart's.
    """
    terms = open_terms(session, actor, seller=seller)
    moment = now()
    row = queries.bump(session, actor.outlet_id, terms.seller.id, moment, is_checkout=is_checkout)
    if version is not None and row.version != version + 1:
        raise CartChanged(version, row.version - 1)
    lines = stored_lines(queries.stored(session, actor.outlet_id, terms.seller.id))
    return OpenCart(
        row.id, row.version, terms, {(line.product_id, line.catalog_id): line for line in lines}, moment
    )
