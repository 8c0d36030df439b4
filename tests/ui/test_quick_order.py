"""The quick order page on real services."""

from typing import Any

import pytest

from storefront.carts import service as carts
from storefront.db.session import transaction
from storefront.ui.states.context import ContextState
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.quick_order import ROWS_AT_ONCE, QuickOrderState
from tests.factories import MadeOutlet, Trade, act_as, new_key
from tests.ui.screens import OpenTab, Tab, visiting

PAGE = "/o/1001/quick-order"


def paste(trade: Trade, text: str, outlet: MadeOutlet | None = None) -> None:
    """As the script of the page does it through the API."""
    with transaction() as session:
        actor = act_as(session, trade.admin if outlet else trade.buyer, outlet or trade.outlet)
        rows = carts.read_list(f"sku;qty;seller\n{text}").rows
        carts.add_list_to_grid(session, actor, rows=rows, attempt=new_key())


async def opened(open_tab: OpenTab, trade: Trade) -> tuple[Tab, QuickOrderState]:
    tab = open_tab(trade.buyer, PAGE)
    await tab.fire(QuickOrderState.load_quick_order)
    return tab, await tab.state(QuickOrderState)


def kinds(page: QuickOrderState) -> dict[str, str]:
    return {row.label: row.count for row in page.kinds}


class TestPicking:
    def test_adds_the_ticked_rows_alone(self, app: Any, trade: Trade) -> None:
        paste(trade, "M-001;2;MAKER\nM-002;1;NORTH\nM-003;3;MAKER\nM-999;1;")

        async def visit(open_tab: OpenTab) -> None:
            tab, page = await opened(open_tab, trade)
            first, second, third, unknown = (row.id for row in page.rows)
            for row_id in (first, second, unknown):
                await tab.fire(QuickOrderState.tick_row, row_id=row_id, ticked=True)
            page = await tab.state(QuickOrderState)
            assert [row.is_ticked for row in page.rows] == [True, True, False, False]
            assert (page.ticked, page.add_label) == ("2 rows", "Add picked 2 rows to carts")
            assert [row.value for row in page.totals] == ["\u00a35.00", "\u00a32.75"]
            await tab.fire(QuickOrderState.tick_row, row_id=second, ticked=False)
            await tab.fire(QuickOrderState.add_all)
            page = await tab.state(QuickOrderState)
            assert page.added == "1 row added to 1 cart. 3 rows stayed here."
            assert [row.id for row in page.rows] == [second, third, unknown]
            assert (page.ticked, page.add_label) == ("", "Add 2 rows to carts")
            await tab.fire(QuickOrderState.tick_row, row_id=third, ticked=True)
            await tab.fire(QuickOrderState.untick_rows)
            assert (await tab.state(QuickOrderState)).ticked == ""

        visiting(app, visit)


class TestShowing:
    def test_every_row_with_its_answer_in_words(self, app: Any, trade: Trade) -> None:
        paste(trade, "M-001;2;MAKER\nM-999;1;\nM-002;1,5;")

        async def visit(open_tab: OpenTab) -> None:
            tab, page = await opened(open_tab, trade)
            ready, unknown, unread = page.rows
            assert (ready.name, ready.state, ready.tone) == ("Mug M-001", "Ready", "good")
            assert (ready.price, ready.total, ready.quantity) == ("\u00a32.50", "\u00a35.00", "2")
            assert (unknown.state, unknown.is_bad, unknown.source) == ("Unknown", True, "Row 3: M-999;1;")
            assert (unread.state, unread.quantity) == ("Cannot be read", "1,5")
            assert unread.message == "1,5 is not a whole number of pieces."
            assert (page.counted, page.bad_rows) == ("3 rows, 2 to correct", "2 rows")
            assert kinds(page) == {"All": "3", "To correct": "2", "Changed": "0", "Ready": "1"}
            assert page.add_label == "Add 1 row to carts"
            assert [row.value for row in page.totals] == ["\u00a35.00"]
            paste(trade, "M-004;1;")
            await tab.fire(QuickOrderState.refresh_grid)
            assert (await tab.state(QuickOrderState)).rows[0].sku == "M-004"
            assert (await tab.state(NoticeState)).said == "4 rows, 2 to correct."

        visiting(app, visit)

    def test_holds_fifty_rows_at_once_and_turns_the_pages(self, app: Any, trade: Trade) -> None:
        paste(trade, "\n".join(f"M-{number:03d};1;" for number in range(1, 121)))

        async def visit(open_tab: OpenTab) -> None:
            tab, page = await opened(open_tab, trade)
            assert (len(page.rows), page.shown) == (ROWS_AT_ONCE, "1 to 50 of 120 rows")
            assert (page.can_go_back, page.can_go_on) == (False, True)
            for _ in range(4):
                await tab.fire(QuickOrderState.turn_page, by=1)
            page = await tab.state(QuickOrderState)
            assert (len(page.rows), page.shown) == (20, "101 to 120 of 120 rows")
            assert (page.can_go_back, page.can_go_on) == (True, False)
            await tab.fire(QuickOrderState.show_kind, kind="ready")
            page = await tab.state(QuickOrderState)
            assert (page.kind, page.shown) == ("ready", "1 to 12 of 12 rows")
            await tab.fire(QuickOrderState.show_kind, kind="no such kind")
            assert (await tab.state(QuickOrderState)).kind == "all"

        visiting(app, visit)

    def test_each_outlet_has_its_own_rows(self, app: Any, trade: Trade) -> None:
        paste(trade, "M-001;2;", trade.outlet)
        paste(trade, "M-002;5;", trade.second_outlet)

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, PAGE)
            for address, sku in ((PAGE, "M-001"), ("/o/1002/quick-order", "M-002"), (PAGE, "M-001")):
                tab.go(address)
                await tab.fire(QuickOrderState.load_quick_order)
                assert [row.sku for row in (await tab.state(QuickOrderState)).rows] == [sku]

        visiting(app, visit)


