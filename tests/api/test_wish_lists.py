"""Wish lists and comparisons over HTTP."""

from typing import Any

import pytest

from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.api.test_carts import CART, LINES, add
from tests.api.test_products import pounds
from tests.factories import Trade, new_key

LISTS = "/outlets/1001/wish-lists"
COMPARISON = "/outlets/1001/comparison"


def wish(client: ApiClient, sku: str = "M-001", **more: Any) -> Any:
    return client.post(f"{LISTS}/default/lines", json={"sku": sku, "seller": "MAKER", **more})


class TestWishLists:
    def test_the_first_wish_makes_the_default_list(self, buyer: ApiClient) -> None:
        assert buyer.get(LISTS).json() == {"items": [], "next_cursor": None}
        response = wish(buyer, quantity=6, note="gift")
        assert response.status_code == 201
        body = response.json()
        line = dict(body["lines"][0])
        assert (body["name"], body["line_count"], body["is_default"]) == ("Wish list", 1, True)
        assert len(line.pop("id")) == 36
        assert line.pop("added_at").endswith("Z")
        assert line == {
            "sku": "M-001",
            "catalog": "MAKER-MAIN",
            "seller": "MAKER",
            "seller_name": "Maker Ltd",
            "name": "Mug M-001",
            "picture": "/artwork/M-001.svg",
            "quantity": 6,
            "note": "gift",
            "unit_price": pounds("2.25"),
            "line_total": pounds("13.50"),
            "previous_unit_price": None,
            "available": 100,
            "availability": "in_stock",
            "quantity_rule": {"minimum": 1, "maximum": None, "multiple": 1, "standard": 1},
            "changes": [],
        }
        [card] = buyer.get(LISTS).json()["items"]
        assert buyer.get(f"{LISTS}/{card['id']}").json() == body | {"changed_at": card["changed_at"]}

    def test_are_named_and_come_back(self, buyer: ApiClient) -> None:
        made = buyer.post(LISTS, json={"name": "Spring"}).json()
        address = f"{LISTS}/{made['id']}"
        assert buyer.patch(address, json={"name": "Summer"}).json()["name"] == "Summer"
        taken = buyer.post(LISTS, json={"name": "summer"})
        assert (taken.status_code, taken.json()["code"]) == (409, "wish_list_name_taken")
        assert buyer.delete(address).status_code == 204
        assert buyer.get(address).status_code == 404
        assert buyer.post(f"{address}/restore").json()["name"] == "Summer"

    def test_lines_change_go_and_come_back(self, buyer: ApiClient) -> None:
        made = buyer.post(LISTS, json={"name": "Spring"}).json()
        lines = f"{LISTS}/{made['id']}/lines"
        [line] = buyer.post(lines, json={"sku": "M-002", "seller": "NORTH"}).json()["lines"]
        assert (line["seller"], line["unit_price"]) == ("NORTH", pounds("2.75"))
        [line] = buyer.patch(f"{lines}/{line['id']}", json={"quantity": 3, "note": "x"}).json()["lines"]
        assert (line["quantity"], line["note"]) == (3, "x")
        assert buyer.delete(f"{lines}/{line['id']}").json()["lines"] == []
        assert buyer.post(f"{lines}/{line['id']}/restore").json()["lines"] == [line]

    def test_become_a_template(self, buyer: ApiClient) -> None:
        wish_list = wish(buyer).json()
        made = buyer.post("/outlets/1001/templates", json={"from_wish_list": wish_list["id"]})
        assert (made.status_code, made.json()["name"]) == (201, wish_list["name"])
        assert [line["sku"] for line in made.json()["lines"]] == ["M-001"]
        both = {"from_wish_list": wish_list["id"], "from_cart": "MAKER"}
        assert buyer.post("/outlets/1001/templates", json=both).json()["code"] == "invalid"

    def test_are_added_to_the_carts_once(self, buyer: ApiClient) -> None:
        wish(buyer, quantity=3)
        body = buyer.post(
            f"{LISTS}/default/lines", json={"sku": "M-002", "seller": "NORTH", "quantity": 500}
        ).json()
        address, key = f"{LISTS}/{body['id']}/apply", {"idempotency-key": new_key()}
        for _ in range(2):
            applied = buyer.post(address, headers=key).json()
            assert (applied["added"], applied["skipped"]) == (2, [])
            assert [
                (cart["seller"], line["sku"], line["quantity"])
                for cart in applied["carts"]
                for line in cart["lines"]
            ] == [("MAKER", "M-001", 3), ("NORTH", "M-002", 100)]
        empty = buyer.post(LISTS, json={"name": "Empty"}).json()["id"]
        refused = buyer.post(f"{LISTS}/{empty}/apply", headers={"idempotency-key": new_key()})
        assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_order")

    def test_names_what_is_wrong(
        self, buyer: ApiClient, take_digest: TakeDigest, subtests: pytest.Subtests
    ) -> None:
        listed = wish(buyer).json()
        line = f"{LISTS}/{listed['id']}/lines/{listed['lines'][0]['id']}"
        before = take_digest()
        for method, path, body, fields in [
            ("POST", LISTS, {}, {"name"}),
            ("POST", LISTS, {"name": ""}, {"name"}),
            ("POST", LISTS, {"name": "x" * 81}, {"name"}),
            ("POST", LISTS, {"name": "a\x00"}, {"name"}),
            ("POST", f"{LISTS}/default/lines", {"sku": "M-001"}, {"seller"}),
            (
                "POST",
                f"{LISTS}/default/lines",
                {"sku": "M-001", "seller": "MAKER", "quantity": 0},
                {"quantity"},
            ),
            (
                "POST",
                f"{LISTS}/default/lines",
                {"sku": "M-001", "seller": "MAKER", "note": "x" * 201},
                {"note"},
            ),
            ("PATCH", line, {}, {"body"}),
            ("PATCH", line, {"quantity": 1.5}, {"quantity"}),
            ("POST", f"{COMPARISON}/products", {"sku": "M-001"}, {"seller"}),
            (
                "POST",
                f"{COMPARISON}/products",
                {"sku": "M-001", "seller": "MAKER", "start_anew": 1},
                {"start_anew"},
            ),
        ]:
            with subtests.test(path=path, body=body):
                response = buyer.request(method, path, json=body)
                assert (response.status_code, set(response.json()["fields"])) == (422, fields)
        assert take_digest() == before

    def test_are_the_contacts_own(self, as_: As, trade: Trade, take_digest: TakeDigest) -> None:
        listed = wish(as_(trade.buyer)).json()
        before = take_digest()
        for contact in (trade.colleague, trade.admin):
            client = as_(contact)
            assert client.get(LISTS).json()["items"] == []
            for method, path, body in [
                ("GET", "", None),
                ("PATCH", "", {"name": "Mine"}),
                ("DELETE", "", None),
                ("POST", "/restore", None),
                ("POST", "/lines", {"sku": "M-002", "seller": "MAKER"}),
                ("PATCH", f"/lines/{listed['lines'][0]['id']}", {"quantity": 2}),
                ("DELETE", f"/lines/{listed['lines'][0]['id']}", None),
            ]:
                response = client.request(method, f"{LISTS}/{listed['id']}{path}", json=body)
                assert (response.status_code, response.json()["code"]) == (404, "wish_list_not_found")
        assert take_digest() == before


