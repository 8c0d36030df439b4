"""The suggested order on the screen: shown, corrected, and added only through the difference."""

from datetime import timedelta
from typing import Any

from storefront.carts.service import show_cart
from storefront.db.session import transaction
from storefront.kit.clock import now
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.reordering.service import learn
from storefront.ui.states.difference import DifferenceState
from storefront.ui.states.home import HomeState
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.suggestion import SuggestionState, none_in_words
from tests.factories import Trade, act_as
from tests.ui.screens import OpenTab, visiting

PAGE = "/o/1001/suggestion?seller=MAKER"
KEYS = ["M-001@MAKER-MAIN", "M-002@MAKER-MAIN"]


def bought(trade: Trade) -> None:
    """M-001 three times, M-002 in the first of the three."""
    with transaction() as session:
        for place, days_ago in enumerate((85, 57, 29)):
            products = trade.maker.products[: 2 if place == 0 else 1]
            order = SalesOrder(
                number=f"SO-T{place}",
                organization_id=trade.organization.id,
                outlet_id=trade.outlet.id,
                seller_id=trade.maker.id,
                status="invoiced",
                placed_at=now() - timedelta(days=days_ago),
                address=["", "", "", "", ""],
                currency="GBP",
                total_minor=0,
                line_count=len(products),
            )
            session.add(order)
            session.flush()
            for position, product in enumerate(products, start=1):
                session.add(
                    OrderLine(
                        order_id=order.id,
                        position=position,
                        product_id=product.id,
                        catalog_id=trade.maker.catalog_id,
                        sku=product.sku,
                        name=product.name,
                        quantity=12,
                        unit_price=22_500,
                        total_minor=2700,
                    )
                )
            session.flush()
        learn(session)


def cart_lines(trade: Trade) -> list[tuple[str, int]]:
    with transaction() as session:
        view = show_cart(session, act_as(session, trade.buyer, trade.outlet), seller="MAKER")
        return [(line.sku, line.quantity) for line in view.lines]


class TestPage:
    def test_shows_lines_ticked_with_their_reasons(self, app: Any, trade: Trade) -> None:
        bought(trade)

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, PAGE)
            await tab.fire(SuggestionState.load_suggestion)
            shown = await tab.state(SuggestionState)
            assert [row.key for row in shown.rows] == KEYS
            assert shown.rows[0].reason == "Every 4 weeks, last 29 days ago, usually 12"
            assert (shown.rows[0].quantity, shown.rows[0].price) == (12, "£2.25")
            assert (shown.phase, shown.ticked_count) == ("ready", 2)
            assert [(row.value, row.is_current) for row in shown.sellers] == [
                ("MAKER", True),
                ("NORTH", False),
            ]

        visiting(app, visit)

    def test_without_history_says_why(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, PAGE)
            await tab.fire(SuggestionState.load_suggestion)
            shown = await tab.state(SuggestionState)
            assert shown.rows == []
            assert shown.reason_for_none.startswith(
                "Not enough history yet: this outlet has no order with Maker Ltd. After 2 orders"
            )

        visiting(app, visit)

    def test_lines_are_left_out_and_taken_in(self, app: Any, trade: Trade) -> None:
        bought(trade)

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, PAGE)
            await tab.fire(SuggestionState.load_suggestion)
            await tab.fire(SuggestionState.tick_line, key=KEYS[0], is_ticked=False)
            assert [row.is_ticked for row in (await tab.state(SuggestionState)).rows] == [False, True]
            await tab.fire(SuggestionState.tick_all)
            assert (await tab.state(SuggestionState)).ticked_count == 2
            await tab.fire(SuggestionState.tick_all)
            await tab.fire(SuggestionState.add_selected)
            assert (await tab.state(NoticeState)).refusal == "No line is ticked. Tick what you need."
            assert not (await tab.state(DifferenceState)).is_open

        visiting(app, visit)

    def test_quantities_are_changed_within_the_rule(self, app: Any, trade: Trade) -> None:
        bought(trade)

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, PAGE)
            await tab.fire(SuggestionState.load_suggestion)
            await tab.fire(SuggestionState.set_quantity, key=KEYS[0], quantity="30")
            row = (await tab.state(SuggestionState)).rows[0]
            assert (row.quantity, row.less, row.more) == (30, 29, 31)
            for hostile in ("0", "-1", "many", "1000001"):
                await tab.fire(SuggestionState.set_quantity, key=KEYS[0], quantity=hostile)
                assert (await tab.state(NoticeState)).refusal != ""
            await tab.fire(SuggestionState.set_quantity, key="nothing", quantity="3")
            assert [each.quantity for each in (await tab.state(SuggestionState)).rows] == [30, 12]

        visiting(app, visit)

    def test_adding_opens_the_difference_and_adds_nothing_by_itself(self, app: Any, trade: Trade) -> None:
        bought(trade)

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, PAGE)
            await tab.fire(SuggestionState.load_suggestion)
            await tab.fire(SuggestionState.set_quantity, key=KEYS[0], quantity="6")
            await tab.fire(SuggestionState.tick_line, key=KEYS[1], is_ticked=False)
            await tab.fire(SuggestionState.add_selected)
            difference = await tab.state(DifferenceState)
            assert difference.is_open
            assert [(row.sku, row.quantity) for row in difference.rows] == [("M-001", 6)]
            await tab.fire(SuggestionState.add_all)
            assert [row.sku for row in (await tab.state(DifferenceState)).rows] == ["M-001", "M-002"]

        visiting(app, visit)
        assert cart_lines(trade) == []


class TestHome:
    def test_shows_the_first_of_them_with_a_link(self, app: Any, trade: Trade) -> None:
        bought(trade)

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, "/o/1001?seller=MAKER")
            await tab.fire(HomeState.load_home)
            shown = await tab.state(HomeState)
            assert [row.sku for row in shown.suggested] == ["M-001", "M-002"]
            assert shown.suggestion_href == "/o/1001/suggestion?seller=MAKER"
            assert shown.suggested_at == "Maker Ltd"

        visiting(app, visit)


class TestWords:
    def test_of_an_outlet_with_history_and_nothing_to_be_had(self) -> None:
        assert none_in_words(9, 2, "Maker Ltd") == (
            "Nothing that this outlet usually buys from Maker Ltd can be ordered today."
        )

    def test_of_one_order(self) -> None:
        assert "this outlet has 1 order with Maker Ltd" in none_in_words(1, 2, "Maker Ltd")
