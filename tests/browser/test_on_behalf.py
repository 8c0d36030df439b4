"""Employees who act for outlets, beside the buyers whose carts they fill."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import DESKTOP, PHONE, OpenPage, use_session
from tests.browser.shop import Buyer, Shop
from tests.factories import MadeEmployee, make_employee, make_sales_group

pytestmark = pytest.mark.browser


def employ(shop: Shop, buyer: Buyer, duty: str) -> MadeEmployee:
    """An employee of the manufacturer; a field seller looks after the buyer's outlet."""
    number = buyer.outlet.number
    with shop.changing() as session:
        made = make_employee(
            session,
            email=f"{duty}@{number}.example",
            seller_id=shop.trade.maker.id,
            duties=[duty],
            name=f"Fay {number}",
        )
        if duty == "field_seller":
            make_sales_group(session, code=f"G-{number}", employees=[made], node_ids=[buyer.outlet.id])
    return made


def line_of(page: Page, product: str) -> Locator:
    return page.get_by_role("list", name="Lines").get_by_role("listitem").filter(has_text=product)


def offer_of(page: Page, product: str) -> Locator:
    return page.get_by_role("list", name="Products").get_by_role("listitem").filter(has_text=product)


def test_a_field_seller_and_a_buyer_in_one_cart(open_page: OpenPage, shop: Shop) -> None:
    buyer = shop.new_buyer()
    seller, name = employ(shop, buyer, "field_seller"), f"Fay {buyer.outlet.number}"
    bo, fay = open_page(url=shop.url, size=PHONE), open_page(url=shop.url, size=DESKTOP)
    use_session(bo, buyer.contact, url=shop.url)
    use_session(fay, seller, url=shop.url)
    bo.goto(f"{buyer.home}/cart/MAKER")
    expect(bo.get_by_role("heading", name="This cart is empty")).to_be_visible()

    fay.goto("/field")
    fay.get_by_role("button", name="Start a session for").click()
    dialog = fay.get_by_role("dialog", name="Act for an outlet")
    dialog.get_by_label("For whom").select_option(label=f"Bo {buyer.outlet.number}, {buyer.contact.email}")
    dialog.get_by_label("Reason").fill("spring visit")
    dialog.get_by_role("button", name="Start session").click()
    banner = fay.get_by_role("region", name="Acting for an outlet")
    expect(banner).to_contain_text(f"{name} for Bo {buyer.outlet.number}")

    fay.goto(f"{buyer.home}/catalog?seller=MAKER")
    for product in ("Mug M-001", "Mug M-002"):
        offer_of(fay, product).get_by_role("button", name=f"Add {product}").click()
        expect(line_of(bo, product)).to_contain_text(name)
        expect(line_of(bo, product)).to_contain_text("field seller")
    bo.get_by_role("button", name="Undo last change").click()
    expect(line_of(bo, "Mug M-002")).to_have_count(0)

    fay.goto(f"{buyer.home}/checkout/MAKER")
    fay.get_by_role("button", name="Place order for").click()
    expect(fay.get_by_text("Your order is placed.")).to_be_visible()
    expect(fay.get_by_text(f"{name} for Bo {buyer.outlet.number}").last).to_be_visible()
    number = fay.url.partition("/orders/")[2].partition("?")[0]
    expect(bo.get_by_role("heading", name="This cart is empty")).to_be_visible()

    fay.get_by_role("button", name="End session").click()
    expect(fay.get_by_role("heading", name="My outlets")).to_be_visible()
    bo.goto(f"{buyer.home}/visits")
    visit = bo.get_by_role("article").first
    expect(visit).to_contain_text("spring visit")
    expect(visit).to_contain_text(number)


def test_customer_service_orders_for_an_outlet_without_an_active_contact(
    open_page: OpenPage, shop: Shop
) -> None:
    buyer = shop.new_buyer()
    service = employ(shop, buyer, "customer_service")
    shop.disable(buyer)
    page = open_page(url=shop.url, size=DESKTOP)
    use_session(page, service, url=shop.url)
    page.goto("/admin/orders")
    page.get_by_label("Find people, outlets and orders").fill(f"Corner Shop {buyer.outlet.number}")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("link", name=f"Enter an order for Corner Shop {buyer.outlet.number}").click()
    expect(page.get_by_text("This outlet has no active contact")).to_be_visible()
    page.get_by_label("Reason").fill("a call")
    page.get_by_role("button", name="Enter lines").click()

    page.get_by_label("SKU", exact=True).fill("M-003")
    page.get_by_label("Quantity", exact=True).fill("4")
    page.get_by_label("Quantity", exact=True).press("Enter")
    expect(page.get_by_role("table", name="Lines of the list")).to_contain_text("Mug M-003")
    page.get_by_role("button", name="Put into the cart and check out").click()
    page.get_by_role("button", name="Place order for").click()
    expect(page.get_by_text("Your order is placed.")).to_be_visible()
    page.get_by_role("button", name="End session").click()
    expect(page).to_have_url(re.compile("/admin/orders$"))
    row = page.get_by_role("row").filter(has_text=f"Corner Shop {buyer.outlet.number}").first
    expect(row).to_contain_text(f"Fay {buyer.outlet.number}")