class TestFromTheCart:
    def test_a_line_moves_to_a_wish_list(self, buyer: ApiClient) -> None:
        add(buyer, quantity=4)
        line = buyer.get(CART).json()["lines"][0]["id"]
        stale = buyer.post(f"{LINES}/{line}/to-wish-list", json={"version": 9})
        assert (stale.status_code, buyer.get(LISTS).json()["items"]) == (409, [])
        assert buyer.post(f"{LINES}/{line}/to-wish-list", json={"version": 1}).json()["lines"] == []
        [card] = buyer.get(LISTS).json()["items"]
        assert [each["quantity"] for each in buyer.get(f"{LISTS}/{card['id']}").json()["lines"]] == [4]

    def test_a_line_moves_to_a_template_which_asks_about_what_is_there(self, buyer: ApiClient) -> None:
        made = buyer.post(
            "/outlets/1001/templates",
            json={
                "name": "Weekly",
                "scope": "contact",
                "lines": [{"sku": "M-001", "quantity": 1, "catalog": "MAKER-MAIN"}],
            },
        ).json()
        add(buyer, quantity=4)
        line = buyer.get(CART).json()["lines"][0]["id"]
        asked = buyer.post(f"{LINES}/{line}/to-template", json={"template": made["id"]})
        assert (asked.status_code, asked.json()["code"]) == (409, "already_in_template")
        assert len(buyer.get(CART).json()["lines"]) == 1
        moved = buyer.post(f"{LINES}/{line}/to-template", json={"template": made["id"], "when_there": "add"})
        assert moved.json()["lines"] == []
        shown = buyer.get(f"/outlets/1001/templates/{made['id']}").json()
        assert [(each["sku"], each["quantity"]) for each in shown["lines"]] == [("M-001", 5)]
        words = buyer.get(f"{CART}/changes").json()["items"][0]["words"]
        assert words == "Moved 4 \N{MULTIPLICATION SIGN} Mug M-001 to template \u201cWeekly\u201d"


class TestComparison:
    def test_shows_up_to_four_of_one_catalog(self, buyer: ApiClient) -> None:
        assert buyer.get(COMPARISON).json() == {
            "seller": "",
            "seller_name": "",
            "catalog": "",
            "catalog_name": "",
            "items": [],
        }
        for sku in ("M-001", "M-002", "M-003", "M-004"):
            response = buyer.post(f"{COMPARISON}/products", json={"sku": sku, "seller": "MAKER"})
            assert response.status_code == 201
        body = response.json()
        assert [item["sku"] for item in body["items"]] == ["M-001", "M-002", "M-003", "M-004"]
        assert body["items"][0]["offer"]["unit_price"] == pounds("2.50")
        full = buyer.post(f"{COMPARISON}/products", json={"sku": "M-005", "seller": "MAKER"})
        assert (full.status_code, full.json()["code"]) == (409, "comparison_full")
        other = buyer.post(f"{COMPARISON}/products", json={"sku": "M-001", "seller": "NORTH"})
        assert (other.status_code, other.json()["code"], other.json()["catalog"]) == (
            409,
            "other_catalog",
            "MAKER-MAIN",
        )
        anew = {"sku": "M-001", "seller": "NORTH", "start_anew": True}
        body = buyer.post(f"{COMPARISON}/products", json=anew).json()
        assert (body["seller"], [item["sku"] for item in body["items"]]) == ("NORTH", ["M-001"])
        assert buyer.delete(f"{COMPARISON}/products/M-001").json()["items"] == []
        assert buyer.delete(COMPARISON).status_code == 204
