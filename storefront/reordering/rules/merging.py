"""Lines of old orders as one list."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from storefront.carts.snapshots import ListLine
from storefront.catalog.rules import LARGEST_QUANTITY
from storefront.orders.snapshots import OrderContents
from storefront.reordering.snapshots import OrdersAsList

SUM, LATEST = "sum", "latest"
"""What becomes of a product that several orders have: all of it together, or what the newest order had."""


def as_list(order: OrderContents) -> OrdersAsList:
    """An order line by line, each at its frozen price."""
    lines = tuple(
        ListLine(line.sku, line.quantity, line.catalog, order.seller, line.unit_price) for line in order.lines
    )
    return OrdersAsList((order.number,), (order.outlet,), lines, _names([order]), _keys([order]))


def merged(orders: Sequence[OrderContents], quantities: str) -> OrdersAsList:
    """Several orders as one list, newest first: each product of a catalog once, at the newest order's price."""
    newest_first = sorted(orders, key=lambda order: (order.placed_at, order.number), reverse=True)
    lines: dict[tuple[str, str | None], ListLine] = {}
    seen_in: dict[tuple[str, str | None], str] = {}
    for order in newest_first:
        for line in as_list(order).lines:
            key = (line.sku, line.catalog)
            there = lines.get(key)
            if there is None:
                lines[key], seen_in[key] = line, order.number
            elif quantities == SUM or seen_in[key] == order.number:
                # A product that an order has twice, at two prices, was bought in both quantities.
                total = min(there.quantity + line.quantity, LARGEST_QUANTITY)
                lines[key] = replace(there, quantity=total)
    numbers = tuple(order.number for order in newest_first)
    outlets = tuple(dict.fromkeys(order.outlet for order in newest_first))
    return OrdersAsList(numbers, outlets, tuple(lines.values()), _names(newest_first), _keys(newest_first))


def _names(newest_first: Sequence[OrderContents]) -> dict[tuple[str, str | None], str]:
    names: dict[tuple[str, str | None], str] = {}
    for order in newest_first:
        for line in order.lines:
            names.setdefault((line.sku, line.catalog), line.name)
    return names


def _keys(newest_first: Sequence[OrderContents]) -> dict[tuple[str, str | None], tuple[UUID, UUID]]:
    keys: dict[tuple[str, str | None], tuple[UUID, UUID]] = {}
    for order in newest_first:
        for line in order.lines:
            keys.setdefault((line.sku, line.catalog), (line.product_id, line.catalog_id))
    return keys
