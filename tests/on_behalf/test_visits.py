"""The visits that an outlet sees."""

import pytest
from sqlmodel import Session

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.kit.errors import Invalid
from storefront.on_behalf.service import end_session, list_visits, start_session
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.templates.service import create_template
from storefront.templates.snapshots import TemplateLineInput
from tests.conftest import CountStatements
from tests.factories import Staff, Trade, act_as, new_key
from tests.on_behalf.conftest import Enter, Identify

MAKER = "MAKER"


class TestVisits:
    def test_the_outlet_sees_who_acted_for_it_and_what_changed(
        self, session: Session, trade: Trade, staff: Staff, who: Identify, enter: Enter
    ) -> None:
        new = start_session(
            session, who(staff.field), outlet="1001", contact=trade.buyer.email, reason="spring visit"
        )
        actor = enter(staff.field, trade.outlet)
        add_lines(session, actor, seller=MAKER, lines=[WantedLine("M-001", 2)])
        create_template(session, actor, name="Weekly", lines=[TemplateLineInput("M-001", 2)])
        number = place(
            session, actor, seller=MAKER, request=CheckoutRequest(), idempotency_key=new_key()
        ).order.summary.number
        end_session(session, who(staff.field), session_id=new.id)
        start_session(session, who(staff.service), outlet="1001", reason="a call")
        second, first = list_visits(session, act_as(session, trade.buyer, trade.outlet)).items
        assert (second.employee, second.contact, second.ended_at, second.cart_steps) == (
            "Sam Service",
            None,
            None,
            0,
        )
        assert (first.employee, first.duty, first.contact, first.reason) == (
            "Fay Field",
            "field_seller",
            "Bea Buyer",
            "spring visit",
        )
        assert first.ended_at is not None
        assert [change.words.replace("\N{MULTIPLICATION SIGN}", "x") for change in first.changes] == [
            "Added 2 x Mug M-001",
            "Ordered: 1 line",
        ]
        assert [(order.number, order.seller) for order in first.orders] == [(number, "Maker Ltd")]
        assert [template.name for template in first.templates] == ["Weekly"]
        (_, other) = list_visits(session, act_as(session, trade.colleague, trade.outlet)).items
        assert [template.name for template in other.templates] == [None]

    def test_another_outlet_sees_its_own_only(
        self, session: Session, trade: Trade, staff: Staff, who: Identify
    ) -> None:
        start_session(session, who(staff.field), outlet="1001", reason="visit")
        assert list_visits(session, act_as(session, trade.admin, trade.second_outlet)).items == ()
        assert list_visits(session, act_as(session, trade.outsider, trade.other_outlet)).items == ()

    def test_pages_are_whole_and_statements_do_not_grow(
        self,
        session: Session,
        trade: Trade,
        staff: Staff,
        who: Identify,
        enter: Enter,
        count_statements: CountStatements,
    ) -> None:
        for reason in ("one", "two", "three", "four", "five"):
            start_session(session, who(staff.field), outlet="1001", reason=reason)
            actor = enter(staff.field, trade.outlet)
            add_lines(session, actor, seller=MAKER, lines=[WantedLine("M-001", 1)])
        buyer = act_as(session, trade.buyer, trade.outlet)
        seen: list[str] = []
        cursor = None
        for _ in range(3):
            with count_statements() as statements:
                page = list_visits(session, buyer, cursor=cursor, limit=2)
            assert len(statements) == 3
            seen += [each.reason for each in page.items]
            cursor = page.next_cursor
        assert (seen, cursor) == (["five", "four", "three", "two", "one"], None)
        with pytest.raises(Invalid):
            list_visits(session, buyer, cursor="x")
