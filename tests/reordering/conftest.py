"""What the tests of buying again share."""

import pytest
from sqlmodel import Session

from storefront.parties.actor import OutletActor
from tests.factories import Trade
from tests.reordering.history import days_ago, make_order, order_of


@pytest.fixture
def past(session: Session, trade: Trade, buyer: OutletActor) -> None:
    """A year of the first outlet: M-001 every four weeks, M-002 weekly until half a year ago, others now and then."""
    for days, quantity in ((140, 12), (112, 6), (84, 12), (57, 24), (29, 12)):
        order_of(session, trade, {"M-001": quantity}, days=days, price=25_000)
    for days in (203, 196, 189):
        order_of(session, trade, {"M-002": 4}, days=days, contact=trade.colleague)
    for days in (47, 31, 16):
        make_order(
            session,
            outlet=trade.outlet,
            contact=None,
            seller=trade.north,
            placed_at=days_ago(days),
            lines={"M-003": 2, "M-001": 1},
        )
    order_of(session, trade, {"M-004": 3}, days=3)
    order_of(session, trade, {"M-009": 1}, days=2, outlet=trade.second_outlet, contact=trade.admin)
