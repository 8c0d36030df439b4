"""Screens on which templates are changed."""

from typing import Any

import sqlalchemy as sa

from storefront.carts.service import list_carts
from storefront.catalog.tables import Product
from storefront.db.columns import table_of
from storefront.db.session import transaction
from storefront.offers.service import shelve
from storefront.templates import service as templates
from storefront.ui.states.adding_to_template import AddingToTemplateState
from storefront.ui.states.catalog import CatalogState
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.template import TemplateState
from storefront.ui.states.template_lines import TemplateLinesState
from tests.factories import Trade, act_as
from tests.ui.made_templates import LIST, make, stored
from tests.ui.screens import OpenTab, refusal_of, visiting
from tests.ui.test_screens import add


class TestEditing:
    def test_quantities_par_levels_places_and_removing(self, app: Any, trade: Trade):
        made = make(trade, trade.buyer, "Weekly", skus=("M-001", "M-002", "M-003"))
        first, second, third = (str(each.id) for each in made.lines)

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, f"{LIST}/{made.card.id}?mode=edit")
            await tab.fire(TemplateState.load_template)
            await tab.fire(TemplateLinesState.add_one_step, line_id=first)
            await tab.fire(TemplateLinesState.take_one_step, line_id=second)
            await tab.fire(TemplateLinesState.set_quantity, line_id=third, quantity="40")
            await tab.fire(TemplateLinesState.set_par_level, line_id=second, par_level="9")
            await tab.fire(TemplateLinesState.set_par_level, line_id=first, par_level="")
            await tab.fire(TemplateLinesState.move_up, line_id=third)
            await tab.fire(TemplateLinesState.move_down, line_id=first)
            await tab.fire(TemplateLinesState.move_up, line_id=third)
            assert (await tab.state(NoticeState)).said == "Mug M-003 is line 1."
            state = await tab.state(TemplateState)
            assert [row.sku for row in state.lines] == ["M-003", "M-001", "M-002"]
            assert [(row.is_first, row.is_last) for row in state.lines] == [
                (True, False),
                (False, False),
                (False, True),
            ]
            await tab.fire(TemplateLinesState.remove_line, line_id=first)

        visiting(app, visit)
        assert stored(trade, made) == [("M-003", 40, None), ("M-002", 5, 9)]

    def test_steps_know_the_multiple(self, app: Any, trade: Trade):
        made = make(trade, trade.buyer, "Weekly")
        with transaction() as session:
            products = table_of(Product)
            session.execute(sa.update(products).values(multiple=4, minimum=4, standard=4))
            shelve(session, catalog_ids=[trade.maker.catalog_id])

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, f"{LIST}/{made.card.id}?mode=edit")
            await tab.fire(TemplateState.load_template)
            line_id = str(made.lines[0].id)
            quantities: list[int] = []
            for step in (
                TemplateLinesState.add_one_step,
                TemplateLinesState.take_one_step,
                TemplateLinesState.take_one_step,
            ):
                await tab.fire(step, line_id=line_id)
                quantities.append((await tab.state(TemplateState)).lines[0].quantity)
            assert quantities == [8, 4, 4]

        visiting(app, visit)

    def test_somebody_elses_change_is_shown_and_nothing_is_overwritten(self, app: Any, trade: Trade):
        made = make(trade, trade.buyer, "Weekly", skus=("M-001", "M-002"))
        first, second = (str(each.id) for each in made.lines)

        async def visit(open_tab: OpenTab) -> None:
            one = open_tab(trade.buyer, f"{LIST}/{made.card.id}?mode=edit")
            other = open_tab(trade.buyer, f"{LIST}/{made.card.id}?mode=edit")
            await one.fire(TemplateState.load_template)
            await other.fire(TemplateState.load_template)
            await one.fire(TemplateLinesState.set_quantity, line_id=first, quantity="9")
            await other.fire(TemplateLinesState.set_quantity, line_id=second, quantity="7")
            assert await refusal_of(other) == "template_changed"
            assert [row.quantity for row in (await other.state(TemplateState)).lines] == [9, 6]
            await other.fire(TemplateLinesState.set_quantity, line_id=second, quantity="7")
            assert await refusal_of(other) == ""

        visiting(app, visit)
        assert [quantity for _, quantity, _ in stored(trade, made)] == [9, 7]

    def test_asks_about_a_product_that_is_there_already(self, app: Any, trade: Trade):
        made = make(trade, trade.buyer, "Weekly")

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, f"{LIST}/{made.card.id}?mode=edit")
            await tab.fire(TemplateState.load_template)
            await tab.fire(TemplateLinesState.add_line, form={"sku": "m-001", "quantity": "4"})
            asked = await tab.state(TemplateLinesState)
            assert (asked.question, asked.set_words, asked.add_words) == (
                "Mug M-001 is in the template already, with 6.",
                "Set it to 4",
                "Add 4, which makes 10",
            )
            await tab.fire(TemplateLinesState.leave_those_there)
            assert (await tab.state(TemplateLinesState)).question == ""
            await tab.fire(TemplateLinesState.add_to_those_there)
            assert (await tab.state(TemplateState)).lines[0].quantity == 6
            await tab.fire(TemplateLinesState.add_line, form={"sku": "M-001", "quantity": "4"})
            await tab.fire(TemplateLinesState.add_to_those_there)
            assert (await tab.state(TemplateState)).lines[0].quantity == 10

        visiting(app, visit)
        assert stored(trade, made) == [("M-001", 10, 10)]

    def test_a_pasted_list_adds_what_is_known_and_shows_the_rest(self, app: Any, trade: Trade):
        made = make(trade, trade.buyer, "Weekly")

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, f"{LIST}/{made.card.id}?mode=edit")
            await tab.fire(TemplateState.load_template)
            pasted = "M-004\t5\nNOPE\t1\nM-005\tmany\nM-006\t2"
            await tab.fire(TemplateLinesState.add_list, form={"list": pasted})
            rows = (await tab.state(TemplateLinesState)).unread
            assert [(row.number, row.text) for row in rows] == [("2", "NOPE\t1"), ("3", "M-005\tmany")]
            assert all(row.problem for row in rows)
            for nothing in ("  ", "M-004\t1\n" * 25_001):
                await tab.fire(TemplateLinesState.add_list, form={"list": nothing})
                assert await refusal_of(tab) == "invalid"
                await tab.fire(NoticeState.dismiss_refusal)

        visiting(app, visit)
        assert stored(trade, made) == [("M-001", 6, 10), ("M-004", 5, None), ("M-006", 2, None)]


