"""Screens of the comforts: history, notes, what is saved, wish lists and the comparison."""

from typing import Any

import pytest

from storefront.db.session import transaction
from storefront.templates.service import create_template
from storefront.templates.snapshots import TemplateLineInput
from storefront.ui.states.beside import BesideState
from storefront.ui.states.cart import CartState
from storefront.ui.states.catalog import CatalogState
from storefront.ui.states.comfort import ComfortState
from storefront.ui.states.compare import CompareState
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.product import ProductState
from storefront.ui.states.searching import SearchState
from storefront.ui.states.wish_lists import WishListsState
from storefront.ui.states.wishing import WishingState
from tests.conftest import CountStatements
from tests.factories import MadeContact, Trade, act_as
from tests.ui.screens import OpenTab, Tab, visiting

CATALOG = "/o/1001/catalog?seller=MAKER"
CART = "/o/1001/cart/MAKER"


async def cart_of(open_tab: OpenTab, contact: MadeContact, *skus: str) -> Tab:
    """A tab on the cart with these products, two of each."""
    tab = open_tab(contact, CATALOG)
    for sku in skus:
        await tab.fire(CatalogState.add_to_cart, form={"sku": sku, "catalog": "", "quantity": "2"})
    tab.go(CART)
    await tab.fire(CartState.load_cart)
    return tab


async def line(tab: Tab, sku: str = "M-001") -> Any:
    return next(row for row in (await tab.state(CartState)).lines if row.sku == sku)


