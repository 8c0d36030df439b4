"""Requests to become a partner that wait in the demo company, and one that was rejected."""

import json

from storefront.db.numbers import NumberSequence
from storefront.demo.bulk import BulkWriter
from storefront.demo.draw import demo_id
from storefront.kit.text import sort_key
from storefront.onboarding.tables import Prospect

HEADQUARTERS = "hq@demo.example"
REQUESTS = (
    ("buyer", "submitted", "Harbour Lights Gifts", "Hanna Harbour", "hanna@harbour.demo.example", "Whitby", "YO21 3PU", "1 shop, 4 people", "We open a second shop in spring.", ""),
    ("seller", "submitted", "Eastern Counties Wholesale", "Edwin East", "edwin@eastern.demo.example", "Norwich", "NR1 3QA", "3 vans, 120 customers", "We deliver in Norfolk and Suffolk twice a week.", ""),
    ("buyer", "rejected", "Bargain Barn", "Bert Barn", "bert@barn.demo.example", "Hull", "HU1 2AA", "Market stall", "", "We supply shops with an address of their own."),
)  # fmt: skip
"""Kind, status, company, contact, address, town, postcode, size, comments, reason; the newest last."""


def write_prospects(writer: BulkWriter, headquarters_id: str) -> None:
    """The requests with numbers of their own, and the sequence after them."""
    columns = (
        "id number kind status company company_key contact_name email phone street city postcode country "
        "categories size comments criteria address submitted_at decided_at decided_by reason"
    )
    rows: list[tuple[str | None, ...]] = []
    for place, (kind, status, company, name, email, city, postcode, size, comments, reason) in enumerate(
        REQUESTS, start=1
    ):
        decided = f"2026-02-{place + 9:02d} 10:00:00.000000" if reason else None
        sent = (f"PR-{place:06d}", kind, status, company, sort_key(company), name, email)
        where = ("", f"{place} Market Street", city, postcode, "United Kingdom")
        said = (json.dumps([]), size, comments, json.dumps({}), "")
        when = (
            f"2026-02-{place + 1:02d} 09:00:00.000000",
            decided,
            headquarters_id if reason else None,
            reason,
        )
        rows.append((demo_id("prospect", place), *sent, *where, *said, *when))
    writer.write(Prospect, columns, rows)
    writer.write(NumberSequence, "name prefix padding last_value", [("prospect", "PR-", 6, len(REQUESTS))])
