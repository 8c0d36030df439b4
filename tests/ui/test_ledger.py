"""The ledger's screens: what an address asks for, sums beside the list, saved views."""

from typing import Any

from storefront.kit.money import Money
from storefront.orders.snapshots import OrderFilter, Period, Sum, Summary, SumRow
from storefront.ui.selection import Asked, asked_by
from storefront.ui.states.checkout import CheckoutState
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.order_sums import OrderSumsState, show_sums
from storefront.ui.states.order_views import OrderViewsState
from storefront.ui.states.orders import OrdersState
from tests.factories import Trade
from tests.ui.screens import OpenTab, Tab, visiting
from tests.ui.test_screens import add

ORDERS = "/o/1001/orders"


async def order(tab: Tab) -> None:
    """Two mugs from the maker."""
    tab.go("/o/1001/catalog?seller=MAKER")
    await add(tab)
    tab.go("/o/1001/checkout/MAKER")
    await tab.fire(CheckoutState.load_checkout)
    await tab.fire(CheckoutState.place_order, form={})


async def look(tab: Tab, query: str = "") -> OrdersState:
    tab.go(f"{ORDERS}?{query}")
    await tab.fire(OrdersState.load_orders)
    return await tab.state(OrdersState)


class TestFilters:
    def test_in_use_are_chips_that_lead_to_the_rest(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, ORDERS)
            await order(tab)
            state = await look(tab, "product=M-001&category=kitchen&employee=none")
            assert state.phase == "ready"
            assert len(state.orders) == 1
            assert [(chip.label, chip.href) for chip in state.chips] == [
                ("Employee: Nobody: the buyer alone", f"{ORDERS}?product=M-001&category=kitchen"),
                ("SKU: M-001", f"{ORDERS}?employee=none&category=kitchen"),
                ("Category: Kitchen", f"{ORDERS}?employee=none&product=M-001"),
            ]
            assert state.has_more_filters
            assert [row.label.strip() for row in state.choices["category"][1:3]] == ["Kitchen", "Mugs"]
            assert [row.value for row in state.choices["channel"]] == ["", "MAKER-C"]
            assert [row.href for row in state.exports][-1] == (
                "/api/v1/orders/export.xlsx?outlet=1001&employee=none&product=M-001&category=kitchen&lines=true"
            )

        visiting(app, visit)

    def test_that_are_typed_become_an_address(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, f"{ORDERS}?sums=seller")
            form = {"outlet": "all", "product": " M-001 ", "min_total": "1.50", "colour": "red"}
            await tab.fire(OrdersState.filter_orders, form=form)
            assert tab.wire.redirects[-1] == f"{ORDERS}?outlet=all&product=M-001&min_total=1.50&sums=seller"

        visiting(app, visit)

    def test_that_cannot_be_are_refused(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, ORDERS)
            for query in ("status=lost", "sums=weekday", "sums=month&compare=never"):
                state = await look(tab, query)
                assert (state.phase, (await tab.state(NoticeState)).refusal_code) == ("refused", "invalid")

        visiting(app, visit)


