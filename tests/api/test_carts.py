"""Carts over HTTP."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from storefront.connectors.topics import LocalTopics, News, current_topics, use_topics
from storefront.db.session import transaction
from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.api.test_products import pounds
from tests.factories import Trade

CART = "/outlets/1001/carts/MAKER"
LINES = f"{CART}/lines"


def add(client: ApiClient, sku: str = "M-001", quantity: int = 2, **more: Any) -> Any:
    return client.post(LINES, json={"sku": sku, "quantity": quantity, **more})


class TestAdd:
    def test_answers_the_cart(self, buyer: ApiClient) -> None:
        response = add(buyer, quantity=6)
        body = response.json()
        [line] = body.pop("lines")
        assert response.status_code == 201
        assert body.pop("changed_at") == line["added_at"]
        assert body == {
            "seller": "MAKER",
            "seller_name": "Maker Ltd",
            "currency": "GBP",
            "version": 1,
            "units": 6,
            "subtotal": pounds("13.50"),
            "minimum_order": pounds("0.00"),
            "minimum_order_missing": pounds("0.00"),
            "can_undo": True,
        }
        assert len(line.pop("id")) == 36
        assert line.pop("added_at").endswith("Z")
        assert line == {
            "sku": "M-001",
            "catalog": "MAKER-MAIN",
            "name": "Mug M-001",
            "picture": "/artwork/M-001.svg",
            "quantity": 6,
            "unit_price": pounds("2.25"),
            "line_total": pounds("13.50"),
            "previous_unit_price": None,
            "available": 100,
            "quantity_rule": {"minimum": 1, "maximum": None, "multiple": 1, "standard": 1},
            "added_by": "Bea Buyer",
            "added_as": None,
            "note": "",
            "issues": [],
        }

    def test_grows_what_is_there(self, buyer: ApiClient) -> None:
        add(buyer, quantity=2)
        body = add(buyer, quantity=3, catalog="MAKER-MAIN", version=1).json()
        assert [(line["sku"], line["quantity"]) for line in body["lines"]] == [("M-001", 5)]
        assert body["version"] == 2

    def test_takes_many_at_once(self, buyer: ApiClient) -> None:
        lines = [{"sku": f"M-{number:03d}", "quantity": number} for number in range(1, 13)]
        body = buyer.post(LINES, json={"lines": lines}).json()
        assert [(line["sku"], line["quantity"]) for line in body["lines"]] == [
            (line["sku"], line["quantity"]) for line in lines
        ]
        assert body["version"] == 1

    def test_takes_all_or_none_and_names_every_bad_line(
        self, buyer: ApiClient, take_digest: TakeDigest
    ) -> None:
        before = take_digest()
        lines = [
            {"sku": "M-001", "quantity": 1},
            {"sku": "NOPE", "quantity": 1},
            {"sku": "M-002", "quantity": 1, "catalog": "NORTH-MAIN"},
        ]
        response = buyer.post(LINES, json={"lines": lines})
        assert (response.status_code, response.json()["code"]) == (422, "lines_refused")
        assert [(line["line"], line["sku"], line["code"]) for line in response.json()["lines"]] == [
            (1, "NOPE", "product_not_found"),
            (2, "M-002", "product_not_found"),
        ]
        assert take_digest() == before

    def test_names_what_is_wrong(
        self, buyer: ApiClient, take_digest: TakeDigest, subtests: pytest.Subtests
    ) -> None:
        for body, fields in [
            ({}, {"sku", "quantity"}),
            ({"sku": "M-001"}, {"quantity"}),
            ({"sku": "M-001", "quantity": 0}, {"quantity"}),
            ({"sku": "M-001", "quantity": -1}, {"quantity"}),
            ({"sku": "M-001", "quantity": 1.5}, {"quantity"}),
            ({"sku": "M-001", "quantity": "2"}, {"quantity"}),
            ({"sku": "M-001", "quantity": True}, {"quantity"}),
            ({"sku": "M-001", "quantity": None}, {"quantity"}),
            ({"sku": "M-001", "quantity": 1_000_001}, {"quantity"}),
            ({"sku": "M-001", "quantity": 10**30}, {"quantity"}),
            ({"sku": "", "quantity": 1}, {"sku"}),
            ({"sku": "x" * 81, "quantity": 1}, {"sku"}),
            ({"sku": "a\x00b", "quantity": 1}, {"sku"}),
            ({"sku": "\ud800", "quantity": 1}, {"sku"}),
            ({"sku": ["M-001"], "quantity": 1}, {"sku"}),
            ({"sku": "M-001", "quantity": 1, "price": "0.01"}, {"price"}),
            ({"sku": "M-001", "quantity": 1, "version": -1}, {"version"}),
            ({"sku": "M-001", "quantity": 1, "version": 2**70}, {"version"}),
            ({"lines": []}, {"lines"}),
            ({"lines": [{"sku": "M-001", "quantity": 1}] * 501}, {"lines"}),
            ({"lines": [{"sku": "M-001"}, {"quantity": 1}]}, {"lines.0.quantity", "lines.1.sku"}),
            ({"lines": "M-001"}, {"lines"}),
            ({"lines": [{"sku": "M-001", "quantity": 1}], "sku": "M-001"}, {"sku"}),
            ([], {"body"}),
            ("M-001", {"body"}),
            (None, {"body"}),
        ]:
            with subtests.test(body=body):
                before = take_digest()
                response = buyer.post(
                    LINES, content=json.dumps(body), headers={"content-type": "application/json"}
                )
                assert (response.status_code, set(response.json()["fields"])) == (422, fields)
                assert take_digest() == before


class TestChange:
    def test_sets_the_quantity(self, buyer: ApiClient) -> None:
        line = add(buyer).json()["lines"][0]["id"]
        response = buyer.patch(f"{LINES}/{line}", json={"quantity": 7, "version": 1})
        assert response.status_code == 200
        assert (response.json()["lines"][0]["quantity"], response.json()["version"]) == (7, 2)

    @pytest.mark.parametrize("nothing", [{}, {"quantity": None}, {"note": None}, {"version": 1}])
    def test_asking_for_nothing_is_refused_with_the_field(
        self, buyer: ApiClient, take_digest: TakeDigest, nothing: dict[str, Any]
    ) -> None:
        line = add(buyer).json()["lines"][0]["id"]
        before = take_digest()
        response = buyer.patch(f"{LINES}/{line}", json=nothing)
        body = response.json()
        assert (response.status_code, body["code"]) == (422, "invalid")
        assert body["fields"] == {"quantity": "must be given, or a note, or both"}
        assert take_digest() == before

    def test_takes_a_line_out_and_all_of_them_and_back(self, buyer: ApiClient) -> None:
        add(buyer)
        line = add(buyer, "M-002").json()["lines"][0]["id"]
        assert [each["sku"] for each in buyer.delete(f"{LINES}/{line}").json()["lines"]] == ["M-002"]
        assert buyer.delete(LINES, params={"version": 3}).json()["lines"] == []
        assert [each["sku"] for each in buyer.post(f"{CART}/undo").json()["lines"]] == ["M-002"]
        assert {each["sku"] for each in buyer.post(f"{CART}/undo").json()["lines"]} == {"M-001", "M-002"}
        assert buyer.get(CART).json()["version"] == 6

    def test_undo_without_anything_to_undo_is_refused(self, buyer: ApiClient) -> None:
        response = buyer.post(f"{CART}/undo")
        assert (response.status_code, response.json()["code"]) == (409, "nothing_to_undo")

    def test_a_stale_version_is_refused_everywhere(self, buyer: ApiClient, take_digest: TakeDigest) -> None:
        line = add(buyer).json()["lines"][0]["id"]
        add(buyer, "M-002")
        before = take_digest()
        refusals = [
            add(buyer, version=1),
            buyer.patch(f"{LINES}/{line}", json={"quantity": 1, "version": 1}),
            buyer.delete(f"{LINES}/{line}", params={"version": 1}),
            buyer.delete(LINES, params={"version": 1}),
            buyer.post(f"{CART}/undo", params={"version": 1}),
        ]
        assert [(it.status_code, it.json()["code"], it.json()["version"]) for it in refusals] == [
            (409, "cart_changed", 2)
        ] * 5
        assert take_digest() == before

    def test_an_unknown_line_is_not_found(self, buyer: ApiClient, subtests: pytest.Subtests) -> None:
        for line in ["nonsense", "00000000-0000-0000-0000-000000000000", "x" * 400]:
            with subtests.test(line=line):
                add(buyer)
                assert buyer.patch(f"{LINES}/{line}", json={"quantity": 1}).status_code == 404
                assert buyer.delete(f"{LINES}/{line}").status_code == 404

    def test_a_line_of_another_cart_is_not_found(self, as_: As, trade: Trade) -> None:
        client = as_(trade.admin)
        other = client.post("/outlets/1002/carts/MAKER/lines", json={"sku": "M-001", "quantity": 1})
        line = other.json()["lines"][0]["id"]
        assert client.delete(f"{LINES}/{line}").json()["code"] == "line_not_found"
        assert client.patch(f"{LINES}/{line}", json={"quantity": 5}).json()["code"] == "line_not_found"
        assert client.get("/outlets/1002/carts/MAKER").json()["lines"][0]["quantity"] == 1


class TestShow:
    def test_an_empty_one_is_a_cart_too(self, buyer: ApiClient) -> None:
        assert buyer.get(CART).json() == {
            "seller": "MAKER",
            "seller_name": "Maker Ltd",
            "currency": "GBP",
            "version": 0,
            "lines": [],
            "units": 0,
            "subtotal": pounds("0.00"),
            "minimum_order": pounds("0.00"),
            "minimum_order_missing": pounds("0.00"),
            "changed_at": None,
            "can_undo": False,
        }

    def test_all_carts_of_the_outlet_and_what_is_missing(self, buyer: ApiClient) -> None:
        buyer.post("/outlets/1001/carts/NORTH/lines", json={"sku": "M-001", "quantity": 4})
        body = buyer.get("/outlets/1001/carts").json()
        assert [(cart["seller"], len(cart["lines"])) for cart in body["items"]] == [
            ("MAKER", 0),
            ("NORTH", 1),
        ]
        assert body["items"][1]["minimum_order_missing"] == pounds("39.00")

    def test_is_shared_by_the_outlets_contacts(self, as_: As, trade: Trade) -> None:
        add(as_(trade.buyer))
        [line] = as_(trade.colleague).get(CART).json()["lines"]
        assert (line["sku"], line["added_by"]) == ("M-001", "Bea Buyer")

    def test_a_price_that_moved_is_flagged(self, buyer: ApiClient, trade: Trade) -> None:
        add(buyer, quantity=1)
        with transaction() as session:
            session.execute(sa.text("update price_entries set unit_price = 30000 where minimum_quantity = 1"))
        [line] = buyer.get(CART).json()["lines"]
        assert (line["unit_price"], line["previous_unit_price"]) == (pounds("3.00"), pounds("2.50"))
        assert [issue["code"] for issue in line["issues"]] == ["dearer"]


class TestNews:
    """Screens that watch the outlet's carts hear of what was done through the API, once it is committed."""

    @pytest.fixture
    def heard(self) -> Any:
        former, topics = current_topics(), LocalTopics()
        news: list[News] = []
        topics.subscribe(news.append)
        use_topics(topics)
        yield news
        use_topics(former)

    def test_a_change_is_told_and_a_refusal_is_not(self, buyer: ApiClient, heard: list[News]) -> None:
        add(buyer)
        assert heard == [News("cart:1001")]
        add(buyer, "NOPE")
        assert heard == [News("cart:1001")]
