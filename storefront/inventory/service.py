"""Promising stock: the slice's only door."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session

from storefront.inventory import queries
from storefront.inventory.errors import NotEnoughStock
from storefront.inventory.rules import available
from storefront.inventory.snapshots import Shortage


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
