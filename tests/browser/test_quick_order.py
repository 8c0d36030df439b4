"""Bulk entry by people in a hurry: pasting, scanning, correcting, and a line that comes and goes."""

import io
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.fixtures import DESKTOP, PHONE, OpenPage, use_session
from tests.browser.keyboard import enter, tab_to
from tests.browser.shop import Buyer, Shop

pytestmark = pytest.mark.browser

GOOD, UNKNOWN, FRACTIONS, NAMELESS = 180, 8, 6, 6
BAD = UNKNOWN + FRACTIONS + NAMELESS


def open_quick_order(page: Page, shop: Shop, buyer: Buyer) -> Locator:
    """The entry's SKU field, which has the focus."""
    use_session(page, buyer.contact, url=shop.url)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=shop.url)
    page.goto(f"{buyer.home}/quick-order")
    expect(page.get_by_role("heading", level=2, name="No rows yet")).to_be_visible()
    field = page.get_by_role("combobox", name="SKU or words")
    expect(field).to_be_focused()
    return field


def rows_of(page: Page) -> Locator:
    return page.get_by_role("list", name="Rows").get_by_role("listitem")


def paste(page: Page, text: str) -> None:
    """Ctrl+V where the focus is."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")


def two_hundred_rows() -> str:
    """Bad rows first by kind, good ones of all products below them; columns in an order of their own."""
    rows = [f"{place}\tX-{place}\tno such number" for place in range(1, UNKNOWN + 1)]
    rows += [f"{place},5\tM-001\thalf of one" for place in range(FRACTIONS)]
    rows += [f"{place}\t\tno number" for place in range(1, NAMELESS + 1)]
    rows += [f"1\tM-{place % 24 + 1:03d}\t" for place in range(GOOD)]
    return "\r\n".join(["Pieces\tItem no.\tRemark", *rows]) + "\r\n"


def assert_nothing_sticks_out(page: Page, region: Locator) -> None:
    """On the narrowest phone every link ends within the region that it is in."""
    page.set_viewport_size({"width": 320, "height": PHONE[1]})
    ends = "each => each.getBoundingClientRect().right"
    for each in region.get_by_role("link").all():
        assert each.evaluate(ends) <= region.evaluate(ends)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


class TestTwoHundredRows:
    @pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1440", "390"])
    def test_are_pasted_corrected_and_ordered_by_keyboard_alone(
        self, open_page: OpenPage, shop: Shop, size: tuple[int, int]
    ) -> None:
        page = open_page(url=shop.url, size=size)
        buyer = shop.new_buyer()
        open_quick_order(page, shop, buyer)
        paste(page, two_hundred_rows())
        counted = page.get_by_text("200 rows, 20 to correct", exact=True).first
        expect(counted).to_be_visible()
        expect(rows_of(page)).to_have_count(50)
        expect(page.get_by_text("SKU from column 2, quantity from column 1.")).to_be_visible()

        tab_to(page, page.get_by_role("button", name="To correct"))
        page.keyboard.press("Enter")
        expect(rows_of(page)).to_have_count(BAD)
        expect(rows_of(page).first).to_contain_text("Row 2: 1\tX-1\tno such number")

        tab_to(page, page.get_by_role("combobox", name="SKU of X-1"))
        for sku in ("M-001", "M-002"):
            page.keyboard.press("Control+A")
            page.keyboard.type(sku)
            page.keyboard.press("Enter")
        expect(page.get_by_text("200 rows, 18 to correct", exact=True).first).to_be_visible()
        expect(page.get_by_role("combobox", name="SKU of X-3")).to_be_focused()
        tab_to(page, page.get_by_role("textbox", name="Quantity of M-001").first)
        page.keyboard.press("Control+A")
        page.keyboard.type("3")
        page.keyboard.press("Enter")
        expect(page.get_by_text("200 rows, 17 to correct", exact=True).first).to_be_visible()

        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("183 rows added to 1 cart. 17 rows stayed here.").first).to_be_visible()
        expect(rows_of(page)).to_have_count(17)
        if size == PHONE:
            assert_nothing_sticks_out(page, page.get_by_role("region", name="Added"))
        to_cart = page.get_by_role("link", name="Cart with Maker Ltd")
        enter(page, to_cart)
        expect(page.get_by_role("list", name="Lines").get_by_role("listitem")).to_have_count(24)
        check_out = page.get_by_role("link", name="Check out").and_(page.locator(":visible"))
        tab_to(page, check_out, most=250)
        page.keyboard.press("Enter")
        place = page.get_by_role("button", name="Place order for").and_(page.locator(":visible"))
        expect(place).to_be_enabled()
        tab_to(page, place)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Your order is placed.")).to_be_visible()
        if size == PHONE:
            enter(page, page.get_by_role("link", name="Reorder").and_(page.locator(":visible")))
        enter(page, page.get_by_role("link", name="Quick order").and_(page.locator(":visible")).first)
        expect(rows_of(page)).to_have_count(17)


class TestPasting:
    def test_a_thousand_rows_are_all_answered(self, open_page: OpenPage, shop: Shop) -> None:
        page = open_page(url=shop.url)
        open_quick_order(page, shop, shop.new_buyer())
        paste(page, "M-001\t1\nM-002\t1")  # so that nothing is done for the first time below
        expect(rows_of(page)).to_have_count(2)
        text = "\n".join(f"M-{place % 24 + 1:03d}\t1" for place in range(998))
        paste(page, text)
        expect(page.get_by_text("1,000 rows, all can be added").first).to_be_visible()

    def test_one_value_goes_into_the_field_that_has_the_focus(self, open_page: OpenPage, shop: Shop) -> None:
        page = open_page(url=shop.url)
        field = open_quick_order(page, shop, shop.new_buyer())
        paste(page, "M-003")
        expect(field).to_have_value("M-003")
        page.keyboard.press("Tab")
        paste(page, "1,200")
        expect(page.get_by_role("textbox", name="Quantity", exact=True)).to_have_value("1,200")
        page.keyboard.press("Enter")
        expect(page.get_by_role("textbox", name="Quantity of M-003")).to_have_value("1200")

    def test_a_workbook_and_what_is_none(self, open_page: OpenPage, shop: Shop) -> None:
        page = open_page(url=shop.url)
        open_quick_order(page, shop, shop.new_buyer())
        file = io.BytesIO()
        book = Workbook()
        for row in (["Item", "Qty"], ["M-001", 2], ["M-002", 2.5]):
            book.worksheets[0].append(row)
        book.save(file)
        upload = page.get_by_label("Upload CSV or Excel")
        upload.set_input_files({"name": "march.xlsx", "mimeType": "", "buffer": file.getvalue()})
        expect(page.get_by_text("2 rows, 1 to correct").first).to_be_visible()
        expect(page.get_by_text("Read from march.xlsx. SKU from column 1")).to_be_visible()
        upload.set_input_files({"name": "list.csv", "mimeType": "text/csv", "buffer": b"%PDF-1.7 not a list"})
        expect(page.get_by_role("alert").filter(has_text="This is a PDF.")).to_contain_text(
            "Not taken: list.csv"
        )
        expect(rows_of(page)).to_have_count(2)


class TestTyping:
    def test_a_scanner_is_never_too_fast(self, open_page: OpenPage, shop: Shop) -> None:
        page = open_page(url=shop.url)
        open_quick_order(page, shop, shop.new_buyer())

        def slowly(route: Route) -> None:
            page.wait_for_timeout(200)
            route.continue_()

        page.route("**/quick-order/rows", slowly)
        scanned = [f"M-{place % 12 + 1:03d}" for place in range(60)]
        for sku in scanned:
            page.keyboard.type(sku)
            page.keyboard.press("Enter")
        expect(rows_of(page)).to_have_count(12)
        for sku in set(scanned):
            expect(page.get_by_role("textbox", name=f"Quantity of {sku}")).to_have_value("5")
        expect(page.get_by_text("on the way")).to_have_count(0)

    def test_what_was_typed_while_the_line_was_down_arrives_after_a_reload(
        self, open_page: OpenPage, shop: Shop
    ) -> None:
        page = open_page(url=shop.url)
        open_quick_order(page, shop, shop.new_buyer())
        page.context.set_offline(True)
        for sku in ("M-004", "M-005"):
            page.keyboard.type(sku)
            page.keyboard.press("Enter")
        expect(page.get_by_text("2 on the way to the server")).to_be_visible()
        page.context.set_offline(False)
        page.reload()
        expect(rows_of(page)).to_have_count(2)

    def test_an_answer_that_is_none_is_no_end(self, open_page: OpenPage, shop: Shop) -> None:
        page = open_page(url=shop.url)
        open_quick_order(page, shop, shop.new_buyer())
        foreign = "<p>Welcome to the hotel's network"
        page.route("**/quick-order/rows", lambda route: route.fulfill(content_type="text/html", body=foreign))
        page.keyboard.type("M-004")
        page.keyboard.press("Enter")
        expect(page.get_by_text("1 on the way to the server")).to_be_visible()
        page.unroute("**/quick-order/rows")
        expect(rows_of(page)).to_have_count(1)
        expect(page.get_by_text("on the way")).to_have_count(0)

    def test_suggestions_are_chosen_with_the_arrows(self, open_page: OpenPage, shop: Shop) -> None:
        page = open_page(url=shop.url)
        field = open_quick_order(page, shop, shop.new_buyer())
        page.keyboard.type("mug m-006")
        options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
        expect(options).to_have_count(2)
        expect(field).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowUp")
        expect(options.filter(has_text="North Ltd")).to_have_attribute("aria-selected", "true")
        assert field.get_attribute("aria-activedescendant") == options.last.get_attribute("id")
        page.keyboard.press("Enter")
        quantity = page.get_by_role("textbox", name="Quantity", exact=True)
        expect(quantity).to_be_focused()
        page.keyboard.type("7")
        page.keyboard.press("Enter")
        expect(rows_of(page)).to_have_count(1)
        expect(rows_of(page)).to_contain_text("North Ltd")
        expect(page.get_by_role("textbox", name="Quantity of M-006")).to_have_value("7")
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-expanded", "false")
        page.keyboard.type("mug")
        expect(options).to_have_count(8)
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_have_count(0)

    def test_an_unknown_number_is_replaced_by_words(self, open_page: OpenPage, shop: Shop) -> None:
        page = open_page(url=shop.url)
        open_quick_order(page, shop, shop.new_buyer())
        page.keyboard.type("X-99")
        page.keyboard.press("Enter")
        row_field = page.get_by_role("combobox", name="SKU of X-99")
        row_field.fill("m-007")
        option = page.get_by_role("option").filter(has_text="Maker Ltd")
        expect(option).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(rows_of(page)).to_contain_text("Mug M-007")
        expect(page.get_by_role("textbox", name="Quantity of M-007")).to_be_focused()


class TestAdding:
    def test_is_undone_with_one_click(self, open_page: OpenPage, shop: Shop) -> None:
        page = open_page(url=shop.url)
        buyer = shop.new_buyer()
        open_quick_order(page, shop, buyer)
        paste(page, "sku;qty;seller\nM-001;2;MAKER\nM-002;3;NORTH")
        page.get_by_role("button", name="Add 2 rows to carts").and_(page.locator(":visible")).click()
        added = page.get_by_role("region", name="Added")
        expect(added).to_contain_text("2 rows added to 2 carts.")
        expect(page.get_by_role("heading", level=2, name="No rows yet")).to_be_visible()
        added.get_by_role("button", name="Undo").click()
        expect(rows_of(page)).to_have_count(2)
        for seller in ("MAKER", "NORTH"):
            cart: Any = page.request.get(f"/api/v1/outlets/{buyer.outlet.number}/carts/{seller}").json()
            assert cart["lines"] == []
