"""Promising stock to orders, and taking it back."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session

from storefront.inventory.errors import NotEnoughStock
from storefront.inventory.queries import promising as queries
from storefront.inventory.queries.keeping import note_movements
from storefront.inventory.rules import available
from storefront.inventory.snapshots import Shortage
from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.parties.actor import SellerActor


def reserve(
    session: Session, *, order_id: UUID, warehouse_id: UUID, quantities: Mapping[UUID, int]
) -> dict[UUID, int]:
    """Promise stock to an order, all of it or none; what is left available by product.

    Raises:
        NotEnoughStock: with every product that falls short.
    """
    wanted = sorted(quantities.items())
    rows = {row.product_id: row for row in queries.lock(session, warehouse_id, list(quantities))}
    free = {product_id: available(row.on_hand, row.reserved, row.buffer) for product_id, row in rows.items()}
    shortages = tuple(
        Shortage(product_id, quantity, free.get(product_id, 0))
        for product_id, quantity in wanted
        if free.get(product_id, 0) < quantity
    )
    if shortages:
        raise NotEnoughStock(shortages)
    if queries.reserve(session, warehouse_id, wanted) != len(wanted):
        # The rows are locked and were enough: only a broken lock can bring us here.
        raise NotEnoughStock(tuple(Shortage(product_id, quantity, 0) for product_id, quantity in wanted))
    queries.note_reservations(session, order_id, warehouse_id, wanted)
    return {product_id: free[product_id] - quantity for product_id, quantity in wanted}


def release(
    session: Session, actor: SellerActor, *, order_id: UUID, quantities: Mapping[UUID, int], reason: str
) -> dict[UUID, int]:
    """Give back what was promised to an order, at most so many pieces of each product; what is available then.

    The caller has locked the order. Only products of the actor's own warehouse are told: others are on no shelf.
    """
    promised = queries.lock_promised(session, order_id, quantities)
    freed = [(row, min(row.quantity, quantities[row.product_id])) for row in promised]
    if not freed:
        return {}
    wanted = [(row.warehouse_id, row.product_id, pieces) for row, pieces in freed]
    if queries.release(session, order_id, wanted) != len(wanted):
        # The rows are locked and hold what was promised: only a broken promise can bring us here.
        raise RuntimeError(f"stock of order {order_id} is not reserved as promised")
    moment = now()
    note_movements(
        session,
        [
            [
                new_id(),
                row.warehouse_id,
                row.product_id,
                "release",
                pieces,
                row.on_hand,
                reason,
                order_id,
                actor.contact_id,
                moment,
            ]
            for row, pieces in freed
        ],
    )
    return {
        row.product_id: available(row.on_hand, row.reserved - pieces, row.buffer)
        for row, pieces in freed
        if row.warehouse_id == actor.warehouse_id
    }
