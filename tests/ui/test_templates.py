"""Screens of order templates on real services."""

from typing import Any

import pytest

from storefront.carts.service import list_carts
from storefront.carts.snapshots import ListLine
from storefront.db.session import transaction
from storefront.ui.components.basics import TIMES
from storefront.ui.states import template as template_states
from storefront.ui.states import templates as templates_states
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.template import TemplateState
from storefront.ui.states.template_counting import CountingState
from storefront.ui.states.template_lines import TemplateLinesState
from storefront.ui.states.templates import TemplatesState
from tests.factories import Trade, act_as
from tests.ui.made_templates import LIST, make, stored
from tests.ui.screens import OpenTab, refusal_of, visiting


@pytest.fixture
def differences(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[ListLine]]]:
    """What was shown as a difference: the title, and the lines."""
    shown: list[tuple[str, list[ListLine]]] = []

    async def show(_state: Any, lines: Any, *, title: str) -> None:
        shown.append((title, list(lines)))

    for module in (template_states, templates_states):
        monkeypatch.setattr(module, "show_difference", show)
    return shown


class TestList:
    def test_shows_ones_own_and_the_shared_ones(self, app: Any, trade: Trade):
        make(trade, trade.buyer, "Weekly", skus=("M-001", "M-002"))
        make(trade, trade.admin, "Range", scope="organization")
        make(trade, trade.admin, "The admin's own")

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, LIST)
            await tab.fire(TemplatesState.load_templates)
            state = await tab.state(TemplatesState)
            assert [
                (row.name, row.count, row.owner, row.used, row.is_shared, row.can_edit) for row in state.rows
            ] == [
                ("Range", "1 line", "Ada Admin", "Not used yet", True, False),
                ("Weekly", "2 lines", "You", "Not used yet", False, True),
            ]
            assert state.rows[1].images == ("/artwork/M-001.svg", "/artwork/M-002.svg")
            tab.go(f"{LIST}?show=mine")
            await tab.fire(TemplatesState.load_templates)
            state = await tab.state(TemplatesState)
            assert [row.name for row in state.rows] == ["Weekly"]
            assert [row.label for row in state.choices if row.is_current] == ["Mine"]
            await tab.fire(TemplatesState.find_templates, form={"q": " week "})
            assert tab.wire.redirects[-1] == f"{LIST}?show=mine&q=week"

        visiting(app, visit)

    def test_makes_one_and_goes_to_its_lines(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, LIST)
            await tab.fire(TemplatesState.create_template, form={"name": "Weekly"})
            address = tab.wire.redirects[-1]
            assert address.startswith(f"{LIST}/")
            assert address.endswith("?mode=edit")
            await tab.fire(TemplatesState.create_template, form={"name": "weekly"})
            assert await refusal_of(tab) == "name_taken"
            await tab.fire(TemplatesState.create_template, form={"name": "x", "share": "on"})
            assert await refusal_of(tab) == "sharing_refused"

        visiting(app, visit)

    def test_renames_copies_shares_archives_and_brings_back(self, app: Any, trade: Trade):
        made = str(make(trade, trade.admin, "Weekly").card.id)

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, LIST)
            await tab.fire(TemplatesState.load_templates)
            await tab.fire(TemplatesState.choose_template, template_id=made)
            await tab.fire(TemplatesState.rename_template, form={"name": "Monday"})
            await tab.fire(TemplatesState.clone_template, template_id=made)
            await tab.fire(TemplatesState.share_template, template_id=made)
            rows = (await tab.state(TemplatesState)).rows
            assert [(row.name, row.is_shared) for row in rows] == [
                ("Copy of Monday", False),
                ("Monday", True),
            ]
            await tab.fire(TemplatesState.stop_sharing, template_id=made)
            await tab.fire(TemplatesState.archive_template, template_id=made)
            rows = (await tab.state(TemplatesState)).rows
            assert [row.name for row in rows] == ["Copy of Monday"]
            tab.go(f"{LIST}?show=archived")
            await tab.fire(TemplatesState.load_templates)
            rows = (await tab.state(TemplatesState)).rows
            assert [(row.name, row.is_archived, row.is_shared) for row in rows] == [("Monday", True, False)]
            await tab.fire(TemplatesState.bring_back, template_id=made)
            assert (await tab.state(TemplatesState)).is_empty

        visiting(app, visit)

    def test_deleting_can_be_undone_also_from_the_page_of_the_template(self, app: Any, trade: Trade):
        made = str(make(trade, trade.buyer, "Weekly").card.id)

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, LIST)
            await tab.fire(TemplatesState.load_templates)
            await tab.fire(TemplatesState.delete_template, template_id=made)
            state = await tab.state(TemplatesState)
            assert (state.is_empty, state.deleted_name) == (True, "Weekly")
            await tab.fire(TemplatesState.undo_delete)
            state = await tab.state(TemplatesState)
            assert ([row.name for row in state.rows], state.deleted_id) == (["Weekly"], "")
            tab.go(f"{LIST}/{made}")
            await tab.fire(TemplateState.load_template)
            await tab.fire(TemplateState.delete_template)
            assert tab.wire.redirects[-1] == f"{LIST}?deleted={made}"
            tab.go(tab.wire.redirects[-1])
            await tab.fire(TemplatesState.load_templates)
            await tab.fire(TemplatesState.undo_delete)
            assert [row.name for row in (await tab.state(TemplatesState)).rows] == ["Weekly"]

        visiting(app, visit)

    def test_orders_all_of_one_through_the_difference(
        self, app: Any, trade: Trade, differences: list[tuple[str, list[ListLine]]]
    ):
        made = make(trade, trade.buyer, "Weekly", skus=("M-001", "M-002"))

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, LIST)
            await tab.fire(TemplatesState.order_template, template_id=str(made.card.id))

        visiting(app, visit)
        assert differences == [
            (
                "Order from Weekly",
                [ListLine("M-001", 6, "MAKER-MAIN", "MAKER"), ListLine("M-002", 6, "MAKER-MAIN", "MAKER")],
            )
        ]

    @pytest.mark.parametrize("who", ["colleague", "outsider", "disabled"])
    def test_nothing_is_done_to_somebody_elses(self, app: Any, trade: Trade, take_digest: Any, who: str):
        made = make(trade, trade.buyer, "Weekly")
        template_id, line_id = str(made.card.id), str(made.lines[0].id)
        before = take_digest()

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(getattr(trade, who), LIST)
            for handler in (
                TemplatesState.clone_template,
                TemplatesState.share_template,
                TemplatesState.stop_sharing,
                TemplatesState.archive_template,
                TemplatesState.bring_back,
                TemplatesState.delete_template,
                TemplatesState.order_template,
            ):
                await tab.fire(handler, template_id=template_id)
                assert await refusal_of(tab) in {"template_not_found", "outlet_not_found"}
                await tab.fire(NoticeState.dismiss_refusal)
            tab.go(f"{LIST}/{template_id}")
            for handler, arguments in (
                (TemplateState.load_template, {}),
                (TemplateState.order_all, {}),
                (TemplateState.order_ticked, {"form": {line_id: "on"}}),
                (TemplateState.order_missing, {}),
                (TemplateState.clone_template, {}),
                (TemplateState.delete_template, {}),
                (TemplateState.rename_template, {"form": {"name": "x"}}),
                (TemplateLinesState.remove_line, {"line_id": line_id}),
                (TemplateLinesState.add_line, {"form": {"sku": "M-002"}}),
                (TemplateLinesState.add_list, {"form": {"list": "M-002\t1"}}),
                (CountingState.count_one_more, {"line_id": line_id}),
                (CountingState.count_anew, {}),
            ):
                await tab.fire(handler, **arguments)
                assert await refusal_of(tab) in {
                    "template_not_found",
                    "template_line_not_found",
                    "outlet_not_found",
                }
                await tab.fire(NoticeState.dismiss_refusal)

        visiting(app, visit)
        assert take_digest() == before


