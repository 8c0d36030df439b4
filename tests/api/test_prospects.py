from typing import Any

import pytest

from storefront.api.app import make_api
from storefront.db.session import transaction
from tests.api.client import SITE, ApiClient
from tests.api.conftest import As, TakeDigest
from tests.factories import Staff, Trade, make_staff

WANTED = {
    "kind": "buyer",
    "company": "Corner Gifts Ltd",
    "contact": {"name": "Cora Corner", "email": "Cora@corner.example"},
    "address": {"street": "5 Low Street", "city": "York", "postcode": "YO1 7AA", "country": "GB"},
    "categories": ["kitchen"],
    "size": "2 outlets",
    "comments": "We open in spring.",
}


@pytest.fixture
def staff(trade: Trade) -> Staff:
    with transaction() as session:
        return make_staff(session, trade)


@pytest.fixture
def hq(as_: As, staff: Staff) -> ApiClient:
    return as_(staff.headquarters)


class TestApplying:
    def test_needs_no_sign_in_and_answers_with_a_number(self, as_: As, trade: Trade, hq: ApiClient) -> None:
        answered = as_(None).post("/prospects", json=WANTED)
        assert (answered.status_code, answered.json()) == (201, {"number": "PR-000001"})
        seen = hq.get("/admin/prospects/PR-000001").json()
        assert seen["contact"] == {"name": "Cora Corner", "email": "cora@corner.example"}
        assert (seen["address"], seen["categories"]) == (WANTED["address"], ["kitchen"])

    def test_with_the_least(self, as_: As, trade: Trade) -> None:
        least = {
            "kind": "seller",
            "company": "Least",
            "contact": {"name": "Lea", "email": "lea@least.example"},
        }
        assert as_(None).post("/prospects", json=least).status_code == 201

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"company": ""}, "company"),
            ({"contact": {"name": "Cora", "email": "no"}}, "contact.email"),
            ({"contact": {"name": "Cora"}}, "contact.email"),
            ({"contact": {"name": "Cora", "email": "<cora@corner.example>"}}, "contact.email"),
            ({"contact": {"name": "Co\x1bra", "email": "cora@corner.example"}}, "contact.name"),
            ({"company": "Corner\u202eGifts"}, "company"),
            ({"kind": "both"}, "kind"),
            ({"categories": ["nothing"]}, "categories"),
            ({"colour": "red"}, "colour"),
        ],
    )
    def test_is_refused_field_by_field(
        self, as_: As, trade: Trade, take_digest: TakeDigest, change: dict[str, Any], field: str
    ) -> None:
        before = take_digest()
        refused = as_(None).post("/prospects", json=WANTED | change)
        assert refused.status_code == 422
        assert list(refused.json()["fields"]) == [field]
        assert take_digest() == before

    @pytest.mark.usefixtures("committing_engine")
    def test_is_limited_by_network_address(self, make_settings: Any, portal: Any, trade: Trade) -> None:
        client = ApiClient(make_api(make_settings(applications_per_address=2)), portal, None)
        statuses = [client.post("/prospects", json=WANTED).status_code for _ in range(3)]
        refused = client.post("/prospects", json=WANTED)
        client.close()
        assert statuses == [201, 201, 429]
        assert refused.json()["code"] == "too_many_applications"
        assert 3_500 < int(refused.headers["retry-after"]) <= 3_601


class TestDeciding:
    def test_approves_with_defaults_and_once(self, as_: As, trade: Trade, hq: ApiClient) -> None:
        number = as_(None).post("/prospects", json=WANTED).json()["number"]
        listed = hq.get("/admin/prospects", params={"status": "submitted"}).json()["items"]
        assert [row["number"] for row in listed] == [number]
        first = hq.post(f"/admin/prospects/{number}/approve")
        assert (first.status_code, first.json()["status"]) == (200, "approved")
        assert first.json()["organization"] == {"number": "ORG-000001", "name": "Corner Gifts Ltd"}
        assert (first.json()["hierarchy_number"], first.json()["outlet"]) == ("HIER-000001", "OUT-000001")
        assert hq.post(f"/admin/prospects/{number}/approve", json={}).json() == first.json()
        assert hq.get("/admin/prospects", params={"status": "submitted"}).json()["items"] == []
        assert hq.post(f"/admin/prospects/{number}/reject", json={"reason": "No"}).status_code == 409

    def test_approves_on_terms(self, as_: As, trade: Trade, hq: ApiClient) -> None:
        number = as_(None).post("/prospects", json=WANTED).json()["number"]
        terms = {"sellers": ["NORTH"], "credit_limit": {"amount": "250.00"}}
        assert hq.post(f"/admin/prospects/{number}/approve", json=terms).status_code == 200
        bad = hq.post(f"/admin/prospects/{number}x/approve", json=terms)
        assert (bad.status_code, bad.json()["code"]) == (404, "prospect_not_found")

    def test_rejects_with_a_reason(self, as_: As, trade: Trade, hq: ApiClient) -> None:
        number = as_(None).post("/prospects", json=WANTED).json()["number"]
        assert hq.post(f"/admin/prospects/{number}/reject", json={}).status_code == 422
        assert (
            hq.post(f"/admin/prospects/{number}/reject", json={"reason": " "}).json()["code"]
            == "reason_missing"
        )
        rejected = hq.post(f"/admin/prospects/{number}/reject", json={"reason": "Too far away"}).json()
        assert (rejected["status"], rejected["reason"]) == ("rejected", "Too far away")
        assert hq.post(f"/admin/prospects/{number}/approve").json()["code"] == "prospect_rejected"

    def test_keeps_notes_and_criteria(self, as_: As, trade: Trade, hq: ApiClient) -> None:
        number = as_(None).post("/prospects", json=WANTED).json()["number"]
        noted = hq.post(f"/admin/prospects/{number}/notes", json={"text": "Called"})
        assert (noted.status_code, [each["text"] for each in noted.json()["notes"]]) == (201, ["Called"])
        checked = hq.request(
            "PUT", f"{SITE}/api/v1/admin/prospects/{number}/criteria", json={"size": True}
        ).json()["criteria"]
        assert checked == {
            "size": True,
            "industry": False,
            "offer": False,
            "policy": False,
            "duplicates": False,
        }

    def test_a_seller_is_opened(self, as_: As, trade: Trade, hq: ApiClient) -> None:
        number = as_(None).post("/prospects", json=WANTED | {"kind": "seller"}).json()["number"]
        made = hq.post(f"/admin/prospects/{number}/approve", json={"channel": "NORTH", "code": "CORN"}).json()
        assert (made["seller"], made["outlet"]) == ("CORN", "OUT-000001")

    def test_a_buyer_becomes_a_seller_too(self, as_: As, trade: Trade, hq: ApiClient) -> None:
        asked = as_(trade.admin).post("/hierarchies/HIER-ORG-1/become-seller", json={"size": "3 vans"})
        assert (asked.status_code, asked.json()) == (201, {"number": "PR-000001"})
        made = hq.post("/admin/organizations/ORG-1/make-seller")
        assert (made.json()["number"], made.json()["seller"]) == ("PR-000001", "FIRST")
        assert hq.post("/admin/organizations/ORG-1/make-seller").json() == made.json()
        me = as_(trade.admin).get("/me").json()
        assert me["duties"] == ["seller_clerk", "seller_manager"]
        assert me["memberships"][0]["status"] == "active"
