"""What was ordered and refused or rejected."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.db.columns import table_of
from storefront.kit.money import UnitPrice
from storefront.offers.tables import OutletPurchase
from storefront.orders.service import place, reject
from storefront.orders.snapshots import CheckoutRequest
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.parties.actor import OutletActor, SellerActor
from storefront.parties.service import hash_token
from storefront.reordering.service import bought_choices
from storefront.sellers.service import enter_seller
from tests.factories import Trade, make_staff, new_key
from tests.reordering.buying import bought, one, skus
from tests.reordering.history import days_ago, make_order, order_of


class TestRefused:
    """What was ordered and never came was not bought."""

    @pytest.fixture
    def numbers(self, session: Session, trade: Trade) -> list[str]:
        """M-005 every ten days; M-006 in the last of the orders alone."""
        return [
            order_of(session, trade, {"M-005": quantity} | ({"M-006": 1} if days == 10 else {}), days=days)
            for days, quantity in ((40, 2), (30, 2), (20, 50), (10, 50))
        ]

    @pytest.mark.parametrize("status", ["rejected", "cancelled"])
    def test_orders_make_no_habit(
        self, session: Session, buyer: OutletActor, numbers: list[str], status: str
    ) -> None:
        assert skus(session, buyer) == ["M M-006", "M M-005"]
        orders = table_of(SalesOrder)
        for number in numbers[2:]:
            session.execute(sa.update(orders).where(orders.c.number == number).values(status=status))
        (item,) = bought(session, buyer)
        assert (item.sku, item.usual_quantity, item.rhythm) == ("M-005", 2, None)
        assert bought(session, buyer, bought_from=days_ago(25)) == []
        assert [each.count for each in bought_choices(session, buyer).sellers] == [1]

    def test_lines_make_no_habit(self, session: Session, buyer: OutletActor, numbers: list[str]) -> None:
        lines = table_of(OrderLine)
        session.execute(
            sa.update(lines).where(lines.c.sku == "M-006").values(rejection_reason="Out of stock")
        )
        assert skus(session, buyer) == ["M M-005"]


class TestRejected:
    """A seller that rejects takes back what the rows say of the order: the one before is the last again."""

    @pytest.fixture
    def clerk(self, session: Session, trade: Trade) -> SellerActor:
        return enter_seller(session, hash_token(make_staff(session, trade).maker_clerk.token), "MAKER")

    @pytest.fixture
    def first(self, session: Session, trade: Trade) -> datetime:
        """When twelve of M-001 and two of M-002 were ordered."""
        moment = days_ago(10)
        make_order(
            session,
            outlet=trade.outlet,
            contact=trade.buyer,
            seller=trade.maker,
            placed_at=moment,
            lines={"M-001": 12, "M-002": 2},
            price=20_000,
        )
        return moment

    def test_the_order_before_is_the_last_again(
        self, session: Session, buyer: OutletActor, clerk: SellerActor, first: datetime
    ) -> None:
        number = order_now(session, buyer, {"M-001": 5, "M-003": 7})
        item = one(session, buyer, "M-001")
        assert (item.times, item.units, item.last_quantity) == (2, 17, 5)
        reject(session, clerk, number=number, reason="no lorry")
        item = one(session, buyer, "M-001")
        assert (item.times, item.units, item.last_quantity) == (1, 12, 12)
        assert (item.last_ordered_at, item.last_unit_price) == (first, UnitPrice(20_000, "GBP"))
        assert skus(session, buyer) == ["M M-002", "M M-001"]

    def test_a_rejected_line_takes_back_its_product_alone(
        self, session: Session, buyer: OutletActor, clerk: SellerActor, first: datetime
    ) -> None:
        number = order_now(session, buyer, {"M-001": 5, "M-002": 4})
        reject(session, clerk, number=number, reason="chipped", lines=["M-001"])
        facts = {
            sku: (item.times, item.units, item.last_quantity)
            for sku in ("M-001", "M-002")
            for item in [one(session, buyer, sku)]
        }
        assert facts == {"M-001": (1, 12, 12), "M-002": (2, 6, 4)}
        assert one(session, buyer, "M-001").last_ordered_at == first

    def test_what_was_ordered_once_leaves_the_list(
        self, session: Session, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order_now(session, buyer, {"M-004": 3})
        assert skus(session, buyer) == ["M M-004"]
        reject(session, clerk, number=number, reason="no lorry")
        assert skus(session, buyer) == []
        assert session.execute(sa.select(sa.func.count()).select_from(table_of(OutletPurchase))).scalar() == 0

    def test_an_order_between_two_others_counts_no_more(
        self, session: Session, buyer: OutletActor, clerk: SellerActor, first: datetime
    ) -> None:
        middle = order_now(session, buyer, {"M-001": 5})
        order_now(session, buyer, {"M-001": 6})
        reject(session, clerk, number=middle, reason="no lorry")
        item = one(session, buyer, "M-001")
        assert (item.times, item.units, item.last_quantity) == (2, 18, 6)
        first_at = session.execute(sa.select(table_of(OutletPurchase).c.first_ordered_at)).scalars().all()
        assert set(first_at) == {first}


def order_now(session: Session, actor: OutletActor, lines: dict[str, int]) -> str:
    wanted = [WantedLine(sku, quantity) for sku, quantity in lines.items()]
    add_lines(session, actor, seller="MAKER", lines=wanted)
    placed = place(session, actor, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key())
    return placed.order.summary.number
