"""Buy again and old orders on their screens."""

from typing import Any

import pytest

from storefront.carts.service import show_cart
from storefront.db.session import transaction
from storefront.templates.service import list_templates
from storefront.ui.states.buy_again import BuyAgainState
from storefront.ui.states.context import ContextState
from storefront.ui.states.difference import DifferenceState
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.order import OrderState
from storefront.ui.states.order_selection import OrderSelectionState
from storefront.ui.states.orders import OrdersState
from tests.conftest import CountStatements
from tests.factories import Trade, act_as
from tests.reordering import history
from tests.ui.screens import OpenTab, Tab, visiting

AGAIN = "/o/1001/buy-again"


def order_of(trade: Trade, lines: dict[str, int], *, days: int = 28, **more: Any) -> str:
    with transaction() as session:
        return history.order_of(session, trade, lines, days=days, price=25_000, **more)


@pytest.fixture
def past(trade: Trade) -> list[str]:
    return [
        order_of(trade, {"M-001": 4}, days=84),
        order_of(trade, {"M-001": 2}, days=56),
        order_of(trade, {"M-001": 4, "M-002": 1}),
        order_of(trade, {"M-003": 20}, days=9, seller="north", contact=trade.colleague),
    ]


async def arrived(open_tab: OpenTab, trade: Trade, address: str = AGAIN) -> Tab:
    tab = open_tab(trade.buyer, address)
    await tab.fire(BuyAgainState.load_buy_again)
    return tab


