"""An admin runs people: somebody is invited and comes in, somebody's open browser loses the organization."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import PHONE, OpenPage, use_session
from tests.browser.shop import Shop
from tests.hierarchies.people import mailed

pytestmark = pytest.mark.browser

PEOPLE = "/organization/HIER-ORG-1/people"


def member(page: Page, name: str) -> Locator:
    return page.get_by_role("table", name="People").get_by_role("row").filter(has_text=name)


def test_a_disabled_members_open_browser_loses_the_outlet_at_the_next_click(
    open_page: OpenPage, shop: Shop
) -> None:
    ada, carl = open_page(url=shop.url), open_page(url=shop.url, size=PHONE)
    use_session(ada, shop.trade.admin, url=shop.url)
    use_session(carl, shop.trade.colleague, url=shop.url)
    carl.goto("/o/1001/catalog?seller=MAKER")
    add = carl.get_by_role("button", name="Add Mug M-009")
    expect(add).to_be_visible()

    ada.goto(PEOPLE)
    row = member(ada, "Carl Colleague")
    expect(row).to_contain_text("Active")
    row.get_by_role("button", name="Disable: Carl Colleague, First Gifts York").click()
    dialog = ada.get_by_role("dialog", name="Disable a member")
    expect(dialog.get_by_role("heading", name="Disable Carl Colleague")).to_be_visible()
    dialog.get_by_label("Reason").fill("on leave")
    dialog.get_by_role("button", name="Disable").click()
    expect(row).to_contain_text("Disabled")
    expect(row).to_contain_text("on leave")

    with ada.expect_download() as exported:
        ada.get_by_role("link", name="Export CSV").click()
    assert "colleague@first.example" in Path(exported.value.path()).read_text(encoding="utf-8-sig")

    add.click()
    expect(carl.get_by_role("alert")).to_contain_text("You cannot order for this outlet.")
    carl.goto("/outlets")
    expect(carl.get_by_role("link", name="First Gifts York")).to_have_count(0)

    row.get_by_role("button", name="Enable: Carl Colleague, First Gifts York").click()
    expect(row).to_contain_text("Active")
    carl.goto("/o/1001/catalog?seller=MAKER")
    expect(add).to_be_visible()


def test_an_invited_person_comes_in_by_the_mailed_link(open_page: OpenPage, shop: Shop) -> None:
    ada, nina = open_page(url=shop.url), open_page(url=shop.url, size=PHONE)
    use_session(ada, shop.trade.admin, url=shop.url)
    ada.goto(PEOPLE)
    ada.get_by_role("button", name="Invite", exact=True).click()
    dialog = ada.get_by_role("dialog", name="Invite somebody")
    dialog.get_by_label("E-mail address").fill("nina@first.example")
    where = dialog.get_by_role("combobox", name="Outlet or group")
    where.press_sequentially("gifts york")
    found = dialog.get_by_role("listbox", name="Outlet or group").get_by_role("option")
    expect(found).to_have_text(["First Gifts YorkOutlet 1001"])
    where.press("ArrowDown")
    where.press("Enter")
    expect(where).to_have_value("First Gifts York (1001)")
    dialog.get_by_role("button", name="Send invitation").click()
    expect(member(ada, "nina@first.example")).to_contain_text("Invited")

    with shop.changing() as session:
        (token,) = mailed(session, "nina@first.example")
    nina.goto(f"/invitation/{token}")
    expect(nina.get_by_role("heading", name="You are invited")).to_be_visible()
    nina.get_by_label("Your name").fill("Nina New")
    nina.get_by_label("Choose a password").fill("a long one 1")
    nina.get_by_role("button", name="Accept and sign in").click()
    expect(nina.get_by_role("heading", name="First Gifts York")).to_be_visible()

    again = open_page(url=shop.url)
    again.goto(f"/invitation/{token}")
    expect(again.get_by_role("heading", name="This link works no more")).to_be_visible()
