"""The page that explains access, driven without a browser."""

import asyncio
from typing import Any

from storefront.ui.states.access import AccessState
from storefront.ui.states.notice import NoticeState
from tests.factories import Trade
from tests.ui.screens import running

PAGE = "/organization/HIER-ORG-1/access"


def test_every_right_is_shown_with_its_reason(app: Any, trade: Trade):
    async def look() -> None:
        async with running(app) as open_tab:
            tab = open_tab(trade.admin, PAGE)
            await tab.fire(AccessState.load_access)
            assert ((await tab.state(AccessState)).phase, (await tab.state(AccessState)).title) == (
                "ready",
                "",
            )
            tab.go(f"{PAGE}?contact=buyer@first.example&outlet=1001")
            await tab.fire(AccessState.load_access)
            shown = await tab.state(AccessState)
            assert shown.title == "Bea Buyer in First Gifts York (1001)"
            assert shown.contact == "Bea Buyer (buyer@first.example)"
            assert shown.outlet == "First Gifts York (1001)"
            assert (shown.rights[0].name, shown.rights[0].word) == ("Order", "Yes")
            assert shown.rights[0].reason == "Bea Buyer is an active buyer at First Gifts York (1001)."

    asyncio.run(look())


def test_of_an_outlet_that_is_not_theirs_nothing_is_shown(app: Any, trade: Trade):
    async def look() -> None:
        async with running(app) as open_tab:
            tab = open_tab(trade.buyer, f"{PAGE}?contact=admin@first.example&outlet=1001")
            await tab.fire(AccessState.load_access)
            assert (await tab.state(AccessState)).rights == []
            # A buyer does not run the organization: that is all that is told.
            assert (await tab.state(NoticeState)).refusal_code == "hierarchy_not_found"

    asyncio.run(look())
