"""A list as a difference: shown, corrected, chosen from, added."""

from typing import Any

import pytest
import sqlalchemy as sa

from storefront.carts.errors import ListTooLong
from storefront.carts.service import list_carts
from storefront.carts.snapshots import ListLine
from storefront.db.columns import table_of
from storefront.db.session import reading, transaction
from storefront.inventory.tables import StockLevel
from storefront.kit.errors import StorefrontError
from storefront.kit.money import UnitPrice
from storefront.ui.differences import show_difference
from storefront.ui.states.catalog import CatalogState
from storefront.ui.states.context import ContextState
from storefront.ui.states.difference import PAGE, DifferenceState
from storefront.ui.states.notice import NoticeState
from tests.factories import MadeContact, Trade, act_as
from tests.ui.screens import OpenTab, Tab, visiting

CATALOG = "/o/1001/catalog?seller=MAKER"
stock = table_of(StockLevel)


async def opened(
    open_tab: OpenTab, contact: MadeContact, *lines: tuple[Any, ...]
) -> tuple[Tab, DifferenceState]:
    """A tab in which a handler of a page opened a list."""
    tab = open_tab(contact, CATALOG)
    await tab.fire(CatalogState.load_catalog)
    page = await tab.state(CatalogState)
    await show_difference(page, [ListLine(*each) for each in lines], title="Your list")
    return tab, await tab.state(DifferenceState)


def contents(trade: Trade) -> dict[str, dict[str, int]]:
    with reading() as session:
        carts = list_carts(session, act_as(session, trade.buyer, trade.outlet))
        return {cart.seller.code: {line.sku: line.quantity for line in cart.lines} for cart in carts}


MIXED = (
    ("M-001", 2, None, "MAKER", UnitPrice(20_000, "GBP")),
    ("M-002", 500, None, "MAKER"),
    ("NO-SUCH", 1),
    ("M-003", 1, None, "NORTH"),
    ("M-004", 1, None, "NOBODY"),
)


