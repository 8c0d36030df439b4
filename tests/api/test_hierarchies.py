"""Customer hierarchies and requests for sellers over HTTP."""

from collections.abc import Iterator

import pytest

from storefront.connectors.topics import LocalTopics, current_topics, use_topics
from storefront.db.session import transaction
from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.factories import Staff, Trade, make_seller, make_staff

ROOT = "/hierarchies/HIER-ORG-1"


@pytest.fixture
def staff(trade: Trade) -> Staff:
    with transaction() as session:
        return make_staff(session, trade)


@pytest.fixture
def admin(as_: As, trade: Trade) -> ApiClient:
    return as_(trade.admin)


@pytest.fixture
def hq(as_: As, staff: Staff) -> ApiClient:
    return as_(staff.headquarters)


@pytest.fixture
def told() -> Iterator[list[str]]:
    """The topics that screens heard of."""
    heard: list[str] = []
    before, topics = current_topics(), LocalTopics()
    topics.subscribe(lambda news: heard.append(news.topic))
    use_topics(topics)
    yield heard
    use_topics(before)


class TestTree:
    def test_shows_a_level_and_the_members_of_its_node(self, admin: ApiClient) -> None:
        tree = admin.get(ROOT, params={"limit": 1}).json()
        assert tree["organization"] == {"number": "ORG-1", "name": "First Gifts"}
        assert tree["node"] == {"number": "N-ORG-1", "name": "First Gifts", "kind": "organization"}
        assert [each["number"] for each in tree["children"]["items"]] == ["1002"]
        assert [(each["email"], each["role"]) for each in tree["members"]["items"]] == [
            ("admin@first.example", "admin")
        ]
        rest = admin.get(ROOT, params={"cursor": tree["children"]["next_cursor"]}).json()
        assert [each["number"] for each in rest["children"]["items"]] == ["1001"]
        outlet = admin.get(ROOT, params={"node": "1001"}).json()
        assert [each["reason"] for each in outlet["members"]["items"]] == [None, None, "left the company"]
        found = admin.get(f"{ROOT}/outlets", params={"q": "york"}).json()["items"]
        assert [each["number"] for each in found] == ["1001"]

    def test_is_changed_by_its_admin(self, admin: ApiClient) -> None:
        group = admin.post(
            f"{ROOT}/nodes", json={"parent": "N-ORG-1", "kind": "group", "name": "North"}
        ).json()
        assert group == {"number": "GRP-000001", "name": "North", "kind": "group"}
        moved = {"to": group["number"]}
        preview = admin.post(f"{ROOT}/nodes/1001/move/preview", json=moved).json()
        assert (preview["outlets"], preview["changes"], preview["people"]) == (1, [], [])
        assert admin.post(f"{ROOT}/nodes/1001/move", json=moved).status_code == 204
        above = admin.get(f"{ROOT}/nodes/1001").json()["above"]
        assert [each["number"] for each in above] == ["N-ORG-1", "GRP-000001"]
        refused = admin.delete(f"{ROOT}/nodes/GRP-000001")
        assert (refused.status_code, refused.json()["code"]) == (409, "node_in_use")
        assert refused.json()["used_by"] == ["groups or outlets below it"]


class TestSettings:
    def test_say_where_they_are_from(self, admin: ApiClient) -> None:
        found = admin.get(f"{ROOT}/nodes/1001").json()
        sold = found["settings"][0]
        assert (sold["kind"], sold["is_own"], sold["from"]["number"]) == ("sellers", False, "N-ORG-1")
        assert [each["code"] for each in sold["values"]] == ["MAKER", "NORTH"]
        assert found["credit"][0]["limit"] == {"amount": "100000.00", "currency": "GBP"}

    def test_are_set_by_headquarters_and_screens_hear_of_it(
        self, as_: As, trade: Trade, hq: ApiClient, told: list[str]
    ) -> None:
        buyer = as_(trade.buyer)
        buyer.post("/outlets/1001/carts/NORTH/lines", json={"sku": "M-001", "quantity": 2})
        told.clear()
        wanted = {"settings": [{"kind": "sellers", "codes": ["MAKER"]}, {"kind": "cap", "amount": "75.50"}]}
        preview = hq.post(f"{ROOT}/nodes/N-ORG-1/settings/preview", json=wanted).json()
        assert (preview["touched"]["cart_count"], preview["touched"]["outlets"]) == (1, 2)
        assert hq.patch(f"{ROOT}/nodes/N-ORG-1/settings", json=wanted).status_code == 204
        assert told == ["cart:1001"]
        assert [each["code"] for each in buyer.get("/outlets/1001/sellers").json()["items"]] == ["MAKER"]
        credit = buyer.get("/outlets/1001/credit").json()
        assert credit["limit"]["amount"] == "100000.00"
        assert credit["remaining"]["amount"] == credit["cap"]["remaining"]["amount"] == "75.50"

    def test_of_the_trade_are_shown_to_admins_and_not_theirs_to_change(
        self, admin: ApiClient, take_digest: TakeDigest
    ) -> None:
        before = take_digest()
        refused = admin.patch(
            f"{ROOT}/nodes/1001/settings", json={"settings": [{"kind": "terms", "days": 30}]}
        )
        assert (refused.status_code, refused.json()["code"]) == (403, "for_headquarters")
        assert take_digest() == before

    def test_are_compared_and_copied(self, admin: ApiClient) -> None:
        cap = {"settings": [{"kind": "cap", "amount": "40"}]}
        admin.patch(f"{ROOT}/nodes/1001/settings", json=cap)
        copied = {"source": "1001", "targets": ["1002"], "settings": ["cap"]}
        preview = admin.post(f"{ROOT}/override/preview", json=copied).json()["changes"]
        assert [(each["node"]["number"], each["before"], each["after"]) for each in preview] == [
            ("1002", "", "£40.00")
        ]
        assert admin.post(f"{ROOT}/override", json=copied).status_code == 204
        rows = admin.get(f"{ROOT}/compare", params={"nodes": "1001,1002"}).json()["rows"]
        caps = next(row for row in rows if row[0]["kind"] == "cap")
        assert [each["values"][0]["amount"]["amount"] for each in caps] == ["40.00", "40.00"]
        assert admin.get(f"{ROOT}/compare", params={"nodes": ","}).json()["code"] == "too_many_nodes"


