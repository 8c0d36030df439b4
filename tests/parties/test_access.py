from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.kit.clock import now
from storefront.kit.errors import Invalid, NotSignedIn
from storefront.parties.actor import Actor, OutletActor
from storefront.parties.errors import NoAddress, OutletNotFound
from storefront.parties.service import (
    delivery_address,
    describe,
    enter_outlet,
    hash_token,
    identify,
    list_outlets,
    names_of,
    recent_outlets,
    remember_outlet,
)
from storefront.parties.tables import Contact, Employee, EmployeeDuty, LastOutlet, Membership, NodeAddress
from tests.factories import (
    MadeContact,
    MadeOutlet,
    Trade,
    act_as,
    make_contact,
    make_group,
    make_membership,
    make_organization,
    make_outlet,
)

memberships = table_of(Membership)


def identity_of(session: Session, contact: MadeContact) -> Actor:
    return identify(session, hash_token(contact.token))


def outlets_of(session: Session, contact: MadeContact, text: str = "") -> list[str]:
    page = list_outlets(session, identity_of(session, contact), text=text)
    return [card.number for card in page.items]


def may_enter(session: Session, contact: MadeContact, outlet: MadeOutlet) -> str | None:
    try:
        return act_as(session, contact, outlet).role
    except OutletNotFound:
        return None


class TestEnterOutlet:
    @pytest.mark.smoke
    def test_says_who_acts_where(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        assert (buyer.name, buyer.role, buyer.is_admin) == ("Bea Buyer", "user", False)
        assert (buyer.outlet_number, buyer.outlet_name) == ("1001", "First Gifts York")
        assert (buyer.organization_number, buyer.organization_name) == ("ORG-1", "First Gifts")
        assert buyer.hierarchy_number == "HIER-ORG-1"
        assert buyer.lineage == (trade.outlet.id, trade.organization.root_id)

    def test_a_user_enters_its_own_outlet_alone(self, session: Session, trade: Trade) -> None:
        places = (trade.outlet, trade.second_outlet, trade.other_outlet)
        assert [may_enter(session, trade.buyer, place) for place in places] == ["user", None, None]

    def test_an_admin_above_enters_every_outlet_below_and_no_other(
        self, session: Session, trade: Trade
    ) -> None:
        places = (trade.outlet, trade.second_outlet, trade.other_outlet)
        assert [may_enter(session, trade.admin, place) for place in places] == ["admin", "admin", None]

    @pytest.mark.parametrize("number", ["9999", "", "N-ORG-1", "1001\x00", "\ud800", "1" * 500])
    def test_an_outlet_that_is_none_is_not_found(self, session: Session, trade: Trade, number: str) -> None:
        with pytest.raises(OutletNotFound) as refused:
            enter_outlet(session, hash_token(trade.admin.token), number)
        assert refused.value.message == "You cannot order for this outlet. Choose one of your outlets."

    @pytest.mark.parametrize("status", ["disabled", "invited"])
    def test_a_membership_that_is_not_active_opens_nothing(
        self, session: Session, trade: Trade, status: str
    ) -> None:
        contact = make_contact(session, email=f"{status}@first.example")
        make_membership(session, contact=contact, node_id=trade.outlet.id, status=status)
        assert may_enter(session, contact, trade.outlet) is None
        assert outlets_of(session, contact) == []

    def test_disabled_at_the_organization_is_disabled_at_its_outlets(
        self, session: Session, trade: Trade
    ) -> None:
        make_membership(session, contact=trade.buyer, node_id=trade.organization.root_id, status="disabled")
        assert may_enter(session, trade.buyer, trade.outlet) is None
        assert outlets_of(session, trade.buyer) == []

    def test_disabled_at_one_outlet_leaves_the_others(self, session: Session, trade: Trade) -> None:
        make_membership(session, contact=trade.admin, node_id=trade.outlet.id, status="disabled")
        assert may_enter(session, trade.admin, trade.outlet) is None
        assert outlets_of(session, trade.admin) == ["1002"]

    def test_enabling_again_restores_access(self, session: Session, trade: Trade) -> None:
        session.execute(
            sa.update(memberships)
            .where(memberships.c.contact_id == trade.disabled.id)
            .values(status="active", disabled_reason=None)
        )
        assert may_enter(session, trade.disabled, trade.outlet) == "user"

    def test_a_group_in_between_covers_its_own_outlets_only(self, session: Session, trade: Trade) -> None:
        group = make_group(session, organization=trade.organization, number="100")
        inside = make_outlet(session, organization=trade.organization, number="1003", group=group)
        contact = make_contact(session, email="area@first.example")
        make_membership(session, contact=contact, node_id=group.id, role="admin")
        actor = act_as(session, contact, inside)
        assert actor.lineage == (inside.id, group.id, trade.organization.root_id)
        # The group's path is a textual prefix of outlets 1001 and 1002, which are not below it.
        assert outlets_of(session, contact) == ["1003"]
        assert may_enter(session, contact, trade.outlet) is None


class TestListOutlets:
    def test_lists_by_name_with_role_and_organization(self, session: Session, trade: Trade) -> None:
        make_membership(session, contact=trade.admin, node_id=trade.other_outlet.id)
        page = list_outlets(session, identity_of(session, trade.admin))
        assert [
            (card.number, card.name, card.organization_name, card.hierarchy_number, card.role)
            for card in page.items
        ] == [
            ("1002", "First Gifts Leeds", "First Gifts", "HIER-ORG-1", "admin"),
            ("1001", "First Gifts York", "First Gifts", "HIER-ORG-1", "admin"),
            ("2001", "Other Gifts Hull", "Other Gifts", "HIER-ORG-2", "user"),
        ]
        assert page.next_cursor is None

    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("york", ["1001"]),
            ("YÓRK first", ["1001"]),
            ("1002", ["1002"]),
            ("gifts", ["1002", "1001"]),
            ("hull", []),
            ("%", ["1002", "1001"]),
            ("\x00york", ["1001"]),
            ("zzz", []),
        ],
    )
    def test_finds_by_words_of_the_name_and_by_number(
        self, session: Session, trade: Trade, text: str, numbers: list[str]
    ) -> None:
        assert outlets_of(session, trade.admin, text) == numbers

    def test_pages_show_each_outlet_once(self, session: Session) -> None:
        organization = make_organization(session, number="ORG-9")
        # Names repeat: the number must break the tie.
        numbers = [f"9{place:03d}" for place in range(23)]
        for place, number in enumerate(numbers):
            make_outlet(session, organization=organization, number=number, name=f"Shop {place % 4}")
        contact = make_contact(session, email="all@nine.example")
        make_membership(session, contact=contact, node_id=organization.root_id, role="admin")
        actor = identity_of(session, contact)

        def pages() -> Iterator[list[str]]:
            cursor = None
            while True:
                page = list_outlets(session, actor, cursor=cursor, limit=5)
                yield [card.number for card in page.items]
                cursor = page.next_cursor
                if cursor is None:
                    return

        found = list(pages())
        assert [len(page) for page in found] == [5, 5, 5, 5, 3]
        assert sorted(number for page in found for number in page) == numbers

    @pytest.mark.parametrize("bad", [{"limit": 0}, {"limit": 201}, {"cursor": "x"}])
    def test_refuses_limits_and_markers_that_are_none(
        self, session: Session, trade: Trade, bad: dict[str, int]
    ) -> None:
        with pytest.raises(Invalid):
            list_outlets(session, identity_of(session, trade.admin), **bad)  # type: ignore[arg-type] -- one of the two


