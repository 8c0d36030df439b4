"""Notes, history and what is saved for later, over HTTP."""

from typing import Any
from uuid import uuid4

import pytest

from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.api.test_carts import CART, LINES, add
from tests.api.test_products import pounds
from tests.factories import Trade, new_key


def line_of(client: ApiClient, sku: str = "M-001") -> dict[str, Any]:
    return next(line for line in client.get(CART).json()["lines"] if line["sku"] == sku)


class TestNote:
    def test_is_set_alone_or_with_the_quantity_and_goes_with_the_order(self, buyer: ApiClient) -> None:
        add(buyer)
        line = line_of(buyer)
        assert line["note"] == ""
        body = buyer.patch(f"{LINES}/{line['id']}", json={"note": " for the\twindow ", "version": 1}).json()
        assert (body["version"], body["lines"][0]["note"], body["lines"][0]["quantity"]) == (
            2,
            "for the window",
            2,
        )
        body = buyer.patch(f"{LINES}/{line['id']}", json={"note": "gift", "quantity": 3}).json()
        assert (body["lines"][0]["note"], body["lines"][0]["quantity"]) == ("gift", 3)
        placed = buyer.post(f"{CART}/checkout", json={}, headers={"idempotency-key": new_key()}).json()
        assert [each["note"] for each in placed["lines"]] == ["gift"]

    def test_names_what_is_wrong(
        self, buyer: ApiClient, take_digest: TakeDigest, subtests: pytest.Subtests
    ) -> None:
        add(buyer)
        line = line_of(buyer)["id"]
        before = take_digest()
        for body, fields in [
            ({}, {"quantity"}),
            ({"version": 1}, {"quantity"}),
            ({"note": None, "quantity": None}, {"quantity"}),
            ({"note": "x" * 201}, {"note"}),
            ({"note": "x" * 1001}, {"note"}),
            ({"note": "a\x00b"}, {"note"}),
            ({"note": "a\x07b"}, {"note"}),
            ({"note": 7}, {"note"}),
            ({"note": "x", "quantity": 0}, {"quantity"}),
            ({"note": "x", "price": "1"}, {"price"}),
        ]:
            with subtests.test(body=body):
                response = buyer.patch(f"{LINES}/{line}", json=body)
                assert (response.status_code, set(response.json()["fields"])) == (422, fields)
        assert take_digest() == before