class TestCheckout:
    def test_keeps_to_the_cap(self, as_: As, trade: Trade, admin: ApiClient, take_digest: TakeDigest) -> None:
        admin.patch(f"{ROOT}/nodes/1001/settings", json={"settings": [{"kind": "cap", "amount": "6.00"}]})
        buyer = as_(trade.buyer)
        buyer.post("/outlets/1001/carts/MAKER/lines", json={"sku": "M-001", "quantity": 3})
        before = take_digest()
        refused = buyer.post(
            "/outlets/1001/carts/MAKER/checkout", json={}, headers={"idempotency-key": "k" * 32}
        )
        assert (refused.status_code, refused.json()["code"]) == (409, "credit_cap_exceeded")
        facts = {name: refused.json()[name]["amount"] for name in ("total", "cap", "used", "remaining")}
        assert facts == {"total": "7.50", "cap": "6.00", "used": "0.00", "remaining": "6.00"}
        assert take_digest() == before


class TestSellerRequests:
    def test_go_from_the_buyer_to_the_seller_and_back(
        self, as_: As, trade: Trade, staff: Staff, hq: ApiClient
    ) -> None:
        with transaction() as session:
            make_seller(session, code="SOUTH", kind="distributor", position=2)
        buyer, north = as_(trade.buyer), as_(staff.north_manager)
        assert buyer.get("/outlets/1001/seller-choices").json()["items"] == [
            {"code": "SOUTH", "name": "South Ltd", "is_asked": False}
        ]
        made = buyer.post("/outlets/1001/seller-requests", json={"seller": "SOUTH", "note": "Near."})
        assert (made.status_code, made.json()["status"]) == (201, "submitted")
        address = f"seller-requests/{made.json()['id']}"
        assert north.post(f"/sellers/NORTH/{address}/grant", json={}).status_code == 404
        assert [each["id"] for each in hq.get("/admin/seller-requests").json()["items"]] == [
            made.json()["id"]
        ]
        granted = hq.post(f"/admin/{address}/grant", json={"catalogs": ["SOUTH-MAIN"]}).json()
        assert (granted["status"], granted["decided_by"]) == ("granted", "Hedy Headquarters")
        assert [each["code"] for each in buyer.get("/outlets/1001/sellers").json()["items"]] == [
            "MAKER",
            "NORTH",
            "SOUTH",
        ]
        again = hq.post(f"/admin/{address}/decline", json={"reason": "Late."})
        assert (again.status_code, again.json()["code"]) == (409, "seller_request_decided")

    def test_the_matrix_shows_who_buys_from_whom(self, hq: ApiClient, admin: ApiClient) -> None:
        top = hq.get("/admin/sellers", params={"q": "first"}).json()
        assert [each["code"] for each in top["sellers"]] == ["MAKER", "NORTH"]
        assert [each["cells"] for each in top["items"]] == [["own", "own"]]
        below = admin.get(f"{ROOT}/sellers").json()["items"]
        assert [(each["node"]["number"], each["cells"]) for each in below] == [
            ("N-ORG-1", ["own", "own"]),
            ("1002", ["inherited", "inherited"]),
            ("1001", ["inherited", "inherited"]),
        ]
        assert admin.get("/admin/sellers").status_code == 404
