"""Screens of employees who act for outlets."""

from typing import Any

import pytest
from sqlmodel import select

from storefront.catalog.tables import Category
from storefront.db.session import transaction
from storefront.offers.service import shelve
from storefront.ui.states.acting import ActingState
from storefront.ui.states.cart import CartState
from storefront.ui.states.choosing import OutletsState
from storefront.ui.states.context import ContextState
from storefront.ui.states.field import FieldState
from storefront.ui.states.home import HomeState
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.order_entry import OrderEntryState
from storefront.ui.states.serving import ServingState
from storefront.ui.states.trade_orders import TradeOrdersState
from storefront.ui.states.visits import VisitsState
from tests.factories import MadeProduct, Staff, Trade, make_products, make_staff
from tests.ui.screens import OpenTab, visiting


@pytest.fixture
def staff(trade: Trade) -> Staff:
    with transaction() as session:
        return make_staff(session, trade)


class TestField:
    def test_from_the_list_of_outlets_to_the_outlets_pages_and_back(
        self, app: Any, trade: Trade, staff: Staff
    ) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(staff.field, "/field")
            await tab.fire(FieldState.load_field)
            field = await tab.state(FieldState)
            assert [(row.number, row.last_order, row.is_open) for row in field.outlets] == [
                ("1001", "Never ordered", False),
                ("1002", "Never ordered", False),
            ]
            await tab.fire(FieldState.search_field, text="leeds")
            assert [row.number for row in (await tab.state(FieldState)).outlets] == ["1002"]
            await tab.fire(ServingState.choose_outlet, number="1001")
            serving = await tab.state(ServingState)
            assert [row.label for row in serving.contacts][1] == "Bea Buyer, buyer@first.example"
            assert serving.filled == 1
            await tab.fire(ServingState.choose_outlet, number="nowhere")
            refused = await tab.state(ServingState)
            assert (refused.filled, refused.number, refused.name) == (1, "", "")
            assert (await tab.state(NoticeState)).refusals == 1
            await tab.fire(ServingState.choose_outlet, number="1001")
            serving = await tab.state(ServingState)
            assert serving.filled == 2
            form = {"outlet": "1001", "contact": serving.contacts[1].value, "reason": ""}
            await tab.fire(ServingState.start_visit, form=form)
            assert (await tab.state(NoticeState)).refusal_code == "reason_missing"
            await tab.fire(ServingState.start_visit, form=form | {"reason": "spring visit"})
            assert tab.wire.redirects == ["/o/1001"]
            tab.go("/o/1001")
            await tab.fire(HomeState.load_home)
            context = await tab.state(ContextState)
            assert context.acting_for == "Fay Field for Bea Buyer, First Gifts York"
            assert "left" in context.acting_left
            await tab.fire(OutletsState.load_outlets)
            outlets = await tab.state(OutletsState)
            assert [(row.number, row.organization) for row in outlets.outlets] == [("1001", "for Bea Buyer")]
            tab.go("/o/1001/visits")
            await tab.fire(VisitsState.load_visits)
            (shown,) = (await tab.state(VisitsState)).visits
            assert (shown.who, shown.whom, shown.is_open) == ("Fay Field", "Bea Buyer", True)
            await tab.fire(ActingState.end_acting)
            assert tab.wire.redirects[-1] == "/field"
            await tab.fire(HomeState.load_home)
            assert (await tab.state(NoticeState)).refusal_code == "outlet_not_found"
            assert (await tab.state(ContextState)).acting_for == ""

        visiting(app, visit)


