import pytest
from sqlmodel import Session

from storefront.parties.actor import OutletActor
from tests.factories import Trade, act_as, make_trade


@pytest.fixture
def trade(session: Session) -> Trade:
    return make_trade(session)


@pytest.fixture
def buyer(session: Session, trade: Trade) -> OutletActor:
    return act_as(session, trade.buyer, trade.outlet)
