"""Templates put into carts over HTTP."""

from typing import Any

import pytest

from tests.api.client import ApiClient
from tests.api.conftest import TakeDigest
from tests.api.templates import TEMPLATES, apply, make
from tests.api.test_products import pounds
from tests.factories import new_key


class TestApply:
    def test_answers_like_resolve_apply_and_adds_once(self, buyer: ApiClient) -> None:
        made = make(buyer)
        first = apply(buyer, made["id"], {}, "key-1")
        body = first.json()
        assert (first.status_code, body["added"], body["skipped"]) == (200, 3, [])
        assert [(cart["seller"], cart["subtotal"]) for cart in body["carts"]] == [
            ("MAKER", pounds("18.50")),
            ("NORTH", pounds("8.25")),
        ]
        assert apply(buyer, made["id"], {}, "key-1").json() == body
        reused = apply(buyer, made["id"], {"lines": [{"sku": "M-002"}]}, "key-1")
        assert (reused.status_code, reused.json()["code"]) == (409, "idempotency_key_reused")
        shown = buyer.get(f"{TEMPLATES}/{made['id']}").json()
        assert (shown["version"], shown["last_used_at"] is not None) == (1, True)
        assert [line["quantity"] for line in shown["lines"]] == [6, 2, 3]

    def test_all_lines_without_a_body_and_one_of_two_by_its_seller(self, buyer: ApiClient) -> None:
        made = make(buyer)
        address = f"{TEMPLATES}/{made['id']}/apply"
        assert buyer.post(address, headers={"idempotency-key": new_key()}).json()["added"] == 3
        picks = [{"sku": "M-001", "seller": "NORTH", "quantity": 9}]
        body = apply(buyer, made["id"], {"lines": picks}).json()
        assert [(cart["seller"], cart["lines"][0]["quantity"]) for cart in body["carts"]] == [("NORTH", 12)]

    def test_some_lines_by_id_or_sku(self, buyer: ApiClient) -> None:
        made = make(buyer)
        picks = [made["lines"][2]["id"], {"sku": "M-002", "quantity": 4}]
        body = apply(buyer, made["id"], {"lines": picks}).json()
        held = {
            cart["seller"]: [(line["sku"], line["quantity"]) for line in cart["lines"]]
            for cart in body["carts"]
        }
        assert held == {"MAKER": [("M-002", 4)], "NORTH": [("M-001", 3)]}

    def test_what_was_counted(self, buyer: ApiClient) -> None:
        made = make(buyer)
        second = made["lines"][1]["id"]
        counted = buyer.request(
            "PUT", f"{TEMPLATES}/{made['id']}/counts", json={"lines": [{"id": second, "on_hand": 4}]}
        ).json()
        line = counted["lines"][1]
        assert (line["on_hand"], line["to_order"], line["counted_by"]) == (4, 6, "Bea Buyer")
        body = apply(buyer, made["id"], {"by_count": True}).json()
        assert [(line["sku"], line["quantity"]) for line in body["carts"][0]["lines"]] == [("M-002", 6)]
        buyer.delete(f"{TEMPLATES}/{made['id']}/counts")
        nothing = apply(buyer, made["id"], {"by_count": True})
        assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_to_order")

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({"lines": []}, 422, "invalid"),
            ({"lines": [{"sku": "M-009"}]}, 404, "template_line_not_found"),
            ({"lines": [{"sku": "M-001"}]}, 422, "template_invalid"),
            ({"lines": [{"sku": "M-002"}, {"sku": "M-002"}]}, 422, "template_invalid"),
            ({"lines": [{}]}, 422, "template_invalid"),
            ({"lines": ["not an id"]}, 422, "invalid"),
            ({"lines": [{"sku": "M-002"}], "by_count": True}, 422, "invalid"),
        ],
    )
    def test_is_refused_with_a_code(
        self, buyer: ApiClient, take_digest: TakeDigest, body: dict[str, Any], status: int, code: str
    ) -> None:
        made = make(buyer)
        before = take_digest()
        response = apply(buyer, made["id"], body)
        assert (response.status_code, response.json()["code"]) == (status, code)
        assert take_digest() == before

    def test_needs_a_key(self, buyer: ApiClient) -> None:
        made = make(buyer)
        assert buyer.post(f"{TEMPLATES}/{made['id']}/apply", json={}).status_code == 422
