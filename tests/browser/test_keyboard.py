"""The keyboard alone: every stop is seen, and the whole way from sign-in to the order."""

from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import keyboard
from tests.browser.fixtures import PASSWORD, OpenPage, SignIn, use_session
from tests.browser.quiet import HOME, settle, wait_until_quiet
from tests.browser.shop import Shop
from tests.browser.test_refusals import fill_cart

pytestmark = pytest.mark.browser

tab_to = partial(keyboard.tab_to, most=60)
"""Nothing of what one needs is further away."""


class TestKeyboard:
    def test_is_enough_from_sign_in_to_the_order(self, open_page: OpenPage, shop: Shop) -> None:
        buyer = shop.new_buyer()
        page = open_page(url=shop.url)
        page.goto("/")
        expect(page.get_by_label("E-mail address")).to_be_focused()
        page.keyboard.type(buyer.contact.email)
        tab_to(page, page.get_by_label("Password"))
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")

        expect(page.get_by_role("heading", level=1, name="Corner Shop")).to_be_visible()
        expect(page.get_by_role("heading", name="Sellers")).to_be_visible()
        page.keyboard.press("/")
        page.keyboard.type("M-02")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name="M-02")).to_be_visible()
        field = page.get_by_role("list", name="Products").get_by_role("spinbutton")
        expect(field.first).to_be_visible()
        page.keyboard.press("/")
        page.keyboard.press("ArrowDown")
        expect(field.first).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(field.nth(1)).to_be_focused()
        page.keyboard.type("7")
        page.keyboard.press("Enter")
        cart = page.get_by_role("link", name="1 line £15.75")
        expect(cart).to_be_visible()

        page.keyboard.press("Escape")
        tab_to(page, cart)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name="Cart with Maker Ltd")).to_be_visible()
        tab_to(page, page.get_by_role("link", name="Check out").and_(page.locator(":visible")))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name="Check out with Maker Ltd")).to_be_visible()
        tab_to(page, page.get_by_label("Your purchase order number"))
        page.keyboard.type("PO-9")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Your order is placed.")).to_be_visible()
        expect(page.get_by_role("main").get_by_text("PO-9")).to_be_visible()

    def test_shows_where_it_is_at_every_stop(self, open_page: OpenPage, shop: Shop) -> None:
        buyer = shop.new_buyer()
        page = open_page(url=shop.url)
        use_session(page, buyer.contact, url=shop.url)
        fill_cart(page, shop, buyer, "MAKER", M_013=1)
        for area in ("cart/MAKER", "checkout/MAKER", "orders", "carts", "account"):
            page.goto(f"{buyer.home}/{area}")
            wait_until_quiet(page)
            unseen = [stop for stop in stops(page, at_most=40) if not stop["isVisible"]]
            assert unseen == []

    def test_leads_past_the_frame_to_the_content(self, open_page: OpenPage, shop: Shop) -> None:
        buyer = shop.new_buyer()
        page = open_page(url=shop.url)
        use_session(page, buyer.contact, url=shop.url)
        page.goto(f"{buyer.home}/catalog?seller=MAKER")
        wait_until_quiet(page)
        address = page.url
        skip = page.get_by_role("link", name="Skip to content")
        skip.focus()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_be_focused()
        assert page.url == address

    def test_the_sheet_keeps_the_focus_and_gives_it_back(self, open_page: OpenPage, sign_in: SignIn) -> None:
        page = open_page()
        page.goto("/sign-in")
        sign_in(page, "buyer@demo.example")
        page.goto(f"{HOME}/carts")
        switch = page.get_by_role("button", name="Switch outlet, now")
        tab_to(page, switch)
        page.keyboard.press("Enter")
        sheet = page.get_by_role("dialog", name="Switch outlet")
        expect(sheet).to_be_visible()
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate(
                "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
            )
        page.keyboard.press("Escape")
        expect(sheet).to_be_hidden()
        expect(switch).to_be_focused()


STOP = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const shows = (element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const box = focused.getBoundingClientRect();
  const around = [focused, focused.parentElement, focused.parentElement?.parentElement].filter(Boolean);
  return {
    what: focused.outerHTML.slice(0, 160),
    isVisible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && around.some(shows),
  };
}"""


def stops(page: Page, *, at_most: int) -> list[dict[str, Any]]:
    """Where Tab leads from the top of a page, and whether one sees it there."""
    found: list[dict[str, Any]] = []
    page.evaluate("document.activeElement?.blur()")
    for _ in range(at_most):
        page.keyboard.press("Tab")
        settle(page)
        stop = page.evaluate(STOP)
        if stop is None:
            break
        if not found or stop["what"] != found[-1]["what"]:  # a date has several stops of its own
            found.append(stop)
    return found
