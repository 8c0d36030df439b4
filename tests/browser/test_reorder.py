"""An order of two years ago, ordered again: the difference is read, corrected and added, all by keyboard."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect
from sqlmodel import col

from storefront.catalog.tables import CatalogEntry, Product
from storefront.inventory.tables import StockLevel
from storefront.kit.clock import now
from storefront.offers.service import shelve
from tests.browser.fixtures import DESKTOP, PASSWORD, PHONE, OpenPage, use_session
from tests.browser.keyboard import enter as press
from tests.browser.keyboard import write
from tests.browser.shop import Shop
from tests.reordering.history import make_order

pytestmark = pytest.mark.browser

SIZES = {"1440x900": DESKTOP, "390x844": PHONE}
OUTLET = "Beehive & Kettle, York"
SELLER = "Pennine Gift Supply"
WORDS = {
    "same": "Same",
    "cheaper": "Cheaper",
    "dearer": "Dearer",
    "short": "Short",
    "rule changed": "Rule changed",
    "replaced": "Replaced",
    "not in your catalog": "Not in your catalog",
}


@dataclass(frozen=True, slots=True)
class Old:
    """An order of the demo from December 2024, with its place among the oldest of its outlet."""

    number: str
    size: tuple[int, int]


OLD = (Old("SO-489797", DESKTOP), Old("SO-489807", PHONE))


def shown(page: Page, role: Any, name: str) -> Locator:
    """The one that is visible at this width."""
    return page.get_by_role(role, name=name, exact=True).and_(page.locator(":visible"))


def sign_in_by_keyboard(page: Page, email: str) -> None:
    """Type where the page puts the focus."""
    page.goto("/")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type(email)
    write(page, page.get_by_label("Password"), PASSWORD)
    page.keyboard.press("Enter")


def lines_of(sheet: Locator) -> Locator:
    return sheet.get_by_role("table", name="Lines of the list").locator("tbody tr")


def states_in(sheet: Locator) -> list[str]:
    """The state that each line shows, in the order of the lines."""
    rows = lines_of(sheet)
    return [rows.nth(place).locator(".tag").first.inner_text() for place in range(rows.count())]


@pytest.mark.parametrize("old", OLD, ids=list(SIZES))
def test_an_order_of_the_demo_from_december_2024(open_page: OpenPage, base_url: str, old: Old) -> None:
    page = open_page(size=old.size)
    sign_in_by_keyboard(page, "buyer@demo.example")
    press(page, page.get_by_role("link", name=OUTLET).first)
    expect(page.get_by_role("heading", level=1, name=OUTLET)).to_be_visible()
    press(page, shown(page, "link", "Orders"))
    expect(page.get_by_role("heading", level=1, name="Orders")).to_be_visible()
    if old.size == PHONE:
        press(page, page.get_by_label("Show filters"), "Space")
    write(page, page.get_by_label("Number, purchase order, SKU or product"), old.number)
    page.keyboard.press("Enter")
    press(page, page.get_by_role("link", name=old.number, exact=True))
    expect(page.get_by_role("heading", level=1, name=f"Order {old.number}")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Dec 2024"))).to_be_visible()
    answer = page.request.post(f"/api/v1/orders/{old.number}/reorder", headers={"Origin": base_url}).json()

    press(page, page.get_by_role("button", name="Reorder"))
    sheet = page.get_by_role("dialog", name=f"Order {old.number} again")
    expect(sheet).to_be_visible()
    expect(lines_of(sheet)).to_have_count(len(answer["lines"]))
    words = states_in(sheet)
    assert words == [WORDS[line["state"]] for line in answer["lines"]]
    assert {"Dearer", "Cheaper", "Not in your catalog", "Short"} <= set(words)
    addable = sum(line["quantity"] > 0 for line in answer["lines"])
    dearer = words.index("Dearer")
    line = answer["lines"][dearer]
    for price in (line["previous_unit_price"], line["unit_price"]):
        expect(lines_of(sheet).nth(dearer)).to_contain_text(f"£{price['amount']}")
    expect(sheet).to_contain_text(f"{SELLER}, {addable} lines")

    lost = next(
        place
        for place, line in enumerate(answer["lines"])
        if line["state"] == "not in your catalog" and line["alternatives"]
    )
    choice = sheet.get_by_label(f"Choose instead of line {lost + 1}", exact=True)
    press(page, choice, "ArrowDown")
    expect(lines_of(sheet).nth(lost)).not_to_contain_text("Not in your catalog")
    press(page, sheet.get_by_role("button", name="Add all"))
    expect(sheet).to_contain_text(f"{addable + 1} lines added")
    press(page, sheet.get_by_role("link", name=f"Cart with {SELLER}"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(SELLER)


def old_order(shop: Shop, buyer: Any, skus: list[str]) -> str:
    """Six products bought 25 months ago; since then one fell, one rose, one is scarce, one gone, one replaced."""
    same, cheaper, dearer, short, gone, replaced, successor = skus
    products = {product.sku: product for product in shop.trade.maker.products}
    with shop.changing() as session:
        number = make_order(
            session,
            outlet=buyer.outlet,
            contact=buyer.contact,
            seller=shop.trade.maker,
            placed_at=now() - timedelta(days=760),
            lines=[
                (same, 2, 25_000),
                (cheaper, 2, 31_000),
                (dearer, 2, 19_900),
                (short, 40, 22_500),
                (gone, 3, 25_000),
                (replaced, 4, 25_000),
            ],
        )
        session.execute(
            sa.update(StockLevel).where(col(StockLevel.product_id) == products[short].id).values(on_hand=7)
        )
        session.execute(
            sa.delete(CatalogEntry).where(
                col(CatalogEntry.product_id).in_([products[gone].id, products[replaced].id])
            )
        )
        session.execute(
            sa.update(Product)
            .where(col(Product.id) == products[replaced].id)
            .values(replaced_by_id=products[successor].id)
        )
        shelve(session, catalog_ids=[shop.trade.maker.catalog_id, shop.trade.north.catalog_id])
    return number


@pytest.fixture(scope="module")
def skus_of() -> dict[str, list[str]]:
    """Products that no other journey buys, for each size."""
    return {
        name: [f"M-{place:03d}" for place in range(start, start + 7)]
        for name, start in (("1440x900", 28), ("390x844", 35))
    }


@pytest.mark.parametrize("name", list(SIZES))
def test_every_kind_of_difference_reads_well(
    open_page: OpenPage, shop: Shop, skus_of: dict[str, list[str]], name: str
) -> None:
    buyer = shop.new_buyer()
    number = old_order(shop, buyer, skus_of[name])
    page = open_page(size=SIZES[name], url=shop.url)
    use_session(page, buyer.contact, url=shop.url)
    page.goto(f"{buyer.home}/orders")
    tick = page.get_by_role("checkbox", name=f"Choose order {number}")
    press(page, tick, "Space")
    expect(tick).to_be_checked()
    press(page, page.get_by_role("button", name="Reorder selected"))
    sheet = page.get_by_role("dialog", name="Again: 1 order")
    expect(lines_of(sheet)).to_have_count(6)
    assert states_in(sheet) == ["Same", "Cheaper", "Dearer", "Short", "Not in your catalog", "Replaced"]
    texts = [lines_of(sheet).nth(place).inner_text() for place in range(6)]
    assert "£3.10" in texts[1]
    assert "£2.50" in texts[1]
    assert "£1.99" in texts[2]
    assert "7 available" in texts[3]
    assert "40 asked for" in texts[3]
    assert f"Mug {skus_of[name][4]}" in texts[4]
    choose = sheet.get_by_label("Choose instead of line 6", exact=True)
    press(page, choose, "ArrowDown")
    expect(lines_of(sheet).nth(5)).to_contain_text(skus_of[name][6])
    press(page, sheet.get_by_role("button", name="Add all"))
    expect(sheet).to_contain_text("5 lines added to 1 cart. 1 line was not.")
    press(page, sheet.get_by_role("button", name="Close").last)
    expect(sheet).to_be_hidden()


@pytest.mark.parametrize("name", list(SIZES))
def test_buy_again_adds_what_is_ticked_in_typed_quantities(
    open_page: OpenPage, shop: Shop, name: str
) -> None:
    buyer = shop.new_buyer()
    for days in (84, 56, 28):
        with shop.changing() as session:
            make_order(
                session,
                outlet=buyer.outlet,
                contact=buyer.contact,
                seller=shop.trade.maker,
                placed_at=now() - timedelta(days=days),
                lines={"M-010": 4, "M-011": 2},
                price=25_000,
            )
    page = open_page(size=SIZES[name], url=shop.url)
    use_session(page, buyer.contact, url=shop.url)
    page.goto(f"{buyer.home}/buy-again?sort=name")
    rows = page.locator("tr[data-row]")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Due now")
    expect(rows.first).to_contain_text("About every 4 weeks")
    quantity = rows.first.get_by_role("spinbutton")
    expect(quantity).to_have_value("4")
    write(page, quantity, "5")
    page.keyboard.press("Enter")
    expect(rows.first.get_by_text("5 in cart")).to_be_visible()
    press(page, rows.nth(0).get_by_role("checkbox"), "Space")
    press(page, rows.nth(1).get_by_role("checkbox"), "Space")
    write(page, quantity, "6")
    press(page, page.get_by_role("button", name="Add selected (2)"))
    sheet = page.get_by_role("dialog", name="Buy again: what is ticked")
    expect(lines_of(sheet)).to_have_count(2)
    press(page, sheet.get_by_role("button", name="Add all"))
    expect(sheet).to_contain_text("2 lines added to 1 cart.")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(rows.first.get_by_text("11 in cart")).to_be_visible()
    press(page, page.get_by_role("button", name="Untick all"))
    expect(rows.nth(1).get_by_role("checkbox")).not_to_be_checked()
