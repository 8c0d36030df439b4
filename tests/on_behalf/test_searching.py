import pytest
from sqlmodel import Session

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.on_behalf.service import search
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.parties.actor import Actor
from storefront.parties.errors import NothingHere
from tests.conftest import CountStatements
from tests.factories import (
    Staff,
    Trade,
    act_as,
    make_contact,
    make_employee,
    make_membership,
    make_organization,
    make_outlet,
    new_key,
)
from tests.on_behalf.conftest import Identify


@pytest.fixture
def service(staff: Staff, who: Identify) -> Actor:
    return who(staff.service)


@pytest.fixture
def number(session: Session, trade: Trade) -> str:
    actor = act_as(session, trade.buyer, trade.outlet)
    add_lines(session, actor, seller="MAKER", lines=[WantedLine("M-001", 2)])
    placed = place(
        session,
        actor,
        seller="MAKER",
        request=CheckoutRequest(purchase_order_number="PO-77"),
        idempotency_key=new_key(),
    )
    return placed.order.summary.number


class TestSearch:
    def test_finds_people_with_every_organization_that_they_buy_for(
        self, session: Session, trade: Trade, service: Actor
    ) -> None:
        make_membership(session, contact=trade.buyer, node_id=trade.other_outlet.id, status="disabled")
        (person,) = search(session, service, text="BUYER@first").people
        assert (person.name, person.email) == ("Bea Buyer", "buyer@first.example")
        assert [(each.organization_name, each.node_number, each.status) for each in person.standings] == [
            ("First Gifts", "1001", "active"),
            ("Other Gifts", "2001", "disabled"),
        ]

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("émile", ["Émile Zoë"]),
            ("ÉMILE zoe", ["Émile Zoë"]),
            ("Emile first.example", ["Émile Zoë"]),
            ("un_der", ["Un_der 100%"]),
            ("100%", ["Un_der 100%"]),
            ("_ name@", ["Un_der 100%"]),
            ("/", []),
            ("\u00b4", []),
        ],
    )
    def test_finds_people_whatever_letters_their_names_have(
        self, text: str, names: list[str], session: Session, trade: Trade, service: Actor
    ) -> None:
        for position, name in enumerate(("Émile Zoë", "Un_der 100%", "Underscore 1000")):
            contact = make_contact(session, email=f"name@{position}.first.example", name=name)
            make_membership(session, contact=contact, node_id=trade.outlet.id)
        assert [each.name for each in search(session, service, text=text).people] == names

    def test_who_is_disabled_stays_found_and_is_marked(self, session: Session, service: Actor) -> None:
        (person,) = search(session, service, text="dora").people
        assert [each.status for each in person.standings] == ["disabled"]

    def test_finds_outlets_by_their_name_their_number_and_their_organization(
        self, session: Session, service: Actor
    ) -> None:
        def numbers(text: str) -> list[str]:
            return [each.number for each in search(session, service, text=text).outlets]

        assert numbers("york") == ["1001"]
        assert numbers("2001") == ["2001"]
        assert numbers("first gifts") == ["1002", "1001"]

    def test_finds_outlets_by_their_organization_whatever_letters_its_name_has(
        self, session: Session, trade: Trade, service: Actor
    ) -> None:
        school = make_organization(session, number="ORG-9", name="École & Fils")
        make_outlet(session, organization=school, number="9001", name="Corner")
        for text in ("école", "ECOLE", "fils 9001"):
            assert [each.number for each in search(session, service, text=text).outlets] == ["9001"]

    @pytest.mark.parametrize("text", ["{number}", "PO-77", "M-001"])
    def test_finds_orders_by_their_number_the_buyers_number_and_a_sku(
        self, text: str, session: Session, service: Actor, number: str
    ) -> None:
        found = search(session, service, text=text.format(number=number)).orders
        assert [order.number for order in found] == [number]

    @pytest.mark.parametrize("text", ["", "   ", "\0", "no such thing", "%%%", "'; --"])
    def test_nothing_fits(self, text: str, session: Session, service: Actor, number: str) -> None:
        found = search(session, service, text=text)
        assert (found.people, found.outlets, found.orders) == ((), (), ())

    def test_takes_three_statements_and_shows_the_first_of_each(
        self, session: Session, service: Actor, number: str, count_statements: CountStatements
    ) -> None:
        with count_statements() as statements:
            found = search(session, service, text="first", limit=1)
        assert (len(statements), len(found.people), len(found.outlets)) == (3, 1, 1)

    def test_is_for_customer_service_and_headquarters_of_the_manufacturer(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, number: str
    ) -> None:
        assert search(session, who(staff.headquarters), text="york").outlets
        for person in (trade.admin, staff.field, staff.north_manager, staff.maker_clerk):
            with pytest.raises(NothingHere):
                search(session, who(person), text="york")
        stranger = make_employee(
            session, email="s@north.example", seller_id=trade.north.id, duties=["customer_service"]
        )
        found = search(session, who(stranger), text="first")
        assert (found.people, found.outlets, search(session, who(stranger), text="M-001").orders) == (
            (),
            (),
            (),
        )
