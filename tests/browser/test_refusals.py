"""What the screens say when something cannot be: in words, with amounts, and nothing lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage, use_session
from tests.browser.shop import Buyer, Shop
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: OpenPage, shop: Shop) -> Page:
    return open_page(url=shop.url)


def enter(page: Page, shop: Shop, buyer: Buyer) -> None:
    use_session(page, buyer.contact, url=shop.url)


def fill_cart(page: Page, shop: Shop, buyer: Buyer, seller: str, **quantities: int) -> None:
    """Lines through the API; keywords are SKUs with `_` for `-`."""
    lines = [{"sku": sku.replace("_", "-"), "quantity": quantity} for sku, quantity in quantities.items()]
    answer = page.request.post(
        f"/api/v1/outlets/{buyer.outlet.number}/carts/{seller}/lines",
        data={"lines": lines},
        headers={"Origin": shop.url},
    )
    assert answer.status == 201, answer.text()


def lines_in_cart(page: Page, buyer: Buyer, seller: str) -> dict[str, int]:
    answer = page.request.get(f"/api/v1/outlets/{buyer.outlet.number}/carts/{seller}")
    return {line["sku"]: line["quantity"] for line in answer.json()["lines"]}


def open_checkout(page: Page, buyer: Buyer, total: str) -> None:
    page.goto(f"{buyer.home}/checkout/MAKER")
    expect(page.get_by_role("button", name=f"Place order for {total}")).to_be_enabled()


class TestSignIn:
    @pytest.mark.parametrize("email", ["buyer@first.example", "nobody@first.example"])
    def test_a_wrong_password_and_an_unknown_address_are_told_alike(self, page: Page, email: str) -> None:
        page.goto("/sign-in?next=/o/1001/orders")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password").fill("wrong horse")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_have_text(
            "That e-mail address and password do not fit together. Check both and try again."
        )
        assert email not in page.url

    def test_the_page_that_was_asked_for_is_not_forgotten_over_it(self, page: Page) -> None:
        page.goto("/o/1001/carts")
        for password in ("wrong horse", PASSWORD):
            expect(page.get_by_label("Password")).to_have_value("")
            page.get_by_label("E-mail address").fill("buyer@first.example")
            page.get_by_label("Password").fill(password)
            page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1, name="Carts of First Gifts York")).to_be_visible()


class TestCheckout:
    def test_below_the_minimum_order_says_how_much_is_missing(self, page: Page, shop: Shop) -> None:
        buyer = shop.new_buyer()
        enter(page, shop, buyer)
        fill_cart(page, shop, buyer, "NORTH", M_004=1)
        page.goto(f"{buyer.home}/cart/NORTH")
        main = page.get_by_role("main")
        expect(main.get_by_text("£47.25 more to reach the minimum order of £50.00")).to_be_visible()
        expect(main.get_by_role("button", name="Check out").first).to_be_disabled()
        page.goto(f"{buyer.home}/checkout/NORTH")
        expect(main.get_by_text("£47.25 more to reach the minimum order")).to_be_visible()
        expect(main.get_by_role("button", name="Place order")).to_be_disabled()

    def test_too_little_credit_names_the_amounts_and_keeps_the_cart(self, page: Page, shop: Shop) -> None:
        buyer = shop.new_buyer(credit=10_00)
        enter(page, shop, buyer)
        fill_cart(page, shop, buyer, "MAKER", M_005=10)
        page.goto(f"{buyer.home}/checkout/MAKER")
        page.get_by_label("Your purchase order number").fill("PO-7")
        page.get_by_role("button", name="Place order for £22.50").click()
        expect(page.get_by_role("alert")).to_contain_text(
            "This order of £22.50 is more than the £10.00 that remain of your organization's credit of £10.00."
        )
        expect(page.get_by_label("Your purchase order number")).to_have_value("PO-7")
        assert lines_in_cart(page, buyer, "MAKER") == {"M-005": 10}

    def test_a_changed_price_is_shown_line_by_line_and_can_be_accepted(self, page: Page, shop: Shop) -> None:
        buyer = shop.new_buyer()
        enter(page, shop, buyer)
        fill_cart(page, shop, buyer, "MAKER", M_006=4, M_007=2)
        open_checkout(page, buyer, "£15.00")
        page.get_by_label("Your purchase order number").fill("PO-8")
        with shop.priced("M-006", 31_000):
            page.get_by_role("button", name="Place order for £15.00").click()
            expect(page.get_by_role("alert")).to_contain_text("The total is now £17.40, not £15.00.")
            differences = page.get_by_role("table", name="Differences")
            expect(differences.locator("tbody tr")).to_have_count(1)
            expect(differences.locator("tbody tr")).to_have_text(
                re.compile("Mug M-006.*Dearer.*£2.50.*£3.10")
            )
            expect(page.get_by_role("button", name="Place order for £17.40")).to_be_disabled()
            assert lines_in_cart(page, buyer, "MAKER") == {"M-006": 4, "M-007": 2}

            page.get_by_role("button", name="Accept £17.40").click()
            expect(differences).to_have_count(0)
            expect(page.get_by_label("Your purchase order number")).to_have_value("PO-8")
            page.get_by_role("button", name="Place order for £17.40").click()
            expect(page.get_by_text("Your order is placed.")).to_be_visible()
            expect(page.get_by_role("main").get_by_text("£17.40")).to_be_visible()
            expect(page.get_by_role("main").get_by_text("PO-8")).to_be_visible()

    def test_stock_that_is_gone_names_the_line_and_what_is_left(self, page: Page, shop: Shop) -> None:
        buyer = shop.new_buyer()
        enter(page, shop, buyer)
        fill_cart(page, shop, buyer, "MAKER", M_008=4, M_009=1)
        open_checkout(page, buyer, "£12.50")
        with shop.stocked("M-008", 3):
            page.get_by_role("button", name="Place order for £12.50").click()
            expect(page.get_by_role("alert")).to_contain_text(
                "There is not enough stock: Mug M-008 (M-008): 3 of 4."
            )
            expect(page.get_by_role("table", name="Differences")).to_contain_text("Too little stock")
            expect(page.get_by_role("button", name="Place order for £12.50")).to_be_disabled()

            page.get_by_role("link", name="Change them in the cart").click()
            line = page.get_by_role("list", name="Lines").get_by_role("listitem").filter(has_text="Mug M-008")
            expect(line).to_contain_text("Only 3 available.")
            line.get_by_role("button", name="Less of Mug M-008").click()
            expect(page.get_by_text("needs a look")).to_have_count(0)
            page.get_by_role("link", name="Check out").and_(page.locator(":visible")).click()
            page.get_by_role("button", name="Place order for £10.00").click()
            expect(page.get_by_text("Your order is placed.")).to_be_visible()


class TestAccess:
    def test_a_disabled_member_loses_the_outlet_on_the_next_click(self, page: Page, shop: Shop) -> None:
        buyer = shop.new_buyer()
        enter(page, shop, buyer)
        page.goto(f"{buyer.home}/catalog?seller=MAKER")
        add = page.get_by_role("button", name="Add Mug M-010")
        expect(add).to_be_visible()
        shop.disable(buyer)

        add.click()
        expect(page.get_by_role("alert")).to_contain_text("You cannot order for this outlet.")
        page.get_by_role("link", name="Orders", exact=True).and_(page.locator("nav a:visible")).click()
        expect(page.get_by_role("alert")).to_contain_text("You cannot order for this outlet.")
        expect(page.get_by_role("table")).to_have_count(0)
        page.goto(f"{buyer.home}/cart/MAKER")
        expect(page.get_by_role("alert")).to_contain_text("You cannot order for this outlet.")
        expect(page.get_by_text("Corner Shop")).to_have_count(0)

    @pytest.mark.parametrize(
        "area",
        ["", "/catalog", "/quick-order", "/carts", "/cart/MAKER", "/checkout/MAKER", "/orders", "/account"],
    )
    def test_a_foreign_outlet_is_like_one_that_does_not_exist(
        self, page: Page, shop: Shop, area: str
    ) -> None:
        use_session(page, shop.trade.buyer, url=shop.url)
        told = [refusal_at(page, f"/o/{number}{area}") for number in ("2001", "no-such")]
        assert told[0].replace("2001", "no-such") == told[1]
        assert "Other Gifts" not in told[0]

    def test_an_address_that_leads_nowhere_leads_back(self, page: Page) -> None:
        page.goto("/no/such/page")
        expect(page.get_by_role("heading", level=1, name="There is no such page")).to_be_visible()
        page.get_by_role("link", name="Choose an outlet").click()
        expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


def refusal_at(page: Page, address: str) -> str:
    """All words of a page that is refused."""
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("You cannot order for this outlet.")
    return page.locator("body").inner_text()
