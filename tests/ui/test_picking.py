"""Fields that suggest, driven without a browser."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from storefront.db.session import transaction
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.pickers import (
    BesidePickerState,
    EntryPickerState,
    MovePickerState,
    OutletPickerState,
    PersonPickerState,
)
from storefront.ui.states.picking import PickRow
from storefront.ui.typed import chosen
from tests.factories import Staff, Trade, make_group, make_staff
from tests.ui.screens import OpenTab, running

ROOT = "/organization/HIER-ORG-1"
Story = Callable[[OpenTab], Awaitable[None]]


@pytest.fixture
def staff(trade: Trade) -> Staff:
    with transaction() as session:
        make_group(session, organization=trade.organization, number="NORTHERN")
        return make_staff(session, trade)


def play(app: Any, story: Story) -> None:
    async def run() -> None:
        async with running(app) as open_tab:
            await story(open_tab)

    asyncio.run(run())


class TestNodes:
    def test_an_outlet_moves_below_groups_and_the_organization(
        self, app: Any, trade: Trade, staff: Staff
    ) -> None:
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, f"{ROOT}?node=1001")
            await tab.fire(MovePickerState.suggest, text="")
            picker = await tab.state(MovePickerState)
            assert picker.options == [
                PickRow(
                    "NORTHERN",
                    "Group NORTHERN",
                    "Group NORTHERN",
                    f"{ROOT}?node=1001&below=NORTHERN",
                ),
                PickRow("N-ORG-1", "First Gifts", "Organization N-ORG-1", f"{ROOT}?node=1001&below=N-ORG-1"),
            ]

        play(app, story)

    def test_a_group_does_not_move_below_itself(self, app: Any, trade: Trade, staff: Staff) -> None:
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, f"{ROOT}?node=NORTHERN")
            await tab.fire(MovePickerState.suggest, text="n")
            assert [row.value for row in (await tab.state(MovePickerState)).options] == ["N-ORG-1"]

        play(app, story)

    def test_what_is_written_out_whole_or_fits_alone_is_taken(
        self, app: Any, trade: Trade, staff: Staff
    ) -> None:
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, f"{ROOT}/compare?nodes=1001")
            await tab.fire(BesidePickerState.take, form={"pick": "first gifts"})
            shown = await tab.state(BesidePickerState)
            assert [row.value for row in shown.options] == ["N-ORG-1", "1002"]
            assert tab.wire.redirects == []
            for text in ("leeds", "1002", "First Gifts Leeds (1002)"):
                tab.wire.updates.clear()
                await tab.fire(BesidePickerState.take, form={"pick": text})
                assert tab.wire.redirects == [f"{ROOT}/compare?nodes=1001%2C1002"]
            await tab.fire(BesidePickerState.suggest, text="nowhere")
            shown = await tab.state(BesidePickerState)
            assert (shown.options, shown.nothing) == ([], "nowhere")

        play(app, story)


class TestChosen:
    def test_is_the_number_at_the_end_or_what_was_typed(self) -> None:
        assert chosen({"node": "First Gifts (York) (1001)"}, "node") == "1001"
        assert chosen({"node": " 1001 "}, "node") == "1001"
        assert chosen({"node": "York"}, "node") == "York"
        assert chosen(None, "node") == ""


class TestAccess:
    def test_an_admin_chooses_among_members_and_own_outlets(
        self, app: Any, trade: Trade, staff: Staff
    ) -> None:
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, f"{ROOT}/access?outlet=1001")
            await tab.fire(PersonPickerState.take, form={"pick": "bea"})
            assert tab.wire.redirects == [f"{ROOT}/access?contact=buyer%40first.example&outlet=1001"]
            await tab.fire(PersonPickerState.suggest, text="out@other.example")
            assert (await tab.state(PersonPickerState)).options == []
            await tab.fire(OutletPickerState.suggest, text="first")
            outlets = (await tab.state(OutletPickerState)).options
            assert [(row.value, row.about) for row in outlets] == [
                ("1002", "Outlet 1002"),
                ("1001", "Outlet 1001"),
            ]

        play(app, story)

    def test_somebody_who_is_no_member_is_taken_by_address(
        self, app: Any, trade: Trade, staff: Staff
    ) -> None:
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, f"{ROOT}/access")
            await tab.fire(PersonPickerState.take, form={"pick": "field@maker.example"})
            assert tab.wire.redirects == [f"{ROOT}/access?contact=field%40maker.example"]

        play(app, story)

    def test_headquarters_chooses_among_everybody(self, app: Any, trade: Trade, staff: Staff) -> None:
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(staff.headquarters, "/admin/access?contact=buyer@first.example")
            await tab.fire(PersonPickerState.suggest, text="first.example bea")
            assert [row.value for row in (await tab.state(PersonPickerState)).options] == [
                "buyer@first.example"
            ]
            await tab.fire(OutletPickerState.suggest, text="1001")
            assert [row.href for row in (await tab.state(OutletPickerState)).options] == [
                "/admin/access?contact=buyer%40first.example&outlet=1001"
            ]
            elsewhere = open_tab(trade.admin, "/admin/access")
            await elsewhere.fire(PersonPickerState.suggest, text="bea")
            assert (await elsewhere.state(PersonPickerState)).options == []
            assert (await elsewhere.state(NoticeState)).refusal_code == "nothing_here"

        play(app, story)


class TestOrderEntry:
    def test_outlets_their_organization_and_people_are_offered(
        self, app: Any, trade: Trade, staff: Staff
    ) -> None:
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(staff.headquarters, "/admin/orders/new")
            await tab.fire(EntryPickerState.suggest, text="first")
            rows = (await tab.state(EntryPickerState)).options
            assert [row.href for row in rows[:3]] == [
                "/admin/orders/new?q=ORG-1",
                "/admin/orders/new?outlet=1002",
                "/admin/orders/new?outlet=1001",
            ]
            bea = next(row for row in rows if row.value == "buyer@first.example")
            assert bea.href == "/admin/orders/new?outlet=1001&contact=buyer%40first.example"
            await tab.fire(EntryPickerState.take, form={"pick": "no such place"})
            assert tab.wire.redirects == ["/admin/orders/new?q=no+such+place"]

        play(app, story)
