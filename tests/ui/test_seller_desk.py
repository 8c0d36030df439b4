"""A seller's screens, driven without a browser."""

import asyncio
import inspect
from collections.abc import Coroutine
from typing import Any

import pytest
from reflex_base.registry import RegistrationContext

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.connectors.topics import LocalTopics, current_topics, use_topics
from storefront.db.session import transaction
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.order import OrderState
from storefront.ui.states.seller_inbox import SellerInboxState
from storefront.ui.states.seller_order import SellerOrderState
from storefront.ui.states.seller_stock import SellerStockState
from storefront.ui.states.stock_file import StockFileState
from tests.factories import Staff, Trade, act_as, make_staff, new_key
from tests.ui.screens import running

INBOX, STOCK = "/seller/MAKER-C", "/seller/MAKER-C/stock"


@pytest.fixture
def staff(trade: Trade) -> Staff:
    with transaction() as session:
        return make_staff(session, trade)


def order(trade: Trade, *skus: str) -> str:
    with transaction() as session:
        buyer = act_as(session, trade.buyer, trade.outlet)
        add_lines(session, buyer, seller="MAKER", lines=[WantedLine(sku, 2) for sku in skus or ("M-001",)])
        placed = place(session, buyer, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key())
    return placed.order.summary.number


def drive(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


class TestInbox:
    def test_shows_what_waits_and_what_came_in_since(self, app: Any, trade: Trade, staff: Staff):
        first = order(trade)

        async def look() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.maker_clerk, INBOX)
                await tab.fire(SellerInboxState.load_inbox)
                inbox = await tab.state(SellerInboxState)
                assert [row.number for row in inbox.orders] == [first]
                assert (inbox.seller, inbox.waiting, inbox.phase) == (
                    "Maker Ltd",
                    "1 order waits for you",
                    "ready",
                )
                second = await asyncio.to_thread(order, trade)
                await tab.fire(SellerInboxState.refresh_inbox)
                inbox = await tab.state(SellerInboxState)
                assert [row.number for row in inbox.orders] == [first, second]
                assert (await tab.state(NoticeState)).said == "2 orders wait for you."

        drive(look())

    def test_is_filtered_by_its_address(self, app: Any, trade: Trade, staff: Staff):
        order(trade)

        async def look() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.maker_clerk, f"{INBOX}?status=accepted&q=mug")
                await tab.fire(SellerInboxState.load_inbox)
                inbox = await tab.state(SellerInboxState)
                assert (inbox.is_empty, inbox.is_filtered, inbox.current_tab) == (True, True, "accepted")
                await tab.fire(SellerInboxState.filter_inbox, form={"q": " mug ", "outlet": "1001"})
                assert tab.wire.redirects == [f"{INBOX}?status=accepted&q=mug&outlet=1001"]

        drive(look())

    def test_of_another_seller_is_refused(self, app: Any, trade: Trade, staff: Staff):
        async def look() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.north_manager, INBOX)
                await tab.fire(SellerInboxState.load_inbox)
                assert (await tab.state(SellerInboxState)).phase == "refused"
                assert (await tab.state(NoticeState)).refusal_code == "seller_not_found"

        drive(look())


class TestOrder:
    def test_a_ticked_line_is_rejected_the_rest_accepted_and_the_buyer_sees_it(
        self, app: Any, trade: Trade, staff: Staff
    ):
        number = order(trade, "M-001", "M-002")
        heard: list[str] = []
        before, topics = current_topics(), LocalTopics()
        topics.subscribe(lambda news: heard.append(news.topic))

        async def decide() -> None:
            async with running(app) as open_tab:
                buyer = open_tab(trade.buyer, f"/o/1001/orders/{number}")
                await buyer.fire(OrderState.load_order)
                tab = open_tab(staff.maker_clerk, f"{INBOX}/orders/{number}")
                await tab.fire(SellerOrderState.load_order)
                await tab.fire(SellerOrderState.tick_line, position=2, is_ticked=True)
                assert (await tab.state(SellerOrderState)).question == "Reject 1 line"
                await tab.fire(SellerOrderState.reject_lines, form={"reason": "chipped"})
                await tab.fire(SellerOrderState.accept_order)
                shown = await tab.state(SellerOrderState)
                assert (shown.order.status, shown.order.rejected, shown.is_open, shown.ticked) == (
                    "Accepted",
                    "£5.00",
                    False,
                    [],
                )
                assert [row.rejection for row in shown.lines] == ["", "chipped"]
                await buyer.fire(OrderState.refresh_order)
                seen = await buyer.state(OrderState)
                assert [row.rejection for row in seen.lines] == ["", "chipped"]
                assert [row.words for row in seen.decisions] == ["Lines rejected: M-002", "Accepted"]
                assert seen.decisions[0].made.startswith("Mona Clerk, ")

        use_topics(topics)
        try:
            drive(decide())
        finally:
            use_topics(before)
        assert heard == ["seller:MAKER", "cart:1001"] * 2

    def test_without_a_tick_the_whole_order_is_rejected(self, app: Any, trade: Trade, staff: Staff):
        number = order(trade, "M-001", "M-002")

        async def decide() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.headquarters, f"{INBOX}/orders/{number}")
                await tab.fire(SellerOrderState.load_order)
                await tab.fire(SellerOrderState.reject_lines, form={"reason": ""})
                assert (await tab.state(NoticeState)).refusal_code == "rejection_invalid"
                await tab.fire(SellerOrderState.reject_lines, form={"reason": "no lorry"})
                assert (await tab.state(SellerOrderState)).order.status == "Rejected"

        drive(decide())