class TestAddingFromElsewhere:
    def test_a_product_goes_into_a_template_and_is_asked_about_the_second_time(self, app: Any, trade: Trade):
        made = make(trade, trade.buyer, "Weekly")
        make(trade, trade.admin, "Range", scope="organization")
        product = {"sku": "M-002", "catalog": "MAKER-MAIN", "name": "Mug M-002", "quantity": 4}

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, "/o/1001/product/M-002?seller=MAKER")
            await tab.fire(AddingToTemplateState.choose_for_product, **product)
            state = await tab.state(AddingToTemplateState)
            assert (state.step, state.quantity, [row.name for row in state.rows]) == ("choose", 4, ["Weekly"])
            choice = {"template": str(made.card.id), "quantity": "4"}
            await tab.fire(AddingToTemplateState.add_to_chosen, form=choice)
            state = await tab.state(AddingToTemplateState)
            assert (state.step, state.done) == ("done", "Weekly has 2 lines now.")
            await tab.fire(AddingToTemplateState.choose_for_product, **product)
            await tab.fire(AddingToTemplateState.add_to_chosen, form=choice)
            state = await tab.state(AddingToTemplateState)
            assert (state.step, state.add_words) == ("ask", "Add 4, which makes 8")
            await tab.fire(AddingToTemplateState.add_to_those_there)
            assert (await tab.state(AddingToTemplateState)).step == "done"

        visiting(app, visit)
        assert stored(trade, made) == [("M-001", 6, 10), ("M-002", 8, None)]

    def test_a_cart_is_saved_as_a_new_template_and_stays(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, "/o/1001/catalog?seller=MAKER")
            await tab.fire(CatalogState.load_catalog)
            await add(tab, "M-003", "7")
            tab.go("/o/1001/cart/MAKER")
            await tab.fire(AddingToTemplateState.choose_for_cart)
            await tab.fire(AddingToTemplateState.add_to_chosen, form={"template": "new", "name": "Basket"})
            state = await tab.state(AddingToTemplateState)
            assert (state.step, state.done) == ("done", "Basket has 1 line now.")
            await tab.fire(AddingToTemplateState.choose_for_cart)
            await tab.fire(AddingToTemplateState.add_to_chosen, form={"template": "new", "name": "basket"})
            state = await tab.state(AddingToTemplateState)
            assert (state.step, state.problem) == (
                "choose",
                "There is a template called basket already. basket (2) is free.",
            )

        visiting(app, visit)
        with transaction() as session:
            actor = act_as(session, trade.buyer, trade.outlet)
            assert [len(cart.lines) for cart in list_carts(session, actor)] == [1, 0]
            assert [card.name for card in templates.list_templates(session, actor).items] == ["Basket"]
