"""Members of an organization: invited, changed, disabled, enabled, removed."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.session import in_transaction, reading, transaction
from storefront.hierarchies.errors import (
    LastAdmin,
    MemberChanged,
    MemberHasOrders,
    MemberNotFound,
    UnacceptableMember,
)
from storefront.hierarchies.service import (
    change_role,
    disable_member,
    enable_member,
    invite_member,
    list_members,
    remove_member,
    send_invitation,
)
from storefront.hierarchies.snapshots import MemberFilter, MemberInput
from storefront.kit.clock import now
from storefront.kit.errors import Invalid
from storefront.orders.tables import SalesOrder
from storefront.parties.actor import HierarchyActor
from storefront.parties.errors import LinkNotUsable, NodeNotFound
from storefront.parties.queries.sessions import contact_by_email
from storefront.parties.service import show_invitation
from storefront.parties.tables import Membership, OneTimeLink
from tests.conftest import CountStatements
from tests.digests import digest_of
from tests.factories import (
    Trade,
    make_contact,
    make_employee,
    make_group,
    make_membership,
    make_organization,
    make_outlet,
    make_trade,
)
from tests.hierarchies.people import deeds, mailed, member_of, running
from tests.trade.together import all_at_once

memberships = table_of(Membership).c


class TestGroupAdmins:
    @pytest.fixture
    def group_admin(self, session: Session, trade: Trade) -> HierarchyActor:
        """Runs a group with one outlet of the first organization."""
        group = make_group(session, organization=trade.organization, number="7")
        make_outlet(session, organization=trade.organization, number="1701", group=group)
        contact = make_contact(session, email="group@first.example", name="Greta Group")
        make_membership(session, contact=contact, node_id=group.id, role="admin")
        return running(session, contact)

    def test_see_and_invite_within_their_part_only(
        self, session: Session, trade: Trade, group_admin: HierarchyActor
    ):
        card = invite_member(session, group_admin, MemberInput("new@first.example", node="1701"))
        assert invite_member(session, group_admin, MemberInput("own@first.example")).node_number == "7"
        found = list_members(session, group_admin, MemberFilter())
        assert [each.email for each in found.items] == [
            "group@first.example",
            "new@first.example",
            "own@first.example",
        ]
        assert card.node_name == "Outlet 1701"
        for node in ("1001", "N-ORG-1"):
            with pytest.raises(NodeNotFound):
                invite_member(session, group_admin, MemberInput("x@first.example", node=node))

    def test_touch_nobody_above(self, session: Session, trade: Trade, group_admin: HierarchyActor):
        before = digest_of(session)
        for contact in (trade.admin, trade.buyer):
            membership_id = member_of(session, contact)
            with pytest.raises(MemberNotFound):
                change_role(session, group_admin, membership_id=membership_id, role="user")
            with pytest.raises(MemberNotFound):
                disable_member(session, group_admin, membership_id=membership_id, reason="left")
            with pytest.raises(MemberNotFound):
                remove_member(session, group_admin, membership_id=membership_id)
        assert digest_of(session) == before


class TestRole:
    def test_changes_it_and_writes_it_down(self, session: Session, trade: Trade, admin: HierarchyActor):
        membership_id = member_of(session, trade.buyer)
        assert change_role(session, admin, membership_id=membership_id, role="admin").role == "admin"
        change_role(session, admin, membership_id=membership_id, role="admin")
        assert deeds(session) == [
            (
                "member.role_changed",
                "buyer@first.example",
                "Ada Admin",
                "",
                {"role": "user"},
                {"role": "admin", "node": "1001"},
            )
        ]

    @pytest.mark.parametrize("act", ["demote", "disable", "remove"])
    def test_the_last_admin_stays(self, committing_engine: sa.Engine, act: str):
        with transaction() as session:
            trade = make_trade(session)
            membership_id = member_of(session, trade.admin)
            before = digest_of(session)

        def work(session: Session) -> object:
            actor = running(session, trade.admin)
            if act == "demote":
                return change_role(session, actor, membership_id=membership_id, role="user")
            if act == "disable":
                return disable_member(session, actor, membership_id=membership_id, reason="left")
            return remove_member(session, actor, membership_id=membership_id)

        with pytest.raises(LastAdmin):
            in_transaction(work)
        with transaction() as session:
            assert digest_of(session) == before

    def test_an_invited_or_switched_off_admin_does_not_count(
        self, session: Session, trade: Trade, admin: HierarchyActor
    ):
        root = trade.organization.root_id
        off = make_contact(session, email="off@first.example", is_active=False)
        make_membership(session, contact=off, node_id=root, role="admin")
        invited = make_contact(session, email="invited@first.example")
        make_membership(session, contact=invited, node_id=root, role="admin", status="invited")
        with pytest.raises(LastAdmin):
            change_role(session, admin, membership_id=member_of(session, trade.admin), role="user")

    def test_headquarters_keeps_the_rule_too(self, session: Session, trade: Trade):
        hq = make_employee(
            session, email="hq@maker.example", seller_id=trade.maker.id, duties=["headquarters"]
        )
        with pytest.raises(LastAdmin):
            disable_member(
                session, running(session, hq), membership_id=member_of(session, trade.admin), reason="left"
            )

    def test_two_demotions_at_one_moment_leave_one_admin(self, committing_engine: sa.Engine):
        for turn in range(5):
            number = f"ORG-7{turn}"
            with transaction() as session:
                organization = make_organization(session, number=number)
                admins = [make_contact(session, email=f"{turn}-{side}@race.example") for side in "ab"]
                made = [
                    make_membership(session, contact=each, node_id=organization.root_id, role="admin")
                    for each in admins
                ]

            def demote(place: int, admins: Any = admins, made: Any = made, number: str = number) -> object:
                return in_transaction(
                    lambda session: change_role(
                        session,
                        running(session, admins[place], f"HIER-{number}"),
                        membership_id=made[1 - place],
                        role="user",
                    )
                )

            results = all_at_once([lambda: demote(0), lambda: demote(1)])
            with reading() as session:
                roles = session.execute(
                    sa.select(memberships.role).where(memberships.id.in_(made)).order_by(memberships.role)
                ).scalars()
                assert list(roles) == ["admin", "user"]
            assert sum(isinstance(each, Exception) for each in results) == 1


class TestDisabling:
    def test_takes_access_and_keeps_the_reason(self, session: Session, trade: Trade, admin: HierarchyActor):
        membership_id = member_of(session, trade.buyer)
        card = disable_member(session, admin, membership_id=membership_id, reason=" left  the company ")
        assert (card.status, card.reason, card.disabled_by) == ("disabled", "left the company", "Ada Admin")
        with pytest.raises(MemberChanged):
            disable_member(session, admin, membership_id=membership_id, reason="again")
        back = enable_member(session, admin, membership_id=membership_id)
        assert (back.status, back.reason, back.disabled_at) == ("active", "", None)
        with pytest.raises(MemberChanged):
            enable_member(session, admin, membership_id=membership_id)
        assert [deed[0] for deed in deeds(session)] == ["member.disabled", "member.enabled"]
        assert deeds(session)[0][3] == "left the company"

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 201, "\x00"])
    def test_needs_a_reason(self, session: Session, trade: Trade, admin: HierarchyActor, reason: str):
        with pytest.raises(UnacceptableMember):
            disable_member(session, admin, membership_id=member_of(session, trade.buyer), reason=reason)

    def test_an_invited_one_stays_invited_and_its_link_rests(self, session: Session, admin: HierarchyActor):
        card = invite_member(session, admin, MemberInput("new@first.example", "Nina"))
        (token,) = mailed(session, "new@first.example")
        disable_member(session, admin, membership_id=card.id, reason="by mistake")
        with pytest.raises(LinkNotUsable):
            show_invitation(session, token=token)
        with pytest.raises(MemberChanged):
            send_invitation(session, admin, membership_id=card.id)
        assert enable_member(session, admin, membership_id=card.id).status == "invited"
        assert show_invitation(session, token=token).email == "new@first.example"


class TestRemoving:
    def test_takes_out_who_never_ordered_with_its_invitation(self, session: Session, admin: HierarchyActor):
        card = invite_member(session, admin, MemberInput("new@first.example", "Nina"))
        remove_member(session, admin, membership_id=card.id)
        assert session.execute(sa.select(sa.func.count()).select_from(table_of(OneTimeLink))).scalar() == 0
        assert contact_by_email(session, "new@first.example") is not None
        with pytest.raises(MemberNotFound):
            remove_member(session, admin, membership_id=card.id)

    def test_refuses_who_ordered(self, session: Session, trade: Trade, admin: HierarchyActor):
        session.add(
            SalesOrder.model_validate(
                {
                    "number": "SO-1",
                    "sequence": 1,
                    "address": [],
                    "organization_id": trade.organization.id,
                    "outlet_id": trade.outlet.id,
                    "seller_id": trade.maker.id,
                    "contact_id": trade.buyer.id,
                    "currency": "GBP",
                    "total_minor": 100,
                    "line_count": 1,
                    "placed_at": now(),
                }
            )
        )
        session.flush()
        before = digest_of(session)
        with pytest.raises(MemberHasOrders, match="Disable the membership instead"):
            remove_member(session, admin, membership_id=member_of(session, trade.buyer))
        assert digest_of(session) == before


class TestList:
    def test_filters_and_pages(self, session: Session, trade: Trade, admin: HierarchyActor):
        def found(**wanted: Any) -> list[str]:
            return [each.email for each in list_members(session, admin, MemberFilter(**wanted)).items]

        everybody = [
            "admin@first.example",
            "buyer@first.example",
            "colleague@first.example",
            "gone@first.example",
        ]
        assert found() == everybody
        assert found(role="admin") == everybody[:1]
        assert found(status="disabled") == everybody[3:]
        assert found(text="CARL") == ["colleague@first.example"]
        assert found(text="%") == []
        assert found(node="1001") == everybody[1:]
        first = list_members(session, admin, MemberFilter(limit=3))
        assert found(cursor=first.next_cursor) == everybody[3:]
        for wrong in ({"role": "x"}, {"status": "x"}, {"limit": 0}, {"cursor": "x"}):
            with pytest.raises(Invalid):
                found(**wrong)

    def test_takes_as_many_statements_for_many_members(
        self, session: Session, trade: Trade, admin: HierarchyActor, count_statements: CountStatements
    ):
        counts: list[int] = []
        for more in (0, 30):
            for place in range(more):
                contact = make_contact(session, email=f"m{place}@first.example")
                make_membership(session, contact=contact, node_id=trade.outlet.id)
            with count_statements() as statements:
                list_members(session, admin, MemberFilter(limit=50))
            counts.append(len(statements))
        assert counts == [1, 1]
