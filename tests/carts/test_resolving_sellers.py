"""Whose product a line of a list means, and whose it never tells."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.parties.actor import OutletActor
from tests.carts.changed_goods import bought, discontinue, extend, replace_by, retract, set_stock
from tests.carts.lists import resolved, states, the_line
from tests.factories import MadeSeller, Trade, act_as, make_membership, make_outlet, make_seller, open_to


class TestSeller:
    def test_is_the_catalogs(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        bought(session, buyer, trade.maker, trade.maker.products[0], price=1)
        assert the_line(session, buyer, "M-001", 1, "NORTH-MAIN").seller == "NORTH"

    def test_is_the_last_one(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        product = trade.maker.products[0]
        bought(session, buyer, trade.north, product, price=1, days_ago=1)
        bought(session, buyer, trade.maker, product, price=1, days_ago=2)
        assert the_line(session, buyer, "M-001", 1).seller == "NORTH"

    def test_is_the_last_one_that_still_has_it_on_the_shelf(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        bought(session, buyer, trade.north, trade.maker.products[0], price=1)
        retract(session, trade.north)
        assert the_line(session, buyer, "M-001", 1).seller == "MAKER"

    def test_stays_the_last_one_when_it_is_short(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        bought(session, buyer, trade.north, trade.maker.products[0], price=1)
        set_stock(session, trade.north, trade.maker.products[0], 1)
        line = the_line(session, buyer, "M-001", 3)
        assert (line.seller, line.state, line.quantity) == ("NORTH", "short", 1)
        assert [each.seller for each in line.alternatives] == ["MAKER"]

    def test_is_the_cheapest_with_enough(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        assert the_line(session, buyer, "M-001", 3).seller == "MAKER"
        set_stock(session, trade.maker, trade.maker.products[0], 2)
        assert the_line(session, buyer, "M-001", 3).seller == "NORTH"
        set_stock(session, trade.north, trade.maker.products[0], 1)
        assert the_line(session, buyer, "M-001", 3).seller == "MAKER"

    def test_among_equals_is_the_first(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        session.execute(sa.text("update price_entries set unit_price = 30000"))
        assert the_line(session, buyer, "M-001", 3).seller == "MAKER"
        session.execute(sa.text("update sellers set position = 9 where code = 'MAKER'"))
        assert the_line(session, buyer, "M-001", 3).seller == "NORTH"


class TestSecrets:
    """What an outlet cannot see is not there, whichever way it asks."""

    @pytest.fixture
    def private(self, session: Session, trade: Trade) -> MadeSeller:
        """A distributor of others, with a product of its own."""
        seller = make_seller(session, code="SECRET", kind="distributor", position=2)
        extend(session, seller, "S-1", base_code="S")
        extend(session, seller, "S-2", base_code="S")
        return seller

    @pytest.mark.parametrize("where", [(), ("SECRET-MAIN",), (None, "SECRET"), ("NO-SUCH", "NO-SUCH")])
    @pytest.mark.parametrize("sku", ["S-1", "s-1", "S"])
    def test_others_products_are_unknown(
        self, where: tuple[Any, ...], sku: str, session: Session, private: MadeSeller, buyer: OutletActor
    ) -> None:
        there = the_line(session, buyer, sku, 1, *where)
        nowhere = the_line(session, buyer, "NO-SUCH", 1, *where)
        assert private.code == "SECRET"
        assert (there.state, there.message, there.name, there.alternatives, there.available) == (
            nowhere.state,
            nowhere.message,
            None,
            (),
            0,
        )
        assert there.state == "unknown"

    def test_others_successors_are_not_named(
        self, session: Session, trade: Trade, private: MadeSeller, buyer: OutletActor
    ) -> None:
        gone = trade.maker.products[0]
        replace_by(session, gone, private.products[0])
        discontinue(session, gone)
        line = the_line(session, buyer, "M-001", 1)
        assert (line.state, line.alternatives) == ("not in your catalog", ())

    def test_a_product_of_another_outlets_catalog_is_known_in_the_organization(
        self, session: Session, trade: Trade, private: MadeSeller, buyer: OutletActor
    ) -> None:
        open_to(session, seller=private, node_id=make_second(session, trade), is_seller_mapped=False)
        line = the_line(session, buyer, "S-1", 1)
        assert (line.state, line.name, line.alternatives) == ("not in your catalog", None, ())

    def test_an_outlet_without_sellers_or_catalogs_sees_nothing(self, session: Session, trade: Trade) -> None:
        outlet = make_outlet(session, organization=trade.organization, number="1009")
        make_membership(session, contact=trade.buyer, node_id=outlet.id)
        actor = act_as(session, trade.buyer, outlet)
        session.execute(sa.text("delete from node_catalogs"))
        found = resolved(session, actor, ("M-001", 1), ("X", 1))
        assert states(found) == [("not in your catalog", 0), ("unknown", 0)]
        assert found.totals == ()


def make_second(session: Session, trade: Trade) -> Any:
    """The node of the organization's second outlet."""
    del session
    return trade.second_outlet.id
