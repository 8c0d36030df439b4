"""The page of number sequences, driven without a browser."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from storefront.db.numbers import take_numbers
from storefront.db.session import transaction
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.numbers import NumbersState, SequenceRow
from tests.factories import MadeContact, Trade, make_staff
from tests.ui.screens import Tab, running

PAGE = "/admin/numbers"


def visit(app: Any, contact: MadeContact, story: Callable[[Tab], Awaitable[None]]) -> None:
    async def run() -> None:
        async with running(app) as open_tab:
            tab = open_tab(contact, PAGE)
            await tab.fire(NumbersState.load_numbers)
            await story(tab)

    asyncio.run(run())


async def sequence(tab: Tab, name: str) -> SequenceRow:
    return next(row for row in (await tab.state(NumbersState)).sequences if row.name == name)


async def refusal(tab: Tab) -> str:
    return (await tab.state(NoticeState)).refusal_code


class TestNumbers:
    def test_shows_and_changes_what_comes_next(self, app: Any, trade: Trade):
        with transaction() as session:
            hq = make_staff(session, trade).headquarters
            take_numbers(session, "prospect", "PR-", 4)

        async def story(tab: Tab) -> None:
            state = await tab.state(NumbersState)
            assert (state.phase, len(state.sequences)) == ("ready", 6)
            row = await sequence(tab, "prospect")
            assert (row.prefix, row.padding, row.following, row.next_number) == ("PR-", "6", "5", "PR-000005")
            form = {"sequence": "prospect", "prefix": "P-", "padding": "4", "next": "50"}
            await tab.fire(NumbersState.change_sequence, form=form)
            assert await refusal(tab) == ""
            row = await sequence(tab, "prospect")
            assert (row.prefix, row.following, row.next_number) == ("P-", "50", "P-0050")

        visit(app, hq, story)
        with transaction() as session:
            assert take_numbers(session, "prospect", "PR-") == ["P-0050"]

    def test_refuses_what_cannot_be_and_leaves_it(self, app: Any, trade: Trade):
        with transaction() as session:
            hq = make_staff(session, trade).headquarters
            take_numbers(session, "outlet", "OUT-", 9)

        async def story(tab: Tab) -> None:
            for form, code in (
                ({"sequence": "outlet", "next": "3"}, "numbers_would_collide"),
                ({"sequence": "outlet", "next": "three"}, "invalid"),
                ({"sequence": "shoe"}, "sequence_not_found"),
            ):
                await tab.fire(NumbersState.change_sequence, form=form)
                assert await refusal(tab) == code
            assert (await sequence(tab, "outlet")).next_number == "OUT-000010"

        visit(app, hq, story)

    def test_is_nothing_to_others(self, app: Any, trade: Trade):
        async def story(tab: Tab) -> None:
            state = await tab.state(NumbersState)
            assert (state.phase, state.sequences, await refusal(tab)) == ("refused", [], "nothing_here")

        visit(app, trade.admin, story)
