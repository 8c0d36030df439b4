"""Light and dark, narrow screens, and what a screen reader is told."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from storefront.demo.draw import demo_id
from tests.browser.fixtures import DESKTOP, PHONE, OpenPage, SignIn, use_session
from tests.browser.quiet import HOME, settle, wait_until_quiet
from tests.browser.shop import Shop

pytestmark = pytest.mark.browser


TEMPLATE = UUID(demo_id("order template", 1))
"""The first of the demo buyer's own."""

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
        "quick order": f"{HOME}/quick-order",
        "carts": f"{HOME}/carts",
        "cart": f"{HOME}/cart/BRIAR",
        "empty cart": f"{HOME}/cart/NORTH",
        "checkout": f"{HOME}/checkout/BRIAR",
        "orders": f"{HOME}/orders",
        "buy again": f"{HOME}/buy-again?sort=due",
        "nothing bought so": f"{HOME}/buy-again?q=xyzzyx",
        "no orders": f"{HOME}/orders?q=xyzzyx",
        "orders summed up": f"{HOME}/orders?sums=month&compare=last_year",
        "orders summed up by category": f"{HOME}/orders?sums=category",
        "suggestion": f"{HOME}/suggestion?seller=BRIAR",
        "cart with its history": f"{HOME}/cart/BRIAR",
        "order": "",
        "order as a difference": "",
        "wish lists": f"{HOME}/wish-lists",
        "comparison": f"{HOME}/compare",
        "account": f"{HOME}/account",
        "templates": f"{HOME}/templates",
        "no templates": f"{HOME}/templates?q=xyzzyx",
        "template": f"{HOME}/templates/{TEMPLATE}",
        "counting": f"{HOME}/templates/{TEMPLATE}?mode=count",
        "template under change": f"{HOME}/templates/{TEMPLATE}?mode=edit",
        "no such template": f"{HOME}/templates/nothing",
        "refused": "/o/OUT-000001",
        "unknown": "/no/such/page",
    }


DESKS: dict[str, dict[str, str]] = {
    "": {
        "join": "/join",
        "unknown invitation": "/invitation/nothing-of-the-kind-at-all",
        "forgotten password": "/forgot-password",
    },
    "buyer": {"profile": "/profile", "orders made for the outlet": f"{HOME}/visits"},
    "admin": {
        "organization": "/organization/HIER-000001",
        "outlet of an organization": "/organization/HIER-000001?node=OUT-000002",
        "nodes side by side": "/organization/HIER-000001/compare?nodes=ORG-000001,GRP-000001,OUT-000002",
        "people": "/organization/HIER-000001/people",
        "audit of an organization": "/organization/HIER-000001/audit",
        "access in an organization": "/organization/HIER-000001/access",
    },
    "hq": {
        "hierarchies": "/admin/hierarchies",
        "prospects": "/admin/prospects",
        "prospect who buys": "/admin/prospects/PR-000001",
        "prospect who sells": "/admin/prospects/PR-000002",
        "who buys from whom": "/admin/sellers",
        "access": "/admin/access",
        "audit": "/admin/audit",
        "outbox": "/admin/outbox",
        "numbers": "/admin/numbers",
    },
    "seller": {
        "incoming orders": "/seller/NORTH",
        "all incoming orders": "/seller/NORTH?status=all",
        "stock": "/seller/NORTH/stock",
        "requests": "/seller/NORTH/requests",
        "desk of another seller": "/seller/BRIAR",
    },
    "field": {"outlets of a field seller": "/field"},
    "service": {
        "all orders": "/admin/orders",
        "search of all orders": "/admin/orders?q=Beehive",
        "order entry": "/admin/orders/new?outlet=OUT-000101",
    },
}
"""Pages outside an outlet, by the demo sign-in whose they are."""


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
        for sku in ("22423", "85123A"):
            for path in ("wish-lists/default/lines", "comparison/products"):
                made = page.request.post(
                    f"/api/v1/outlets/OUT-000101/{path}",
                    data={"sku": sku, "seller": "BRIAR"},
                    headers={"Origin": base_url},
                )
                assert made.status == 201, made.text()
        pasted = page.request.post(
            "/api/v1/outlets/OUT-000101/quick-order/list",
            data="sku;qty\n22423;12\n85123A;1\nxyz;1\n;4\n22086;1,5",
            headers={"Origin": base_url, "Content-Type": "text/csv", "Idempotency-Key": "comfort"},
        )
        assert pasted.status == 200, pasted.text()
        save_for_later(page, base_url)
        orders = page.request.get("/api/v1/orders", params={"outlet": "OUT-000101", "limit": "1"}).json()
        for name, address in pages_of_the_demo.items():
            page.goto(address or f"{HOME}/orders/{orders['items'][0]['number']}")
            wait_until_quiet(page)
            if name in OPENED:
                OPENED[name](page)
                settle(page)
            yield name, page

    return all_pages


