"""A seller's desk over HTTP."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from storefront.connectors.topics import LocalTopics, News, current_topics, use_topics
from storefront.db.session import transaction
from tests.api.client import ApiClient
from tests.api.conftest import As
from tests.factories import Staff, Trade, make_staff, new_key


@pytest.fixture
def staff(trade: Trade) -> Staff:
    with transaction() as session:
        return make_staff(session, trade)


@pytest.fixture
def clerk(as_: As, staff: Staff) -> ApiClient:
    return as_(staff.maker_clerk)


def order(client: ApiClient, *skus: str) -> str:
    """The number of an order of two pieces of each."""
    for sku in skus:
        client.post("/outlets/1001/carts/MAKER/lines", json={"sku": sku, "quantity": 2})
    placed = client.post(
        "/outlets/1001/carts/MAKER/checkout", json={}, headers={"idempotency-key": new_key()}
    )
    return placed.json()["number"]


class TestOrders:
    def test_one_line_is_rejected_and_the_rest_accepted(
        self, as_: As, trade: Trade, clerk: ApiClient
    ) -> None:
        buyer = as_(trade.buyer)
        number = order(buyer, "M-001", "M-002")
        inbox = clerk.get("/sellers/MAKER/orders", params={"status": "submitted"}).json()
        assert [row["number"] for row in inbox["items"]] == [number]
        assert (inbox["waiting"], inbox["next_cursor"]) == (1, None)
        rejected = clerk.post(
            f"/sellers/MAKER/orders/{number}/reject", json={"reason": "chipped", "lines": ["M-002"]}
        )
        assert rejected.status_code == 200
        accepted = clerk.post(f"/sellers/MAKER/orders/{number}/accept").json()
        assert accepted["status"] == "accepted"
        seen = buyer.get(f"/orders/{number}").json()
        assert seen == accepted
        assert (seen["total"], seen["rejected"]) == (
            {"amount": "10.00", "currency": "GBP"},
            {"amount": "5.00", "currency": "GBP"},
        )
        assert [line["rejection_reason"] for line in seen["lines"]] == [None, "chipped"]
        assert [(each["kind"], each["by"], each["reason"], each["skus"]) for each in seen["events"]] == [
            ("lines_rejected", "Mona Clerk", "chipped", ["M-002"]),
            ("accepted", "Mona Clerk", "", []),
        ]
        assert clerk.get("/sellers/MAKER/orders").json()["items"] == []
        found = clerk.get("/sellers/MAKER-C/orders", params={"status": "all"}).json()
        assert [row["number"] for row in found["items"]] == [number]

    def test_otherwise_decided_is_a_conflict(self, as_: As, trade: Trade, clerk: ApiClient) -> None:
        number = order(as_(trade.buyer), "M-001")
        assert clerk.post(f"/sellers/MAKER/orders/{number}/accept").status_code == 200
        refused = clerk.post(f"/sellers/MAKER/orders/{number}/reject", json={"reason": "late"})
        assert (refused.status_code, refused.json()["code"]) == (409, "order_already_decided")

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({}, 422),
            ({"reason": ""}, 422),
            ({"reason": " "}, 422),
            ({"reason": "x", "lines": []}, 422),
            ({"reason": "x", "lines": [True]}, 422),
            ({"reason": "x", "lines": [{"sku": "M-001"}]}, 422),
            ({"reason": "x", "lines": [0]}, 422),
            ({"reason": "x", "lines": [7]}, 404),
            ({"reason": "x", "lines": ["M-404"]}, 404),
        ],
    )
    def test_what_cannot_be_read_is_refused(
        self, as_: As, trade: Trade, clerk: ApiClient, body: dict[str, Any], status: int
    ) -> None:
        number = order(as_(trade.buyer), "M-001")
        assert clerk.post(f"/sellers/MAKER/orders/{number}/reject", json=body).status_code == status
        assert clerk.get(f"/sellers/MAKER/orders/{number}").json()["status"] == "submitted"

    def test_another_sellers_order_is_not_found(self, as_: As, trade: Trade, staff: Staff) -> None:
        number = order(as_(trade.buyer), "M-001")
        nora = as_(staff.north_manager)
        for seller, code in (("NORTH", "order_not_found"), ("MAKER", "seller_not_found")):
            refused = [
                nora.get(f"/sellers/{seller}/orders/{number}"),
                nora.post(f"/sellers/{seller}/orders/{number}/accept"),
                nora.post(f"/sellers/{seller}/orders/{number}/reject", json={"reason": "mine"}),
            ]
            assert {(each.status_code, each.json()["code"]) for each in refused} == {(404, code)}

    def test_open_inboxes_hear_of_orders_and_open_pages_of_decisions(
        self, as_: As, trade: Trade, clerk: ApiClient
    ) -> None:
        heard: list[str] = []
        before, topics = current_topics(), LocalTopics()
        topics.subscribe(lambda news: heard.append(_topic(news)))
        use_topics(topics)
        try:
            number = order(as_(trade.buyer), "M-001")
            assert heard[-1] == "seller:MAKER"
            heard.clear()
            clerk.post(f"/sellers/MAKER-C/orders/{number}/accept")
        finally:
            use_topics(before)
        assert heard == ["seller:MAKER", "cart:1001"]


def _topic(news: News) -> str:
    return news.topic


class TestStock:
    def test_is_searched_corrected_and_explained(self, as_: As, trade: Trade, clerk: ApiClient) -> None:
        order(as_(trade.buyer), "M-001")
        found = clerk.get("/sellers/MAKER/stock", params={"q": "m-001"}).json()["items"]
        assert found == [
            {"sku": "M-001", "name": "Mug M-001", "on_hand": 100, "reserved": 2, "buffer": 0, "available": 98}
        ]
        where = "/sellers/MAKER/stock/M-001"
        counted = clerk.post(f"{where}/adjust", json={"on_hand": 40, "reason": "counted"})
        assert (counted.status_code, counted.json()["available"]) == (200, 38)
        assert clerk.post(f"{where}/adjust", json={"change": -3, "reason": "broken"}).json()["on_hand"] == 37
        moved = clerk.get(f"{where}/movements").json()["items"]
        assert [(each["kind"], each["change"], each["on_hand"], each["reason"]) for each in moved] == [
            ("adjustment", -3, 37, "broken"),
            ("adjustment", -60, 40, "counted"),
        ]
        below = clerk.get("/sellers/MAKER/stock", params={"below": 50}).json()["items"]
        assert [row["sku"] for row in below] == ["M-001"]

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({"change": -99, "reason": "lost"}, 409, "stock_promised"),
            ({"on_hand": 1, "reason": "counted"}, 409, "stock_promised"),
            ({"change": 1}, 422, "invalid"),
            ({"reason": "nothing"}, 422, "adjustment_invalid"),
            ({"change": 1, "on_hand": 1, "reason": "both"}, 422, "adjustment_invalid"),
            ({"change": 1.5, "reason": "half"}, 422, "invalid"),
        ],
    )
    def test_refusals_change_nothing(
        self, as_: As, trade: Trade, clerk: ApiClient, body: dict[str, Any], status: int, code: str
    ) -> None:
        order(as_(trade.buyer), "M-001")
        refused = clerk.post("/sellers/MAKER/stock/M-001/adjust", json=body)
        assert (refused.status_code, refused.json()["code"]) == (status, code)
        assert clerk.get("/sellers/MAKER/stock/M-001/movements").json()["items"] == []

    def test_of_another_seller_is_not_found(self, as_: As, trade: Trade, staff: Staff) -> None:
        nora = as_(staff.north_manager)
        refused = nora.post("/sellers/MAKER/stock/M-001/adjust", json={"change": 5, "reason": "mine"})
        assert (refused.status_code, refused.json()["code"]) == (404, "seller_not_found")


class TestStockFile:
    FILE = "sku,on hand,change,reason\nM-001,120,,Counted\nM-777,5,,Counted\n"

    def test_is_tried_first_then_made_true(self, clerk: ApiClient) -> None:
        tried = clerk.post("/sellers/MAKER/stock/file", content=self.FILE)
        assert tried.status_code == 200, tried.text
        assert [
            (row["sku"], row["outcome"], row["before"], row["after"]) for row in tried.json()["rows"]
        ] == [
            ("M-001", "changed", 100, 120),
            ("M-777", "refused", 0, 0),
        ]
        assert (tried.json()["changed"], tried.json()["written"]) == (1, False)
        assert clerk.get("/sellers/MAKER/stock?q=M-001").json()["items"][0]["on_hand"] == 100
        files = {"file": ("stock.csv", self.FILE.encode())}
        done = clerk.post("/sellers/MAKER/stock/file?dry_run=false", files=files)
        assert (done.json()["changed"], done.json()["written"]) == (1, True)
        assert clerk.get("/sellers/MAKER/stock?q=M-001").json()["items"][0]["on_hand"] == 120
        refused = clerk.post("/sellers/MAKER/stock/file", content="")
        assert (refused.status_code, refused.json()["code"]) == (422, "adjustments_unreadable")


def test_a_workbook_is_read_as_text_for_whoever_is_signed_in(clerk: ApiClient) -> None:
    book = Workbook()
    for row in (["sku", "on hand", "reason"], ["M-001", 12, "Counted, twice"]):
        book.worksheets[0].append(row)
    packed = BytesIO()
    book.save(packed)
    read = clerk.post("/files/read", files={"file": ("stock.xlsx", packed.getvalue())})
    assert read.json() == {"text": "sku\ton hand\treason\nM-001\t12\tCounted, twice\n", "notes": []}
    refused = clerk.post("/files/read?most=10", content="sku,quantity\nM-001,1")
    assert (refused.status_code, refused.json()["code"]) == (422, "file_too_large")
