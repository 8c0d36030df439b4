"""Two `storefront run` on one database and one Redis: to a tab they are one."""

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage, RunningServer, StartServer, use_session
from tests.browser.shop import Buyer
from tests.scale.conftest import Pair, port_of

pytestmark = [pytest.mark.browser, pytest.mark.scale]


def open_cart(open_page: OpenPage, buyer: Buyer, url: str) -> Page:
    """A tab at the cart with the manufacturer, which would lose its mark in a reload."""
    page = open_page(url=url)
    use_session(page, buyer.contact, url=url)
    page.goto(f"{buyer.home}/cart/MAKER")
    expect(page.get_by_role("heading", name="This cart is empty")).to_be_visible()
    page.evaluate("window.wasNeverReloaded = true")
    return page


def expect_quantity(page: Page, product: str, quantity: int) -> None:
    line = page.get_by_role("list", name="Lines").get_by_role("listitem").filter(has_text=product)
    expect(line.get_by_role("spinbutton")).to_have_value(str(quantity))


class TestTwoServers:
    def test_a_line_added_through_one_appears_in_a_tab_of_the_other(
        self, open_page: OpenPage, pair: Pair, buyer: Buyer
    ) -> None:
        page = open_cart(open_page, buyer, pair.shop.url)
        pair.add_line(pair.second, buyer, "M-001", 3)
        expect_quantity(page, "Mug M-001", 3)
        assert page.evaluate("window.wasNeverReloaded") is True

    def test_a_tab_moves_from_one_to_the_other_and_goes_on(
        self, open_page: OpenPage, pair: Pair, buyer: Buyer
    ) -> None:
        page = open_cart(open_page, buyer, pair.shop.url)
        pair.add_line(pair.first, buyer, "M-001", 1)
        expect_quantity(page, "Mug M-001", 1)
        before = pair.switch.passed_on[port_of(pair.second)]

        pair.point_at(pair.second)
        pair.add_line(pair.first, buyer, "M-002", 2)
        expect_quantity(page, "Mug M-002", 2)
        assert pair.switch.passed_on[port_of(pair.second)] > before
        pair.add_line(pair.second, buyer, "M-003", 4)
        expect_quantity(page, "Mug M-003", 4)
        page.get_by_role("button", name="More of Mug M-001").click()
        expect_quantity(page, "Mug M-001", 2)
        cart = pair.ask(pair.first, buyer, "GET", f"/api/v1/outlets/{buyer.outlet.number}/carts/MAKER").json()
        assert {line["sku"]: line["quantity"] for line in cart["lines"]} == {
            "M-001": 2,
            "M-002": 2,
            "M-003": 4,
        }
        assert page.evaluate("window.wasNeverReloaded") is True

    def test_signing_out_at_one_ends_the_session_at_the_other(
        self, open_page: OpenPage, pair: Pair, buyer: Buyer
    ) -> None:
        pair.point_at(pair.second)
        page = open_cart(open_page, buyer, pair.shop.url)
        assert pair.ask(pair.first, buyer, "DELETE", "/api/v1/sessions/current").status_code == 204
        page.get_by_role("link", name="Orders", exact=True).and_(page.locator("nav a:visible")).click()
        expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
        assert pair.ask(pair.second, buyer, "GET", "/api/v1/me").status_code == 401


class TestTwoWorkers:
    def test_tabs_of_both_workers_see_the_same(
        self, open_page: OpenPage, start_server: StartServer, pair: Pair, buyer: Buyer
    ) -> None:
        server = start_server("--workers", "2", **pair.environment)
        try:
            pages = [open_cart(open_page, buyer, server.url)]
            while len(serving(server)) < 2:
                assert len(pages) < 12, "one of the two workers never got a connection"
                pages.append(open_cart(open_page, buyer, server.url))
            pair.add_line(server, buyer, "M-001", 5)
            for page in pages:
                expect_quantity(page, "Mug M-001", 5)
            pages[0].get_by_role("button", name="More of Mug M-001").click()
            for page in pages:
                expect_quantity(page, "Mug M-001", 6)
        finally:
            server.stop()


def serving(server: RunningServer) -> set[int]:
    """The workers of a server that somebody is connected to."""
    return {
        worker.pid
        for worker in psutil.Process(server.process.pid).children(recursive=True)
        if any(
            link.status == psutil.CONN_ESTABLISHED and link.laddr.port == port_of(server)
            for link in worker.net_connections("tcp")
        )
    }
