from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.inventory import queries
from storefront.inventory.errors import NotEnoughStock
from storefront.inventory.service import reserve
from storefront.inventory.snapshots import Shortage
from storefront.inventory.tables import Reservation, StockLevel
from storefront.kit.ids import new_id
from tests.factories import Trade

stock = table_of(StockLevel)
reservations = table_of(Reservation).c


class TestReserve:
    def test_promises_all_and_tells_what_remains(self, session: Session, trade: Trade) -> None:
        first, second, *_ = trade.maker.products
        order_id = new_id()
        left = reserve(
            session,
            order_id=order_id,
            warehouse_id=trade.maker.warehouse_id,
            quantities={second.id: 100, first.id: 30},
        )
        assert left == {first.id: 70, second.id: 0}
        rows = session.execute(sa.select(reservations.product_id, reservations.quantity)).all()
        assert {row.product_id: row.quantity for row in rows} == {first.id: 30, second.id: 100}

    def test_promises_nothing_when_one_falls_short(self, session: Session, trade: Trade) -> None:
        first, second, *_ = trade.maker.products
        stranger = uuid4()
        with pytest.raises(NotEnoughStock) as refused:
            reserve(
                session,
                order_id=new_id(),
                warehouse_id=trade.maker.warehouse_id,
                quantities={first.id: 1, second.id: 101, stranger: 2},
            )
        assert set(refused.value.shortages) == {Shortage(second.id, 101, 100), Shortage(stranger, 2, 0)}
        assert session.execute(sa.select(sa.func.sum(stock.c.reserved))).scalar_one() == 0

    def test_never_believes_a_lock_that_did_not_hold(
        self, session: Session, trade: Trade, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "reserve", lambda *_: 0)
        with pytest.raises(NotEnoughStock):
            reserve(
                session,
                order_id=new_id(),
                warehouse_id=trade.maker.warehouse_id,
                quantities={trade.maker.products[0].id: 1},
            )

    def test_the_database_itself_refuses_to_promise_more_than_there_is(
        self, session: Session, trade: Trade
    ) -> None:
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(sa.update(stock).values(reserved=101))
