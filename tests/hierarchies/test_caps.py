"""Caps of what an outlet may owe, set along the tree."""

import pytest
from sqlmodel import Session

from storefront.credit.service import show_credit
from storefront.hierarchies.errors import ForAdminAbove
from storefront.hierarchies.service import (
    change_settings,
    override_settings,
    preview_move,
    preview_override,
    preview_settings,
    show_settings,
)
from storefront.hierarchies.snapshots import NewSetting
from storefront.parties.actor import HierarchyActor
from tests.digests import digest_of
from tests.factories import MadeGroup, MadeOutlet, Trade, act_as, make_contact, make_membership
from tests.hierarchies.conftest import Enter
from tests.hierarchies.settings import YORK, setting


class TestCapsOfTwoCurrencies:
    """Each currency has caps of its own: one in euros neither hides nor changes one in pounds."""

    @pytest.fixture
    def caps(self, session: Session, third: MadeOutlet, headquarters: HierarchyActor) -> None:
        for node, amount, currency in (
            ("N-ORG-1", "90", "EUR"),
            ("NORTHERN", "400", "GBP"),
            ("1003", "50", "EUR"),
            ("1002", "70", "GBP"),
        ):
            wanted = [NewSetting("cap", amount=amount, currency=currency)]
            change_settings(session, headquarters, node=node, wanted=wanted)

    def test_the_nearest_of_each_applies_as_credit_has_it(
        self, session: Session, trade: Trade, third: MadeOutlet, headquarters: HierarchyActor, caps: None
    ) -> None:
        found = setting(session, headquarters, "1003", "cap")
        assert (found.words, found.is_own) == ("€50.00, £400.00", True)
        actor = act_as(session, trade.admin, third)
        assert {
            currency: standing.cap.limit.words
            for currency in ("EUR", "GBP")
            if (standing := show_credit(session, actor, currency=currency)).cap
        } == {"EUR": "€50.00", "GBP": "£400.00"}
        inherited = setting(session, headquarters, "1001", "cap")
        assert (inherited.words, inherited.is_own) == ("€90.00", False)
        assert inherited.origin
        assert inherited.origin.number == "N-ORG-1"

    def test_a_move_shows_both(self, session: Session, headquarters: HierarchyActor, caps: None) -> None:
        preview = preview_move(session, headquarters, node="1001", to="NORTHERN")
        assert [(each.kind, each.before, each.after) for each in preview.changes] == [
            ("cap", "€90.00", "€90.00, £400.00")
        ]

    def test_a_copy_does_what_its_preview_says(
        self, session: Session, headquarters: HierarchyActor, caps: None
    ) -> None:
        targets = ["1001", "1002"]
        preview = preview_override(session, headquarters, source="1003", targets=targets, kinds=["cap"])
        assert [(each.node.number, each.before, each.after) for each in preview.changes] == [
            ("1001", "€90.00", "€50.00, £400.00"),
            ("1002", "€90.00, £70.00", "€50.00, £400.00"),
        ]
        override_settings(session, headquarters, source="1003", targets=targets, kinds=["cap"])
        for node in targets:
            assert setting(session, headquarters, node, "cap").words == "€50.00, £400.00"

    def test_a_copy_of_one_leaves_the_other(
        self, session: Session, headquarters: HierarchyActor, caps: None
    ) -> None:
        preview = preview_override(session, headquarters, source="1001", targets=["1003"], kinds=["cap"])
        assert [(each.before, each.after) for each in preview.changes] == [
            ("€50.00, £400.00", "€90.00, £400.00")
        ]
        override_settings(session, headquarters, source="1001", targets=["1003"], kinds=["cap"])
        assert setting(session, headquarters, "1003", "cap").words == "€90.00, £400.00"


