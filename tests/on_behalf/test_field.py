from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.db.columns import table_of
from storefront.kit.clock import now
from storefront.on_behalf.errors import SortUnknown
from storefront.on_behalf.service import list_field_outlets, start_session
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.orders.tables import SalesOrder
from storefront.parties.errors import NothingHere
from storefront.parties.service import enter_hierarchy, hash_token, rename_node
from tests.conftest import CountStatements
from tests.factories import (
    MadeContact,
    MadeOutlet,
    Staff,
    Trade,
    act_as,
    make_employee,
    make_outlet,
    make_sales_group,
    new_key,
)
from tests.on_behalf.conftest import Identify


def order(session: Session, contact: MadeContact, outlet: MadeOutlet, *, days_ago: int) -> str:
    actor = act_as(session, contact, outlet)
    add_lines(session, actor, seller="MAKER", lines=[WantedLine("M-001", 2)])
    placed = place(session, actor, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key())
    number = placed.order.summary.number
    orders = table_of(SalesOrder)
    session.execute(
        sa.update(orders).where(orders.c.number == number).values(placed_at=now() - timedelta(days=days_ago))
    )
    return number


class TestFieldOutlets:
    def test_shows_last_order_and_open_carts_of_the_outlets_of_the_sales_groups(
        self, session: Session, trade: Trade, staff: Staff, who: Identify
    ) -> None:
        order(session, trade.buyer, trade.outlet, days_ago=40)
        last = order(session, trade.buyer, trade.outlet, days_ago=9)
        buyer = act_as(session, trade.buyer, trade.outlet)
        add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-002", 3), WantedLine("M-003", 1)])
        add_lines(session, buyer, seller="NORTH", lines=[WantedLine("M-002", 1)])
        start_session(session, who(staff.field), outlet="1002", reason="visit")
        leeds, york = list_field_outlets(session, who(staff.field)).items
        assert (leeds.number, leeds.last_order, leeds.days, leeds.carts, leeds.is_open) == (
            "1002",
            None,
            None,
            (),
            True,
        )
        assert (york.number, york.organization_name, york.last_order, york.days, york.is_open) == (
            "1001",
            "First Gifts",
            last,
            9,
            False,
        )
        assert york.last_total
        assert york.last_total.amount == "5.00"
        assert [(each.lines, each.value.amount) for each in york.carts] == [(3, "12.75")]

    def test_only_field_sellers_have_them_and_a_distributors_none(
        self, session: Session, trade: Trade, staff: Staff, who: Identify
    ) -> None:
        assert list_field_outlets(session, who(staff.other_field)).items == ()
        stranger = make_employee(
            session, email="f@north.example", seller_id=trade.north.id, duties=["field_seller"]
        )
        make_sales_group(session, code="N", employees=[stranger], node_ids=[trade.organization.root_id])
        assert list_field_outlets(session, who(stranger)).items == ()
        for person in (trade.admin, staff.service, staff.north_manager):
            with pytest.raises(NothingHere):
                list_field_outlets(session, who(person))

    def test_sorts_searches_and_pages(
        self,
        session: Session,
        trade: Trade,
        staff: Staff,
        who: Identify,
        count_statements: CountStatements,
    ) -> None:
        order(session, trade.buyer, trade.outlet, days_ago=3)
        for number in ("1003", "1004", "1005"):
            make_outlet(session, organization=trade.organization, number=number)
        actor = who(staff.field)
        whole = {
            "-days": ["1002", "1003", "1004", "1005", "1001"],
            "days": ["1001", "1005", "1004", "1003", "1002"],
            "name": ["1002", "1001", "1003", "1004", "1005"],
        }
        for sort, numbers in whole.items():
            seen: list[str] = []
            cursor = None
            for _ in range(3):
                with count_statements() as statements:
                    page = list_field_outlets(session, actor, sort=sort, cursor=cursor, limit=2)
                assert len(statements) == 1
                seen += [each.number for each in page.items]
                cursor = page.next_cursor
            assert (seen, cursor) == (numbers, None)
        assert [each.number for each in list_field_outlets(session, actor, text="leeds").items] == ["1002"]
        assert len(list_field_outlets(session, actor, text="first gifts").items) == 5
        assert list_field_outlets(session, actor, text="hull").items == ()
        rename_node(
            session,
            enter_hierarchy(session, hash_token(trade.admin.token), "HIER-ORG-1"),
            node="N-ORG-1",
            name="École",
        )
        assert len(list_field_outlets(session, actor, text="école").items) == 5
        with pytest.raises(SortUnknown):
            list_field_outlets(session, actor, sort="size")
