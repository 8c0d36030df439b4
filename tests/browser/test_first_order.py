"""A buyer's first order on the demo company, from signing in to signing out, at a desk and on a phone."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import DESKTOP, PASSWORD, PHONE, OpenPage

pytestmark = pytest.mark.browser

MAKER = "Briar & Finch Giftware"
SKU, PRODUCT = "22423", "Regency Cakestand 3 Tier"


@dataclass(frozen=True, slots=True)
class Shopper:
    """Where a journey takes place: the two run on one database, so each has outlets of its own."""

    size: tuple[int, int]
    outlet: str
    second_outlet: str
    distributor: str


SHOPPERS = (
    Shopper(DESKTOP, "Beehive & Kettle, Beverley", "Beehive & Kettle, Liverpool", "Pennine Gift Supply"),
    Shopper(PHONE, "The Gilded Nest, Chichester", "The Gilded Nest, Colchester", "Downs & Thames Wholesale"),
)


@pytest.mark.parametrize("shopper", SHOPPERS, ids=["1440x900", "390x844"])
def test_from_sign_in_to_the_order_in_the_history(
    open_page: OpenPage, shopper: Shopper, tmp_path: Path
) -> None:
    page = open_page(size=shopper.size, accept_downloads=True)
    sign_in_by_the_form(page)
    page.get_by_role("link", name=shopper.outlet).first.click()
    expect(page.get_by_role("heading", level=1, name=shopper.outlet)).to_be_visible()
    expect(page.get_by_role("heading", name="Sellers")).to_be_visible()

    page.get_by_role("link", name="Open catalog").click()
    add_by_keyboard(page, typed="regency cakstand", quantity=12)
    switch_seller(page, now=MAKER, to=shopper.distributor)
    add_by_pointer(page, typed="regency cakestand", quantity=11)

    open_area(page, "Carts")
    before = [cart_card(page, seller) for seller in (MAKER, shopper.distributor)]
    assert all(lines == "1 line" for lines, _ in before)
    switch_outlet(page, now=shopper.outlet, to=shopper.second_outlet)
    open_area(page, "Carts")
    expect(page.get_by_text("Nothing in this cart yet.")).to_have_count(2)
    switch_outlet(page, now=shopper.second_outlet, to=shopper.outlet)
    open_area(page, "Carts")
    assert [cart_card(page, seller) for seller in (MAKER, shopper.distributor)] == before

    number = check_out(page, shopper)
    find_by_sku(page, number)
    exported = export_orders(page, tmp_path / "orders.csv")
    assert exported == rows_on_screen(page)
    assert exported[0]["number"] == number
    open_found_order(page, number, shopper)
    sign_out_for_good(page)


def sign_in_by_the_form(page: Page) -> None:
    page.goto("/")
    page.get_by_label("E-mail address").fill("buyer@demo.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1, name="Choose an outlet")).to_be_visible()


def row_of(page: Page, product: str) -> Locator:
    """The row of a product in the catalog's list."""
    link = page.get_by_role("link", name=product, exact=True)
    return page.get_by_role("list", name="Products").get_by_role("listitem").filter(has=link)


def add_by_keyboard(page: Page, *, typed: str, quantity: int) -> None:
    """`/`, words with a typo, arrow down, a number, Enter: the mouse stays where it is."""
    expect(page.get_by_role("list", name="Products").get_by_role("listitem")).to_have_count(24)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    expect(page.get_by_text("searched for “cakestand” instead of “cakstand”")).to_be_visible()
    row = row_of(page, PRODUCT)
    expect(row).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(row.get_by_role("spinbutton")).to_be_focused()
    page.keyboard.type(str(quantity))
    page.keyboard.press("Enter")
    expect(row.get_by_text(f"{quantity} in cart")).to_be_visible()
    expect(page.get_by_role("link", name="1 line")).to_be_visible()


def add_by_pointer(page: Page, *, typed: str, quantity: int) -> None:
    """The same by touching: the last piece with the plus button."""
    page.get_by_role("searchbox", name="Search products").fill(typed)
    expect(page.get_by_role("heading", level=1, name=typed)).to_be_visible()
    row = row_of(page, PRODUCT)
    row.get_by_role("spinbutton").fill(str(quantity - 1))
    row.get_by_role("button", name=f"More of {PRODUCT}").click()
    expect(row.get_by_role("spinbutton")).to_have_value(str(quantity))
    row.get_by_role("button", name=f"Add {PRODUCT}").click()
    expect(row.get_by_text(f"{quantity} in cart")).to_be_visible()


def open_area(page: Page, name: str) -> None:
    """One of the entries of the navigation, which is above at a desk and below on a phone, where the account is above."""
    entries = page.locator("nav a:visible, .bar-account:visible")
    page.get_by_role("link", name=name, exact=True).and_(entries).click()
    heading = {"Carts": "Carts of", "Orders": "Orders", "Account": "Demo Buyer"}[name]
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def switch_seller(page: Page, *, now: str, to: str) -> None:
    page.get_by_label(f"Switch seller, now {now}").click()
    context = page.get_by_role("group", name="Purchasing context")
    context.get_by_role("navigation", name="Sellers").get_by_role("link", name=to).click()
    expect(page.get_by_label(f"Switch seller, now {to}")).to_be_visible()
    expect(page.get_by_text("searched for")).to_have_count(0)