class TestBuyAgain:
    def test_shows_what_was_bought_in_words(self, app: Any, trade: Trade, past: list[str]):
        async def visit(open_tab: OpenTab) -> None:
            tab = await arrived(open_tab, trade)
            state = await tab.state(BuyAgainState)
            assert (state.phase, state.total, state.shown) == ("ready", "3 products", "3 of 3 products")
            assert sorted(row.sku for row in state.rows) == ["M-001", "M-002", "M-003"]
            row = next(row for row in state.rows if row.sku == "M-001")
            assert (row.quantity, row.last_quantity, row.times) == (4, "4", "3 times")
            assert (row.rhythm, row.due, row.due_tone) == ("About every 4 weeks", "Due now", "low")
            assert (row.price, row.was, row.state, row.stock) == ("£2.50", "", "", "In stock")
            assert (state.rows[0].state, state.rows[0].was) == ("Dearer", "£2.50")
            assert [(each.label, each.count) for each in state.sellers] == [
                ("All sellers", ""),
                ("Maker Ltd", "2"),
                ("North Ltd", "1"),
            ]
            assert (state.can_add_all, state.all_label, state.is_new) == (True, "Add all 3", False)

        visiting(app, visit)

    def test_an_outlet_without_orders_is_told_where_to_begin(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            state = await (await arrived(open_tab, trade)).state(BuyAgainState)
            assert (state.phase, state.is_new, state.total) == ("ready", True, "No products")

        visiting(app, visit)

    def test_the_address_narrows_and_a_form_changes_it(self, app: Any, trade: Trade, past: list[str]):
        async def visit(open_tab: OpenTab) -> None:
            tab = await arrived(open_tab, trade, f"{AGAIN}?bought_at=NORTH&sort=times")
            state = await tab.state(BuyAgainState)
            assert [row.sku for row in state.rows] == ["M-003"]
            assert state.is_filtered
            form = {"q": "mug", "category": "mugs", "bought_from": "2026-01-01", "bought_to": "", "sort": "x"}
            await tab.fire(BuyAgainState.filter_bought, form=form)
            assert tab.wire.redirects == [
                f"{AGAIN}?bought_at=NORTH&category=mugs&q=mug&bought_from=2026-01-01&sort=times"
            ]
            await tab.fire(BuyAgainState.filter_bought, form={"bought_from": "soon"})
            assert (await tab.state(NoticeState)).refusal_code == "invalid"

        visiting(app, visit)

    def test_adds_one_to_the_cart_of_its_own_seller(self, app: Any, trade: Trade, past: list[str]):
        async def visit(open_tab: OpenTab) -> None:
            tab = await arrived(open_tab, trade)
            form = {"sku": "M-003", "catalog": "NORTH-MAIN", "seller": "NORTH", "quantity": "7"}
            await tab.fire(BuyAgainState.add_to_cart, form=form)
            assert (await tab.state(ContextState)).in_cart == {"M-003@NORTH-MAIN": 7}
            assert (await tab.state(NoticeState)).said == (
                "Added 7. The cart of North Ltd has 1 line, £19.25."
            )
            context = await tab.state(ContextState)
            assert (context.seller_code, context.cart_is_empty) == ("MAKER", True)

        visiting(app, visit)
        with transaction() as session:
            actor = act_as(session, trade.buyer, trade.outlet)
            assert [line.quantity for line in show_cart(session, actor, seller="NORTH").lines] == [7]

    def test_ticked_products_become_a_difference_in_typed_quantities(
        self, app: Any, trade: Trade, past: list[str], take_digest: Any
    ):
        before = take_digest()

        async def visit(open_tab: OpenTab) -> None:
            tab = await arrived(open_tab, trade)
            for key in ("M-001@MAKER-MAIN", "M-003@NORTH-MAIN", "M-002@MAKER-MAIN", "nonsense"):
                await tab.fire(BuyAgainState.tick_product, key=key, is_ticked=True)
            await tab.fire(BuyAgainState.tick_product, key="M-002@MAKER-MAIN", is_ticked=False)
            assert (await tab.state(BuyAgainState)).ticked_count == 2
            quantities = {"M-001@MAKER-MAIN": "9", "M-002@MAKER-MAIN": "5", "x": "no number"}
            await tab.fire(BuyAgainState.add_selected, quantities=quantities)
            assert await shown(tab) == [("M-003", 20, "dearer"), ("M-001", 9, "cheaper")]

        visiting(app, visit)
        assert take_digest() == before

    def test_all_of_the_selection_too(self, app: Any, trade: Trade, past: list[str]):
        async def visit(open_tab: OpenTab) -> None:
            tab = await arrived(open_tab, trade, f"{AGAIN}?bought_at=MAKER")
            await tab.fire(BuyAgainState.add_all, quantities={"M-002@MAKER-MAIN": "3"})
            assert sorted(await shown(tab)) == [("M-001", 4, "same"), ("M-002", 3, "same")]

        visiting(app, visit)

    @pytest.mark.parametrize("quantities", [None, [], "x", {"M-001@MAKER-MAIN": "-1"}, {1: 2}])
    def test_nothing_chosen_or_no_number_is_refused(
        self, app: Any, trade: Trade, past: list[str], take_digest: Any, quantities: Any
    ):
        before = take_digest()

        async def visit(open_tab: OpenTab) -> None:
            tab = await arrived(open_tab, trade)
            await tab.fire(BuyAgainState.add_selected, quantities=quantities)
            assert (await tab.state(NoticeState)).refusal_code == "nothing_chosen"
            await tab.fire(BuyAgainState.tick_product, key="M-001@MAKER-MAIN", is_ticked=True)
            await tab.fire(BuyAgainState.add_selected, quantities={"M-001@MAKER-MAIN": "1.5"})
            assert (await tab.state(NoticeState)).refusal_code == "invalid"

        visiting(app, visit)
        assert take_digest() == before

    def test_ticks_all_and_none(self, app: Any, trade: Trade, past: list[str]):
        async def visit(open_tab: OpenTab) -> None:
            tab = await arrived(open_tab, trade)
            await tab.fire(BuyAgainState.tick_shown)
            assert (await tab.state(BuyAgainState)).ticked_count == 3
            await tab.fire(BuyAgainState.tick_shown)
            assert (await tab.state(BuyAgainState)).ticked == {}
            await tab.fire(BuyAgainState.tick_shown)
            await tab.fire(BuyAgainState.untick)
            assert (await tab.state(BuyAgainState)).ticked_count == 0

        visiting(app, visit)

    def test_a_click_too_many_on_more_brings_nothing_twice(self, app: Any, trade: Trade, past: list[str]):
        async def visit(open_tab: OpenTab) -> None:
            tab = await arrived(open_tab, trade)
            await tab.fire(BuyAgainState.load_more)
            assert len((await tab.state(BuyAgainState)).rows) == 3

        visiting(app, visit)

    def test_a_longer_list_comes_page_by_page_in_constant_statements(
        self, app: Any, trade: Trade, count_statements: CountStatements
    ):
        counts: list[int] = []

        async def visit(open_tab: OpenTab) -> None:
            tab = await arrived(open_tab, trade)
            with count_statements() as statements:
                await tab.fire(BuyAgainState.load_buy_again)
            counts.append(len(statements))

        order_of(trade, {"M-001": 1})
        visiting(app, visit)
        order_of(trade, {product.sku: 1 for product in trade.maker.products})
        visiting(app, visit)
        assert counts[0] == counts[1]

    def test_a_selection_that_is_not_possible_is_refused(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = await arrived(open_tab, trade, f"{AGAIN}?sort=colour")
            assert (await tab.state(BuyAgainState)).phase == "refused"
            assert (await tab.state(NoticeState)).refusal_code == "invalid"

        visiting(app, visit)


class TestOrdersAgain:
    def test_one_order_becomes_a_difference(self, app: Any, trade: Trade, past: list[str], take_digest: Any):
        before = take_digest()

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, f"/o/1001/orders/{past[2]}")
            await tab.fire(OrderState.load_order)
            await tab.fire(OrderSelectionState.reorder, number=past[2])
            assert await shown(tab) == [("M-001", 4, "same"), ("M-002", 1, "same")]
            assert (await tab.state(DifferenceState)).title == f"Order {past[2]} again"

        visiting(app, visit)
        assert take_digest() == before

    def test_several_are_added_up_or_become_a_template(self, app: Any, trade: Trade, past: list[str]):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, "/o/1001/orders")
            await tab.fire(OrdersState.load_orders)
            await tab.fire(OrderSelectionState.load_ticks)
            for number in past[1:3]:
                await tab.fire(OrderSelectionState.tick_order, number=number, is_ticked=True)
            assert (await tab.state(OrderSelectionState)).words == "2 orders"
            await tab.fire(OrderSelectionState.reorder_selected)
            assert await shown(tab) == [("M-001", 6, "cheaper"), ("M-002", 1, "same")]
            assert (await tab.state(DifferenceState)).title == "Again: 2 orders, added up"
            await tab.fire(OrderSelectionState.save_template, form={"name": "Mugs", "scope": ""})
            assert tab.wire.redirects[0].startswith("/o/1001/templates/")

        visiting(app, visit)
        with transaction() as session:
            actor = act_as(session, trade.buyer, trade.outlet)
            [card] = list_templates(session, actor).items
            assert (card.name, card.line_count, card.scope) == ("Mugs", 2, "contact")

    def test_an_order_of_somebody_else_cannot_be_chosen(
        self, app: Any, trade: Trade, past: list[str], take_digest: Any
    ):
        before = take_digest()

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, "/o/1001/orders")
            for number in (past[3], "\x00", "x" * 500):
                await tab.fire(OrderSelectionState.tick_order, number=number, is_ticked=True)
                assert (await tab.state(NoticeState)).refusal_code == "order_not_found"
                await tab.fire(OrderSelectionState.reorder, number=number)
                assert (await tab.state(NoticeState)).refusal_code == "order_not_found"
            assert (await tab.state(OrderSelectionState)).ticked_count == 0
            for handler, sent in (
                (OrderSelectionState.reorder_selected, {}),
                (OrderSelectionState.save_template, {"form": {}}),
            ):
                await tab.fire(handler, **sent)
                assert (await tab.state(NoticeState)).refusal_code == "nothing_chosen"

        visiting(app, visit)
        assert take_digest() == before

    def test_ticks_do_not_follow_to_another_outlet(self, app: Any, trade: Trade, past: list[str]):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, "/o/1001/orders")
            await tab.fire(OrderSelectionState.load_ticks)
            await tab.fire(OrderSelectionState.tick_order, number=past[0], is_ticked=True)
            await tab.fire(OrderSelectionState.load_ticks)
            assert (await tab.state(OrderSelectionState)).ticked_count == 1
            tab.go("/o/1002/orders")
            await tab.fire(OrderSelectionState.load_ticks)
            assert (await tab.state(OrderSelectionState)).ticked_count == 0

        visiting(app, visit)


async def shown(tab: Tab) -> list[tuple[str, int, str]]:
    """SKU, quantity and state of each line of the difference that is open."""
    state = await tab.state(DifferenceState)
    return [(row.sku, row.quantity, row.state.lower()) for row in state.rows]