class TestRecentOutlets:
    def test_the_last_used_comes_first_and_once(self, session: Session, trade: Trade) -> None:
        for outlet in (trade.outlet, trade.second_outlet, trade.outlet):
            remember_outlet(session, act_as(session, trade.admin, outlet))
        # Two acts of one test may fall on the same moment.
        session.execute(
            sa.update(table_of(LastOutlet))
            .where(table_of(LastOutlet).c.outlet_id == trade.second_outlet.id)
            .values(used_at=now() - timedelta(hours=1))
        )
        assert recent_outlets(session, identity_of(session, trade.admin)) == (
            ("1001", "First Gifts York"),
            ("1002", "First Gifts Leeds"),
        )

    def test_an_outlet_that_closed_to_the_contact_is_not_offered(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        remember_outlet(session, buyer)
        session.execute(sa.delete(memberships).where(memberships.c.contact_id == trade.buyer.id))
        assert recent_outlets(session, buyer) == ()


class TestDescribe:
    def test_tells_memberships_and_duties(self, session: Session, trade: Trade) -> None:
        employee = Employee(contact_id=trade.admin.id, seller_id=trade.maker.id)
        session.add(employee)
        session.flush()
        for duty in ("headquarters", "field_seller"):
            session.add(EmployeeDuty(employee_id=employee.id, duty=duty))
        session.flush()
        found = describe(session, identity_of(session, trade.admin))
        assert found.contact.name == "Ada Admin"
        assert found.duties == ("field_seller", "headquarters")
        assert [(each.node_number, each.node_kind, each.role, each.status) for each in found.memberships] == [
            ("N-ORG-1", "organization", "admin", "active")
        ]

    def test_of_a_disabled_member_says_so(self, session: Session, trade: Trade) -> None:
        found = describe(session, identity_of(session, trade.disabled))
        assert [(each.node_number, each.status) for each in found.memberships] == [("1001", "disabled")]


class TestDeliveryAddress:
    def test_is_that_of_the_nearest_node_that_has_one(self, session: Session, trade: Trade) -> None:
        group = make_group(session, organization=trade.organization, number="300")
        bare = make_outlet(
            session, organization=trade.organization, number="3001", group=group, has_address=False
        )
        actor = act_as(session, trade.admin, bare)
        with pytest.raises(NoAddress):
            delivery_address(session, actor)
        for node_id, street in ((trade.organization.root_id, "Root Road"), (group.id, "Group Green")):
            session.add(
                NodeAddress(node_id=node_id, name="", street=street, city="York", postcode="", country="GB")
            )
            session.flush()
            assert delivery_address(session, actor).street == street
        assert delivery_address(session, actor).lines == ("Group Green", "York", "GB")


class TestNamesOf:
    def test_are_by_id(self, session: Session, trade: Trade) -> None:
        assert names_of(session, [trade.buyer.id, trade.admin.id]) == {
            trade.buyer.id: "Bea Buyer",
            trade.admin.id: "Ada Admin",
        }
        assert names_of(session, []) == {}


class TestDisabledContact:
    def test_a_contact_that_is_switched_off_is_nobody_at_once(self, session: Session, trade: Trade) -> None:
        contacts = table_of(Contact)
        session.execute(sa.update(contacts).where(contacts.c.id == trade.buyer.id).values(is_active=False))
        with pytest.raises(NotSignedIn):
            act_as(session, trade.buyer, trade.outlet)
