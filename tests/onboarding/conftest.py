import pytest
from sqlmodel import Session

from storefront.parties.actor import Actor
from storefront.parties.service import hash_token, identify
from tests.factories import MadeContact, Staff, Trade, make_staff, make_trade


def actor_of(session: Session, contact: MadeContact) -> Actor:
    return identify(session, hash_token(contact.token))


@pytest.fixture
def trade(session: Session) -> Trade:
    return make_trade(session)


@pytest.fixture
def staff(session: Session, trade: Trade) -> Staff:
    return make_staff(session, trade)


@pytest.fixture
def hq(session: Session, staff: Staff) -> Actor:
    return actor_of(session, staff.headquarters)