class TestOrdering:
    def test_shows_each_line_at_todays_price_and_orders_what_is_ticked(
        self, app: Any, trade: Trade, differences: list[tuple[str, list[ListLine]]]
    ):
        made = make(trade, trade.buyer, "Weekly", skus=("M-001", "M-002"))

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, f"{LIST}/{made.card.id}")
            await tab.fire(TemplateState.load_template)
            state = await tab.state(TemplateState)
            assert (state.phase, state.mode, state.count) == ("ready", "order", "2 lines")
            first = state.lines[0]
            assert (first.sku, first.amount, first.total, first.word) == (
                "M-001",
                f"6{TIMES}£2.25",
                "£13.50",
                "Same",
            )
            assert [(row.name, row.amount) for row in state.sums] == [("Maker Ltd", "£27.00")]
            await tab.fire(TemplateState.order_ticked, form={state.lines[1].id: "on"})
            await tab.fire(TemplateState.order_ticked, form={})
            assert await refusal_of(tab) == "nothing_to_order"
            await tab.fire(TemplateState.order_all)

        visiting(app, visit)
        assert [(title, [each.sku for each in lines]) for title, lines in differences] == [
            ("Order from Weekly", ["M-002"]),
            ("Order from Weekly", ["M-001", "M-002"]),
        ]
        with transaction() as session:
            found = list_carts(session, act_as(session, trade.buyer, trade.outlet))
        assert not any(cart.lines for cart in found)

    def test_a_shared_one_has_no_editing_for_users(self, app: Any, trade: Trade):
        made = make(trade, trade.admin, "Range", scope="organization")

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, f"{LIST}/{made.card.id}?mode=edit")
            await tab.fire(TemplateState.load_template)
            state = await tab.state(TemplateState)
            assert (state.mode, [row.value for row in state.modes]) == ("order", ["order", "count"])
            await tab.fire(TemplateLinesState.remove_line, line_id=state.lines[0].id)
            assert await refusal_of(tab) == "template_read_only"

        visiting(app, visit)
        assert stored(trade, made) == [("M-001", 6, 10)]

    def test_one_that_is_not_there_is_refused(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            for item in ("x", "01938172-ba80-7638-8000-000000000001"):
                tab = open_tab(trade.buyer, f"{LIST}/{item}")
                await tab.fire(TemplateState.load_template)
                assert await refusal_of(tab) == "template_not_found"

        visiting(app, visit)


class TestCounting:
    def test_is_saved_step_by_step_and_orders_what_is_missing(
        self, app: Any, trade: Trade, differences: list[tuple[str, list[ListLine]]]
    ):
        made = make(trade, trade.buyer, "Weekly", skus=("M-001", "M-002"))

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, f"{LIST}/{made.card.id}?mode=count")
            await tab.fire(TemplateState.load_template)
            state = await tab.state(TemplateState)
            assert (state.mode, state.counted, state.missing) == (
                "count",
                "0 of 1 counted",
                "Nothing counted yet",
            )
            line_id = state.lines[0].id
            await tab.fire(TemplateState.order_missing)
            assert await refusal_of(tab) == "nothing_to_order"
            await tab.fire(CountingState.count_line, line_id=line_id, on_hand="3")
            await tab.fire(CountingState.count_one_more, line_id=line_id)
            state = await tab.state(TemplateState)
            assert (state.lines[0].on_hand, state.lines[0].order, state.missing) == (
                "4",
                "Order 6",
                "1 line to order",
            )
            await tab.fire(TemplateState.order_missing)
            for _ in range(6):
                await tab.fire(CountingState.count_one_less, line_id=line_id)
            assert (await tab.state(TemplateState)).lines[0].on_hand == "0"
            await tab.fire(CountingState.count_line, line_id=line_id, on_hand="")
            assert (await tab.state(TemplateState)).lines[0].order == "Not counted"
            await tab.fire(CountingState.count_line, line_id=line_id, on_hand="12")
            assert (await tab.state(TemplateState)).missing == "Nothing is missing"
            await tab.fire(CountingState.count_anew)
            assert (await tab.state(TemplateState)).counted == "0 of 1 counted"

        visiting(app, visit)
        assert differences == [("Order from Weekly", [ListLine("M-001", 6, "MAKER-MAIN", "MAKER")])]

    @pytest.mark.parametrize("on_hand", ["-1", "1.5", "x", "9" * 12])
    def test_refuses_what_is_no_number(self, app: Any, trade: Trade, take_digest: Any, on_hand: str):
        made = make(trade, trade.buyer, "Weekly")
        before = take_digest()

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, f"{LIST}/{made.card.id}?mode=count")
            await tab.fire(TemplateState.load_template)
            await tab.fire(CountingState.count_line, line_id=str(made.lines[0].id), on_hand=on_hand)
            assert await refusal_of(tab) == "invalid"

        visiting(app, visit)
        assert take_digest() == before
