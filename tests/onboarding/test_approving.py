from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from storefront.audit.tables import AuditEntry
from storefront.credit.tables import CreditAccount
from storefront.db.session import in_transaction, transaction
from storefront.kit.money import Money
from storefront.mail.tables import MailMessage
from storefront.offers.service import list_offers
from storefront.offers.snapshots import ListingRequest
from storefront.onboarding.errors import ProspectApproved, ProspectRejected, UnknownChoice
from storefront.onboarding.service import apply, approve, reject
from storefront.onboarding.snapshots import Approval, ProspectView
from storefront.parties.actor import Actor
from storefront.parties.service import enter_outlet, hash_token
from storefront.parties.tables import (
    Contact,
    CustomerHierarchy,
    HierarchyNode,
    Membership,
    NodeAddress,
    OneTimeLink,
    Organization,
)
from storefront.sellers.tables import NodeSeller, Seller
from tests.digests import digest_of
from tests.factories import Trade, make_contact, make_membership, make_staff, make_trade
from tests.onboarding.applicants import CORNER, EASTERN, all_of, submit
from tests.onboarding.conftest import actor_of
from tests.trade.together import all_at_once


class TestBuyer:
    def test_becomes_an_organization_with_everything_that_it_needs(self, session: Session, hq: Actor) -> None:
        number = submit(session)
        made = approve(session, hq, number=number)
        assert (made.status, made.organization_number, made.hierarchy_number, made.outlet_number) == (
            "approved",
            "ORG-000001",
            "HIER-000001",
            "OUT-000001",
        )
        organization = session.exec(select(Organization).where(Organization.number == "ORG-000001")).one()
        hierarchy = session.exec(
            select(CustomerHierarchy).where(CustomerHierarchy.organization_id == organization.id)
        ).one()
        assert (hierarchy.number, hierarchy.purpose) == ("HIER-000001", "B2B organization")
        nodes = session.exec(
            select(HierarchyNode)
            .where(HierarchyNode.hierarchy_id == hierarchy.id)
            .order_by(HierarchyNode.path)
        ).all()
        assert [(node.kind, node.number, node.path, node.name) for node in nodes] == [
            ("organization", "ORG-000001", "1", "Corner Gifts Ltd"),
            ("outlet", "OUT-000001", "1.1", "Corner Gifts Ltd"),
        ]
        address = session.exec(select(NodeAddress).where(NodeAddress.node_id == nodes[1].id)).one()
        assert (address.street, address.postcode) == ("5 Low Street", "YO1 7AA")
        account = session.exec(
            select(CreditAccount).where(CreditAccount.organization_id == organization.id)
        ).one()
        assert (account.limit_minor, account.currency) == (0, "GBP")
        contact = session.exec(select(Contact).where(Contact.email == "cora@corner.example")).one()
        membership = session.exec(select(Membership).where(Membership.contact_id == contact.id)).one()
        assert (membership.node_id, membership.role, membership.status) == (nodes[0].id, "admin", "invited")
        assert session.exec(select(OneTimeLink)).one().membership_id == membership.id
        assert sorted(mail.template for mail in all_of(session, MailMessage)) == [
            "invitation",
            "prospect_received",
            "welcome_buyer",
        ]
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "prospect.approved")).one()
        assert (entry.subject, entry.organization_id) == (number, organization.id)
        assert entry.after is not None
        assert entry.after["catalogs"] == ["MAKER-MAIN", "NORTH-MAIN"]

    def test_buys_at_once_from_all_sellers(self, session: Session, hq: Actor) -> None:
        approve(session, hq, number=submit(session))
        root = session.exec(select(HierarchyNode).where(HierarchyNode.number == "ORG-000001")).one()
        buyer = make_contact(session, email="new@corner.example")
        make_membership(session, contact=buyer, node_id=root.id, role="admin")
        actor = enter_outlet(session, hash_token(buyer.token), "OUT-000001")
        for seller in ("MAKER", "NORTH"):
            assert len(list_offers(session, actor, ListingRequest(seller)).items) == 12

    def test_gets_the_terms_that_were_chosen(self, session: Session, hq: Actor) -> None:
        approval = Approval(sellers=("NORTH",), credit_limit=Money(500_00, "GBP"))
        made = approve(session, hq, number=submit(session), approval=approval)
        root = session.exec(
            select(HierarchyNode).where(HierarchyNode.number == made.organization_number)
        ).one()
        north = session.exec(select(Seller).where(Seller.code == "NORTH")).one()
        mapped = session.exec(select(NodeSeller).where(NodeSeller.node_id == root.id)).all()
        assert [row.seller_id for row in mapped] == [north.id]
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "prospect.approved")).one()
        assert entry.after is not None
        assert (entry.after["catalogs"], entry.after["credit_limit"]) == (["NORTH-MAIN"], "500.00")

    @pytest.mark.parametrize("field", ["sellers", "catalogs", "price_groups"])
    def test_of_unknown_terms_is_refused_whole(self, session: Session, hq: Actor, field: str) -> None:
        number = submit(session)
        before = digest_of(session)
        with pytest.raises(UnknownChoice):
            approve(session, hq, number=number, approval=Approval(**{field: ("NOBODY",)}))  # pyright: ignore[reportArgumentType]
        assert digest_of(session) == before

    def test_with_a_known_address_joins_that_contact(self, session: Session, trade: Trade, hq: Actor) -> None:
        approve(session, hq, number=submit(session, email=trade.buyer.email))
        contacts = session.exec(select(Contact).where(Contact.email == trade.buyer.email)).all()
        assert [contact.id for contact in contacts] == [trade.buyer.id]


