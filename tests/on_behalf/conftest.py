from collections.abc import Callable

import pytest
from sqlmodel import Session

from storefront.parties.actor import Actor, OutletActor
from storefront.parties.service import enter_outlet, hash_token, identify
from tests.factories import MadeContact, MadeOutlet, Staff, Trade, make_staff, make_trade

Identify = Callable[[MadeContact], Actor]
Enter = Callable[[MadeContact, MadeOutlet], OutletActor]


@pytest.fixture
def trade(session: Session) -> Trade:
    return make_trade(session)


@pytest.fixture
def staff(session: Session, trade: Trade) -> Staff:
    return make_staff(session, trade)


@pytest.fixture
def who(session: Session) -> Identify:
    """A person outside any outlet."""
    return lambda contact: identify(session, hash_token(contact.token))


@pytest.fixture
def enter(session: Session) -> Enter:
    """A person in an outlet, an employee in the session that is open for it."""
    return lambda contact, outlet: enter_outlet(
        session, hash_token(contact.token), outlet.number, finds_acting_session=True
    )