def switch_outlet(page: Page, *, now: str, to: str) -> None:
    """Through the sheet, whose confirmation names what changes and what stays."""
    page.get_by_role("button", name=f"Switch outlet, now {now}").click()
    sheet = page.get_by_role("dialog", name="Switch outlet")
    sheet.get_by_role("button", name=to).click()
    expect(sheet.get_by_role("heading", name=f"Switch to {to}?")).to_be_visible()
    expect(sheet.get_by_text("Changes:").locator("..")).to_contain_text(
        f"prices, assortment, stock, sellers and the delivery address become those of {to}"
    )
    expect(sheet.get_by_text("Stays:").locator("..")).to_contain_text(
        f"every cart of {now} waits there as it is"
    )
    sheet.get_by_role("link", name="Switch outlet").click()
    expect(page.get_by_role("heading", level=1, name=to)).to_be_visible()
    expect(page.get_by_role("button", name=f"Switch outlet, now {to}")).to_be_visible()


def cart_card(page: Page, seller: str) -> tuple[str, str]:
    """Lines and subtotal on the card of a seller's cart."""
    card = (
        page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_role("heading", name=seller))
    )
    lines = card.get_by_text(re.compile(r"^\d+ lines?$"))
    expect(lines).to_be_visible()
    return lines.inner_text(), card.get_by_text(re.compile("^£")).first.inner_text()


def check_out(page: Page, shopper: Shopper) -> str:
    """The manufacturer's cart, on account; the order's number."""
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=MAKER))
    card.get_by_role("link", name="Open cart").click()
    expect(page.get_by_role("heading", level=1, name=f"Cart with {MAKER}")).to_be_visible()
    page.get_by_role("link", name="Check out").and_(page.locator(":visible")).click()
    expect(page.get_by_role("heading", level=1, name=f"Check out with {MAKER}")).to_be_visible()
    day = page.get_by_label("Delivery wanted on")
    day.fill(day.get_attribute("min") or "")
    page.get_by_label("Your purchase order number").fill(f"PO-{shopper.size[0]}")
    page.get_by_label("Note for the seller").fill("Ring the bell twice")
    page.get_by_role("button", name="Place order for £").click()
    expect(page.get_by_text("Your order is placed.")).to_be_visible()
    return page.get_by_role("heading", level=1).inner_text().removeprefix("Order ").strip()


def find_by_sku(page: Page, number: str) -> None:
    open_area(page, "Orders")
    toggle = page.get_by_label("Show filters")
    field = page.get_by_label("Number, purchase order, SKU or product")
    expect(toggle.or_(field).first).to_be_attached()
    if not field.is_visible():
        toggle.check()
    field.fill(SKU)
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url(f"**q={SKU}*")
    expect(page.get_by_role("link", name=number)).to_be_visible()


def export_orders(page: Page, file: Path) -> list[dict[str, str]]:
    """The exported selection, with the cells that the screen shows as well."""
    with page.expect_download() as download:
        page.get_by_text("Export", exact=True).click()
        page.get_by_role("link", name="Orders as CSV").click()
    download.value.save_as(file)
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return [
        {
            "number": row["number"],
            "purchase_order": row["purchase_order_number"],
            "place": row["outlet_name"] + row["seller_name"],
            "status": row["status"].capitalize(),
            "lines": row["lines"],
            "total": row["total"],
        }
        for row in rows
    ]


def rows_on_screen(page: Page) -> list[dict[str, str]]:
    """Every row of the selection, after all of its pages were asked for."""
    rows = page.get_by_role("table", name="Orders").locator("tbody tr")
    more = page.get_by_role("button", name="Show more")
    while more.is_visible():
        shown = rows.count()
        more.click()
        expect(rows.nth(shown)).to_be_attached()
    cells: list[list[Any]] = rows.evaluate_all(
        "rows => rows.map(row => [row.querySelector('a').textContent, ...[...row.cells].map(cell => cell.textContent)])"
    )
    return [
        {
            "number": number,
            "purchase_order": first.removeprefix(number),
            "place": place,
            "status": status,
            "lines": lines.split()[0],
            "total": total.replace(",", "").removeprefix("£"),
        }
        for number, _tick, first, _placed, place, _by, status, lines, total, _again in cells
    ]


def open_found_order(page: Page, number: str, shopper: Shopper) -> None:
    page.get_by_role("link", name=number).click()
    expect(page.get_by_role("heading", level=1, name=number)).to_be_visible()
    for fact in (MAKER, shopper.outlet, f"PO-{shopper.size[0]}", "Ring the bell twice", "On account"):
        expect(page.get_by_role("main").get_by_text(fact).first).to_be_visible()
    expect(page.get_by_role("table", name="Lines").get_by_role("link", name=PRODUCT)).to_be_visible()
    expect(page.get_by_text("Your order is placed.")).to_have_count(0)


def sign_out_for_good(page: Page) -> None:
    """Afterwards the order's address leads to the form, and the form back to the order."""
    address = page.url
    open_area(page, "Account")
    page.get_by_role("button", name="Sign out", exact=True).last.click()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    expect(page.get_by_text("On account")).to_have_count(0)
    assert "next=" in page.url
