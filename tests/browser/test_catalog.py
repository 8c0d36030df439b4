"""The catalog's list as one types and filters."""

import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import OpenPage, use_session
from tests.browser.shop import Shop

pytestmark = pytest.mark.browser


def test_a_quantity_typed_beside_one_product_does_not_stay_beside_another(
    open_page: OpenPage, shop: Shop
) -> None:
    buyer = shop.new_buyer()
    page = open_page(url=shop.url)
    use_session(page, buyer.contact, url=shop.url)
    page.goto(f"{buyer.home}/catalog?seller=MAKER")
    quantities = page.get_by_role("list", name="Products").get_by_role("spinbutton")
    expect(quantities).to_have_count(24)
    quantities.first.fill("48")
    page.get_by_role("searchbox", name="Search products").fill("M-014")
    found = page.get_by_role("heading", level=1, name="M-014")
    expect(found).to_be_visible()
    expect(quantities.first).to_have_accessible_name("Quantity of Mug M-014")
    expect(quantities.first).to_have_value("1")