class TestSums:
    def test_are_shown_when_the_address_asks_for_them(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, ORDERS)
            await order(tab)
            await look(tab)
            sums = await tab.state(OrderSumsState)
            assert (sums.is_open, sums.rows, sums.open_href) == (False, [], f"{ORDERS}?sums=month")
            await look(tab, "sums=seller&compare=last_year")
            sums = await tab.state(OrderSumsState)
            [row] = sums.rows
            assert (row.label, row.amount, row.before, row.difference) == (
                "Maker Ltd",
                "£5.00",
                "£0.00",
                "+£5.00",
            )
            assert row.href == f"{ORDERS}?seller=MAKER&sums=seller&compare=last_year"
            assert [(tab.value, tab.is_current) for tab in sums.tabs] == [
                ("month", False),
                ("seller", True),
                ("category", False),
                ("outlet", False),
            ]
            assert (sums.bars[0].now, sums.bars[0].before) == (5, 0)
            assert sums.note == "Choose a first day to compare like with like."
            assert sums.compare_href == f"{ORDERS}?sums=seller"

        visiting(app, visit)

    def test_of_a_month_lead_to_its_days(self):
        state = OrderSumsState()
        month = SumRow("2024-02", "2024-02", pounds(150_000), pounds(100_000))
        summary = Summary("month", False, (month,), True, (month,), Period(None, None), Period(None, None))
        show_sums(state, summary, Asked(sums="month", placed_from="2024-02-10"), "1001")
        [row] = state.rows
        assert (row.label, row.difference, row.tone) == ("Feb 2024", "+£500.00 (+50 %)", "good")
        assert row.href == f"{ORDERS}?placed_from=2024-02-10&placed_to=2024-02-29&sums=month"
        assert state.note.startswith("The table ends after 1 rows; the total has the older months in it.")
        assert state.totals[0].label == "Total"

    def test_percentages_round_half_up(self):
        state = OrderSumsState()
        rows = tuple(
            SumRow(f"2024-{place:02d}", "", pounds(now), pounds(before))
            for place, (now, before) in enumerate(
                [(1005, 1000), (995, 1000), (100, 0), (0, 100), (7, 7)], start=1
            )
        )
        summary = Summary("month", False, rows, False, (), Period(None, None), Period(None, None))
        show_sums(state, summary, Asked(), "1001")
        assert [row.difference for row in state.rows] == [
            "+£0.05 (+1 %)",
            "-£0.05 (0 %)",
            "+£1.00",
            "-£1.00 (-100 %)",
            "£0.00 (0 %)",
        ]


class TestViews:
    def test_are_saved_opened_renamed_and_deleted(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, ORDERS)
            await look(tab, "q=mug&sums=month")
            await tab.fire(OrderViewsState.save_view, form={"name": "Mugs"})
            views = await tab.state(OrderViewsState)
            [row] = views.views
            assert (row.name, row.href, row.is_current) == (
                "Mugs",
                f"{ORDERS}?outlet=1001&q=mug&sums=month",
                True,
            )
            await tab.fire(OrderViewsState.save_view, form={"name": "mugs"})
            assert (await tab.state(NoticeState)).refusal_code == "view_name_taken"
            await tab.fire(OrderViewsState.rename_view, form={"id": row.id, "name": "All mugs"})
            views = await tab.state(OrderViewsState)
            assert (views.current_id, views.current_name) == (row.id, "All mugs")
            await look(tab, "q=plate")
            assert (await tab.state(OrderViewsState)).current_id == ""
            await tab.fire(OrderViewsState.delete_view, view_id=row.id)
            assert (await tab.state(OrderViewsState)).views == []
            await tab.fire(OrderViewsState.delete_view, view_id=row.id)
            assert (await tab.state(NoticeState)).refusal_code == "view_not_found"

        visiting(app, visit)

    def test_of_others_are_not_found(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            mine = open_tab(trade.buyer, ORDERS)
            await mine.fire(OrderViewsState.save_view, form={"name": "Mine"})
            [row] = (await mine.state(OrderViewsState)).views
            theirs = open_tab(trade.colleague, ORDERS)
            await theirs.fire(OrderViewsState.rename_view, form={"id": row.id, "name": "Theirs"})
            assert (await theirs.state(NoticeState)).refusal_code == "view_not_found"
            await look(mine)
            assert [row.name for row in (await mine.state(OrderViewsState)).views] == ["Mine"]

        visiting(app, visit)


class TestAsked:
    def test_an_address_and_its_filter_say_the_same(self):
        asked = Asked(
            outlet="1002",
            product="M-001",
            placed_from="2026-03-01",
            min_total="12.50",
            q="mug",
            scope="organization",
        )
        assert asked_by(asked.filter("1001")) == asked

    def test_without_an_outlet_a_filter_means_all(self):
        assert asked_by(OrderFilter()).outlet == "all"


def pounds(minor: int) -> Sum:
    return Sum(1, 1, Money(minor, "GBP"))