class TestCapsOfThoseBelow:
    """The nearest cap decides: whoever is held to one by the node above never changes it."""

    @pytest.fixture
    def outlet_admin(self, session: Session, third: MadeOutlet, run: Enter) -> HierarchyActor:
        contact = make_contact(session, email="york@first.example")
        make_membership(session, contact=contact, node_id=third.id, role="admin")
        return run(contact)

    @pytest.fixture
    def group_admin(
        self, session: Session, group: MadeGroup, third: MadeOutlet, run: Enter
    ) -> HierarchyActor:
        contact = make_contact(session, email="north@first.example")
        make_membership(session, contact=contact, node_id=group.id, role="admin")
        return run(contact)

    @pytest.fixture(autouse=True)
    def caps(self, session: Session, third: MadeOutlet, headquarters: HierarchyActor) -> None:
        for node, amount in (("N-ORG-1", "900"), ("1003", "50")):
            change_settings(session, headquarters, node=node, wanted=[NewSetting("cap", amount=amount)])

    @pytest.mark.parametrize("amount", ["99999", ""])
    def test_the_admin_of_an_outlet_neither_sets_nor_inherits_its_own(
        self, session: Session, outlet_admin: HierarchyActor, amount: str
    ) -> None:
        before = digest_of(session)
        wanted = [NewSetting("address", address=YORK), NewSetting("cap", amount=amount)]
        for act in (preview_settings, change_settings):
            with pytest.raises(ForAdminAbove, match="an admin of the node above 1003"):
                act(session, outlet_admin, node="1003", wanted=wanted)
        assert digest_of(session) == before
        shown = show_settings(session, outlet_admin, node="1003")
        assert not shown.runs_above
        change_settings(session, outlet_admin, node="1003", wanted=wanted[:1])

    def test_the_admin_of_a_group_copies_none_onto_it(
        self, session: Session, group_admin: HierarchyActor, third: MadeOutlet
    ) -> None:
        before = digest_of(session)
        for act in (preview_override, override_settings):
            with pytest.raises(ForAdminAbove, match="above NORTHERN"):
                act(session, group_admin, source="1003", targets=["NORTHERN"], kinds=["cap"])
        with pytest.raises(ForAdminAbove):
            change_settings(session, group_admin, node="NORTHERN", wanted=[NewSetting("cap", amount="9")])
        assert digest_of(session) == before

    def test_the_admin_of_two_outlets_copies_none_from_one_to_the_other(
        self, session: Session, trade: Trade, third: MadeOutlet, run: Enter
    ) -> None:
        contact = make_contact(session, email="two@first.example")
        for outlet in (trade.outlet, third):
            make_membership(session, contact=contact, node_id=outlet.id, role="admin")
        before = digest_of(session)
        with pytest.raises(ForAdminAbove):
            override_settings(session, run(contact), source="1001", targets=["1003"], kinds=["cap"])
        assert digest_of(session) == before

    def test_the_admin_of_a_group_does_so_for_outlets_below(
        self, session: Session, group_admin: HierarchyActor
    ) -> None:
        assert show_settings(session, group_admin, node="1003").runs_above
        change_settings(session, group_admin, node="1003", wanted=[NewSetting("cap", amount="75")])
        assert setting(session, group_admin, "1003", "cap").words == "£75.00"
        change_settings(session, group_admin, node="1003", wanted=[NewSetting("cap")])
        assert setting(session, group_admin, "1003", "cap").words == "£900.00"
        override_settings(session, group_admin, source="NORTHERN", targets=["1003"], kinds=["cap"])
        assert setting(session, group_admin, "1003", "cap").is_own

    def test_the_admin_of_the_organization_does_so_everywhere(
        self, session: Session, admin: HierarchyActor
    ) -> None:
        for node in ("N-ORG-1", "NORTHERN", "1003"):
            change_settings(session, admin, node=node, wanted=[NewSetting("cap", amount="60")])
            assert setting(session, admin, node, "cap").words == "£60.00"
        override_settings(session, admin, source="1001", targets=["N-ORG-1", "1003"], kinds=["cap"])
        assert setting(session, admin, "1003", "cap").is_own