class TestCorrecting:
    def test_a_row_in_place(self, app: Any, trade: Trade) -> None:
        paste(trade, "M-999;1;\nM-002;1,5;")

        async def visit(open_tab: OpenTab) -> None:
            tab, page = await opened(open_tab, trade)
            first, second = page.rows
            await tab.fire(
                QuickOrderState.correct_row, form={"id": str(first.id), "sku": "M-001", "quantity": "3"}
            )
            await tab.fire(
                QuickOrderState.correct_row, form={"id": str(second.id), "sku": "M-002", "quantity": "many"}
            )
            page = await tab.state(QuickOrderState)
            assert [(row.sku, row.quantity, row.state) for row in page.rows] == [
                ("M-001", "3", "Ready"),
                ("M-002", "many", "Cannot be read"),
            ]
            assert (await tab.state(NoticeState)).said.startswith("M-002: Cannot be read.")

        visiting(app, visit)

    def test_by_choosing_another_seller(self, app: Any, trade: Trade) -> None:
        paste(trade, "M-001;101;MAKER")

        async def visit(open_tab: OpenTab) -> None:
            tab, page = await opened(open_tab, trade)
            (row,) = page.rows
            assert (row.state, row.adds) == ("Short", "adds 100")
            other = next(each for each in row.alternatives if each.label == "From NORTH")
            await tab.fire(QuickOrderState.choose_alternative, row_id=row.id, key=other.key)
            (row,) = (await tab.state(QuickOrderState)).rows
            assert (row.sku, row.about.partition(" \u00b7")[0]) == ("M-001", "North Ltd")

        visiting(app, visit)

    @pytest.mark.parametrize("row_id", ["", "x", "-1", "9" * 30, "\u0663", None, [1], "77"])
    def test_of_a_row_that_is_not_there_changes_nothing(
        self, app: Any, trade: Trade, take_digest: Any, row_id: Any
    ) -> None:
        paste(trade, "M-001;2;")
        before = take_digest()

        async def visit(open_tab: OpenTab) -> None:
            tab, _ = await opened(open_tab, trade)
            form = {"id": row_id, "sku": "M-002", "quantity": "1"}
            for handler, payload in (
                (QuickOrderState.correct_row, {"form": form}),
                (QuickOrderState.remove_row, {"row_id": row_id}),
                (QuickOrderState.choose_alternative, {"row_id": row_id, "key": "a\nb\nc"}),
            ):
                await tab.fire(NoticeState.dismiss_refusal)
                await tab.fire(handler, **payload)
                assert (await tab.state(NoticeState)).refusal_code == "row_not_found"

        visiting(app, visit)
        assert take_digest() == before

    def test_removing_one_and_all(self, app: Any, trade: Trade) -> None:
        paste(trade, "M-001;2;\nM-002;1;\nM-003;1;")

        async def visit(open_tab: OpenTab) -> None:
            tab, page = await opened(open_tab, trade)
            await tab.fire(QuickOrderState.remove_row, row_id=page.rows[1].id)
            assert [row.sku for row in (await tab.state(QuickOrderState)).rows] == ["M-001", "M-003"]
            await tab.fire(QuickOrderState.clear_rows)
            page = await tab.state(QuickOrderState)
            assert (page.rows, page.is_empty, page.counted) == ([], True, "No rows")

        visiting(app, visit)


class TestAddAll:
    def test_counts_what_was_added_and_keeps_the_rest_until_it_is_undone(
        self, app: Any, trade: Trade
    ) -> None:
        paste(trade, "M-001;2;MAKER\nM-002;3;NORTH\nM-999;1;")

        async def visit(open_tab: OpenTab) -> None:
            tab, _ = await opened(open_tab, trade)
            await tab.fire(QuickOrderState.add_all)
            page, context = await tab.state(QuickOrderState), await tab.state(ContextState)
            assert page.added == "2 rows added to 2 carts. 1 row stayed here."
            assert [row.href for row in page.added_carts] == ["/o/1001/cart/MAKER", "/o/1001/cart/NORTH"]
            assert [row.sku for row in page.rows] == ["M-999"]
            assert (context.cart_lines, context.cart_total) == ("1 line", "\u00a35.00")
            await tab.fire(QuickOrderState.add_all)
            page = await tab.state(QuickOrderState)
            assert page.added == "Nothing was added: no row can be ordered as it is."
            await tab.fire(QuickOrderState.undo_adding)
            page, context = await tab.state(QuickOrderState), await tab.state(ContextState)
            assert [row.sku for row in page.rows] == ["M-001", "M-002", "M-999"]
            assert (page.added, context.cart_lines) == ("", "No lines")

        visiting(app, visit)
