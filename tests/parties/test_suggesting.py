"""What is suggested while somebody types, and to whom."""

import pytest
from sqlmodel import Session

from storefront.parties.actor import HierarchyActor
from storefront.parties.errors import NodeNotFound, NothingHere
from storefront.parties.service import (
    enter_hierarchy,
    hash_token,
    identify,
    suggest_nodes,
    suggest_people,
)
from tests.factories import (
    MadeContact,
    Trade,
    make_contact,
    make_group,
    make_membership,
    make_outlet,
    make_staff,
)


def run(session: Session, contact: MadeContact) -> HierarchyActor:
    return enter_hierarchy(session, hash_token(contact.token), "HIER-ORG-1")


class TestSuggestNodes:
    def test_fits_words_of_name_and_number_and_puts_a_whole_number_first(
        self, session: Session, trade: Trade
    ) -> None:
        make_outlet(session, organization=trade.organization, number="11001")
        admin = run(session, trade.admin)
        assert [each.number for each in suggest_nodes(session, admin, text="1001")] == ["1001", "11001"]
        assert [each.number for each in suggest_nodes(session, admin, text="gifts york")] == ["1001"]
        assert suggest_nodes(session, admin, text="%") == ()
        assert len(suggest_nodes(session, admin, text="", limit=2)) == 2

    def test_leaves_out_a_node_with_what_is_below_it(self, session: Session, trade: Trade) -> None:
        group = make_group(session, organization=trade.organization, number="NORTHERN")
        make_outlet(session, organization=trade.organization, number="1003", group=group)
        admin = run(session, trade.admin)
        found = suggest_nodes(session, admin, text="", outside="NORTHERN")
        assert [each.number for each in found] == ["N-ORG-1", "1002", "1001"]
        with pytest.raises(NodeNotFound):
            suggest_nodes(session, admin, text="", outside="2001")

    def test_of_other_parts_nothing_is_suggested(self, session: Session, trade: Trade) -> None:
        group = make_group(session, organization=trade.organization, number="NORTHERN")
        make_outlet(session, organization=trade.organization, number="1003", group=group)
        nora = make_contact(session, email="nora@first.example")
        make_membership(session, contact=nora, node_id=group.id, role="admin")
        actor = run(session, nora)
        assert [each.number for each in suggest_nodes(session, actor, text="")] == ["NORTHERN", "1003"]
        make_membership(session, contact=trade.admin, node_id=group.id, status="disabled")
        admin = run(session, trade.admin)
        assert {each.number for each in suggest_nodes(session, admin, text="")} == {"N-ORG-1", "1001", "1002"}


class TestSuggestPeople:
    def test_headquarters_finds_anybody_by_name_or_address(self, session: Session, trade: Trade) -> None:
        staff = make_staff(session, trade)
        headquarters = identify(session, hash_token(staff.headquarters.token))
        found = suggest_people(session, headquarters, text="BEA first.example")
        assert [(each.name, each.email) for each in found] == [("Bea Buyer", "buyer@first.example")]
        assert suggest_people(session, headquarters, text="") == ()
        assert suggest_people(session, headquarters, text="%") == ()
        assert len(suggest_people(session, headquarters, text="e", limit=1)) == 1

    def test_nobody_else_finds_anybody(self, session: Session, trade: Trade) -> None:
        with pytest.raises(NothingHere):
            suggest_people(session, identify(session, hash_token(trade.admin.token)), text="bea")