class TestShowing:
    def test_shows_every_line_in_words_and_adds_nothing(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            _tab, shown = await opened(open_tab, trade.buyer, *MIXED)
            assert (shown.is_open, shown.phase, shown.title) == (True, "review", "Your list")
            assert [(row.number, row.state, row.tone, row.quantity, row.is_ticked) for row in shown.rows] == [
                ("1", "Dearer", "low", 2, True),
                ("2", "Short", "low", 100, True),
                ("3", "Unknown", "bad", 0, False),
                ("4", "Same", "good", 1, True),
                ("5", "Not in your catalog", "bad", 0, False),
            ]
            assert (shown.rows[0].was, shown.rows[0].price, shown.rows[0].message) == (
                "£2.00",
                "£2.50",
                "Was £2.00, now £2.50.",
            )
            assert shown.rows[1].asked == "500 asked for"
            assert [choice.label for choice in shown.rows[4].choices] == [
                "From MAKER: £2.50, 100 available",
                "From NORTH: £2.75, 100 available",
            ]
            assert [(row.label, row.value) for row in shown.totals] == [
                ("Maker Ltd, 2 lines", "£230.00"),
                ("North Ltd, 1 line", "£2.75"),
            ]
            assert (shown.summary, shown.addable, shown.ticked) == ("5 lines. 4 need a look.", "3", "3")

        visiting(app, visit)
        assert contents(trade) == {"MAKER": {}, "NORTH": {}}

    def test_a_thousand_lines_are_shown_in_pages(self, app: Any, trade: Trade) -> None:
        lines = [("M-001", 1, None, "MAKER"), ("NO", 1)] * 500

        async def visit(open_tab: OpenTab) -> None:
            tab, shown = await opened(open_tab, trade.buyer, *lines)
            assert (len(shown.rows), shown.shown, shown.has_before, shown.has_after) == (
                PAGE,
                "1 to 50 of 1,000",
                False,
                True,
            )
            await tab.fire(DifferenceState.turn_page, by=1)
            assert (shown.shown, shown.rows[0].number, shown.has_before) == ("51 to 100 of 1,000", "51", True)
            await tab.fire(DifferenceState.show_problems, only=True)
            assert (shown.shown, shown.rows[1].number) == ("1 to 50 of 900", "4")
            for _ in range(30):
                await tab.fire(DifferenceState.turn_page, by=1)
            assert (shown.shown, shown.has_after) == ("851 to 900 of 900", False)
            await tab.fire(DifferenceState.show_problems, only=False)
            await tab.fire(DifferenceState.turn_page, by=-1)
            assert shown.shown == "1 to 50 of 1,000"

        visiting(app, visit)

    def test_hostile_numbers_are_shown_harmlessly(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            lines = [(sku, 1) for sku in ("\ud800", "a\0b", "x" * 500, "", "<b>")]
            _tab, shown = await opened(open_tab, trade.buyer, *lines)
            assert [row.sku for row in shown.rows] == ["?", "a\ufffdb", "x" * 80, "(empty)", "<b>"]
            assert {row.state for row in shown.rows} == {"Unknown"}

        visiting(app, visit)

    def test_refuses_too_long_a_list_and_a_stranger(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            with pytest.raises(ListTooLong):
                await opened(open_tab, trade.buyer, *[("M-001", 1)] * 1001)
            with pytest.raises(StorefrontError):
                await opened(open_tab, trade.outsider, ("M-001", 1))

        visiting(app, visit)


class TestCorrecting:
    def test_another_quantity_counts_for_all_lines_of_the_product(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab, shown = await opened(
                open_tab, trade.buyer, ("M-001", 90, None, "MAKER"), ("M-001", 10, None, "MAKER")
            )
            assert [row.state for row in shown.rows] == ["Same", "Same"]
            await tab.fire(DifferenceState.set_line_quantity, place=0, quantity="95")
            assert [(row.state, row.quantity) for row in shown.rows] == [("Same", 95), ("Short", 5)]
            await tab.fire(DifferenceState.set_line_quantity, place=0, quantity="nothing")
            assert (await tab.state(NoticeState)).refusal != ""
            await tab.fire(DifferenceState.set_line_quantity, place=0, quantity="3")
            assert (await tab.state(NoticeState)).refusal == ""
            assert [row.quantity for row in shown.rows] == [3, 10]

        visiting(app, visit)

    def test_something_else_can_be_chosen(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab, shown = await opened(open_tab, trade.buyer, *MIXED)
            await tab.fire(DifferenceState.choose_instead, place=4, choice="1")
            row = shown.rows[4]
            assert (row.state, row.seller, row.quantity, row.is_ticked) == ("Same", "North Ltd", 1, True)
            for choice in ("0", "9", "x", "-1", "٣", "1" * 50):
                await tab.fire(DifferenceState.choose_instead, place=4, choice=choice)
            assert shown.rows[4] == row

        visiting(app, visit)

    @pytest.mark.parametrize("place", [-1, 5, 10**12, "x", None])
    def test_a_line_that_is_not_there_is_refused(self, app: Any, trade: Trade, place: Any) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab, shown = await opened(open_tab, trade.buyer, *MIXED)
            before = list(shown.rows)
            await tab.fire(DifferenceState.set_line_quantity, place=place, quantity="1")
            assert (await tab.state(NoticeState)).refusal_code == "list_gone"
            assert shown.rows == before

        visiting(app, visit)


class TestAdding:
    def test_all_adds_what_can_be_added_and_counts_the_rest(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab, shown = await opened(open_tab, trade.buyer, *MIXED)
            await tab.fire(DifferenceState.add_all)
            assert (shown.phase, shown.done) == ("done", "3 lines added to 2 carts. 2 lines were not.")
            assert [(row.seller, row.lines, row.href) for row in shown.filled] == [
                ("Maker Ltd", "2 lines", "/o/1001/cart/MAKER"),
                ("North Ltd", "1 line", "/o/1001/cart/NORTH"),
            ]
            assert [(row.number, row.state) for row in shown.skipped] == [
                ("3", "Unknown"),
                ("5", "Not in your catalog"),
            ]
            context = await tab.state(ContextState)
            assert (context.cart_lines, context.cart_total) == ("2 lines", "£230.00")
            await tab.fire(DifferenceState.add_all)
            assert (await tab.state(NoticeState)).refusal == ""

        visiting(app, visit)
        assert contents(trade) == {"MAKER": {"M-001": 2, "M-002": 100}, "NORTH": {"M-003": 1}}

    def test_selected_adds_what_is_ticked(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab, shown = await opened(open_tab, trade.buyer, *MIXED)
            await tab.fire(DifferenceState.tick_line, place=1, ticked=False)
            assert (shown.ticked, shown.is_page_ticked) == ("2", False)
            assert [row.value for row in shown.totals] == ["£5.00", "£2.75"]
            await tab.fire(DifferenceState.tick_page, ticked=True)
            assert (shown.ticked, shown.is_page_ticked) == ("3", True)
            await tab.fire(DifferenceState.tick_page, ticked=False)
            assert (shown.ticked, shown.can_add_ticked, shown.totals) == ("0", False, [])
            await tab.fire(DifferenceState.tick_line, place=3, ticked=True)
            await tab.fire(DifferenceState.add_ticked)
            assert (shown.done, shown.skipped) == ("1 line added to 1 cart.", [])

        visiting(app, visit)
        assert contents(trade) == {"MAKER": {}, "NORTH": {"M-003": 1}}

    def test_what_went_meanwhile_is_told(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab, shown = await opened(open_tab, trade.buyer, ("M-001", 2, None, "MAKER"))
            with transaction() as session:
                session.execute(sa.update(stock).values(on_hand=0))
            await tab.fire(DifferenceState.add_all)
            assert shown.done == "Nothing was added. 1 line was not."
            assert [(row.number, row.state, row.message) for row in shown.skipped] == [
                ("1", "Short", "Out of stock.")
            ]

        visiting(app, visit)
        assert contents(trade)["MAKER"] == {}

    def test_nothing_is_added_for_another_outlet_or_once_it_is_closed(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab, shown = await opened(open_tab, trade.admin, *MIXED)
            tab.go("/o/1002/catalog?seller=MAKER")
            await tab.fire(DifferenceState.add_all)
            assert (await tab.state(NoticeState)).refusal_code == "list_gone"
            tab.go(CATALOG)
            await tab.fire(DifferenceState.close_difference)
            assert (shown.is_open, shown.rows) == (False, [])
            await tab.fire(DifferenceState.add_all)
            assert (await tab.state(NoticeState)).refusal_code == "list_gone"

        visiting(app, visit)
        assert contents(trade) == {"MAKER": {}, "NORTH": {}}
