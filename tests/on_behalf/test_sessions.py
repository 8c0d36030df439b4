from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from storefront.audit.tables import AuditEntry
from storefront.carts.service import add_lines, apply, list_changes, show_cart, undo, undo_change
from storefront.carts.snapshots import ListLine, WantedLine
from storefront.carts.tables import CartChange
from storefront.db.columns import table_of
from storefront.kit.clock import now
from storefront.kit.errors import StorefrontError
from storefront.on_behalf.errors import ContactNotActive, ReasonMissing
from storefront.on_behalf.service import end_session, find_outlet, list_open_sessions, start_session
from storefront.orders.service import place, show_order
from storefront.orders.snapshots import CheckoutRequest
from storefront.orders.tables import SalesOrder
from storefront.parties.errors import ActingSessionNotFound, NothingHere, OutletNotFound
from storefront.parties.service import sign_out
from storefront.parties.tables import (
    ActingSession,
    Contact,
    Employee,
    EmployeeDuty,
    Membership,
    SalesGroupNode,
)
from storefront.settings import get_settings
from storefront.templates.errors import NobodyToKeepIt, SharingRefused
from storefront.templates.service import (
    create_from_wish_list,
    create_template,
    list_templates,
    list_wish_lists,
    wish,
)
from storefront.templates.snapshots import TemplateLineInput
from tests.factories import MadeContact, Staff, Trade, act_as, make_employee, new_key
from tests.on_behalf.conftest import Enter, Identify

MAKER = "MAKER"


def sessions(session: Session) -> list[ActingSession]:
    return list(session.exec(select(ActingSession).order_by(ActingSession.started_at)))  # pyright: ignore[reportArgumentType]


def trail(session: Session) -> list[tuple[str, str, str, str]]:
    entries = table_of(AuditEntry).c
    rows = session.execute(
        sa.select(entries.name, entries.action, entries.subject, entries.reason).order_by(entries.sequence)
    )
    return [tuple(row) for row in rows]


