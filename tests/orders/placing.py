"""Orders placed in one line."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest, Placed
from storefront.parties.actor import OutletActor, SellerActor
from storefront.parties.service import hash_token
from storefront.sellers.service import enter_seller
from tests.factories import MadeEmployee, Trade, new_key

stock = table_of(StockLevel)


def fill(session: Session, actor: OutletActor, *wanted: tuple[Any, ...], seller: str = "MAKER") -> None:
    add_lines(session, actor, seller=seller, lines=[WantedLine(*each) for each in wanted])


def check_out(
    session: Session, actor: OutletActor, *, seller: str = "MAKER", key: str | None = None, **request: Any
) -> Placed:
    return place(
        session,
        actor,
        seller=seller,
        request=CheckoutRequest(**request),
        idempotency_key=new_key() if key is None else key,
    )


def level_of(session: Session, trade: Trade, sku: str) -> tuple[int, int]:
    product = next(each for each in trade.maker.products if each.sku == sku)
    row = session.execute(
        sa.select(stock.c.on_hand, stock.c.reserved).where(
            stock.c.product_id == product.id, stock.c.warehouse_id == trade.maker.warehouse_id
        )
    ).one()
    return row.on_hand, row.reserved


MUGS = (("M-001", 10), ("M-002", 4))
"""£22.50 (ten at £2.25) and £10.00."""


def order(session: Session, actor: OutletActor, *wanted: tuple[str, int], seller: str = "MAKER") -> str:
    """The number of an order of these lines."""
    add_lines(session, actor, seller=seller, lines=[WantedLine(*each) for each in wanted or MUGS])
    placed = place(session, actor, seller=seller, request=CheckoutRequest(), idempotency_key=new_key())
    session.flush()
    return placed.order.summary.number


def at_desk(session: Session, employee: MadeEmployee, seller: str) -> SellerActor:
    return enter_seller(session, hash_token(employee.token), seller)
