"""Who else is in the outlet, and what is sold in sixes."""

import pytest
from sqlmodel import Session

from storefront.offers.service import shelve
from storefront.parties.actor import OutletActor
from tests.factories import Trade, act_as, make_catalog


@pytest.fixture
def colleague(session: Session, trade: Trade) -> OutletActor:
    return act_as(session, trade.colleague, trade.outlet)


@pytest.fixture
def sixes(session: Session, trade: Trade) -> str:
    """The SKU of a product that is sold in sixes, from twelve to sixty."""
    catalog = make_catalog(
        session,
        seller=trade.maker,
        code="SIXES",
        entries={trade.maker.products[11]: {"minimum": 12, "multiple": 6, "maximum": 60, "standard": 12}},
        node_id=trade.organization.root_id,
        position=-1,
    )
    shelve(session, catalog_ids=[catalog])
    return "M-012"
