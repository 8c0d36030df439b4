"""The screens on which organizations are run, without a browser."""

import asyncio
from typing import Any

import pytest

from storefront.db.session import transaction
from storefront.ui.states.hierarchies import HierarchiesState
from storefront.ui.states.node_setting import NodeSettingState
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.organization import OrganizationState
from storefront.ui.states.organization_compare import OrganizationCompareState
from storefront.ui.states.organization_tree import OrganizationTreeState
from storefront.ui.states.seller_requests import AskingState, SellerRequestsState
from storefront.ui.states.who_buys import WhoBuysState
from tests.factories import Staff, Trade, make_group, make_seller, make_staff
from tests.ui.screens import running

ROOT = "/organization/HIER-ORG-1"


@pytest.fixture
def staff(trade: Trade) -> Staff:
    with transaction() as session:
        make_group(session, organization=trade.organization, number="NORTHERN")
        return make_staff(session, trade)


class TestTree:
    def test_an_admin_sees_settings_with_their_origin_and_moves_after_a_look(
        self, app: Any, trade: Trade, staff: Staff
    ) -> None:
        async def story() -> None:
            async with running(app) as open_tab:
                tab = open_tab(trade.admin, f"{ROOT}?node=1001")
                await tab.fire(OrganizationState.load_organization)
                await tab.fire(OrganizationTreeState.load_tree)
                tree = await tab.state(OrganizationTreeState)
                assert (tree.name, tree.level, tree.can_hold) == ("First Gifts York", "Level 2 of 5", False)
                assert [(row.name, row.origin, row.is_changeable) for row in tree.settings][:1] == [
                    ("Sellers", "From First Gifts", False)
                ]
                tab.go(f"{ROOT}?node=1001&below=NORTHERN")
                await tab.fire(OrganizationTreeState.load_tree)
                tree = await tab.state(OrganizationTreeState)
                assert tree.move_words.startswith(
                    "First Gifts York, with 1 outlet, goes from First Gifts to Group NORTHERN."
                )
                await tab.fire(OrganizationTreeState.move_node)
                assert tab.wire.redirects == [f"{ROOT}?node=1001"]
                tree = await tab.state(OrganizationTreeState)
                assert [row.number for row in tree.above] == ["N-ORG-1", "NORTHERN"]
                await tab.fire(OrganizationTreeState.remove_node)
                assert (await tab.state(NoticeState)).refusal_code == "node_in_use"

        asyncio.run(story())

    def test_an_admin_finds_adds_and_renames(self, app: Any, trade: Trade, staff: Staff) -> None:
        async def story() -> None:
            async with running(app) as open_tab:
                tab = open_tab(trade.admin, ROOT)
                await tab.fire(OrganizationTreeState.load_tree)
                await tab.fire(OrganizationTreeState.add_node, form={"kind": "outlet", "name": "Hull"})
                await tab.fire(OrganizationTreeState.rename_node, form={"name": "First Gifts Ltd"})
                await tab.fire(OrganizationTreeState.find_outlets, form={"q": "hull"})
                tree = await tab.state(OrganizationTreeState)
                assert [(row.number, row.name) for row in tree.children] == [("OUT-000001", "Hull")]
                assert tree.name == "First Gifts Ltd"

        asyncio.run(story())

    def test_a_setting_is_looked_at_before_it_is_set(self, app: Any, trade: Trade, staff: Staff) -> None:
        async def story() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.headquarters, ROOT)
                await tab.fire(OrganizationTreeState.load_tree)
                await tab.fire(NodeSettingState.choose_setting, key="sellers")
                setting = await tab.state(NodeSettingState)
                assert [(row.value, row.is_current) for row in setting.options] == [
                    ("MAKER", True),
                    ("NORTH", True),
                ]
                await tab.fire(NodeSettingState.preview_setting, form={"code_MAKER": "on"})
                setting = await tab.state(NodeSettingState)
                assert setting.words.startswith("Sellers are closed to 2 outlets. 0 carts")
                await tab.fire(NodeSettingState.set_it)
                tree = await tab.state(OrganizationTreeState)
                assert (tree.settings[0].value, tree.settings[0].origin) == ("Maker Ltd", "Set here")
                await tab.fire(NodeSettingState.choose_setting, key="terms")
                await tab.fire(NodeSettingState.preview_setting, form={"days": "soon"})
                assert (await tab.state(NoticeState)).refusal_code == "unacceptable_settings"

        asyncio.run(story())

    def test_a_cap_is_of_its_currency(self, app: Any, trade: Trade, staff: Staff) -> None:
        async def story() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.headquarters, f"{ROOT}?node=1001")
                await tab.fire(OrganizationTreeState.load_tree)
                await tab.fire(NodeSettingState.choose_setting, key="cap")
                assert (await tab.state(NodeSettingState)).currency == "GBP"
                for amount, currency, shown in (
                    ("500", "GBP", "\u00a3500.00"),
                    ("10000", "eur", "\u20ac10,000.00, \u00a3500.00"),
                    ("800", "GBP", "\u20ac10,000.00, \u00a3800.00"),
                    ("", "EUR", "\u00a3800.00"),
                ):
                    await tab.fire(NodeSettingState.choose_setting, key="cap")
                    form = {"amount": amount, "currency": currency}
                    await tab.fire(NodeSettingState.preview_setting, form=form)
                    await tab.fire(NodeSettingState.set_it)
                    tree = await tab.state(OrganizationTreeState)
                    assert [row.value for row in tree.settings if row.key == "cap"] == [shown]
                await tab.fire(NodeSettingState.choose_setting, key="cap")
                assert (await tab.state(NodeSettingState)).is_own
                await tab.fire(NodeSettingState.preview_setting, form={"amount": "5", "currency": "pounds"})
                assert (await tab.state(NoticeState)).refusal_code == "unacceptable_settings"

        asyncio.run(story())

    def test_nodes_are_compared_and_copied(self, app: Any, trade: Trade, staff: Staff) -> None:
        async def story() -> None:
            async with running(app) as open_tab:
                tab = open_tab(trade.admin, f"{ROOT}/compare?nodes=1001,1002")
                await tab.fire(OrganizationCompareState.load_comparison)
                form = {"source": "1001", "to_1002": "on", "kind_address": "on"}
                await tab.fire(OrganizationCompareState.preview_override, form=form)
                compare = await tab.state(OrganizationCompareState)
                assert [row.name for row in compare.change_rows] == ["First Gifts Leeds: Delivery address"]
                await tab.fire(OrganizationCompareState.override_settings)
                compare = await tab.state(OrganizationCompareState)
                assert [row.is_same for row in compare.rows if row.name == "Delivery address"] == [True]

        asyncio.run(story())


