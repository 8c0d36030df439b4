"""The orders that a seller sees at its desk."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.kit.clock import now
from storefront.kit.errors import Invalid
from storefront.orders.service import accept, list_incoming
from storefront.orders.snapshots import IncomingFilter
from storefront.orders.tables import SalesOrder
from storefront.parties.actor import OutletActor, SellerActor
from tests.conftest import CountStatements
from tests.factories import Trade, act_as
from tests.orders.placing import order

orders = table_of(SalesOrder)


class TestListIncoming:
    def test_shows_what_waits_oldest_first(
        self, session: Session, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        numbers = [order(session, buyer, ("M-001", 1)) for _ in range(3)]
        order(session, buyer, ("M-001", 40), seller="NORTH")
        accept(session, clerk, number=numbers[1])
        found = list_incoming(session, clerk, IncomingFilter())
        assert [row.number for row in found.items] == [numbers[0], numbers[2]]
        assert (found.waiting, found.next_cursor) == (2, None)

    def test_pages_follow_each_other_without_a_gap(
        self, session: Session, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        numbers = [order(session, buyer, ("M-001", 1)) for _ in range(5)]
        for wanted, expected in (("submitted", numbers), ("all", numbers[::-1])):
            seen: list[str] = []
            cursor = None
            while True:
                page = list_incoming(session, clerk, IncomingFilter(status=wanted, limit=2, cursor=cursor))
                seen += [row.number for row in page.items]
                cursor = page.next_cursor
                if cursor is None:
                    break
            assert seen == expected

    def test_filters(self, session: Session, trade: Trade, buyer: OutletActor, clerk: SellerActor) -> None:
        first = order(session, buyer, ("M-001", 1))
        other = order(session, act_as(session, trade.outsider, trade.other_outlet), ("M-002", 1))
        session.execute(
            sa.update(orders)
            .where(orders.c.number == other)
            .values(placed_at=now() - timedelta(days=3), purchase_order_number="PO 7")
        )
        today = now().date()

        def found(**filters: Any) -> list[str]:
            return [row.number for row in list_incoming(session, clerk, IncomingFilter(**filters)).items]

        assert found() == [other, first]
        assert found(outlet="1001") == [first]
        assert found(outlet="other gif") == [other]
        assert found(outlet="%") == []
        assert found(text="mug m-001") == [first]
        assert found(placed_from=today - timedelta(days=1)) == [first]
        assert found(placed_to=today - timedelta(days=1)) == [other]
        assert found(status="accepted") == []
        assert found(sort="-placed_at") == [first, other]
        assert list_incoming(session, clerk, IncomingFilter(status="accepted")).waiting == 2

    @pytest.mark.parametrize(
        "wanted",
        [{"status": "lost"}, {"sort": "total"}, {"outlet": "\0"}, {"cursor": "x"}, {"limit": 0}],
    )
    def test_refuses_what_it_cannot_select(
        self, session: Session, clerk: SellerActor, wanted: dict[str, Any]
    ) -> None:
        with pytest.raises(Invalid):
            list_incoming(session, clerk, IncomingFilter(**wanted))

    def test_is_one_statement_however_many_there_are(
        self, session: Session, buyer: OutletActor, clerk: SellerActor, count_statements: CountStatements
    ) -> None:
        for _ in range(4):
            order(session, buyer, ("M-001", 1))
        with count_statements() as statements:
            list_incoming(session, clerk, IncomingFilter(text="mug", outlet="1001"))
        assert len(statements) == 1
