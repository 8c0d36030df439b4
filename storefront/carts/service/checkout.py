"""The cart's part of placing an order."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.carts.queries import storing as queries
from storefront.carts.rules import LineStep, view_cart
from storefront.carts.service.opening import open_cart
from storefront.carts.snapshots import LockedCart
from storefront.kit.clock import now
from storefront.offers.service import shelf_in
from storefront.parties.actor import OutletActor


def lock_for_checkout(session: Session, actor: OutletActor, *, seller: str) -> LockedCart:
    """The cart at today's prices, locked until the transaction ends; its version has grown by one.

    Raises:
        SellerNotFound: the outlet may not buy from it.
    """
    cart = open_cart(session, actor, seller, None, is_checkout=True)
    lines = list(cart.lines.values())
    shelf, book = shelf_in(session, (cart.terms,), list(cart.lines))
    view = view_cart(
        cart.terms, lines, shelf, book, version=cart.version, changed_at=cart.moment, can_undo=False
    )
    traces: dict[UUID, list[object]] = {}
    for line in lines:
        trace = book.price(line.product_id, line.catalog_id, cart.terms.list_ids, line.quantity)
        if trace:
            traces[line.id] = trace.to_document()
    return LockedCart(cart.id, cart.terms, view, traces)


def empty_after_checkout(
    session: Session, actor: OutletActor, *, cart: LockedCart, ordered: Sequence[UUID]
) -> None:
    """Take the ordered lines out of a locked cart; what was not ordered stays."""
    taken = set(ordered)
    steps = [
        LineStep(
            line.id,
            line.product_id,
            line.catalog_id,
            line.quantity,
            0,
            None,
            line.added_by_id,
            line.added_at,
            line.note,
        ).to_document()
        for line in cart.view.lines
        if line.id in taken
    ]
    queries.drop_lines(session, cart.id, list(ordered))
    queries.note_change(
        session,
        cart_id=cart.id,
        version=cart.view.version,
        kind="checkout",
        made_by=queries.by_whom(actor),
        moment=now(),
        steps=steps,
    )