class TestStart:
    def test_a_field_seller_acts_for_outlets_of_their_sales_groups_for_a_while(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        new = start_session(
            session, who(staff.field), outlet="1001", contact=trade.buyer.email, reason="  spring  visit "
        )
        actor = enter(staff.field, trade.outlet)
        assert (actor.contact_id, actor.buyer_id, actor.acting_session_id) == (
            staff.field.id,
            trade.buyer.id,
            new.id,
        )
        assert actor.on_behalf
        assert actor.on_behalf.duty == "field_seller"
        (kept,) = sessions(session)
        assert kept.reason == "spring visit"
        assert new.expires_at - kept.started_at == timedelta(minutes=get_settings().acting_minutes)
        assert trail(session) == [("Fay Field", "on_behalf.started", "1001", "spring visit")]

    @pytest.mark.parametrize("duty", ["service", "headquarters"])
    def test_customer_service_and_headquarters_act_for_every_outlet(
        self, duty: str, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        employee = getattr(staff, duty)
        start_session(session, who(employee), outlet="2001", reason="a call")
        assert enter(employee, trade.other_outlet).buyer_id is None

    @pytest.mark.parametrize("duty", ["field_seller", "customer_service", "headquarters"])
    def test_a_distributors_own_staff_never_do_whatever_their_duty(
        self, duty: str, session: Session, trade: Trade, staff: Staff, who: Identify
    ) -> None:
        employee = make_employee(session, email="n@north.example", seller_id=trade.north.id, duties=[duty])
        for outlet in ("1001", "2001"):
            with pytest.raises(OutletNotFound):
                start_session(session, who(employee), outlet=outlet, reason="a visit")
        assert sessions(session) == []

    def test_who_may_not_is_told_that_there_is_nothing(
        self, session: Session, trade: Trade, staff: Staff, who: Identify
    ) -> None:
        for person, outlet, refusal in (
            (staff.field, "2001", OutletNotFound),
            (staff.other_field, "1001", OutletNotFound),
            (staff.service, "9999", OutletNotFound),
            (staff.service, "N-ORG-1", OutletNotFound),
            (staff.service, "\0", OutletNotFound),
            (staff.north_manager, "1001", NothingHere),
            (staff.maker_clerk, "1001", NothingHere),
            (trade.admin, "1001", NothingHere),
        ):
            with pytest.raises(refusal):
                start_session(session, who(person), outlet=outlet, reason="a visit")
        assert (sessions(session), trail(session)) == ([], [])

    @pytest.mark.parametrize("contact", ["outsider", "disabled", "nobody"])
    def test_only_active_contacts_of_the_outlet_can_be_chosen(
        self, contact: str, session: Session, trade: Trade, staff: Staff, who: Identify
    ) -> None:
        found: MadeContact | None = getattr(trade, contact, None)
        for named in (found.email, str(found.id)) if found else ("x@y.example", "\0", str(trade.outlet.id)):
            with pytest.raises(ContactNotActive):
                start_session(session, who(staff.field), outlet="1001", contact=named, reason="a visit")
        assert sessions(session) == []

    def test_those_offered_are_the_ones_that_can_be_chosen(
        self, session: Session, trade: Trade, staff: Staff, who: Identify
    ) -> None:
        card = find_outlet(session, who(staff.field), outlet="1001")
        assert [person.name for person in card.contacts] == ["Ada Admin", "Bea Buyer", "Carl Colleague"]
        assert (card.name, card.organization_name, card.open_until) == (
            "First Gifts York",
            "First Gifts",
            None,
        )
        for person in card.contacts:
            start_session(session, who(staff.field), outlet="1001", contact=str(person.id), reason="a visit")
        with pytest.raises(OutletNotFound):
            find_outlet(session, who(staff.field), outlet="2001")

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 201, "a\x00b"])
    def test_a_reason_is_needed(
        self, reason: str, session: Session, trade: Trade, staff: Staff, who: Identify
    ) -> None:
        with pytest.raises(ReasonMissing):
            start_session(session, who(staff.field), outlet="1001", reason=reason)
        assert sessions(session) == []

    def test_a_new_one_ends_the_old_one_for_the_same_outlet_only(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        start_session(session, who(staff.field), outlet="1001", reason="first")
        start_session(session, who(staff.field), outlet="1002", reason="second")
        last = start_session(session, who(staff.field), outlet="1001", reason="third")
        assert [(each.reason, each.ended_at is None) for each in sessions(session)] == [
            ("first", False),
            ("second", True),
            ("third", True),
        ]
        assert enter(staff.field, trade.outlet).acting_session_id == last.id
        assert [each.outlet_number for each in list_open_sessions(session, who(staff.field))] == [
            "1001",
            "1002",
        ]


class TestEnd:
    def test_ends_it_at_once_and_once(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        new = start_session(session, who(staff.field), outlet="1001", reason="a visit")
        with pytest.raises(ActingSessionNotFound):
            end_session(session, who(staff.service), session_id=new.id)
        assert enter(staff.field, trade.outlet)
        end_session(session, who(staff.field), session_id=new.id)
        with pytest.raises(OutletNotFound):
            enter(staff.field, trade.outlet)
        for person in (staff.field, trade.buyer):
            with pytest.raises(ActingSessionNotFound):
                end_session(session, who(person), session_id=new.id)
        assert [entry[1] for entry in trail(session)] == ["on_behalf.started", "on_behalf.ended"]

    def test_signing_out_ends_all_of_them(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        actor = who(staff.field)
        for outlet in ("1001", "1002"):
            start_session(session, actor, outlet=outlet, reason="a visit")
        sign_out(session, actor)
        assert all(each.ended_at for each in sessions(session))
        assert [entry[3] for entry in trail(session)][2:] == ["signed out", "signed out"]

    def test_it_runs_out(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        start_session(session, who(staff.field), outlet="1001", reason="a visit")
        session.execute(sa.update(table_of(ActingSession)).values(expires_at=now()))
        with pytest.raises(OutletNotFound):
            enter(staff.field, trade.outlet)
        assert list_open_sessions(session, who(staff.field)) == ()

    def test_it_ends_with_the_sales_group_the_duty_the_employer_the_job_and_the_contact(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        employees, duties = table_of(Employee), table_of(EmployeeDuty)
        nodes, contacts, memberships = table_of(SalesGroupNode), table_of(Contact), table_of(Membership)
        mine = employees.c.id == staff.field.employee_id
        losses = (
            sa.delete(nodes),
            sa.delete(duties).where(duties.c.employee_id == staff.field.employee_id),
            sa.update(employees).where(mine).values(seller_id=trade.north.id),
            sa.update(employees).where(mine).values(is_active=False),
            sa.update(memberships)
            .where(memberships.c.contact_id == trade.buyer.id)
            .values(status="disabled", disabled_reason="left"),
            sa.update(contacts).where(contacts.c.id == trade.buyer.id).values(is_active=False),
        )
        start_session(session, who(staff.field), outlet="1001", contact=str(trade.buyer.id), reason="a visit")
        for loss in losses:
            with session.begin_nested() as undone:
                assert enter(staff.field, trade.outlet)
                session.execute(loss)
                with pytest.raises(OutletNotFound):
                    enter(staff.field, trade.outlet)
                undone.rollback()


class TestWhatIsWritten:
    def test_cart_steps_lines_and_orders_name_both(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        new = start_session(
            session, who(staff.field), outlet="1001", contact=trade.buyer.email, reason="visit"
        )
        actor, buyer = enter(staff.field, trade.outlet), act_as(session, trade.buyer, trade.outlet)
        added = add_lines(session, actor, seller=MAKER, lines=[WantedLine("M-001", 2)])
        apply(session, actor, lines=[ListLine("M-002", 3, seller=MAKER)], idempotency_key=new_key())
        seen = show_cart(session, buyer, seller=MAKER)
        assert [(line.added_by, line.added_as) for line in seen.lines] == [
            ("Fay Field", "field_seller"),
            ("Fay Field", "field_seller"),
        ]
        assert added.lines[0].added_as == "field_seller"
        changes = list_changes(session, buyer, seller=MAKER).items
        assert [(each.by, each.employee) for each in changes] == [("Bea Buyer", "Fay Field")] * 2
        stored = session.exec(select(CartChange)).all()
        assert {(row.contact_id, row.employee_id, row.acting_session_id) for row in stored} == {
            (trade.buyer.id, staff.field.employee_id, new.id)
        }
        placed = place(
            session, actor, seller=MAKER, request=CheckoutRequest(), idempotency_key=new_key()
        ).order
        by = placed.summary.placed_by
        assert (by.contact, by.employee) == ("Bea Buyer", "Fay Field")
        row = session.exec(select(SalesOrder)).one()
        assert (row.contact_id, row.employee_id, row.acting_session_id) == (
            trade.buyer.id,
            staff.field.employee_id,
            new.id,
        )
        assert show_order(session, buyer, number=placed.summary.number).summary == placed.summary

    def test_without_a_contact_the_outlet_stands_in(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        start_session(session, who(staff.service), outlet="1001", reason="a call")
        actor, admin = enter(staff.service, trade.outlet), act_as(session, trade.admin, trade.outlet)
        add_lines(session, actor, seller=MAKER, lines=[WantedLine("M-001", 2)])
        (change,) = list_changes(session, admin, seller=MAKER).items
        assert (change.by, change.employee) == ("First Gifts York", "Sam Service")
        number = (
            place(session, actor, seller=MAKER, request=CheckoutRequest(), idempotency_key=new_key())
        ).order.summary.number
        by = show_order(session, admin, number=number).summary.placed_by
        assert (by.contact_id, by.contact, by.employee) == (None, None, "Sam Service")

    def test_a_buyer_takes_back_what_was_added_for_them_until_it_is_ordered(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        start_session(session, who(staff.field), outlet="1001", reason="visit")
        actor, buyer = enter(staff.field, trade.outlet), act_as(session, trade.buyer, trade.outlet)
        for sku in ("M-001", "M-002", "M-003"):
            add_lines(session, actor, seller=MAKER, lines=[WantedLine(sku, 1)])
        first = list_changes(session, buyer, seller=MAKER).items[-1]
        undo_change(session, buyer, seller=MAKER, change_id=first.id)
        undone = undo(session, buyer, seller=MAKER)
        assert [(line.sku, line.added_as) for line in undone.lines] == [("M-002", "field_seller")]
        place(session, buyer, seller=MAKER, request=CheckoutRequest(), idempotency_key=new_key())
        with pytest.raises(StorefrontError):
            undo(session, buyer, seller=MAKER)

    def test_templates_belong_to_the_contact_or_are_shared_for_want_of_one(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        line = [TemplateLineInput("M-001", 2)]
        start_session(session, who(staff.field), outlet="1001", contact=trade.buyer.email, reason="visit")
        actor, buyer = enter(staff.field, trade.outlet), act_as(session, trade.buyer, trade.outlet)
        card = create_template(session, actor, name="Weekly", lines=line).card
        assert (card.owner, card.employee, card.is_mine, card.can_edit) == (
            "Bea Buyer",
            "Fay Field",
            True,
            True,
        )
        assert [each.name for each in list_templates(session, buyer).items] == ["Weekly"]
        with pytest.raises(SharingRefused):
            create_template(session, actor, name="All", scope="organization", lines=line)
        start_session(session, who(staff.field), outlet="1001", reason="visit")
        alone = enter(staff.field, trade.outlet)
        assert list_templates(session, alone).items == ()
        with pytest.raises(NobodyToKeepIt):
            create_template(session, alone, name="Mine", lines=line)
        shared = create_template(session, alone, name="All", scope="organization", lines=line).card
        assert (shared.owner, shared.employee, shared.owner_is_active, shared.can_edit) == (
            "Fay Field",
            "Fay Field",
            True,
            True,
        )
        assert [each.name for each in list_templates(session, buyer).items] == ["All", "Weekly"]

    def test_orders_and_templates_are_in_the_employees_trail(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        new = start_session(session, who(staff.service), outlet="1001", reason="a call")
        actor = enter(staff.service, trade.outlet)
        wish(session, actor, seller=MAKER, sku="M-002")
        (wished,) = list_wish_lists(session, actor)
        made = create_from_wish_list(session, actor, wish_list_id=wished.id).card
        assert (made.scope, made.employee) == ("organization", "Sam Service")
        with pytest.raises(NobodyToKeepIt):
            create_from_wish_list(session, actor, wish_list_id=wished.id, scope="contact")
        add_lines(session, actor, seller=MAKER, lines=[WantedLine("M-001", 2)])
        placed = place(session, actor, seller=MAKER, request=CheckoutRequest(), idempotency_key=new_key())
        number = placed.order.summary.number
        assert [each[:3] for each in trail(session)] == [
            ("Sam Service", "on_behalf.started", "1001"),
            ("Sam Service", "template.made", made.name),
            ("Sam Service", "order.placed", number),
        ]
        entries = session.exec(select(AuditEntry)).all()
        assert {entry.acting_session_id for entry in entries if entry.action != "on_behalf.started"} == {
            new.id
        }
        buyer = act_as(session, trade.buyer, trade.outlet)
        add_lines(session, buyer, seller=MAKER, lines=[WantedLine("M-001", 2)])
        place(session, buyer, seller=MAKER, request=CheckoutRequest(), idempotency_key=new_key())
        assert len(trail(session)) == 3
