"""Carts as they are shown."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.carts.queries import storing as queries
from storefront.carts.rules import view_cart
from storefront.carts.snapshots import CartView, StoredLine
from storefront.offers.service import open_terms, open_terms_everywhere, shelf_in
from storefront.offers.snapshots import Terms
from storefront.parties.actor import OutletActor


def list_carts(session: Session, actor: OutletActor) -> tuple[CartView, ...]:
    """The outlet's carts with every seller that it may buy from, empty ones too; three statements whatever their size."""
    terms = open_terms_everywhere(session, actor)
    return views(session, terms, queries.stored(session, actor.outlet_id))


def show_cart(session: Session, actor: OutletActor, *, seller: str) -> CartView:
    """The outlet's cart with a seller; empty when there never was one.

    Raises:
        SellerNotFound: the outlet may not buy from it.
    """
    terms = open_terms(session, actor, seller=seller)
    return views(session, (terms,), queries.stored(session, actor.outlet_id, terms.seller.id))[0]


def views(session: Session, terms: Sequence[Terms], rows: Sequence[Row[Any]]) -> tuple[CartView, ...]:
    """The carts of these terms from their stored rows, in the order of the terms."""
    by_seller: dict[UUID, list[Row[Any]]] = {each.seller.id: [] for each in terms}
    for row in rows:
        if row.seller_id in by_seller:
            by_seller[row.seller_id].append(row)
    lines = {seller_id: stored_lines(own) for seller_id, own in by_seller.items()}
    keys = [(line.product_id, line.catalog_id) for own in lines.values() for line in own]
    shelf, book = shelf_in(session, terms, keys)
    views: list[CartView] = []
    for each in terms:
        own = by_seller[each.seller.id]
        views.append(
            view_cart(
                each,
                lines[each.seller.id],
                shelf,
                book,
                version=own[0].version if own else 0,
                changed_at=own[0].changed_at if own else None,
                can_undo=bool(own) and bool(own[0].can_undo),
            )
        )
    return tuple(views)


def stored_lines(rows: Sequence[Sequence[Any]]) -> list[StoredLine]:
    """The lines in rows of `queries.stored`; rows of empty carts hold none."""
    return [StoredLine(*line) for _, _, _, _, *line in rows if line[0] is not None]