@pytest.fixture
def visit_desks(open_page: OpenPage, sign_in: SignIn) -> Any:
    """`visit_desks(size, theme)` yields each page outside an outlet, by name, when it is ready."""

    def all_desks(size: tuple[int, int], theme: str) -> Iterator[tuple[str, Page]]:
        for person, addresses in DESKS.items():
            page = open_page(size=size, color_scheme=theme)
            page.goto("/sign-in")
            if person:
                sign_in(page, f"{person}@demo.example")
            for name, address in addresses.items():
                page.goto(address)
                wait_until_quiet(page)
                yield name, page

    return all_desks


def save_for_later(page: Page, base_url: str) -> None:
    """One line beside the cart, so that the cart has a list of its own for it, and a history."""
    cart = "/api/v1/outlets/OUT-000101/carts/BRIAR"
    headers = {"Origin": base_url}
    added = page.request.post(f"{cart}/lines", data={"sku": "85123A", "quantity": 12}, headers=headers).json()
    line = next(line for line in added["lines"] if line["sku"] == "85123A")
    saved = page.request.post(f"{cart}/lines/{line['id']}/save", headers=headers)
    assert saved.status == 200, saved.text()


def open_history(page: Page) -> None:
    """The steps of the cart, below its lines."""
    expect(page.get_by_role("list", name="Saved for later").get_by_role("listitem").first).to_be_visible()
    page.get_by_role("button", name="Show history").click()
    expect(page.get_by_role("list", name="History").get_by_role("listitem").first).to_be_visible()


def open_difference(page: Page) -> None:
    """What the order would be today, over its page."""
    page.get_by_role("button", name="Reorder").click()
    expect(page.get_by_role("dialog").get_by_role("table", name="Lines of the list")).to_be_visible()


def wait_for_chart(page: Page) -> None:
    """The bars, and the table that they are drawn from."""
    expect(page.locator(".recharts-surface").first).to_be_visible()
    expect(page.locator(".sum-table").get_by_role("table")).to_be_visible()


OPENED: dict[str, Callable[[Page], None]] = {
    "orders summed up": wait_for_chart,
    "orders summed up by category": wait_for_chart,
    "cart with its history": open_history,
    "order as a difference": open_difference,
}
"""What is done on a page before it is looked at."""


class TestEveryPage:
    @pytest.mark.parametrize(("width", "theme"), [("1440", "light"), ("390", "dark")])
    def test_is_named_structured_and_readable(self, visit: Any, width: str, theme: str) -> None:
        look_at(visit(SIZES[width], theme))

    @pytest.mark.parametrize(("width", "theme"), [("1440", "dark"), ("390", "light")])
    def test_outside_an_outlet_too(self, visit_desks: Any, width: str, theme: str) -> None:
        look_at(visit_desks(SIZES[width], theme))


def look_at(pages: Iterator[tuple[str, Page]]) -> None:
    """One heading and one main part on each, nothing that axe finds, nothing wider than the window."""
    axe = Axe()
    found: list[str] = []
    for name, page in pages:
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
