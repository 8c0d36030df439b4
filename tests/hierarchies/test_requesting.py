"""A buyer asks for a seller; headquarters or the seller decides, and the buyer is told."""

import pytest
from sqlmodel import Session, select

from storefront.hierarchies.service import (
    ask_for_seller,
    change_settings,
    decline_seller,
    grant_seller,
    list_catalog_choices,
    list_own_requests,
    list_requests,
    list_seller_choices,
)
from storefront.hierarchies.snapshots import NewSetting, SellerChoice
from storefront.mail.tables import MailMessage
from storefront.offers.service import open_terms, open_terms_everywhere
from storefront.parties.actor import Actor, HierarchyActor, OutletActor
from storefront.parties.errors import NothingHere
from storefront.parties.service import hash_token, identify
from storefront.sellers.errors import (
    SellerAskedAlready,
    SellerNotFound,
    SellerOpenAlready,
    SellerRequestDecided,
    SellerRequestNotFound,
    UnacceptableRequest,
)
from storefront.sellers.service import enter_seller
from tests.digests import digest_of
from tests.factories import MadeEmployee, Staff, Trade, act_as


@pytest.fixture
def buyer(session: Session, trade: Trade, headquarters: HierarchyActor) -> OutletActor:
    """At an outlet that inherits the manufacturer alone, with no catalog of anybody else."""
    change_settings(
        session,
        headquarters,
        node="N-ORG-1",
        wanted=[NewSetting("sellers", codes=("MAKER",)), NewSetting("catalogs", "NORTH")],
    )
    return act_as(session, trade.buyer, trade.outlet)


@pytest.fixture
def hq(session: Session, staff: Staff) -> Actor:
    return identify(session, hash_token(staff.headquarters.token))


def at(session: Session, employee: MadeEmployee, seller: str) -> Actor:
    return enter_seller(session, hash_token(employee.token), seller)


class TestAsk:
    def test_waits_until_somebody_decides(self, session: Session, buyer: OutletActor, hq: Actor) -> None:
        assert list_seller_choices(session, buyer) == (SellerChoice("NORTH", "North Ltd", False),)
        made = ask_for_seller(session, buyer, seller="NORTH", note=" They are near. ")
        assert (made.status, made.note, made.asker) == ("submitted", "They are near.", "Bea Buyer")
        assert list_seller_choices(session, buyer)[0].is_asked
        assert [each.id for each in list_own_requests(session, buyer).items] == [made.id]
        assert [each.id for each in list_requests(session, hq, status="submitted").items] == [made.id]
        assert list_requests(session, hq, status="granted").items == ()

    def test_refuses_what_is_open_unknown_or_asked_already(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        ask_for_seller(session, buyer, seller="NORTH")
        before = digest_of(session)
        with pytest.raises(SellerAskedAlready):
            ask_for_seller(session, buyer, seller="NORTH")
        with pytest.raises(SellerOpenAlready):
            ask_for_seller(session, buyer, seller="MAKER")
        with pytest.raises(SellerNotFound):
            ask_for_seller(session, buyer, seller="SOUTH")
        with pytest.raises(UnacceptableRequest):
            ask_for_seller(session, buyer, seller="NORTH", note="x" * 501)
        assert digest_of(session) == before


class TestGrant:
    def test_keeps_what_was_inherited_and_opens_the_year_round_catalogs(
        self, session: Session, trade: Trade, staff: Staff, buyer: OutletActor
    ) -> None:
        made = ask_for_seller(session, buyer, seller="NORTH")
        decided = grant_seller(session, at(session, staff.north_manager, "NORTH"), request_id=made.id)
        assert (decided.status, decided.decider) == ("granted", "Nora North")
        assert [terms.seller.code for terms in open_terms_everywhere(session, buyer)] == ["MAKER", "NORTH"]
        assert [each.code for each in open_terms(session, buyer, seller="NORTH").catalogs] == ["NORTH-MAIN"]
        second = act_as(session, trade.admin, trade.second_outlet)
        assert [terms.seller.code for terms in open_terms_everywhere(session, second)] == ["MAKER"]
        mail = session.exec(select(MailMessage)).one()
        assert (mail.recipient, mail.subject) == ("buyer@first.example", "You can order from North Ltd now")

    def test_opens_the_catalogs_that_were_chosen(
        self, session: Session, buyer: OutletActor, hq: Actor
    ) -> None:
        made = ask_for_seller(session, buyer, seller="NORTH")
        assert [each.code for each in list_catalog_choices(session, hq)] == ["MAKER-MAIN", "NORTH-MAIN"]
        grant_seller(session, hq, request_id=made.id, catalogs=["NORTH-MAIN"])
        assert open_terms(session, buyer, seller="NORTH").catalogs != ()

    def test_is_decided_once(self, session: Session, buyer: OutletActor, hq: Actor) -> None:
        made = ask_for_seller(session, buyer, seller="NORTH")
        grant_seller(session, hq, request_id=made.id)
        before = digest_of(session)
        with pytest.raises(SellerRequestDecided) as refused:
            grant_seller(session, hq, request_id=made.id)
        assert refused.value.status == "granted"
        with pytest.raises(SellerRequestDecided):
            decline_seller(session, hq, request_id=made.id, reason="late")
        assert digest_of(session) == before

    def test_is_not_anothers_to_decide(
        self, session: Session, trade: Trade, staff: Staff, buyer: OutletActor
    ) -> None:
        made = ask_for_seller(session, buyer, seller="NORTH")
        before = digest_of(session)
        with pytest.raises(SellerRequestNotFound):
            grant_seller(session, at(session, staff.headquarters, "MAKER"), request_id=made.id)
        with pytest.raises(NothingHere):
            grant_seller(session, at(session, staff.maker_clerk, "MAKER"), request_id=made.id)
        with pytest.raises(NothingHere):
            list_requests(session, identify(session, hash_token(trade.admin.token)))
        assert digest_of(session) == before


class TestDecline:
    def test_needs_a_reason_and_tells_it(self, session: Session, staff: Staff, buyer: OutletActor) -> None:
        made = ask_for_seller(session, buyer, seller="NORTH")
        north = at(session, staff.north_manager, "NORTH")
        with pytest.raises(UnacceptableRequest):
            decline_seller(session, north, request_id=made.id, reason=" ")
        decided = decline_seller(session, north, request_id=made.id, reason="No van goes there.")
        assert (decided.status, decided.reason) == ("declined", "No van goes there.")
        assert "No van goes there." in session.exec(select(MailMessage)).one().text
        assert [terms.seller.code for terms in open_terms_everywhere(session, buyer)] == ["MAKER"]
        assert ask_for_seller(session, buyer, seller="NORTH").status == "submitted"
