"""Light and dark, the keyboard alone, narrow screens, and what a screen reader is told."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import DESKTOP, PASSWORD, PHONE, OpenPage, SignIn, use_session
from tests.browser.shop import Shop
from tests.browser.test_refusals import fill_cart

pytestmark = pytest.mark.browser

HOME = "/o/OUT-000101"
"""An outlet of the demo buyer that the other journeys leave alone."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"1440": DESKTOP, "390": PHONE}


@pytest.fixture(scope="module")
def pages_of_the_demo(base_url: str) -> dict[str, str]:
    """Every page with real data behind it, by name."""
    return {
        "selector": "/outlets",
        "home": HOME,
        "catalog": f"{HOME}/catalog?seller=BRIAR",
        "nothing found": f"{HOME}/catalog?seller=BRIAR&q=xyzzyx",
        "product": f"{HOME}/product/22423?seller=BRIAR",
        "carts": f"{HOME}/carts",
        "cart": f"{HOME}/cart/BRIAR",
        "empty cart": f"{HOME}/cart/NORTH",
        "checkout": f"{HOME}/checkout/BRIAR",
        "orders": f"{HOME}/orders",
        "no orders": f"{HOME}/orders?q=xyzzyx",
        "order": "",
        "account": f"{HOME}/account",
        "refused": "/o/OUT-000001",
        "unknown": "/no/such/page",
    }


@pytest.fixture
def visit(open_page: OpenPage, sign_in: SignIn, pages_of_the_demo: dict[str, str], base_url: str) -> Any:
    """`visit(size, theme)` yields each page of the application, by name, when it is ready."""

    def all_pages(size: tuple[int, int], theme: str) -> Iterator[tuple[str, Page]]:
        page = open_page(size=size, color_scheme=theme)
        page.goto("/sign-in")
        expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
        yield "sign-in", page
        sign_in(page, "buyer@demo.example")
        added = page.request.post(
            "/api/v1/outlets/OUT-000101/carts/BRIAR/lines",
            data={"sku": "22423", "quantity": 12},
            headers={"Origin": base_url},
        )
        assert added.status == 201, added.text()
        orders = page.request.get("/api/v1/orders", params={"outlet": "OUT-000101", "limit": "1"}).json()
        for name, address in pages_of_the_demo.items():
            page.goto(address or f"{HOME}/orders/{orders['items'][0]['number']}")
            wait_until_quiet(page)
            yield name, page

    return all_pages


def wait_until_quiet(page: Page) -> None:
    """A heading is there, and nothing is on its way any more."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("status", name="Loading")).to_have_count(0)
    settle(page)


def settle(page: Page) -> None:
    """Wait for the end of transitions: half-way colours have no contrast."""
    page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")


class TestEveryPage:
    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("width", list(SIZES))
    def test_is_named_structured_and_readable(self, visit: Any, width: str, theme: str) -> None:
        axe = Axe()
        found: list[str] = []
        for name, page in visit(SIZES[width], theme):
            expect(page.get_by_role("main")).to_have_count(1)
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            found.extend(f"{name}: {problem}" for problem in problems_on(page, axe))
            found.extend(f"{name}: {problem}" for problem in overflowing(page))
        assert not found, "\n".join(found)


def problems_on(page: Page, axe: Axe) -> list[str]:
    """What axe finds, in a line each: the rule, the place, and what to do."""
    # The way past the frame stands before every landmark, as it must.
    results = axe.run(
        page, {"exclude": [[".skip"]]}, {"runOnly": RULES, "resultTypes": ["violations"]}
    ).response
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
        for violation in results["violations"]
        for node in violation["nodes"][:3]
    ]


def overflowing(page: Page) -> list[str]:
    """By how much the page is wider than the window."""
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"scrolls sideways by {excess} px"] if excess > 0 else []


class TestTheme:
    def test_a_choice_survives_a_reload(self, open_page: OpenPage, shop: Shop) -> None:
        buyer = shop.new_buyer()
        page = open_page(url=shop.url, color_scheme="light")
        use_session(page, buyer.contact, url=shop.url)
        page.goto(f"{buyer.home}/catalog?seller=MAKER")
        body, switch = page.locator("body"), page.get_by_role("button", name="Switch between light and dark")
        light = background(page)
        switch.click()
        expect(body).not_to_have_css("background-color", light)
        settle(page)
        dark = background(page)
        page.reload()
        expect(page.get_by_role("list", name="Products")).to_be_visible()
        expect(body).to_have_css("background-color", dark)
        switch.click()
        expect(body).to_have_css("background-color", light)


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


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


def tab_to(page: Page, wanted: Locator, *, at_most: int = 60) -> None:
    """Press Tab until it has the focus."""
    expect(wanted).to_be_visible()
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{at_most} times Tab do not lead to {wanted}")


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
