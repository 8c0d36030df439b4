"""The catalog's list as one types and filters."""

import httpx
import pytest
import sqlalchemy as sa
from playwright.sync_api import expect
from sqlmodel import col

from storefront.catalog.tables import Product
from tests.browser.fixtures import DESKTOP, PHONE, ROOT, OpenPage, use_session
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
    # Another journey may have bought the last of some: the first of the page is what it was.
    expect(quantities.first).to_have_accessible_name("Quantity of Mug M-001")
    quantities.first.fill("48")
    page.get_by_role("searchbox", name="Search products").fill("M-014")
    found = page.get_by_role("heading", level=1, name="M-014")
    expect(found).to_be_visible()
    expect(quantities.first).to_have_accessible_name("Quantity of Mug M-014")
    expect(quantities.first).to_have_value("1")


def test_a_picture_among_the_assets_takes_the_place_of_the_artwork(open_page: OpenPage, shop: Shop) -> None:
    picture = ROOT / "assets" / "pictures" / "storefront.png"
    assert "](assets/pictures/storefront.png)" in (ROOT / "README.md").read_text("utf-8")
    served = httpx.get(f"{shop.url}/pictures/storefront.png", timeout=60)
    assert (served.status_code, served.headers["content-type"]) == (200, "image/png")
    assert served.content == picture.read_bytes()

    buyer = shop.new_buyer()
    with shop.changing() as session:
        session.execute(sa.update(Product).where(col(Product.sku) == "M-003").values(picture=picture.name))
    try:
        page = open_page(url=shop.url)
        use_session(page, buyer.contact, url=shop.url)
        page.goto(f"{buyer.home}/catalog?seller=MAKER")
        shown = page.locator('img[src$="/artwork/M-003.svg"]').first
        shown.scroll_into_view_if_needed()
        expect(shown).to_have_js_property("complete", True)
        # As wide as the file is: the artwork is 200 wide.
        width = int.from_bytes(served.content[16:20])
        assert shown.evaluate("image => image.naturalWidth") == width
    finally:
        with shop.changing() as session:
            session.execute(sa.update(Product).where(col(Product.sku) == "M-003").values(picture=None))


class TestFrame:
    @pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1440", "390"])
    def test_outlet_and_seller_stay_in_view(
        self, open_page: OpenPage, shop: Shop, size: tuple[int, int]
    ) -> None:
        buyer = shop.new_buyer()
        page = open_page(url=shop.url, size=size)
        use_session(page, buyer.contact, url=shop.url)
        page.goto(f"{buyer.home}/catalog?seller=MAKER")
        expect(page.get_by_role("list", name="Products")).to_be_visible()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_function("scrollY > 300")
        expect(page.get_by_role("group", name="Purchasing context")).to_be_in_viewport(ratio=1)

    def test_what_is_on_its_way_is_shown_as_such(self, open_page: OpenPage, shop: Shop) -> None:
        buyer = shop.new_buyer()
        page = open_page(url=shop.url)
        use_session(page, buyer.contact, url=shop.url)
        # A line to the server that carries nothing: the page stays as it is before its first answer.
        page.route_web_socket("**/_event/**", lambda _socket: None)
        page.goto(f"{buyer.home}/catalog?seller=MAKER")
        expect(page.get_by_role("status", name="Loading")).to_be_visible()
        expect(page.get_by_role("list", name="Products")).to_have_count(0)
