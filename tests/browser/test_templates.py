"""A template shared by an admin, used in another outlet with another assortment; by keyboard, at a desk and on a phone."""

import io
import re
from dataclasses import dataclass

import pytest
from openpyxl import Workbook
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.fixtures import DESKTOP, PHONE, OpenPage, use_session
from tests.browser.keyboard import enter, tab_to
from tests.browser.shop import Shop
from tests.factories import (
    MadeContact,
    make_contact,
    make_membership,
    make_organization,
    make_outlet,
    open_to,
)

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1440x900", "390x844"])


@dataclass(frozen=True, slots=True)
class Chain:
    """Two outlets of one organization: the first buys from both sellers, the second from the manufacturer alone."""

    admin: MadeContact
    user: MadeContact
    first: str
    second: str


@pytest.fixture
def chain(shop: Shop) -> Chain:
    number = str(next(shop.numbers))
    with shop.changing() as session:
        organization = make_organization(session, number=f"ORG-{number}", name=f"Chain {number}")
        first, second = (
            make_outlet(session, organization=organization, number=f"{number}-{place}") for place in (1, 2)
        )
        open_to(session, seller=shop.trade.maker, node_id=first.id)
        open_to(session, seller=shop.trade.north, node_id=first.id)
        open_to(session, seller=shop.trade.maker, node_id=second.id)
        admin = make_contact(session, email=f"admin@{number}.example", name=f"Ada {number}")
        user = make_contact(session, email=f"user@{number}.example", name=f"Una {number}")
        make_membership(session, contact=admin, node_id=organization.root_id, role="admin")
        make_membership(session, contact=user, node_id=second.id)
    return Chain(admin, user, f"/o/{first.number}", f"/o/{second.number}")


@SIZES
def test_shared_by_an_admin_and_used_with_another_assortment(
    open_page: OpenPage, shop: Shop, chain: Chain, size: tuple[int, int]
) -> None:
    admin = open_page(size=size, url=shop.url)
    use_session(admin, chain.admin, url=shop.url)
    admin.goto(f"{chain.first}/templates")
    share_one(admin, "Opening range")
    fill_it(admin)
    put_last(admin, "Mug M-001")
    expect(lines(admin)).to_have_text(["Mug M-002", "Mug M-003", "Mug M-001"])

    user = open_page(size=size, url=shop.url)
    use_session(user, chain.user, url=shop.url)
    user.goto(f"{chain.second}/templates")
    enter(user, user.get_by_role("link", name="Opening range"))
    expect(user.get_by_role("heading", level=1, name="Opening range")).to_be_visible()
    expect(user.get_by_text("Shared", exact=True)).to_be_visible()
    expect(user.get_by_text(f"Ada {chain.admin.email.split('@')[1].split('.')[0]}")).to_be_visible()
    expect(user.get_by_role("link", name="Edit lines")).to_have_count(0)
    expect(lines(user)).to_have_text(["Mug M-002", "Mug M-003", "Mug M-001"])
    flagged = user.get_by_role("listitem").filter(has=user.get_by_role("link", name="Mug M-003"))
    expect(flagged.get_by_text("Not in your catalog", exact=True)).to_be_visible()
    order_all(user, chain)


@SIZES
def test_the_shelf_is_counted_and_what_is_missing_is_ordered(
    open_page: OpenPage, shop: Shop, chain: Chain, size: tuple[int, int]
) -> None:
    page = open_page(size=size, url=shop.url)
    use_session(page, chain.admin, url=shop.url)
    page.goto(f"{chain.first}/templates")
    share_one(page, "Shelf")
    add_by_number(page, "M-001", 6)
    tab_to(page, page.get_by_label("Par level of Mug M-001"))
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("par level 10")

    enter(page, page.get_by_role("link", name="Count the shelf"))
    expect(page.get_by_text("0 of 1 counted")).to_be_visible()
    tab_to(page, page.get_by_label("On the shelf of Mug M-001"))
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Order 6", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 of 1 counted")).to_be_visible()
    enter(page, page.get_by_role("button", name="Order what is missing").and_(page.locator(":visible")))
    sheet = page.get_by_role("dialog", name="Order from Shelf")
    expect(sheet.get_by_role("spinbutton")).to_have_value("6")
    enter(page, sheet.get_by_role("button", name="Add all (1)"))
    expect(sheet.get_by_role("paragraph").filter(has_text="1 line added to 1 cart.")).to_be_visible()