class TestStock:
    def test_is_searched_and_corrected(self, app: Any, trade: Trade, staff: Staff):
        async def correct() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.maker_clerk, f"{STOCK}?q=M-003")
                await tab.fire(SellerStockState.load_stock)
                assert [row.available for row in (await tab.state(SellerStockState)).stock] == ["100"]
                await tab.fire(SellerStockState.open_stock, sku="M-003")
                await tab.fire(
                    SellerStockState.adjust,
                    form={"sku": "M-003", "on_hand": "", "change": "-3", "reason": "broken"},
                )
                stock = await tab.state(SellerStockState)
                assert [row.available for row in stock.stock] == ["97"]
                assert [(row.change, row.reason) for row in stock.movements] == [("-3", "broken")]
                await tab.fire(SellerStockState.adjust, form={"sku": "M-003", "change": "many"})
                assert (await tab.state(NoticeState)).refusal_code == "invalid"
                await tab.fire(SellerStockState.search_stock, form={"q": "mug", "below": "5"})
                assert tab.wire.redirects == [f"{STOCK}?q=mug&below=5"]

        drive(correct())


class TestStockFile:
    def test_is_looked_at_then_adjusted(self, app: Any, trade: Trade, staff: Staff):
        async def adjust() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.maker_clerk, STOCK)
                form = {
                    "list": "sku,on hand,change,reason\nM-001,120,,Counted\nM-003,100,,Counted\nM-9,1,,No"
                }
                await tab.fire(StockFileState.judge_list, form=form)
                shown = await tab.state(StockFileState)
                assert shown.summary == "1 of 3 rows would change what is on hand"
                assert [(row.number, row.outcome, row.note) for row in shown.rows] == [
                    (2, "Changes", "100 \N{RIGHTWARDS ARROW} 120 on hand: Counted"),
                    (3, "Stays", "100 on hand already"),
                    (4, "Not possible", "the warehouse keeps no such product"),
                ]
                await tab.fire(StockFileState.write_list)
                assert (await tab.state(StockFileState)).summary == ""
                await tab.fire(SellerStockState.load_stock)
                assert (await tab.state(SellerStockState)).stock[0].on_hand == "120"
                await tab.fire(StockFileState.judge_list, form={"list": ""})
                assert (await tab.state(NoticeState)).refusal_code == "adjustments_unreadable"

        drive(adjust())

    def test_is_written_only_at_the_desk_where_it_was_looked_at(
        self, app: Any, trade: Trade, staff: Staff, take_digest: Any
    ):
        async def move() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.headquarters, STOCK)
                await tab.fire(
                    StockFileState.judge_list, form={"list": "sku,on hand,reason\nM-001,120,Counted"}
                )
                before = take_digest()
                tab.go("/seller/NORTH-C/stock")
                await tab.fire(StockFileState.write_list)
                assert (await tab.state(NoticeState)).refusal_code == "conflict"
                assert (await tab.state(StockFileState)).rows == []
                assert take_digest() == before

        drive(move())

    def test_a_list_that_is_too_long_is_refused_and_not_cut(self, app: Any, trade: Trade, staff: Staff):
        async def paste() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.maker_clerk, STOCK)
                row = f"M-001,120,{'x' * 100}\n"
                await tab.fire(StockFileState.judge_list, form={"list": row * 1_999})
                assert (await tab.state(NoticeState)).refusal_code == "invalid"
                assert (await tab.state(StockFileState)).rows == []

        drive(paste())

    def test_a_table_may_begin_in_the_second_column(self, app: Any, trade: Trade, staff: Staff):
        async def paste() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.maker_clerk, STOCK)
                table = "\tSKU\tOn hand\tReason\nfirst\tM-001\t120\tCounted\n\tM-002\t90\tBroken"
                await tab.fire(StockFileState.judge_list, form={"list": table})
                shown = await tab.state(StockFileState)
                assert [(row.name.split()[0], row.note) for row in shown.rows] == [
                    ("M-001", "100 \N{RIGHTWARDS ARROW} 120 on hand: Counted"),
                    ("M-002", "100 \N{RIGHTWARDS ARROW} 90 on hand: Broken"),
                ]

        drive(paste())

    def test_of_a_long_list_the_problems_are_shown_first(self, app: Any, trade: Trade, staff: Staff):
        async def paste() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.maker_clerk, STOCK)
                rows = ["M-001,120,,Counted", *["M-9,1,,No"] * 200]
                await tab.fire(StockFileState.judge_list, form={"list": "\n".join(rows)})
                shown = await tab.state(StockFileState)
                assert shown.summary == "1 of 201 rows would change what is on hand"
                assert [row.number for row in shown.rows] == list(range(2, 202))
                assert shown.notes == [
                    "The first 200 rows are shown, those with a problem before the others."
                ]

        drive(paste())


class TestHostileArguments:
    @pytest.mark.parametrize("hostile", [None, 7, -1, [1], {"a": {"b": 1}}, "\x00", "x" * 100_000])
    def test_are_survived_by_those_who_may_be_there(self, app: Any, trade: Trade, staff: Staff, hostile: Any):
        number = order(trade)
        places = {
            "seller_inbox_state": INBOX,
            "seller_order_state": f"{INBOX}/orders/{number}",
            "seller_stock_state": STOCK,
            "stock_file_state": STOCK,
        }

        async def call() -> None:
            async with running(app) as open_tab:
                for name, registered in RegistrationContext.get().event_handlers.items():
                    state, _, handler = name.rpartition(".")
                    place = next((place for part, place in places.items() if state.endswith(part)), None)
                    if place is None or handler == "setvar":
                        continue
                    tab = open_tab(staff.maker_clerk, place)
                    given = list(inspect.signature(registered.handler.fn).parameters)[1:]
                    await tab.fire(name, **dict.fromkeys(given, hostile))
                    assert (await tab.state(NoticeState)).refusal_code != "failure", name

        drive(call())
