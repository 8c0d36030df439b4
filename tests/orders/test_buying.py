"""What an outlet bought of some products, read from its own orders alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import Session

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.db.columns import table_of
from storefront.kit.clock import now
from storefront.orders.queries.buying import bought
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.parties.actor import OutletActor
from tests.factories import Trade, act_as, new_key

orders = table_of(SalesOrder)
lines = table_of(OrderLine)


def order(session: Session, actor: OutletActor, *wanted: tuple[str, int], days_ago: int = 0) -> UUID:
    """The id of an order of these lines."""
    add_lines(session, actor, seller="MAKER", lines=[WantedLine(*each) for each in wanted])
    placed = place(session, actor, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key())
    session.flush()
    number = placed.order.summary.number
    session.execute(
        sa.update(orders).where(orders.c.number == number).values(placed_at=now() - timedelta(days=days_ago))
    )
    return session.execute(sa.select(orders.c.id).where(orders.c.number == number)).scalar_one()


def pair_of(session: Session, sku: str) -> tuple[UUID, UUID]:
    """The catalog and the product of what was ordered."""
    found = sa.select(lines.c.catalog_id, lines.c.product_id).where(lines.c.sku == sku).limit(1)
    catalog_id, product_id = session.execute(found).one()
    return catalog_id, product_id


@contextmanager
def listening(session: Session) -> Iterator[list[tuple[str, Any]]]:
    """The statements that run within, each with its parameters."""
    heard: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        heard.append((statement, parameters))

    engine = session.get_bind().engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


class TestBought:
    def test_tells_the_last_order_and_the_sums_of_each_pair(self, session: Session, trade: Trade) -> None:
        actor = act_as(session, trade.buyer, trade.outlet)
        order(session, actor, ("M-001", 10), ("M-002", 4), days_ago=9)
        order(session, actor, ("M-001", 6), days_ago=3)
        rejected = order(session, actor, ("M-001", 2), ("M-002", 2), days_ago=1)
        session.execute(
            sa.update(lines)
            .where(lines.c.order_id == rejected, lines.c.sku == "M-001")
            .values(rejection_reason="none left")
        )
        cancelled = order(session, actor, ("M-001", 2))
        session.execute(sa.update(orders).where(orders.c.id == cancelled).values(status="cancelled"))
        order(session, act_as(session, trade.admin, trade.second_outlet), ("M-001", 8))
        mugs, bowls = pair_of(session, "M-001"), pair_of(session, "M-002")
        found = {
            (row.catalog_id, row.product_id): (
                (now() - row.placed_at).days,
                *row[3:6],
                (now() - row.first_at).days,
                row.unit_price,
            )
            for row in bought(session, trade.outlet.id, [mugs, bowls, mugs, (mugs[0], trade.outlet.id)])
        }
        assert found == {mugs: (3, 6, 2, 16, 9, 22_500), bowls: (1, 2, 2, 6, 9, 25_000)}
        assert bought(session, trade.outlet.id, []) == []

    def test_begins_at_the_outlet_and_never_reads_what_others_bought(
        self, session: Session, trade: Trade, backend: str
    ) -> None:
        order(session, act_as(session, trade.buyer, trade.outlet), ("M-001", 10))
        pair = pair_of(session, "M-001")
        with listening(session) as heard:
            bought(session, trade.outlet.id, [pair])
        ((statement, parameters),) = heard
        connection = session.connection()
        if backend == "postgresql":
            # For a handful of rows it would read whole tables.
            connection.exec_driver_sql("set local enable_seqscan = off")
        asking = "explain query plan" if backend == "sqlite" else "explain"
        plan = "\n".join(row[-1] for row in connection.exec_driver_sql(f"{asking} {statement}", parameters))
        assert "ix_sales_orders_outlet_id_placed_at_sequence" in plan
        assert "ix_order_lines_product_id" not in plan