class TestHeadquarters:
    def test_lists_hierarchies_and_the_matrix(self, app: Any, trade: Trade, staff: Staff) -> None:
        async def story() -> None:
            async with running(app) as open_tab:
                tab = open_tab(staff.headquarters, "/admin/hierarchies")
                await tab.fire(HierarchiesState.load_hierarchies)
                rows = (await tab.state(HierarchiesState)).rows
                assert [(row.name, row.outlets, row.sellers) for row in rows] == [
                    ("First Gifts", "2", "Maker Ltd, North Ltd"),
                    ("Other Gifts", "1", "Maker Ltd, North Ltd"),
                ]
                tab.go("/admin/sellers?hierarchy=HIER-ORG-1&node=N-ORG-1")
                await tab.fire(WhoBuysState.load_matrix)
                matrix = await tab.state(WhoBuysState)
                assert [row.cells for row in matrix.rows] == [["Set here"] * 2, *[["Inherited"] * 2] * 3]
                stranger = open_tab(trade.admin, "/admin/hierarchies")
                await stranger.fire(HierarchiesState.load_hierarchies)
                assert (await stranger.state(NoticeState)).refusal_code == "nothing_here"

        asyncio.run(story())

    def test_decides_what_a_buyer_asked_for(self, app: Any, trade: Trade, staff: Staff) -> None:
        with transaction() as session:
            make_seller(session, code="SOUTH", kind="distributor", position=2)

        async def story() -> None:
            async with running(app) as open_tab:
                buyer = open_tab(trade.buyer, "/o/1001/account")
                await buyer.fire(AskingState.load_asking)
                await buyer.fire(AskingState.ask_for_seller, form={"seller": "SOUTH", "note": "Near."})
                assert [row.is_asked for row in (await buyer.state(AskingState)).choices] == [True]
                hq = open_tab(staff.headquarters, "/admin/sellers")
                await hq.fire(SellerRequestsState.load_requests)
                row = (await hq.state(SellerRequestsState)).rows[0]
                assert (row.seller, row.note, row.is_open) == ("South Ltd", "Near.", True)
                assert [(each.value, each.count) for each in row.catalogs] == [
                    ("SOUTH-MAIN", "All the year round")
                ]
                form = {"request": row.id, "catalog_NORTH-MAIN": "on"}
                await hq.fire(SellerRequestsState.grant_request, form=form)
                assert (await hq.state(NoticeState)).refusal_code == "unknown_catalogs"
                form = {"request": row.id, "catalog_SOUTH-MAIN": "on"}
                await hq.fire(SellerRequestsState.grant_request, form=form)
                assert (await hq.state(SellerRequestsState)).rows[0].status == "Granted"
                await buyer.fire(AskingState.load_asking)
                asking = await buyer.state(AskingState)
                assert (len(asking.choices), asking.rows[0].status) == (0, "Granted")

        asyncio.run(story())
