"""Fields that suggest as one types, by keyboard and by touch; what is chosen is in the address."""

import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import PHONE, OpenPage, use_session
from tests.browser.shop import Shop
from tests.browser.test_partners import headquarters
from tests.factories import make_group

pytestmark = pytest.mark.browser


def test_an_outlet_is_moved_below_a_group_that_is_found_by_its_name(open_page: OpenPage, shop: Shop) -> None:
    number = f"G-{next(shop.numbers)}"
    with shop.changing() as session:
        make_group(session, organization=shop.trade.organization, number=number)
    ada = open_page(url=shop.url)
    use_session(ada, shop.trade.admin, url=shop.url)
    ada.goto("/organization/HIER-ORG-1?node=1002")
    below = ada.get_by_role("combobox", name="Move below")
    below.press_sequentially(number.lower())
    expect(ada.get_by_role("option")).to_have_count(1)
    below.press("ArrowDown")
    below.press("Enter")
    expect(ada.get_by_text(f"goes from First Gifts to Group {number}.")).to_be_visible()
    expect(ada).to_have_url(f"{shop.url}/organization/HIER-ORG-1?node=1002&below={number}")
    ada.get_by_role("button", name="Leave it").click()
    expect(ada).to_have_url(f"{shop.url}/organization/HIER-ORG-1?node=1002")


def test_access_is_explained_for_a_person_and_an_outlet_that_are_found_by_name(
    open_page: OpenPage, shop: Shop
) -> None:
    hedy = open_page(url=shop.url, size=PHONE)
    use_session(hedy, headquarters(shop), url=shop.url)
    hedy.goto("/admin/access")
    hedy.get_by_role("combobox", name="Person").press_sequentially("bea buy")
    hedy.get_by_role("option").filter(has_text="Bea Buyer").tap()
    outlet = hedy.get_by_role("combobox", name="Outlet")
    expect(hedy.get_by_role("combobox", name="Person")).to_have_value("buyer@first.example")
    outlet.press_sequentially("gifts york")
    outlet.press("Enter")
    expect(hedy.get_by_role("heading", name="Bea Buyer in First Gifts York (1001)")).to_be_visible()
    expect(hedy).to_have_url(f"{shop.url}/admin/access?contact=buyer%40first.example&outlet=1001")