class TestTwice:
    def test_is_once_with_the_same_answer(self, session: Session, hq: Actor) -> None:
        number = submit(session)
        first = approve(session, hq, number=number)
        before = digest_of(session)
        assert approve(session, hq, number=number, approval=Approval(sellers=("NORTH",))) == first
        assert digest_of(session) == before

    def test_after_a_rejection_is_refused_and_the_other_way_round(self, session: Session, hq: Actor) -> None:
        rejected, approved = submit(session), submit(session, email="b@corner.example")
        reject(session, hq, number=rejected, reason="No")
        approve(session, hq, number=approved)
        before = digest_of(session)
        with pytest.raises(ProspectRejected):
            approve(session, hq, number=rejected)
        with pytest.raises(ProspectApproved):
            reject(session, hq, number=approved, reason="No")
        assert digest_of(session) == before

    @pytest.mark.parametrize("application", [CORNER, EASTERN])
    def test_at_one_moment_is_once(self, committing_engine: sa.Engine, application: Any) -> None:
        with transaction() as session:
            trade = make_trade(session)
            hq = actor_of(session, make_staff(session, trade).headquarters)
            number = apply(session, application=application, address="")

        def decide() -> ProspectView:
            return in_transaction(lambda session: approve(session, hq, number=number))

        answers = all_at_once([decide] * 6)
        assert {type(answer) for answer in answers} == {ProspectView}
        assert len({repr(answer) for answer in answers}) == 1
        with transaction() as session:
            assert len(all_of(session, Organization)) == 3
            assert len(all_of(session, OneTimeLink)) == 1
            assert len(all_of(session, Seller)) == (2 if application is CORNER else 3)

    def test_different_ones_at_one_moment_get_numbers_and_codes_of_their_own(
        self, committing_engine: sa.Engine
    ) -> None:
        with transaction() as session:
            trade = make_trade(session)
            hq = actor_of(session, make_staff(session, trade).headquarters)
            numbers = [
                apply(session, application=replace(each, email=f"e{place}@x.example"), address="")
                for place in range(4)
                for each in (CORNER, EASTERN)
            ]
        works = [
            (lambda number=number: in_transaction(lambda session: approve(session, hq, number=number)))
            for number in numbers
        ]
        answers = all_at_once(works)
        made = [answer for answer in answers if isinstance(answer, ProspectView)]
        assert len(made) == 8
        assert len({answer.organization_number for answer in made}) == 8
        assert sorted(answer.seller_code for answer in made if answer.seller_code) == [
            "EASTERN",
            "EASTERN-2",
            "EASTERN-3",
            "EASTERN-4",
        ]
