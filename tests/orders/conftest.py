"""A ledger of five orders and who reads it; who decides at the seller's desk."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from storefront.parties.actor import OutletActor, SellerActor
from storefront.parties.tables import Employee
from tests.factories import MadeProduct, Staff, Trade, act_as, make_contact, make_staff
from tests.orders.ledger import END_OF_MARCH, START_OF_APRIL, WrittenOrder, make_range, write
from tests.orders.placing import at_desk


@pytest.fixture
def products(session: Session, trade: Trade) -> dict[str, MadeProduct]:
    return make_range(session, trade)


@pytest.fixture
def admin(session: Session, trade: Trade) -> OutletActor:
    return act_as(session, trade.admin, trade.outlet)


@pytest.fixture
def helper(session: Session, trade: Trade) -> Employee:
    contact = make_contact(session, email="helper@maker.example", name="Hal Helper")
    employee = Employee(contact_id=contact.id, seller_id=trade.maker.id)
    session.add(employee)
    session.flush()
    return employee


@pytest.fixture
def ledger(
    session: Session, trade: Trade, products: dict[str, MadeProduct], helper: Employee
) -> list[WrittenOrder]:
    mug, plate, candle, tray = (products[code] for code in ("mugs", "plates", "candles", "kitchen"))
    written = [
        WrittenOrder(
            "SO-1",
            trade.outlet,
            trade.maker,
            trade.buyer,
            END_OF_MARCH,
            [(mug, "mugs", 1000), (candle, "candles", 250)],
        ),
        WrittenOrder(
            "SO-2",
            trade.outlet,
            trade.north,
            trade.buyer,
            START_OF_APRIL,
            [(plate, "plates", 300), (mug, "mugs", 200)],
        ),
        WrittenOrder(
            "SO-3",
            trade.second_outlet,
            trade.maker,
            trade.colleague,
            START_OF_APRIL + timedelta(days=20),
            [(candle, "candles", 40), (tray, "kitchen", 7)],
            helper.id,
        ),
        WrittenOrder(
            "SO-4",
            trade.outlet,
            trade.maker,
            trade.buyer,
            datetime(2025, 4, 10, 9, tzinfo=UTC),
            [(mug, "mugs", 90)],
        ),
        WrittenOrder(
            "SO-5",
            trade.other_outlet,
            trade.maker,
            trade.outsider,
            START_OF_APRIL,
            [(mug, "mugs", 5_000)],
        ),
    ]
    write(session, *written)
    return written


@pytest.fixture
def staff(session: Session, trade: Trade) -> Staff:
    return make_staff(session, trade)


@pytest.fixture
def clerk(session: Session, staff: Staff) -> SellerActor:
    return at_desk(session, staff.maker_clerk, "MAKER")
