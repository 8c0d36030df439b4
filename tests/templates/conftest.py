from collections.abc import Callable

import pytest
from sqlmodel import Session

from storefront.parties.actor import OutletActor
from storefront.templates.snapshots import TemplateLineInput
from tests.factories import MadeContact, MadeOutlet, Trade, act_as

ActAs = Callable[..., OutletActor]


@pytest.fixture
def as_(session: Session, trade: Trade) -> ActAs:
    """`as_(trade.admin, trade.second_outlet)`; without an outlet at the first one."""

    def act(contact: MadeContact, outlet: MadeOutlet | None = None) -> OutletActor:
        return act_as(session, contact, outlet or trade.outlet)

    return act


@pytest.fixture
def buyer(as_: ActAs, trade: Trade) -> OutletActor:
    return as_(trade.buyer)


@pytest.fixture
def admin(as_: ActAs, trade: Trade) -> OutletActor:
    return as_(trade.admin)


def line(
    sku: str, quantity: int = 1, *, catalog: str | None = "MAKER-MAIN", par_level: int | None = None
) -> TemplateLineInput:
    """A line out of the manufacturer's catalog unless another is named."""
    return TemplateLineInput(sku, quantity, catalog, par_level=par_level)


@pytest.fixture
def colleague(session: Session, trade: Trade) -> OutletActor:
    return act_as(session, trade.colleague, trade.outlet)
