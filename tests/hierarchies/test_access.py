"""What somebody can do in an outlet, and why: the same as what the doors decide."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from storefront.hierarchies.errors import PersonNotFound
from storefront.hierarchies.service import explain_access
from storefront.hierarchies.snapshots.access import Access
from storefront.kit.errors import NotFound
from storefront.parties.actor import Actor
from storefront.parties.errors import OutletNotFound
from storefront.parties.service import enter_hierarchy, enter_outlet, hash_token, identify
from storefront.sellers.service import enter_seller
from tests.factories import (
    MadeContact,
    Staff,
    Trade,
    make_contact,
    make_employee,
    make_group,
    make_membership,
    make_organization,
    make_outlet,
    make_sales_group,
    make_staff,
    make_trade,
)


def actor_of(session: Session, contact: MadeContact) -> Actor:
    return identify(session, hash_token(contact.token))


def allowed(access: Access) -> set[str]:
    return {right.name for right in access.rights if right.is_allowed}


def reason(access: Access, name: str) -> str:
    return next(right.reason for right in access.rights if right.name == name)


def lets_in(work: Any) -> bool:
    try:
        work()
    except NotFound:
        return False
    return True


@pytest.fixture
def trade(session: Session) -> Trade:
    return make_trade(session)


@pytest.fixture
def staff(session: Session, trade: Trade) -> Staff:
    return make_staff(session, trade)


@pytest.fixture
def headquarters(session: Session, staff: Staff) -> Actor:
    return actor_of(session, staff.headquarters)


class TestExplainAccess:
    def test_names_the_membership_that_decides(
        self, session: Session, trade: Trade, headquarters: Actor
    ) -> None:
        access = explain_access(session, headquarters, contact=trade.buyer.id, outlet="1001")
        assert allowed(access) == {"order", "see_own_orders"}
        assert reason(access, "order") == "Bea Buyer is an active buyer at First Gifts York (1001)."
        assert reason(access, "manage_people") == f"Only admins may. {reason(access, 'order')}"
        assert (access.contact, access.email, access.outlet_name) == (
            "Bea Buyer",
            "buyer@first.example",
            "First Gifts York",
        )

    def test_of_an_admin_above(self, session: Session, trade: Trade, headquarters: Actor) -> None:
        access = explain_access(session, headquarters, contact="Admin@First.example ", outlet="1001")
        assert allowed(access) == {
            "order",
            "see_own_orders",
            "see_all_orders",
            "share_templates",
            "manage_people",
            "manage_settings",
        }
        assert reason(access, "manage_settings") == "Ada Admin is an active admin at First Gifts (N-ORG-1)."

    def test_says_why_somebody_was_disabled(
        self, session: Session, trade: Trade, headquarters: Actor
    ) -> None:
        access = explain_access(session, headquarters, contact=trade.disabled.id, outlet="1001")
        assert allowed(access) == set()
        assert reason(access, "order") == (
            "Dora Disabled is disabled at First Gifts York (1001): left the company. That covers all below it."
        )

    def test_says_who_is_no_member_or_only_invited(
        self, session: Session, trade: Trade, headquarters: Actor
    ) -> None:
        access = explain_access(session, headquarters, contact=trade.outsider.id, outlet="1001")
        assert reason(access, "order") == (
            "Otto Outsider is no member of First Gifts York or of anything above it."
        )
        invited = make_contact(session, email="new@first.example", name="Nina New")
        make_membership(session, contact=invited, node_id=trade.outlet.id, status="invited")
        access = explain_access(session, headquarters, contact=invited.id, outlet="1001")
        assert allowed(access) == set()
        assert "has not accepted yet" in reason(access, "order")

    def test_tells_an_admin_nothing_of_who_has_not_accepted_but_the_address(
        self, session: Session, trade: Trade, staff: Staff, headquarters: Actor
    ) -> None:
        admin = identify(session, hash_token(trade.admin.token))
        make_membership(session, contact=trade.outsider, node_id=trade.outlet.id, status="invited")
        make_membership(session, contact=staff.north_manager, node_id=trade.outlet.id, status="invited")
        for invited in (trade.outsider, staff.north_manager):
            access = explain_access(session, admin, contact=invited.email, outlet="1001")
            assert access.contact == invited.email
            assert allowed(access) == set()
        access = explain_access(session, headquarters, contact=trade.outsider.id, outlet="1001")
        assert access.contact == "Otto Outsider"

    def test_of_employees(self, session: Session, staff: Staff, headquarters: Actor) -> None:
        def of(employee: MadeContact) -> Access:
            return explain_access(session, headquarters, contact=employee.id, outlet="1001")

        assert allowed(of(staff.field)) == {"act_on_behalf", "see_all_orders"}
        assert "Group FIRST" in reason(of(staff.field), "act_on_behalf")
        assert allowed(of(staff.other_field)) == set()
        assert "no sales group" in reason(of(staff.other_field), "act_on_behalf")
        assert allowed(of(staff.north_manager)) == {"decide_orders", "adjust_stock"}
        assert allowed(of(staff.headquarters)) >= {"see_everything", "manage_people", "act_on_behalf"}

    def test_is_for_admins_of_the_outlet_and_headquarters(
        self, session: Session, trade: Trade, staff: Staff
    ) -> None:
        def ask(contact: MadeContact, about: MadeContact, outlet: str = "1001") -> Access:
            return explain_access(session, actor_of(session, contact), contact=about.id, outlet=outlet)

        assert "order" in allowed(ask(trade.admin, trade.buyer))
        assert allowed(ask(trade.admin, staff.field)) == {"act_on_behalf", "see_all_orders"}
        for stranger in (trade.buyer, trade.outsider, trade.disabled, staff.field, staff.north_manager):
            with pytest.raises(OutletNotFound):
                ask(stranger, trade.buyer)
        with pytest.raises(OutletNotFound):
            ask(trade.admin, trade.buyer, outlet="2001")
        for unknown in (trade.outsider, staff.north_manager):
            with pytest.raises(PersonNotFound):
                ask(trade.admin, unknown)

    @pytest.mark.parametrize("contact", ["nobody@first.example", "\0", "x" * 300, ""])
    def test_nobody_is_not_found(self, session: Session, headquarters: Actor, contact: str) -> None:
        with pytest.raises(PersonNotFound):
            explain_access(session, headquarters, contact=contact, outlet="1001")


NODES: tuple[str, ...] = ("root", "group", "beside", "outlet", "sister")
standings = st.dictionaries(
    st.sampled_from(NODES),
    st.tuples(st.sampled_from(("admin", "user")), st.sampled_from(("active", "disabled", "invited"))),
)
duties = st.none() | st.sets(
    st.sampled_from(("headquarters", "customer_service", "field_seller", "seller_manager", "seller_clerk"))
)


class TestSameAsTheDoors:
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(standings, duties, st.sets(st.sampled_from(NODES)), st.booleans())
    def test_in_any_tree_for_anybody(
        self,
        session: Session,
        members: dict[str, tuple[str, str]],
        employed: set[str] | None,
        looked_after: set[str],
        is_of_north: bool,
    ) -> None:
        tried = session.begin_nested()
        try:
            self.compare(session, members, employed, looked_after, is_of_north=is_of_north)
        finally:
            tried.rollback()

    def compare(
        self,
        session: Session,
        members: dict[str, tuple[str, str]],
        employed: set[str] | None,
        looked_after: set[str],
        *,
        is_of_north: bool,
    ) -> None:
        trade = make_trade(session, products=1)
        staff = make_staff(session, trade)
        tree = make_organization(session, number="ORG-9")
        group = make_group(session, organization=tree, number="A")
        beside = make_group(session, organization=tree, number="B")
        outlet = make_outlet(session, organization=tree, number="9001", group=group)
        sister = make_outlet(session, organization=tree, number="9002", group=beside)
        nodes = dict(zip(NODES, (tree.root_id, group.id, beside.id, outlet.id, sister.id), strict=True))
        seller = trade.north if is_of_north else trade.maker
        somebody: MadeContact
        if employed is None:
            somebody = make_contact(session, email="some@body.example")
        else:
            somebody = made = make_employee(
                session, email="some@body.example", seller_id=seller.id, duties=sorted(employed)
            )
            if looked_after:
                make_sales_group(
                    session, code="NINE", employees=[made], node_ids=[nodes[each] for each in looked_after]
                )
        for node, (role, status) in members.items():
            make_membership(session, contact=somebody, node_id=nodes[node], role=role, status=status)
        token = hash_token(somebody.token)
        asker = actor_of(session, staff.headquarters)
        rights = allowed(explain_access(session, asker, contact=somebody.id, outlet="9001"))
        assert ("order" in rights) == lets_in(lambda: enter_outlet(session, token, "9001"))
        path = "1.A.9001"
        runs = lets_in(lambda: enter_hierarchy(session, token, "HIER-ORG-9")) and enter_hierarchy(
            session, token, "HIER-ORG-9"
        ).runs(path)
        assert ({"manage_people", "manage_settings"} <= rights) == runs
        assert ("decide_orders" in rights) == lets_in(lambda: enter_seller(session, token, seller.code))
        assert ("see_everything" in rights) == actor_of(session, somebody).is_headquarters
