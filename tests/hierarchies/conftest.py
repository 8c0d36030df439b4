from collections.abc import Callable

import pytest
from sqlmodel import Session

from storefront.parties.actor import HierarchyActor
from storefront.parties.service import enter_hierarchy, hash_token
from tests.factories import (
    MadeContact,
    MadeGroup,
    MadeOutlet,
    Staff,
    Trade,
    make_group,
    make_outlet,
    make_staff,
    make_trade,
)

Enter = Callable[[MadeContact], HierarchyActor]


@pytest.fixture
def trade(session: Session) -> Trade:
    return make_trade(session)


@pytest.fixture
def staff(session: Session, trade: Trade) -> Staff:
    return make_staff(session, trade)


@pytest.fixture
def group(session: Session, trade: Trade) -> MadeGroup:
    """A group of the first organization."""
    return make_group(session, organization=trade.organization, number="NORTHERN")


@pytest.fixture
def third(session: Session, trade: Trade, group: MadeGroup) -> MadeOutlet:
    """An outlet in that group."""
    return make_outlet(session, organization=trade.organization, number="1003", group=group)


@pytest.fixture
def run(session: Session) -> Enter:
    """A contact as one who runs the first organization."""
    return lambda contact: enter_hierarchy(session, hash_token(contact.token), "HIER-ORG-1")


@pytest.fixture
def headquarters(run: Enter, staff: Staff) -> HierarchyActor:
    return run(staff.headquarters)


@pytest.fixture
def admin(run: Enter, trade: Trade) -> HierarchyActor:
    return run(trade.admin)
