"""The screens on which somebody becomes a partner."""

from typing import Any

from storefront.db.session import transaction
from storefront.ui.states.join import JoinState
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.prospect import ProspectState
from storefront.ui.states.prospects import ProspectsState
from storefront.ui.states.selling import SellingState
from tests.factories import Trade, make_staff
from tests.ui.screens import OpenTab, visiting

FORM = {
    "kind": "buyer",
    "company": "Corner Gifts Ltd",
    "contact_name": "Cora Corner",
    "email": "cora@corner.example",
    "category-kitchen": "on",
}


class TestJoining:
    def test_says_beside_the_fields_what_is_wrong_and_then_the_number(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(None, "/join?kind=seller")
            await tab.fire(JoinState.load_join)
            state = await tab.state(JoinState)
            assert (state.kind, [row.value for row in state.categories]) == ("seller", ["kitchen", "candles"])
            await tab.fire(JoinState.send_application, form=FORM | {"email": "no", "company": ""})
            state = await tab.state(JoinState)
            assert {name: words for name, words in state.problems.items() if words} == {
                "company": "is required",
                "email": "must be an e-mail address, such as name@example.com",
            }
            assert state.number == ""
            wrong = {"email": "<cora@corner.example>", "contact_name": "Co\x1bra"}
            await tab.fire(JoinState.send_application, form=FORM | wrong)
            state = await tab.state(JoinState)
            assert {name: words for name, words in state.problems.items() if words} == {
                "contact_name": "has characters that cannot be used here",
                "email": "must be an e-mail address, such as name@example.com",
            }
            assert state.number == ""
            await tab.fire(JoinState.send_application, form=FORM)
            state = await tab.state(JoinState)
            assert (state.number, state.email, set(state.problems.values())) == (
                "PR-000001",
                "cora@corner.example",
                {""},
            )

        visiting(app, visit)


class TestDeciding:
    def test_goes_from_the_list_to_the_decision(self, app: Any, trade: Trade) -> None:
        with transaction() as session:
            staff = make_staff(session, trade)

        async def visit(open_tab: OpenTab) -> None:
            stranger = open_tab(None, "/join")
            await stranger.fire(JoinState.load_join)
            await stranger.fire(JoinState.send_application, form=FORM)
            tab = open_tab(staff.headquarters, "/admin/prospects")
            await tab.fire(ProspectsState.load_prospects)
            rows = (await tab.state(ProspectsState)).prospects
            assert [(row.number, row.company, row.status) for row in rows] == [
                ("PR-000001", "Corner Gifts Ltd", "Submitted")
            ]
            tab.go(rows[0].href)
            await tab.fire(ProspectState.load_prospect)
            await tab.fire(ProspectState.toggle_criterion, name="size")
            await tab.fire(ProspectState.add_note, form={"note": "Called them"})
            state = await tab.state(ProspectState)
            assert [row.name for row in state.criteria if row.is_checked] == ["size"]
            assert [row.text for row in state.notes] == ["Called them"]
            assert [row.value for row in state.sellers] == ["MAKER", "NORTH"]
            await tab.fire(ProspectState.approve, form={"seller-NORTH": "on", "limit": "500"})
            state = await tab.state(ProspectState)
            assert (state.status, [row.value for row in state.made]) == (
                "approved",
                ["ORG-000001", "HIER-000001", "OUT-000001"],
            )
            await tab.fire(ProspectState.reject, form={"reason": "No"})
            assert (await tab.state(NoticeState)).refusal_code == "prospect_approved"

        visiting(app, visit)

    def test_is_not_for_others(self, app: Any, trade: Trade) -> None:
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, "/admin/prospects")
            await tab.fire(ProspectsState.load_prospects)
            state = await tab.state(ProspectsState)
            assert (state.phase, (await tab.state(NoticeState)).refusal_code) == ("refused", "nothing_here")

        visiting(app, visit)


class TestSellingToo:
    def test_is_asked_for_by_an_admin_and_decided_by_headquarters(self, app: Any, trade: Trade) -> None:
        with transaction() as session:
            staff = make_staff(session, trade)

        async def visit(open_tab: OpenTab) -> None:
            admin = open_tab(trade.admin, "/organization/HIER-ORG-1")
            await admin.fire(SellingState.become_seller)
            state = await admin.state(SellingState)
            assert (state.hierarchy, state.number) == ("HIER-ORG-1", "PR-000001")
            buyer = open_tab(trade.buyer, "/organization/HIER-ORG-1")
            await buyer.fire(SellingState.become_seller)
            assert (await buyer.state(NoticeState)).refusal_code == "hierarchy_not_found"
            assert (await buyer.state(SellingState)).number == ""
            headquarters = open_tab(staff.headquarters, "/organization/HIER-ORG-1")
            await headquarters.fire(SellingState.become_seller)
            assert headquarters.wire.redirects == ["/admin/prospects/PR-000001"]

        visiting(app, visit)
