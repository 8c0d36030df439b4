"""Two people in one cart, each in a browser of their own."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import DESKTOP, PHONE, OpenPage, use_session
from tests.browser.shop import Shop

pytestmark = pytest.mark.browser

CART = "/o/1001/cart/MAKER"
CATALOG = "/o/1001/catalog?seller=MAKER"


def line_of(page: Page, product: str) -> Locator:
    return page.get_by_role("list", name="Lines").get_by_role("listitem").filter(has_text=product)


def offer_of(page: Page, product: str) -> Locator:
    return page.get_by_role("list", name="Products").get_by_role("listitem").filter(has_text=product)


def test_each_sees_what_the_other_adds_changes_and_takes_back(open_page: OpenPage, shop: Shop) -> None:
    bea, carl = open_page(url=shop.url, size=PHONE), open_page(url=shop.url, size=DESKTOP)
    use_session(bea, shop.trade.buyer, url=shop.url)
    use_session(carl, shop.trade.colleague, url=shop.url)
    bea.goto(CART)
    expect(bea.get_by_role("heading", name="This cart is empty")).to_be_visible()
    carl.goto(CATALOG)
    expect(offer_of(carl, "Mug M-001")).to_be_visible()
    for page in (bea, carl):
        page.evaluate("window.wasNeverReloaded = true")

    offer_of(carl, "Mug M-001").get_by_role("spinbutton").fill("4")
    offer_of(carl, "Mug M-001").get_by_role("button", name="Add Mug M-001").click()
    line = line_of(bea, "Mug M-001")
    expect(line).to_contain_text("Carl Colleague")
    expect(line.get_by_role("spinbutton")).to_have_value("4")
    expect(line).to_contain_text("£10.00")

    line.get_by_role("button", name="More of Mug M-001").click()
    expect(offer_of(carl, "Mug M-001")).to_contain_text("5 in cart")
    expect(carl.get_by_role("link", name="1 line £12.50")).to_be_visible()

    carl.get_by_role("link", name="1 line £12.50").click()
    expect(line_of(carl, "Mug M-001").get_by_role("spinbutton")).to_have_value("5")
    carl.get_by_role("button", name="Undo last change").click()
    expect(line.get_by_role("spinbutton")).to_have_value("4")
    bea.get_by_role("button", name="Undo last change").click()
    for page in (bea, carl):
        expect(page.get_by_role("heading", name="This cart is empty")).to_be_visible()
        assert page.evaluate("window.wasNeverReloaded") is True


def test_two_changes_at_once_are_both_there(open_page: OpenPage, shop: Shop) -> None:
    bea, carl = open_page(url=shop.url), open_page(url=shop.url)
    use_session(bea, shop.trade.buyer, url=shop.url)
    use_session(carl, shop.trade.colleague, url=shop.url)
    for page in (bea, carl):
        page.goto(CATALOG)
        expect(offer_of(page, "Mug M-011")).to_be_visible()

    for page, product in ((bea, "Mug M-011"), (carl, "Mug M-012")):
        offer_of(page, product).get_by_role("button", name=f"Add {product}").click(no_wait_after=True)
    for page in (bea, carl):
        for product in ("Mug M-011", "Mug M-012"):
            expect(offer_of(page, product)).to_contain_text("1 in cart")
        expect(page.get_by_role("link", name="2 lines £5.00")).to_be_visible()
