"""A seller's desk in a browser: an order comes in, a line is rejected, the rest accepted, and the buyer sees it."""

import io
import re

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.fixtures import DESKTOP, PHONE, OpenPage, use_session
from tests.browser.shop import Buyer, Shop
from tests.factories import MadeContact, make_employee

pytestmark = pytest.mark.browser


def new_clerk(shop: Shop) -> MadeContact:
    """A clerk of the maker whom no other test knows."""
    with shop.changing() as session:
        return make_employee(
            session,
            email=f"mona-{next(shop.numbers)}@maker.example",
            seller_id=shop.trade.maker.id,
            duties=["seller_clerk"],
            name="Mona Clerk",
        )


def order(page: Page, buyer: Buyer, *products: str) -> str:
    """Put products into the cart with the maker and order them; the order's number."""
    page.goto(f"{buyer.home}/catalog?seller=MAKER")
    for product in products:
        page.get_by_role("button", name=f"Add {product}").click()
        offer = page.get_by_role("list", name="Products").get_by_role("listitem").filter(has_text=product)
        expect(offer).to_contain_text("1 in cart")
    page.goto(f"{buyer.home}/checkout/MAKER")
    page.get_by_role("button", name="Place order").click()
    expect(page.get_by_text("Your order is placed.")).to_be_visible()
    return page.get_by_role("heading", level=1).inner_text().split()[1]


def test_an_order_appears_is_decided_line_by_line_and_the_buyer_sees_it(
    open_page: OpenPage, shop: Shop
) -> None:
    bo = shop.new_buyer()
    buyer, clerk = open_page(url=shop.url, size=PHONE), open_page(url=shop.url, size=DESKTOP)
    use_session(buyer, bo.contact, url=shop.url)
    use_session(clerk, new_clerk(shop), url=shop.url)
    clerk.goto(f"/seller/MAKER-C?outlet={bo.outlet.number}")
    expect(clerk.get_by_role("heading", name="No order fits")).to_be_visible()
    clerk.evaluate("window.wasNeverReloaded = true")

    number = order(buyer, bo, "Mug M-001", "Mug M-002")
    clerk.get_by_role("link", name=number).click()
    assert clerk.evaluate("window.wasNeverReloaded") is True

    clerk.get_by_role("checkbox", name="Choose Mug M-002").check()
    clerk.get_by_role("button", name="Reject 1 line").click()
    dialog = clerk.get_by_role("dialog", name="Reject with a reason")
    dialog.get_by_label("Reason, which the buyer reads").fill("chipped")
    dialog.get_by_role("button", name="Reject 1 line").click()
    for page in (clerk, buyer):
        decisions = page.get_by_role("region", name="What the seller decided")
        expect(decisions).to_contain_text("Lines rejected: M-002")
        expect(decisions).to_contain_text("chipped")
    clerk.get_by_role("button", name="Accept").click()
    for page in (clerk, buyer):
        expect(page.get_by_role("listitem").filter(has_text="Mona Clerk")).to_have_count(2)
        expect(page.locator("s", has_text="Mug M-002")).to_be_visible()
    expect(clerk.get_by_role("button", name="Accept")).to_have_count(0)


def test_stock_is_corrected_where_it_is_listed(open_page: OpenPage, shop: Shop) -> None:
    page = open_page(url=shop.url, size=PHONE)
    use_session(page, new_clerk(shop), url=shop.url)
    page.goto("/seller/MAKER-C/stock?q=M-003")
    page.get_by_role("button", name="Adjust Mug M-003").click()
    dialog = page.get_by_role("dialog", name="Adjust stock")
    dialog.get_by_label("Or a change: 12 more, or -3").fill("-3")
    dialog.get_by_label("Reason").fill("broken")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Adjusted -3, then ")).to_be_visible()


def test_many_are_counted_in_a_workbook_looked_at_and_adjusted(open_page: OpenPage, shop: Shop) -> None:
    page = open_page(url=shop.url)
    use_session(page, new_clerk(shop), url=shop.url)
    page.goto("/seller/MAKER-C/stock?q=M-04")
    page.get_by_role("button", name="Adjust many").click()
    sheet = page.get_by_role("dialog", name="Adjust many")
    book, file = Workbook(), io.BytesIO()
    for row in (
        ["SKU", "On hand", "Change", "Reason"],
        ["M-040", 990, None, "counted"],
        ["M-041", None, -7, "broken"],
        ["M-999", 5, None, "counted"],
        ["M-042", None, None, "nothing said"],
    ):
        book.worksheets[0].append(row)
    book.save(file)
    sheet.get_by_label("Choose a CSV or XLSX file").set_input_files(
        {"name": "count.xlsx", "mimeType": "", "buffer": file.getvalue()}
    )
    expect(sheet.get_by_label("A row for each product")).to_have_value(re.compile("M-041.*broken"))

    sheet.get_by_role("button", name="See what it changes").click()
    expect(sheet.get_by_role("status")).to_contain_text("2 of 4 rows would change what is on hand")
    rows = sheet.get_by_role("list", name="Rows").get_by_role("listitem")
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text("1,000 \N{RIGHTWARDS ARROW} 993 on hand: broken")
    expect(rows.nth(2)).to_contain_text("Not possible")
    on_hand = page.get_by_role("table").get_by_role("row").filter(has_text="Mug M-041")
    expect(on_hand).to_contain_text("1,000")

    sheet.get_by_role("button", name="Adjust what can be").click()
    expect(sheet).to_be_hidden()
    expect(on_hand).to_contain_text("993")
    expect(page.get_by_role("row").filter(has_text="Mug M-040")).to_contain_text("990")
