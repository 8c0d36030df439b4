"""Two people in one cart, each in a browser of their own."""

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

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


def test_a_note_and_a_step_taken_back_are_seen_by_the_other(open_page: OpenPage, shop: Shop) -> None:
    bea, carl = open_page(url=shop.url, size=PHONE), open_page(url=shop.url, size=DESKTOP)
    use_session(bea, shop.trade.buyer, url=shop.url)
    use_session(carl, shop.trade.colleague, url=shop.url)
    cart = "/o/1001/cart/NORTH"
    for sku, quantity in (("M-005", 4), ("M-006", 2)):
        added = carl.request.post(
            "/api/v1/outlets/1001/carts/NORTH/lines",
            data={"sku": sku, "quantity": quantity},
            headers={"Origin": shop.url},
        )
        assert added.status == 201, added.text()
    for page in (bea, carl):
        page.goto(cart)
        expect(line_of(page, "Mug M-005")).to_be_visible()
        page.evaluate("window.wasNeverReloaded = true")

    line_of(bea, "Mug M-005").get_by_role("button", name="Note, save or move Mug M-005").click()
    sheet = bea.get_by_role("dialog", name="About this line")
    sheet.get_by_label("Note to the seller").fill("for the window")
    sheet.get_by_role("button", name="Save note").click()
    expect(sheet).to_be_hidden()
    for page in (bea, carl):
        expect(line_of(page, "Mug M-005")).to_contain_text("for the window")

    carl.get_by_role("button", name="Show history").click()
    steps = carl.get_by_role("list", name="History").get_by_role("listitem")
    expect(steps).to_have_count(3)
    expect(steps.first).to_contain_text("Bea Buyer")
    expect(steps.nth(2)).to_contain_text("Step 3 changed the same lines since")
    steps.nth(1).get_by_role("button", name="Undo step 2").click()
    for page in (bea, carl):
        expect(line_of(page, "Mug M-006")).to_have_count(0)
        expect(line_of(page, "Mug M-005").get_by_role("spinbutton")).to_have_value("4")
    expect(steps.nth(2)).to_contain_text("Undone")

    bea.get_by_role("button", name="Clear").click()
    expect(carl.get_by_role("heading", name="This cart is empty")).to_be_visible()
    expect(steps.first).to_contain_text("Cleared the cart: 1 line")
    steps.first.get_by_role("button", name="Restore").click()
    expect(line_of(bea, "Mug M-005")).to_contain_text("for the window")

    line_of(bea, "Mug M-005").get_by_role("button", name="Note, save or move Mug M-005").click()
    sheet.get_by_role("button", name="Save for later").click()
    saved = carl.get_by_role("list", name="Saved for later").get_by_role("listitem")
    expect(saved).to_contain_text("saved by Bea Buyer")
    saved.get_by_role("button", name="Move to cart").click()
    for page in (bea, carl):
        expect(line_of(page, "Mug M-005").get_by_role("spinbutton")).to_have_value("4")
        expect(page.get_by_role("list", name="Saved for later")).to_have_count(0)
        assert page.evaluate("window.wasNeverReloaded") is True


class SlowLine:
    """What the server says to a page, held back on demand."""

    def __init__(self, page: Page) -> None:
        self.held: list[tuple[WebSocketRoute, str | bytes]] | None = None
        page.route_web_socket("**/_event/**", self._connect)

    def hold(self) -> None:
        self.held = []

    def go_on(self) -> None:
        held, self.held = self.held or [], None
        for socket, message in held:
            socket.send(message)

    def _connect(self, socket: WebSocketRoute) -> None:
        def pass_on(message: str | bytes) -> None:
            if self.held is None:
                socket.send(message)
            else:
                self.held.append((socket, message))

        socket.connect_to_server().on_message(pass_on)


def test_the_sheet_of_a_line_shows_nothing_until_the_server_has_filled_it(
    open_page: OpenPage, shop: Shop
) -> None:
    buyer = shop.new_buyer()
    page = open_page(url=shop.url)
    use_session(page, buyer.contact, url=shop.url)
    for sku in ("M-020", "M-021"):
        added = page.request.post(
            f"/api/v1/outlets/{buyer.outlet.number}/carts/MAKER/lines",
            data={"sku": sku, "quantity": 2},
            headers={"Origin": shop.url},
        )
        assert added.status == 201, added.text()
    line = SlowLine(page)
    page.goto(f"{buyer.home}/cart/MAKER")
    expect(line_of(page, "Mug M-021")).to_be_visible()
    sheet = page.get_by_role("dialog", name="About this line")
    note = sheet.get_by_label("Note to the seller")
    for product, words in (("Mug M-020", "for the window"), ("Mug M-021", "fragile")):
        line.hold()
        line_of(page, product).get_by_role("button", name=f"Note, save or move {product}").click()
        expect(sheet).to_have_attribute("aria-busy", "true")
        expect(note).to_be_hidden()
        line.go_on()
        expect(note).to_be_focused()
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(sheet).to_be_hidden()
        expect(line_of(page, product)).to_contain_text(words)

    # What cannot be filled closes: a colleague took the line out meanwhile.
    line.hold()
    removed = page.request.delete(
        f"/api/v1/outlets/{buyer.outlet.number}/carts/MAKER/lines/{added.json()['lines'][-1]['id']}",
        headers={"Origin": shop.url},
    )
    assert removed.status == 200, removed.text()
    page.wait_for_timeout(500)  # the server's own picture of the page is new, the page is not
    line_of(page, "Mug M-021").get_by_role("button", name="Note, save or move Mug M-021").click()
    expect(sheet).to_have_attribute("aria-busy", "true")
    line.go_on()
    expect(sheet).to_be_hidden()
    expect(page.get_by_role("alert")).to_contain_text("line")
    line_of(page, "Mug M-020").get_by_role("button", name="Note, save or move Mug M-020").click()
    expect(note).to_have_value("for the window")


def test_a_wish_is_kept_ordered_and_compared(open_page: OpenPage, shop: Shop) -> None:
    buyer = shop.new_buyer()
    page = open_page(url=shop.url)
    use_session(page, buyer.contact, url=shop.url)
    page.goto(f"{buyer.home}/catalog?seller=MAKER")
    for product in ("Mug M-001", "Mug M-002"):
        row = offer_of(page, product)
        row.get_by_role("button", name=f"Save to wish list: {product}").click()
        expect(row.get_by_role("button", name=f"Save to wish list: {product}")).to_have_attribute(
            "aria-pressed", "true"
        )
        row.get_by_role("button", name=f"Compare {product}").click()
    tray = page.get_by_role("region", name="Comparison")
    expect(tray).to_contain_text("Compare 2 products")
    tray.get_by_role("link", name="Compare").click()
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader", name="Mug M-001")).to_be_visible()
    table.get_by_role("button", name="Take Mug M-002 out of the comparison").click()
    expect(table.get_by_role("columnheader", name="Mug M-002")).to_have_count(0)

    page.goto(f"{buyer.home}/wish-lists")
    wishes = page.get_by_role("list", name="Wishes").get_by_role("listitem")
    expect(wishes).to_have_count(2)
    wishes.filter(has_text="Mug M-001").get_by_role("button", name="Remove Mug M-001").click()
    expect(wishes).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(wishes).to_have_count(2)
    page.get_by_role("button", name="Order all").click()
    dialog = page.get_by_role("dialog").and_(page.locator("[open]"))
    expect(dialog).to_contain_text("Mug M-002")
