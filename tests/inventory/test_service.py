from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.inventory.errors import NotEnoughStock
from storefront.inventory.queries import promising as queries
from storefront.inventory.service import reserve
from storefront.inventory.snapshots import Shortage, StockAdjustment
from storefront.inventory.tables import Reservation, StockLevel
from storefront.kit.ids import new_id
from storefront.offers.service import adjust_stock
from storefront.parties.service import hash_token
from storefront.sellers.service import enter_seller
from tests.conftest import CountStatements
from tests.factories import Trade, make_staff

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

    @pytest.mark.smoke
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


class TestAdjust:
    def test_the_trail_is_written_last(
        self, session: Session, trade: Trade, count_statements: CountStatements
    ) -> None:
        """Whoever writes it holds everybody else's writes: nothing may be waited for after it."""
        clerk = enter_seller(session, hash_token(make_staff(session, trade).maker_clerk.token), "MAKER")
        wanted = StockAdjustment(on_hand=0, reason="burnt")
        with count_statements() as statements:
            assert adjust_stock(session, clerk, sku="M-001", wanted=wanted).available == 0
        written = [
            place for place, text in enumerate(statements) if not text.lstrip().upper().startswith("SELECT")
        ]
        shelf = [place for place in written if "shelf" in statements[place]]
        trail = [place for place in written if "audit" in statements[place]]
        assert shelf
        assert trail
        assert max(shelf) < min(trail)
        with count_statements() as statements:
            adjust_stock(session, clerk, sku="M-001", wanted=wanted)
        assert not any("audit" in text for text in statements)