class TestHistory:
    def test_is_shown_on_demand_and_each_step_taken_back(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            bea, carl = (
                await cart_of(open_tab, trade.buyer, "M-001", "M-002"),
                open_tab(trade.colleague, CART),
            )
            await carl.fire(CartState.load_cart)
            await bea.fire(ComfortState.toggle_history)
            await carl.fire(CartState.set_quantity, line_id=(await line(carl)).id, quantity="7")
            await bea.fire(CartState.refresh_cart)
            shown = (await bea.state(BesideState)).changes
            assert [(row.step, row.about.partition(" \N{MIDDLE DOT}")[0], row.can_undo) for row in shown] == [
                ("3", "Carl Colleague", True),
                ("2", "Bea Buyer", True),
                ("1", "Bea Buyer", False),
            ]
            assert shown[2].state == "Step 3 changed the same lines since"
            await bea.fire(ComfortState.undo_step, change_id=shown[2].id)
            assert (await bea.state(NoticeState)).refusal_code == "later_change"
            await bea.fire(ComfortState.undo_step, change_id=shown[1].id)
            assert [row.sku for row in (await bea.state(CartState)).lines] == ["M-001"]
            assert [row.state for row in (await bea.state(BesideState)).changes][2] == "Undone"
            await bea.fire(ComfortState.toggle_history)
            assert ((await bea.state(BesideState)).is_open, (await bea.state(BesideState)).changes) == (
                False,
                [],
            )

        visiting(app, visit)

    def test_goes_on_until_its_end(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = await cart_of(open_tab, trade.buyer, *["M-001"] * 30)
            await tab.fire(ComfortState.toggle_history)
            for _ in range(3):
                await tab.fire(ComfortState.load_more_changes)
            shown = await tab.state(BesideState)
            assert [row.step for row in shown.changes] == [str(step) for step in range(30, 0, -1)]
            assert not shown.has_more

        visiting(app, visit)

    def test_a_cleared_cart_is_restored_after_other_changes(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = await cart_of(open_tab, trade.buyer, "M-001")
            await tab.fire(CartState.clear_cart)
            assert (await tab.state(BesideState)).cleared == "1 line"
            tab.go(CATALOG)
            await tab.fire(CatalogState.add_to_cart, form={"sku": "M-002", "catalog": "", "quantity": "2"})
            tab.go(CART)
            await tab.fire(CartState.load_cart)
            await tab.fire(ComfortState.restore_cart)
            assert [row.sku for row in (await tab.state(CartState)).lines] == ["M-001", "M-002"]
            assert (await tab.state(BesideState)).cleared == ""

        visiting(app, visit)


class TestLine:
    def test_is_noted_saved_for_later_and_comes_back(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = await cart_of(open_tab, trade.buyer, "M-001", "M-002")
            await tab.fire(ComfortState.open_line, line_id=(await line(tab)).id)
            await tab.fire(ComfortState.save_note, form={"note": " for the window "})
            assert (await line(tab)).note == "for the window"
            await tab.fire(ComfortState.save_line, line_id=(await line(tab)).id)
            beside, cart = await tab.state(BesideState), await tab.state(CartState)
            assert (cart.count, cart.subtotal, beside.saved_count) == ("1 line", "£5.00", "1 line")
            (saved,) = beside.saved
            assert (saved.sku, saved.quantity, saved.price) == ("M-001", 2, "£2.50")
            assert saved.about == "saved by Bea Buyer \N{MIDDLE DOT} \u201cfor the window\u201d"
            await tab.fire(ComfortState.return_saved, form={"saved": saved.id, "quantity": "5"})
            assert ((await line(tab)).quantity, (await tab.state(BesideState)).saved) == (5, [])
            await tab.fire(ComfortState.save_line, line_id=(await line(tab)).id)
            (saved,) = (await tab.state(BesideState)).saved
            await tab.fire(ComfortState.forget_saved, saved_id=saved.id)
            assert (await tab.state(BesideState)).saved == []
            await tab.fire(CartState.undo_change)
            assert (await tab.state(BesideState)).saved == [saved]

        visiting(app, visit)

    def test_moves_to_a_wish_list_and_to_a_template_which_asks(self, app: Any, trade: Trade) -> None:
        with transaction() as session:
            buyer = act_as(session, trade.buyer, trade.outlet)
            lines = [TemplateLineInput("M-002", 3, "MAKER-MAIN")]
            made = create_template(session, buyer, name="Weekly", scope="contact", lines=lines)

        async def visit(open_tab: OpenTab) -> None:
            tab = await cart_of(open_tab, trade.buyer, "M-001", "M-002")
            await tab.fire(ComfortState.open_line, line_id=(await line(tab)).id)
            sheet = await tab.state(ComfortState)
            assert ([row.label for row in sheet.wish_lists], [row.label for row in sheet.templates]) == (
                [],
                ["Weekly"],
            )
            await tab.fire(ComfortState.move_to_wish_list, form={})
            assert [row.sku for row in (await tab.state(CartState)).lines] == ["M-002"]
            await tab.fire(ComfortState.open_line, line_id=(await line(tab, "M-002")).id)
            await tab.fire(ComfortState.move_to_template, form={"template": str(made.card.id)})
            assert "is in the template already" in (await tab.state(ComfortState)).question
            await tab.fire(ComfortState.answer_question, when_there="add")
            assert (await tab.state(CartState)).lines == []
            assert (await tab.state(ComfortState)).question == ""
            tab.go("/o/1001/wish-lists")
            await tab.fire(WishListsState.load_wish_lists)
            assert [row.sku for row in (await tab.state(WishListsState)).lines] == ["M-001"]

        visiting(app, visit)

    @pytest.mark.parametrize("quantity", ["", "x", "0", "1.5"])
    def test_a_quantity_that_is_none_moves_nothing(
        self, app: Any, trade: Trade, take_digest: Any, quantity: str
    ) -> None:
        digests: list[Any] = []

        async def visit(open_tab: OpenTab) -> None:
            tab = await cart_of(open_tab, trade.buyer, "M-001")
            await tab.fire(ComfortState.save_line, line_id=(await line(tab)).id)
            (saved,) = (await tab.state(BesideState)).saved
            digests.append(take_digest())
            await tab.fire(ComfortState.return_saved, form={"saved": saved.id, "quantity": quantity})
            assert (await tab.state(NoticeState)).refusal != ""

        visiting(app, visit)
        assert take_digest() == digests[0]


class TestHearts:
    def test_are_there_as_one_types_and_the_address_that_follows_reads_nothing_again(
        self, app: Any, trade: Trade, count_statements: CountStatements
    ) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await tab.fire(CatalogState.load_catalog)
            await tab.fire(WishingState.toggle_wish, sku="M-002", catalog="MAKER-MAIN")
            await tab.fire(SearchState.search_products, text="M-002")
            assert (await tab.state(WishingState)).wished == {"M-002@MAKER-MAIN": True}
            tab.go(CATALOG + "&q=M-002")
            with count_statements() as statements:
                await tab.fire(CatalogState.load_catalog)
                await tab.fire(WishingState.load_marks)
            assert statements == []
            await tab.fire(WishingState.load_marks)
            assert (await tab.state(WishingState)).wished == {"M-002@MAKER-MAIN": True}

        visiting(app, visit)

    def test_fill_the_default_list_and_empty_it(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await tab.fire(CatalogState.load_catalog)
            await tab.fire(WishingState.load_marks)
            assert (await tab.state(WishingState)).wished == {}
            for sku in ("M-001", "M-002"):
                await tab.fire(WishingState.toggle_wish, sku=sku, catalog="MAKER-MAIN")
            await tab.fire(WishingState.toggle_wish, sku="M-001", catalog="MAKER-MAIN")
            again = open_tab(trade.buyer, CATALOG)
            await again.fire(CatalogState.load_catalog)
            await again.fire(WishingState.load_marks)
            assert (await again.state(WishingState)).wished == {"M-002@MAKER-MAIN": True}
            again.go("/o/1001/product/M-002?seller=MAKER")
            await again.fire(ProductState.load_product)
            await again.fire(WishingState.load_marks)
            assert (await again.state(WishingState)).wished == {"M-002@MAKER-MAIN": True}

        visiting(app, visit)


class TestWishLists:
    def test_are_made_named_changed_removed_and_brought_back(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await tab.fire(CatalogState.load_catalog)
            await tab.fire(WishingState.toggle_wish, sku="M-001", catalog="MAKER-MAIN")
            tab.go("/o/1001/wish-lists")
            await tab.fire(WishListsState.load_wish_lists)
            shown = await tab.state(WishListsState)
            row = shown.lines[0]
            assert (shown.current.name, row.name, row.price, row.word) == (
                "Wish list",
                "Mug M-001",
                "£2.50",
                "In stock",
            )
            await tab.fire(WishListsState.open_note, line_id=row.id)
            await tab.fire(WishListsState.save_note, form={"note": "gift"})
            await tab.fire(WishListsState.set_quantity, line_id=row.id, quantity="6")
            changed = (await tab.state(WishListsState)).lines[0]
            assert (changed.note, changed.quantity, changed.price) == ("gift", 6, "£2.25")
            await tab.fire(WishListsState.add_to_cart, form={"wish": row.id, "quantity": "3"})
            assert (await tab.state(NoticeState)).said == "Added 3. The cart with Maker Ltd has 1 line."
            await tab.fire(WishListsState.remove_line, line_id=row.id)
            assert (await tab.state(WishListsState)).is_empty
            await tab.fire(WishListsState.bring_back)
            assert (await tab.state(WishListsState)).lines == [changed]
            await tab.fire(WishListsState.create_list, form={"name": "Spring"})
            await tab.fire(WishListsState.rename_list, form={"name": "Summer"})
            assert [card.name for card in (await tab.state(WishListsState)).lists] == ["Wish list", "Summer"]
            await tab.fire(WishListsState.remove_list)
            assert (await tab.state(WishListsState)).removed == "Summer was removed."
            await tab.fire(WishListsState.bring_back)
            assert (await tab.state(WishListsState)).current.name == "Summer"

        visiting(app, visit)

    def test_anothers_is_refused(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            bea, carl = open_tab(trade.buyer, "/o/1001/wish-lists"), open_tab(trade.colleague, "/")
            await bea.fire(WishListsState.load_wish_lists)
            await bea.fire(WishListsState.create_list, form={"name": "Mine"})
            for item in ((await bea.state(WishListsState)).current.id, "nonsense"):
                carl.go(f"/o/1001/wish-lists/{item}")
                await carl.fire(WishListsState.load_wish_lists)
                assert (await carl.state(WishListsState)).phase == "refused"
                assert (await carl.state(NoticeState)).refusal_code == "wish_list_not_found"

        visiting(app, visit)


class TestCompare:
    def test_shows_what_differs_and_asks_before_another_catalog(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await tab.fire(CatalogState.load_catalog)
            for sku in ("M-001", "M-002"):
                await tab.fire(WishingState.toggle_compared, sku=sku, catalog="MAKER-MAIN")
            assert ((await tab.state(WishingState)).count, len((await tab.state(WishingState)).tray)) == (
                "2 products",
                2,
            )
            tab.go("/o/1001/compare")
            await tab.fire(CompareState.load_comparison)
            shown = await tab.state(CompareState)
            facts = {row.label: (row.cells, row.differs) for row in shown.facts}
            assert facts["Price"] == (("£2.50", "£2.50"), False)
            assert facts["By quantity"] == (("6+ £2.25", "6+ £2.25"), False)
            assert "Colour" not in facts
            await tab.fire(CompareState.add_to_cart, form={"sku": "M-001", "quantity": "2"})
            assert "Added 2." in (await tab.state(NoticeState)).said
            tab.go("/o/1001/catalog?seller=NORTH")
            await tab.fire(CatalogState.load_catalog)
            await tab.fire(WishingState.load_marks)
            await tab.fire(WishingState.toggle_compared, sku="M-003", catalog="NORTH-MAIN")
            assert "Start anew" in (await tab.state(WishingState)).question
            assert len((await tab.state(WishingState)).tray) == 2
            await tab.fire(WishingState.start_anew)
            assert [row.sku for row in (await tab.state(WishingState)).tray] == ["M-003"]
            await tab.fire(WishingState.toggle_compared, sku="M-003", catalog="NORTH-MAIN")
            assert (await tab.state(WishingState)).tray == []
            tab.go("/o/1001/compare")
            await tab.fire(CompareState.load_comparison)
            assert (await tab.state(CompareState)).is_empty

        visiting(app, visit)