class TestChanges:
    def test_are_told_newest_first_with_who_and_what(self, as_: As, trade: Trade) -> None:
        bea, carl = as_(trade.buyer), as_(trade.colleague)
        add(bea, quantity=4)
        carl.patch(f"{LINES}/{line_of(carl)['id']}", json={"quantity": 6})
        add(bea, "M-002", 1)
        newest, second, first = bea.get(f"{CART}/changes").json()["items"]
        assert second.pop("made_at").endswith("Z")
        assert len(second.pop("id")) == 36
        assert second == {
            "version": 2,
            "kind": "change",
            "words": "Changed Mug M-001 from 4 to 6",
            "by": "Carl Colleague",
            "employee": None,
            "lines": [
                {
                    "sku": "M-001",
                    "name": "Mug M-001",
                    "quantity_before": 4,
                    "quantity_after": 6,
                    "note_before": "",
                    "note_after": "",
                    "is_saved": False,
                }
            ],
            "line_count": 1,
            "is_undone": False,
            "can_undo": True,
            "later_version": None,
            "can_restore": False,
        }
        assert (first["can_undo"], first["later_version"], newest["by"]) == (False, 2, "Bea Buyer")

    def test_come_in_pages(self, buyer: ApiClient) -> None:
        for _ in range(3):
            add(buyer)
        page = buyer.get(f"{CART}/changes", params={"limit": "2"}).json()
        assert [each["version"] for each in page["items"]] == [3, 2]
        last = buyer.get(f"{CART}/changes", params={"cursor": page["next_cursor"]}).json()
        assert ([each["version"] for each in last["items"]], last["next_cursor"]) == ([1], None)

    def test_one_is_taken_back_or_names_what_is_in_the_way(self, buyer: ApiClient) -> None:
        add(buyer, quantity=4)
        add(buyer, "M-002", 1)
        buyer.patch(f"{LINES}/{line_of(buyer)['id']}", json={"quantity": 6})
        steps = {each["version"]: each["id"] for each in buyer.get(f"{CART}/changes").json()["items"]}
        refused = buyer.post(f"{CART}/changes/{steps[1]}/undo")
        assert (refused.status_code, refused.json()["code"], refused.json()["later_version"]) == (
            409,
            "later_change",
            3,
        )
        stale = buyer.post(f"{CART}/changes/{steps[2]}/undo", params={"version": 1})
        assert (stale.status_code, stale.json()["code"]) == (409, "cart_changed")
        body = buyer.post(f"{CART}/changes/{steps[2]}/undo", params={"version": 3}).json()
        assert [(line["sku"], line["quantity"]) for line in body["lines"]] == [("M-001", 6)]
        again = buyer.post(f"{CART}/changes/{steps[2]}/undo")
        assert (again.status_code, again.json()["code"]) == (409, "cannot_undo")
        nothing = buyer.post(f"{CART}/changes/{uuid4()}/undo")
        assert (nothing.status_code, nothing.json()["code"]) == (404, "change_not_found")
        assert buyer.post(f"{CART}/changes/x/undo").status_code == 404

    def test_a_cleared_cart_comes_back_beside_what_was_added_since(self, buyer: ApiClient) -> None:
        add(buyer, quantity=4)
        buyer.delete(LINES)
        add(buyer, "M-002", 1)
        assert [each["can_restore"] for each in buyer.get(f"{CART}/changes").json()["items"]] == [
            False,
            True,
            False,
        ]
        body = buyer.post(f"{CART}/restore").json()
        assert [(line["sku"], line["quantity"]) for line in body["lines"]] == [("M-001", 4), ("M-002", 1)]
        again = buyer.post(f"{CART}/restore")
        assert (again.status_code, again.json()["code"]) == (409, "nothing_to_restore")


class TestSaved:
    def test_leaves_the_cart_and_comes_back(self, as_: As, trade: Trade) -> None:
        bea, carl = as_(trade.buyer), as_(trade.colleague)
        add(bea, quantity=4)
        add(bea, "M-002", 1)
        body = carl.post(f"{LINES}/{line_of(bea)['id']}/save", params={"version": 2}).json()
        assert ([line["sku"] for line in body["lines"]], body["subtotal"]) == (["M-002"], pounds("2.50"))
        [saved] = bea.get(f"{CART}/saved").json()["items"]
        assert (saved["sku"], saved["quantity"], saved["added_by"], saved["line_total"]) == (
            "M-001",
            4,
            "Carl Colleague",
            pounds("10.00"),
        )
        body = bea.post(f"{CART}/saved/{saved['id']}/return", json={"quantity": 6, "version": 3}).json()
        assert [(line["sku"], line["quantity"]) for line in body["lines"]] == [("M-002", 1), ("M-001", 6)]
        assert bea.get(f"{CART}/saved").json()["items"] == []
        gone = bea.delete(f"{CART}/saved/{saved['id']}")
        assert (gone.status_code, gone.json()["code"]) == (404, "line_not_found")

    def test_is_forgotten_and_undone(self, buyer: ApiClient) -> None:
        add(buyer)
        buyer.post(f"{LINES}/{line_of(buyer)['id']}/save")
        [saved] = buyer.get(f"{CART}/saved").json()["items"]
        assert buyer.delete(f"{CART}/saved/{saved['id']}", params={"version": 2}).json()["lines"] == []
        assert buyer.get(f"{CART}/saved").json()["items"] == []
        buyer.post(f"{CART}/undo")
        assert buyer.get(f"{CART}/saved").json()["items"] == [saved]
