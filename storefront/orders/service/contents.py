"""What old orders had."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.kit.money import UnitPrice
from storefront.kit.text import is_storable
from storefront.orders.errors import OrderNotFound
from storefront.orders.queries import contents as queries
from storefront.orders.service.selecting import viewer_of
from storefront.orders.snapshots import OrderContents, OrderedLine
from storefront.parties.actor import Actor

MAXIMUM_NUMBER_LENGTH = 40
MOST_ORDERED_LINES = 20_000


def contents_of(session: Session, actor: Actor, *, numbers: Sequence[str]) -> tuple[OrderContents, ...]:
    """The lines of some orders at their frozen prices, oldest order first; one statement.

    More than 20,000 lines in all are not read: who asks for so many bounds the orders first.

    Raises:
        OrderNotFound: one of them does not exist, or is not the actor's to see.
    """
    wanted = list(dict.fromkeys(numbers))
    for number in wanted:
        if len(number) > MAXIMUM_NUMBER_LENGTH or not is_storable(number):
            raise OrderNotFound(number[:MAXIMUM_NUMBER_LENGTH])
    rows = queries.contents(session, viewer_of(actor), wanted, MOST_ORDERED_LINES) if wanted else ()
    by_number: dict[str, list[Row[Any]]] = {}
    for row in rows:
        by_number.setdefault(row.number, []).append(row)
    for number in wanted:
        if number not in by_number:
            raise OrderNotFound(number)
    return tuple(_contents(own) for own in by_number.values())


def _contents(rows: Sequence[Row[Any]]) -> OrderContents:
    head = rows[0]
    return OrderContents(
        number=head.number,
        outlet=head.outlet,
        seller=head.seller,
        placed_at=head.placed_at,
        lines=tuple(
            OrderedLine(
                row.sku,
                row.catalog,
                row.name,
                row.quantity,
                UnitPrice(row.unit_price, row.currency),
                row.product_id,
                row.catalog_id,
            )
            for row in rows
        ),
    )