@SIZES
def test_a_product_is_asked_about_when_it_is_there_already(
    open_page: OpenPage, shop: Shop, chain: Chain, size: tuple[int, int]
) -> None:
    page = open_page(size=size, url=shop.url)
    use_session(page, chain.admin, url=shop.url)
    page.goto(f"{chain.first}/product/M-005?seller=MAKER")
    sheet = page.get_by_role("dialog", name="Add to a template")
    for words in ("Counter has 1 line now.", "Mug M-005 is in the template already, with 1."):
        enter(page, page.get_by_role("button", name="Add to template"))
        expect(sheet.get_by_role("heading", name="Add Mug M-005 to a template")).to_be_visible()
        if sheet.get_by_label("Name of a new one").is_visible():
            tab_to(page, sheet.get_by_label("Name of a new one"))
            page.keyboard.type("Counter")
        enter(page, sheet.get_by_role("button", name="Add", exact=True))
        expect(sheet.get_by_text(words)).to_be_visible()
        if sheet.get_by_role("button", name="Go on").is_visible():
            enter(page, sheet.get_by_role("button", name="Go on"))
            expect(sheet).to_have_count(0)
    enter(page, sheet.get_by_role("button", name="Add 1, which makes 2"))
    enter(page, sheet.get_by_role("link", name="Open the template"))
    expect(page.get_by_role("heading", level=1, name="Counter")).to_be_visible()
    expect(page.get_by_text("2 \N{MULTIPLICATION SIGN} £2.50")).to_be_visible()


def lines(page: Page) -> Locator:
    """The names of the lines, in their order."""
    return page.get_by_role("list", name="Lines").get_by_role("link")


def share_one(page: Page, name: str) -> None:
    """Make a template that everybody in the organization can use; its page opens."""
    enter(page, page.get_by_role("button", name="New template").first)
    sheet = page.get_by_role("dialog", name="New template")
    tab_to(page, sheet.get_by_label("Name"))
    page.keyboard.type(name)
    tab_to(page, sheet.get_by_role("checkbox"))
    page.keyboard.press("Space")
    enter(page, sheet.get_by_role("button", name="Make it"))
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def add_by_number(page: Page, sku: str, quantity: int) -> None:
    tab_to(page, page.get_by_label("Product number"))
    page.keyboard.type(sku)
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type(str(quantity))
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Lines").get_by_role("link", name=sku)).to_be_visible()


def fill_it(page: Page) -> None:
    """A line by its number, and a file of which one row is of the distributor and one of nobody."""
    add_by_number(page, "M-001", 6)
    enter(page, page.get_by_text("Add a list"))
    field = page.get_by_label("A row for each product")
    chooser = page.get_by_label("Choose a CSV or XLSX file")
    tab_to(page, chooser)
    large = FilePayload(name="large.csv", mimeType="text/csv", buffer=b"x" * 2_000_001)
    chooser.set_input_files(large)
    refusal = "large.csv: This file is too large. At most 2 MB are read."
    expect(field).to_have_js_property("validationMessage", refusal)
    rows = ("sku;quantity;seller", "M-002;2;MAKER", "M-003;4;NORTH", "NOPE;1;MAKER")
    chooser.set_input_files({"name": "list.xlsx", "mimeType": "", "buffer": workbook(rows)})
    read = ("sku\tquantity\tcatalog\tseller", "M-002\t2\t\tMAKER", "M-003\t4\t\tNORTH", "NOPE\t1\t\tMAKER")
    expect(field).to_have_value("\n".join(read))
    expect(field).to_be_focused()
    enter(page, page.get_by_role("button", name="Add the list"))
    expect(lines(page)).to_have_count(3)
    expect(page.get_by_text("These rows were not added:")).to_be_visible()
    expect(page.get_by_text(re.compile(r"NOPE\s+1\s+MAKER"))).to_be_visible()


def workbook(rows: tuple[str, ...]) -> bytes:
    """The rows as Excel has them."""
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append([int(cell) if cell.isdigit() else cell for cell in row.split(";")])
    book.save(file)
    return file.getvalue()


def put_last(page: Page, name: str) -> None:
    """Move a line down twice with one button, which keeps the focus."""
    button = page.get_by_role("button", name=f"Move down {name}")
    for place in (2, 3):
        enter(page, button)
        expect(page.locator("#said")).to_contain_text(f"{name} is line {place}.")
    expect(button).to_be_focused()


def order_all(page: Page, chain: Chain) -> None:
    """Look at the difference, add what can be had, and find it in the cart."""
    enter(page, page.get_by_role("button", name="Order all").and_(page.locator(":visible")))
    sheet = page.get_by_role("dialog", name="Order from Opening range")
    expect(sheet.get_by_text("Not in your catalog")).to_be_visible()
    enter(page, sheet.get_by_role("button", name="Add all (2)"))
    expect(
        sheet.get_by_role("paragraph").filter(has_text="2 lines added to 1 cart. 1 line was not.")
    ).to_be_visible()
    enter(page, sheet.get_by_role("link", name="Cart with Maker Ltd"))
    expect(page.get_by_role("heading", level=1, name="Cart with Maker Ltd")).to_be_visible()
    assert page.url.endswith(f"{chain.second}/cart/MAKER")
    expect(page.locator("[data-cart-total]:visible")).to_have_text("£18.50")
