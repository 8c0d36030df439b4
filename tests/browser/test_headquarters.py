"""Headquarters at its desk: a file is moved in, the outbox and the audit are filtered, and the audit is exported."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser.fixtures import PHONE, OpenPage, use_session
from tests.browser.shop import Shop
from tests.browser.test_partners import headquarters

pytestmark = pytest.mark.browser


def test_a_file_is_tried_then_written_and_the_second_time_changes_nothing(
    open_page: OpenPage, shop: Shop, tmp_path: Path
) -> None:
    number = str(next(shop.numbers))
    rows = [
        ["kind", "number", "name", "parent", "email", "role", "node"],
        ["organization", f"ORG-{number}", f"Harbour {number}"],
        ["outlet", number, f"Harbour {number} Whitby", f"ORG-{number}"],
        ["contact", "", f"Hanna {number}", "", f"hanna@{number}.example", "admin", f"ORG-{number}"],
    ]
    file, book = tmp_path / "moving.csv", Workbook()
    file.write_text("".join(f"{','.join(row)}\n" for row in rows))
    for row in rows:
        book.worksheets[0].append(row)
    book.save(tmp_path / "moving.xlsx")
    hedy = open_page(url=shop.url)
    use_session(hedy, headquarters(shop), url=shop.url)
    hedy.goto("/admin/import")
    hedy.locator("input[type=file]").set_input_files(file)
    field = hedy.get_by_role("textbox", name="The file")
    expect(field).to_have_value("".join("\t".join(row) + "\n" for row in rows))
    hedy.get_by_role("button", name="Try it").click()
    summary = hedy.get_by_role("main").get_by_role("status").filter(has_text="new")
    expect(summary).to_have_text("Nothing is written yet: 3 new, 0 changed, 0 same, 0 wrong")
    expect(hedy.get_by_role("table", name="Rows of the file").get_by_role("row")).to_have_count(4)
    hedy.get_by_role("button", name="Write all rows").click()
    expect(summary).to_have_text("Written: 3 new, 0 changed, 0 same, 0 wrong")

    field.fill("")
    hedy.locator("input[type=file]").set_input_files(tmp_path / "moving.xlsx")
    expect(field).to_have_value("".join("\t".join(row) + "\n" for row in rows))
    hedy.get_by_role("button", name="Try it").click()
    expect(summary).to_have_text("Nothing is written yet: 0 new, 0 changed, 3 same, 0 wrong")
    hedy.goto("/admin/hierarchies")
    hedy.get_by_role("searchbox").fill(f"Harbour {number}")
    hedy.get_by_role("button", name="Find").click()
    expect(hedy.get_by_role("link", name=f"Harbour {number}")).to_be_visible()


def test_outbox_and_audit_are_filtered_and_the_audit_is_exported(open_page: OpenPage, shop: Shop) -> None:
    number = next(shop.numbers)
    ada = open_page(url=shop.url)
    use_session(ada, shop.trade.admin, url=shop.url)
    made = ada.request.post(
        "/api/v1/hierarchies/HIER-ORG-1/members",
        data={"email": f"new@{number}.example", "name": "Nina New", "role": "user"},
        headers={"Origin": shop.url},
    )
    assert made.status == 201, made.text()
    hedy = open_page(url=shop.url, size=PHONE)
    use_session(hedy, headquarters(shop), url=shop.url)

    hedy.goto("/admin/outbox")
    hedy.get_by_label("Recipient or subject").fill(f"@{number}")
    hedy.get_by_role("button", name="Apply").click()
    expect(hedy).to_have_url(f"{shop.url}/admin/outbox?q=%40{number}")
    mails = hedy.get_by_role("table", name="Mails").get_by_role("row")
    expect(mails.filter(has_text=f"new@{number}.example")).to_have_count(1)
    hedy.reload()
    expect(hedy.get_by_label("Recipient or subject")).to_have_value(f"@{number}")
    hedy.get_by_role("button", name="Read:").click()
    expect(hedy.get_by_role("dialog", name="Mail")).to_contain_text("invites you to First Gifts")
    hedy.keyboard.press("Escape")
    hedy.get_by_label("Recipient or subject").fill("nobody at all")
    hedy.get_by_role("button", name="Apply").click()
    expect(hedy.get_by_role("heading", name="No mail fits")).to_be_visible()

    hedy.goto("/admin/audit")
    hedy.get_by_label("Done to").fill(f"new@{number}.example")
    hedy.get_by_role("button", name="Apply").click()
    entries = hedy.get_by_role("table", name="Entries").locator("tbody > tr[data-row]")
    expect(entries).to_have_count(1)
    expect(entries).to_contain_text("member.invited")
    expect(hedy).to_have_url(f"{shop.url}/admin/audit?subject=new%40{number}.example")
    with hedy.expect_download() as exported:
        hedy.get_by_role("link", name="Export CSV").click()
    lines = Path(exported.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert f"new@{number}.example" in lines[1]
    hedy.get_by_role("link", name="Clear").click()
    expect(hedy).to_have_url(f"{shop.url}/admin/audit")
