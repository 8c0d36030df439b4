"""Strangers become partners: a buyer up to its first order, a seller up to its first accepted order."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import PHONE, OpenPage, use_session
from tests.browser.shop import Shop
from tests.factories import MadeContact, make_employee
from tests.hierarchies.people import mailed

pytestmark = pytest.mark.browser

NEW_PASSWORD = "a long one 1"


def headquarters(shop: Shop) -> MadeContact:
    """An employee of the manufacturer who decides on prospects."""
    number = next(shop.numbers)
    with shop.changing() as session:
        return make_employee(
            session,
            email=f"hedy@{number}.example",
            seller_id=shop.trade.maker.id,
            duties=["headquarters"],
            name=f"Hedy {number}",
        )


def ask_to_join(page: Page, *, kind: str, company: str, name: str, email: str) -> str:
    """Fill in the form that is open to everybody; the number of the request."""
    page.goto("/join")
    page.get_by_label(kind).check()
    page.get_by_label("Company").fill(company)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Street and number").fill("5 Low Street")
    page.get_by_label("Postcode").fill("YO1 7AA")
    page.get_by_label("Town").fill("York")
    page.get_by_label("Country").fill("GB")
    page.get_by_label("Kitchen").check()
    page.get_by_role("button", name="Send request").click()
    taken = page.get_by_role("status").filter(has_text="We have your request")
    expect(taken).to_contain_text(f"A confirmation is on its way to {email}")
    return taken.locator("strong").inner_text()


def open_prospect(page: Page, number: str, company: str) -> Locator:
    """From the list to the sheet in which it is approved."""
    page.goto("/admin/prospects")
    page.get_by_role("link", name=number).click()
    expect(page.get_by_role("heading", level=1, name=company)).to_be_visible()
    page.get_by_label("Its size fits").click()
    expect(page.get_by_label("Its size fits")).to_be_checked()
    page.get_by_role("button", name="Approve").click()
    return page.get_by_role("dialog", name="Approve")


def fact(page: Page, name: str) -> str:
    """What stands beside a word in a list of facts."""
    return page.locator(f"dt:text-is('{name}') + dd").inner_text()


def come_in(page: Page, shop: Shop, email: str) -> None:
    """Follow the link of the mailed invitation, and choose a password."""
    with shop.changing() as session:
        (token,) = mailed(session, email)
    page.goto(f"/invitation/{token}")
    expect(page.get_by_role("heading", name="You are invited")).to_be_visible()
    page.get_by_label("Choose a password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()


def order(page: Page, *, home: str, seller: str, product: str, quantity: int) -> str:
    """One product from the catalog to the placed order; its number."""
    page.goto(f"{home}/catalog?seller={seller}")
    offer = page.get_by_role("list", name="Products").get_by_role("listitem").filter(has_text=product)
    offer.get_by_role("spinbutton").fill(str(quantity))
    offer.get_by_role("button", name=f"Add {product}").click()
    expect(offer.get_by_text(f"{quantity} in cart")).to_be_visible()
    page.goto(f"{home}/checkout/{seller}")
    page.get_by_role("button", name="Place order for").click()
    expect(page.get_by_text("Your order is placed.")).to_be_visible()
    return page.url.partition("/orders/")[2].partition("?")[0]


def test_a_new_buyer_from_the_application_to_the_first_order(open_page: OpenPage, shop: Shop) -> None:
    company, email = "Corner Gifts Ltd", "cora@corner.example"
    cora, hedy = open_page(url=shop.url, size=PHONE), open_page(url=shop.url)
    number = ask_to_join(cora, kind="Buy for our outlets", company=company, name="Cora Corner", email=email)

    use_session(hedy, headquarters(shop), url=shop.url)
    terms = open_prospect(hedy, number, company)
    terms.get_by_role("group", name="Catalogs").get_by_label("MAKER range").check()
    terms.get_by_label("Credit limit").fill("500.00")
    terms.get_by_role("button", name="Approve").click()
    expect(hedy.get_by_role("main").get_by_text("Approved on")).to_be_visible()
    expect(hedy.get_by_role("button", name="Approve")).to_have_count(0)
    outlet = fact(hedy, "First outlet")
    hedy.goto("/admin/outbox")
    expect(hedy.get_by_role("row").filter(has_text=email).filter(has_text="You are invited")).to_be_visible()

    come_in(cora, shop, email)
    expect(cora.get_by_role("heading", level=1, name=company)).to_be_visible()
    assert cora.url.endswith(f"/o/{outlet}")

    desk = open_page(url=shop.url)
    desk.goto("/")
    desk.get_by_label("E-mail address").fill(email)
    desk.get_by_label("Password").fill(NEW_PASSWORD)
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.get_by_role("heading", level=1, name=company)).to_be_visible()
    placed = order(desk, home=f"/o/{outlet}", seller="MAKER", product="Mug M-021", quantity=12)
    expect(desk.get_by_role("main")).to_contain_text("£27.00")

    cora.goto(f"/o/{outlet}/orders")
    expect(cora.get_by_role("link", name=placed)).to_be_visible()
    cora.goto(f"/o/{outlet}/account")
    expect(cora.get_by_text("£473.00").first).to_be_visible()


def test_a_new_seller_from_the_application_to_the_first_accepted_order(
    open_page: OpenPage, shop: Shop
) -> None:
    company, email = "Eastern Wholesale Ltd", "edda@eastern.example"
    buyer = shop.new_buyer()
    edda, hedy, bo = (open_page(url=shop.url) for _ in range(3))
    number = ask_to_join(edda, kind="Sell as a distributor", company=company, name="Edda East", email=email)

    use_session(hedy, headquarters(shop), url=shop.url)
    terms = open_prospect(hedy, number, company)
    terms.get_by_label("Channel to copy").select_option("Maker Ltd")
    terms.get_by_label("Code").fill("EAST")
    terms.get_by_role("button", name="Approve").click()
    expect(hedy.get_by_role("main").get_by_text("Approved on")).to_be_visible()
    assert fact(hedy, "Seller") == "EAST"

    come_in(edda, shop, email)
    expect(edda.get_by_role("heading", level=1, name=company)).to_be_visible()
    edda.goto("/seller/EAST/stock?q=M-022")
    edda.get_by_role("button", name="Adjust Mug M-022").click()
    sheet = edda.get_by_role("dialog", name="Adjust stock")
    expect(sheet).to_contain_text("0 on hand")
    sheet.get_by_label("Counted").fill("40")
    sheet.get_by_label("Reason").fill("first delivery")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet).to_contain_text("40 on hand")

    open_seller(hedy, buyer.outlet.organization.number, company)
    use_session(bo, buyer.contact, url=shop.url)
    placed = order(bo, home=buyer.home, seller="EAST", product="Mug M-022", quantity=10)

    edda.goto("/seller/EAST")
    row = edda.get_by_role("row").filter(has_text=placed)
    expect(row).to_contain_text(f"Corner Shop {buyer.outlet.number}")
    row.get_by_role("link", name=placed).click()
    edda.get_by_role("button", name="Accept", exact=True).click()
    expect(edda.get_by_role("main").get_by_text("Accepted").first).to_be_visible()
    bo.reload()
    expect(bo.get_by_role("main").get_by_text("Accepted").first).to_be_visible()
    edda.goto("/seller/EAST/stock?q=M-022")
    expect(edda.get_by_role("row").filter(has_text="M-022")).to_contain_text("30")


def open_seller(page: Page, organization: str, company: str) -> None:
    """From the matrix to the organization, which gets a further seller and its catalog."""
    page.goto("/admin/sellers")
    page.get_by_label("Find an organization by name or number").fill(organization)
    page.get_by_role("button", name="Find").click()
    row = page.get_by_role("row").filter(has_text=organization)
    expect(page.get_by_role("row")).to_have_count(2)
    expect(row).to_contain_text("Closed")
    row.get_by_role("link", name="Change sellers of").click()
    for setting, choice in (("Sellers", company), (f"Catalogs: {company}", f"{company} assortment")):
        page.get_by_role("button", name=f"Change: {setting}", exact=True).click()
        page.get_by_role("group", name="Choose").get_by_label(choice).check()
        page.get_by_role("button", name="See what it touches").click()
        page.get_by_role("button", name="Set it").click()
        line = page.get_by_role("listitem").filter(has=page.get_by_text(setting, exact=True))
        expect(line).to_contain_text("Set here")