class TestTradeOrders:
    def test_one_search_answers_by_kind(self, app: Any, trade: Trade, staff: Staff) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(staff.service, "/admin/orders?q=first")
            await tab.fire(TradeOrdersState.load_orders)
            found = await tab.state(TradeOrdersState)
            assert [row.name for row in found.people] == [
                "Ada Admin",
                "Bea Buyer",
                "Carl Colleague",
                "Dora Disabled",
            ]
            assert [row.standings[0].status for row in found.people] == ["", "", "", "disabled"]
            assert [row.name for row in found.outlets] == ["First Gifts Leeds", "First Gifts York"]
            assert (found.phase, found.is_empty) == ("ready", True)
            tab.go("/admin/orders?q=first&status=submitted")
            await tab.fire(TradeOrdersState.find, form={"q": "york"})
            assert tab.wire.redirects == ["/admin/orders?status=submitted&q=york"]
            tab.wire.updates.clear()
            form = {"status": "accepted", "seller": "MAKER", "min_total": "10.00"}
            await tab.fire(TradeOrdersState.filter_orders, form=form)
            assert tab.wire.redirects == [
                "/admin/orders?seller=MAKER&status=accepted&q=first&min_total=10.00"
            ]

        visiting(app, visit)

    def test_all_filters_of_the_history_are_there_with_chips_and_exports(
        self, app: Any, trade: Trade, staff: Staff
    ) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(
                staff.service,
                "/admin/orders?outlet=1001&seller=MAKER&contact=buyer@first.example&product=M-001",
            )
            await tab.fire(TradeOrdersState.load_orders)
            shown = await tab.state(TradeOrdersState)
            assert [row.label for row in shown.chips] == [
                "Outlet: 1001",
                "Seller: Maker Ltd",
                "Placed by: buyer@first.example",
                "SKU: M-001",
            ]
            assert shown.chips[0].href == (
                "/admin/orders?seller=MAKER&contact=buyer%40first.example&product=M-001"
            )
            assert (shown.has_more_filters, shown.clear_href) == (True, "/admin/orders")
            assert shown.exports[0].href == (
                "/api/v1/orders/export.csv?outlet=1001&seller=MAKER&contact=buyer%40first.example"
                "&product=M-001&scope=all"
            )
            assert [row.value for row in shown.choices["seller"]] == ["", "MAKER", "NORTH"]
            tab.go("/admin/orders?status=lost")
            await tab.fire(TradeOrdersState.load_orders)
            assert (await tab.state(TradeOrdersState)).phase == "refused"
            assert (await tab.state(NoticeState)).refusal_code == "invalid"

        visiting(app, visit)


class TestOrderEntry:
    @pytest.fixture
    def own(self, trade: Trade) -> MadeProduct:
        """Something that the manufacturer alone sells."""
        with transaction() as session:
            category = session.exec(select(Category).where(Category.code == "mugs")).one()
            (made,) = make_products(session, seller=trade.maker, category_id=category.id, skus=["ONLY-1"])
            shelve(session, catalog_ids=[trade.maker.catalog_id])
        return made

    def test_changing_the_seller_flags_lines_and_never_drops_them(
        self, app: Any, trade: Trade, staff: Staff, own: MadeProduct
    ) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(staff.service, "/admin/orders/new?outlet=1001")
            await tab.fire(OrderEntryState.load_entry)
            assert (await tab.state(OrderEntryState)).step == "header"
            await tab.fire(
                ServingState.start_entry, form={"outlet": "1001", "contact": "", "reason": "a call"}
            )
            assert tab.wire.redirects == ["/admin/orders/new?outlet=1001"]
            await tab.fire(OrderEntryState.load_entry)
            await tab.fire(OrderEntryState.add_line, form={"sku": "ONLY-1", "quantity": "2"})
            await tab.fire(OrderEntryState.paste_lines, form={"list": "M-001\t4\nM-002\t6"})
            await tab.fire(OrderEntryState.paste_lines, form={"list": "M-003\t1\n" * 25_001})
            assert (await tab.state(NoticeState)).refusal_code == "invalid"
            entry = await tab.state(OrderEntryState)
            assert entry.pasted == 1  # the field is emptied by what was taken alone
            assert (entry.step, entry.seller, entry.flagged) == ("lines", "MAKER", "")
            assert [(row.sku, row.quantity) for row in entry.lines] == [
                ("ONLY-1", 2),
                ("M-001", 4),
                ("M-002", 6),
            ]
            await tab.fire(OrderEntryState.choose_seller, code="NORTH")
            entry = await tab.state(OrderEntryState)
            assert entry.flagged == "1 line cannot be had from this seller"
            assert [(row.sku, row.is_addable) for row in entry.lines] == [
                ("ONLY-1", False),
                ("M-001", True),
                ("M-002", True),
            ]
            await tab.fire(OrderEntryState.choose_seller, code="NOBODY")
            assert (await tab.state(NoticeState)).refusal_code == "seller_not_found"
            await tab.fire(OrderEntryState.choose_seller, code="MAKER")
            await tab.fire(OrderEntryState.put_into_cart)
            assert tab.wire.redirects[-1] == "/o/1001/checkout/MAKER"
            assert (await tab.state(OrderEntryState)).lines == []
            tab.go("/o/1001/cart/MAKER")
            await tab.fire(CartState.load_cart)
            assert [(row.added_by, row.mark) for row in (await tab.state(CartState)).lines] == [
                ("Sam Service", "customer service")
            ] * 3

        visiting(app, visit)
