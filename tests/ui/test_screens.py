"""Screens on real services: what a handler shows, refuses and leaves alone."""

import asyncio
from typing import Any

import pytest

from storefront.connectors.topics import News, current_topics
from storefront.db.session import transaction
from storefront.pricing.tables import PriceEntry
from storefront.ui.states.account import AccountState
from storefront.ui.states.cart import CartState
from storefront.ui.states.carts import CartsState
from storefront.ui.states.catalog import CatalogState
from storefront.ui.states.checkout import CheckoutState
from storefront.ui.states.choosing import OutletsState
from storefront.ui.states.context import ContextState
from storefront.ui.states.home import HomeState
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.order import OrderState
from storefront.ui.states.orders import OrdersState
from storefront.ui.states.product import ProductState
from storefront.ui.states.searching import SearchState
from tests.conftest import CountStatements
from tests.factories import Trade
from tests.ui.screens import OpenTab, Tab, visiting

CATALOG = "/o/1001/catalog?seller=MAKER"


async def add(tab: Tab, sku: str = "M-001", quantity: str = "2") -> None:
    await tab.fire(CatalogState.add_to_cart, form={"sku": sku, "catalog": "", "quantity": quantity})


class TestCatalog:
    @pytest.mark.smoke
    def test_shows_offers_and_what_is_in_the_cart(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await tab.fire(CatalogState.load_catalog)
            await add(tab)
            catalog, context = await tab.state(CatalogState), await tab.state(ContextState)
            assert catalog.total == "12 products"
            assert catalog.offers[0].sku.startswith("M-")
            assert context.in_cart == {"M-001@MAKER-MAIN": 2}
            assert (context.cart_lines, context.cart_total) == ("1 line", "£5.00")
            assert (await tab.state(NoticeState)).said == "Added 2. The cart has 1 line, £5.00."

        visiting(app, visit)

    def test_a_click_too_many_on_more_brings_nothing_twice(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await tab.fire(CatalogState.load_catalog)
            await tab.fire(CatalogState.load_more)
            assert len((await tab.state(CatalogState)).offers) == 12
            tab.go("/o/1001/orders")
            await tab.fire(OrdersState.load_orders)
            shown = len((await tab.state(OrdersState)).orders)
            await tab.fire(OrdersState.load_more)
            assert len((await tab.state(OrdersState)).orders) == shown

        visiting(app, visit)

    def test_half_a_character_is_never_sent_back(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await tab.fire(CatalogState.load_catalog)
            await tab.fire(SearchState.search_products, text="heart \ud83d")
            assert (await tab.state(ContextState)).search_text == "heart \ufffd"
            await add(tab, sku="\ud83d")
            assert "\ud83d" not in (await tab.state(NoticeState)).refusal
            tab.go("/outlets")
            await tab.fire(OutletsState.search_outlets, text="\ud83d\ude00\udc00")
            assert (await tab.state(OutletsState)).text == "\U0001f600\ufffd"

        visiting(app, visit)

    @pytest.mark.parametrize("quantity", ["", "0", "-1", "1.5", "x", "9" * 12, "٣"])
    def test_refuses_what_is_no_quantity_and_changes_nothing(
        self, app: Any, trade: Trade, take_digest: Any, quantity: str
    ):
        before = take_digest()

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await add(tab, quantity=quantity)
            assert (await tab.state(NoticeState)).refusal != ""

        visiting(app, visit)
        assert take_digest() == before

    def test_searches_as_one_types_and_lets_the_address_follow(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await tab.fire(CatalogState.load_catalog)
            await tab.fire(SearchState.search_products, text="M-003")
            assert [row.sku for row in (await tab.state(CatalogState)).offers] == ["M-003"]
            assert tab.wire.redirects == ["/o/1001/catalog?seller=MAKER&q=M-003"]

        visiting(app, visit)

    def test_a_seller_that_the_outlet_does_not_buy_from_is_refused(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, "/o/1001/catalog?seller=NOBODY")
            await tab.fire(CatalogState.load_catalog)
            assert (await tab.state(CatalogState)).phase == "refused"
            assert (await tab.state(NoticeState)).refusal_code == "seller_not_found"

        visiting(app, visit)

    def test_statements_do_not_grow_with_what_is_shown(
        self, app: Any, trade: Trade, count_statements: CountStatements
    ):
        counts: list[int] = []

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await tab.fire(CatalogState.load_catalog)
            for sku in ("M-001", "M-002", "M-003", "M-004"):
                await add(tab, sku)
                tab.go("/o/1001/cart/MAKER")
                with count_statements() as statements:
                    await tab.fire(CartState.load_cart)
                counts.append(len(statements))
                tab.go(CATALOG)

        visiting(app, visit)
        assert len(set(counts)) == 1
        assert counts[0] <= 7


class TestCart:
    def test_steps_by_the_multiple_also_for_clicks_that_overtake_the_screen(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await add(tab)
            tab.go("/o/1001/cart/MAKER")
            await tab.fire(CartState.load_cart)
            line = (await tab.state(CartState)).lines[0].id
            await asyncio.gather(*(tab.fire(CartState.add_one_step, line_id=line) for _ in range(3)))
            cart = await tab.state(CartState)
            assert (cart.lines[0].quantity, cart.subtotal) == (5, "£12.50")
            await tab.fire(CartState.undo_change)
            assert (await tab.state(CartState)).lines[0].quantity == 4

        visiting(app, visit)

    def test_a_step_below_the_minimum_takes_the_line_out(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await add(tab, quantity="1")
            tab.go("/o/1001/cart/MAKER")
            await tab.fire(CartState.load_cart)
            await tab.fire(CartState.take_one_step, line_id=(await tab.state(CartState)).lines[0].id)
            cart = await tab.state(CartState)
            assert cart.is_empty
            assert cart.can_undo

        visiting(app, visit)

    def test_a_refused_quantity_stays_as_it_was(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await add(tab)
            tab.go("/o/1001/cart/MAKER")
            await tab.fire(CartState.load_cart)
            line = (await tab.state(CartState)).lines[0].id
            await tab.fire(CartState.set_quantity, line_id=line, quantity="0")
            assert (await tab.state(CartState)).lines[0].quantity == 2
            assert (await tab.state(NoticeState)).refusal_code == "quantity_rule"

        visiting(app, visit)

    def test_switching_outlet_and_seller_leaves_every_cart_as_it_was(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, CATALOG)
            await add(tab)
            tab.go("/o/1001/catalog?seller=NORTH")
            await add(tab, quantity="3")
            tab.go("/o/1002/catalog?seller=MAKER")
            await tab.fire(CatalogState.load_catalog)
            assert (await tab.state(ContextState)).cart_is_empty
            await add(tab, "M-002", "7")
            tab.go("/o/1001/carts")
            await tab.fire(CartsState.load_carts)
            cards = {
                card.seller_code: (card.lines, card.subtotal) for card in (await tab.state(CartsState)).cards
            }
            assert cards == {"MAKER": ("1 line", "£5.00"), "NORTH": ("1 line", "£8.25")}

        visiting(app, visit)

    def test_publishes_the_change_with_its_own_tab_as_the_source(self, app: Any, trade: Trade):
        heard: list[News] = []
        current_topics().subscribe(heard.append)

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await add(tab)
            assert heard[-1] == News("cart:1001", tab.token)

        visiting(app, visit)


class TestCheckout:
    def test_places_the_order_and_leads_to_it(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await add(tab, quantity="4")
            tab.go("/o/1001/checkout/MAKER")
            await tab.fire(CheckoutState.load_checkout)
            assert (await tab.state(CheckoutState)).total == "£10.00"
            await tab.fire(CheckoutState.place_order, form={"purchase_order_number": "PO-1", "note": ""})
            address = tab.wire.redirects[-1]
            assert address.startswith("/o/1001/orders/SO-")
            tab.go(address)
            await tab.fire(OrderState.load_order)
            order = await tab.state(OrderState)
            assert (order.order.total, order.order.purchase_order, order.is_new) == ("£10.00", "PO-1", True)
            tab.go("/o/1001/orders?q=M-001")
            await tab.fire(OrdersState.load_orders)
            orders = await tab.state(OrdersState)
            assert [row.number for row in orders.orders] == [order.order.number]
            assert [row.value for row in orders.totals] == ["1", "1", "£10.00"]
            assert orders.exports[0].href == "/api/v1/orders/export.csv?outlet=1001&q=M-001"

        visiting(app, visit)

    def test_a_double_click_is_one_order(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await add(tab)
            tab.go("/o/1001/checkout/MAKER")
            await tab.fire(CheckoutState.load_checkout)
            await asyncio.gather(*(tab.fire(CheckoutState.place_order, form={}) for _ in range(3)))
            assert (await tab.state(NoticeState)).refusal == ""
            tab.go("/o/1001/orders")
            await tab.fire(OrdersState.load_orders)
            assert len((await tab.state(OrdersState)).orders) == 1

        visiting(app, visit)

    def test_a_price_that_changed_is_shown_and_must_be_accepted(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await add(tab)
            tab.go("/o/1001/checkout/MAKER")
            await tab.fire(CheckoutState.load_checkout)
            with transaction() as session:
                entry = session.get(PriceEntry, (trade.maker.price_list_id, trade.maker.products[0].id, 1))
                assert entry is not None
                entry.unit_price = 30_000
            await tab.fire(CheckoutState.place_order, form={})
            checkout = await tab.state(CheckoutState)
            assert (await tab.state(NoticeState)).refusal_code == "price_changed"
            assert [(row.before, row.after) for row in checkout.differences] == [("£2.50", "£3.00")]
            assert (checkout.total_before, checkout.total, checkout.is_accepted) == ("£5.00", "£6.00", False)
            await tab.fire(CheckoutState.place_order, form={})
            assert (await tab.state(NoticeState)).refusal_code == "conflict"
            await tab.fire(CheckoutState.accept_differences, total=checkout.total)
            await tab.fire(CheckoutState.place_order, form={})
            assert tab.wire.redirects[-1].startswith("/o/1001/orders/SO-")

        visiting(app, visit)

    def test_an_unreadable_day_is_refused_before_anything_happens(
        self, app: Any, trade: Trade, take_digest: Any
    ):
        async def prepare(open_tab: OpenTab) -> None:
            await add(open_tab(trade.buyer, CATALOG))

        visiting(app, prepare)
        before = take_digest()

        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, "/o/1001/checkout/MAKER")
            await tab.fire(CheckoutState.load_checkout)
            await tab.fire(CheckoutState.place_order, form={"requested_delivery_date": "soon"})
            assert (await tab.state(NoticeState)).refusal == "Write a day as 2026-03-04."

        visiting(app, visit)
        assert take_digest() == before


class TestOtherPages:
    def test_one_outlet_needs_no_selector(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, "/outlets")
            await tab.fire(OutletsState.load_selector)
            assert tab.wire.redirects == ["/o/1001"]

        visiting(app, visit)

    def test_several_outlets_are_found_by_name_or_number(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, "/outlets")
            await tab.fire(OutletsState.load_selector)
            assert [row.number for row in (await tab.state(OutletsState)).outlets] == ["1002", "1001"]
            await tab.fire(OutletsState.search_outlets, text="york")
            assert [row.number for row in (await tab.state(OutletsState)).outlets] == ["1001"]

        visiting(app, visit)

    def test_home_product_and_account_load(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, "/o/1001")
            await tab.fire(HomeState.load_home)
            assert (await tab.state(HomeState)).remaining == "£100,000.00"
            tab.go("/o/1001/product/M-001?seller=MAKER")
            await tab.fire(ProductState.load_product)
            product = await tab.state(ProductState)
            assert [(row.quantity, row.price) for row in product.breaks] == [
                ("1 or more", "£2.50"),
                ("6 or more", "£2.25"),
            ]
            assert [row.outcome for row in product.trace] == ["your price", "from 6 on"]
            tab.go("/o/1001/account")
            await tab.fire(AccountState.load_account)
            assert [row.is_current for row in (await tab.state(AccountState)).sessions] == [True]

        visiting(app, visit)

    def test_a_refused_outlet_takes_the_old_context_away(self, app: Any, trade: Trade):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, CATALOG)
            await tab.fire(CatalogState.load_catalog)
            tab.go("/o/2001/catalog?seller=MAKER")
            await tab.fire(CatalogState.load_catalog)
            context = await tab.state(ContextState)
            assert (context.outlet_number, context.sellers, (await tab.state(CatalogState)).offers) == (
                "2001",
                [],
                [],
            )

        visiting(app, visit)

    def test_only_one_of_the_visitors_own_sessions_can_be_ended(
        self, app: Any, trade: Trade, take_digest: Any
    ):
        async def visit(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, "/o/1001/account")
            for wrong in ("x", "01938172-ba80-7638-8000-000000000001", None):
                await tab.fire(AccountState.end_session, session_id=wrong)
                assert (await tab.state(NoticeState)).refusal_code == "session_not_found"

        visiting(app, visit)
