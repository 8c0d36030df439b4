"""Order templates over HTTP."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.db.session import transaction
from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.api.odd import JSON, fuzzing, is_an_answer, odd_texts, odd_values
from tests.api.templates import LINES, TEMPLATES, make
from tests.api.test_products import pounds
from tests.conftest import CountStatements
from tests.factories import Trade, make_membership, new_key


class TestCreate:
    def test_answers_the_template_as_it_could_be_ordered_now(self, buyer: ApiClient) -> None:
        response = buyer.post(TEMPLATES, json={"name": "Weekly", "scope": "contact", "lines": LINES})
        body = response.json()
        lines = body.pop("lines")
        assert response.status_code == 201
        assert response.headers["location"] == f"/api/v1{TEMPLATES}/{body['id']}"
        assert buyer.get(f"{TEMPLATES}/{body.pop('id')}").json() == response.json()
        assert body.pop("created_at") == body.pop("changed_at")
        assert body == {
            "name": "Weekly",
            "scope": "contact",
            "version": 1,
            "line_count": 3,
            "owner": "Bea Buyer",
            "employee": None,
            "owner_is_active": True,
            "is_mine": True,
            "can_edit": True,
            "is_archived": False,
            "last_used_at": None,
            "pictures": ["/artwork/M-001.svg", "/artwork/M-002.svg", "/artwork/M-001.svg"],
        }
        assert [(line["sku"], line["catalog"], line["seller"]) for line in lines] == [
            ("M-001", "MAKER-MAIN", "MAKER"),
            ("M-002", "MAKER-MAIN", "MAKER"),
            ("M-001", "NORTH-MAIN", "NORTH"),
        ]
        second = lines[1]
        assert len(second.pop("id")) == 36
        assert second == {
            "sku": "M-002",
            "name": "Mug M-002",
            "picture": "/artwork/M-002.svg",
            "catalog": "MAKER-MAIN",
            "seller": "MAKER",
            "seller_name": "Maker Ltd",
            "quantity": 2,
            "par_level": 10,
            "on_hand": None,
            "counted_at": None,
            "counted_by": None,
            "in_carts": 0,
            "to_order": None,
            "state": "same",
            "message": second["message"],
            "orderable_quantity": 2,
            "unit_price": pounds("2.50"),
            "previous_unit_price": None,
            "line_total": pounds("5.00"),
            "available": 100,
            "quantity_rule": {"minimum": 1, "maximum": None, "multiple": 1, "standard": 1},
            "alternatives": [],
        }

    def test_from_a_cart(self, buyer: ApiClient) -> None:
        buyer.post("/outlets/1001/carts/NORTH/lines", json={"sku": "M-003", "quantity": 7})
        body = buyer.post(TEMPLATES, json={"name": "Cart", "from_cart": "NORTH"}).json()
        assert [(line["sku"], line["catalog"], line["quantity"]) for line in body["lines"]] == [
            ("M-003", "NORTH-MAIN", 7)
        ]
        both = buyer.post(TEMPLATES, json={"from_cart": "NORTH", "lines": LINES})
        assert (both.status_code, both.json()["code"]) == (422, "invalid")

    def test_names_every_line_that_cannot_be(self, buyer: ApiClient, take_digest: TakeDigest) -> None:
        before = take_digest()
        lines = [LINES[0], {"sku": "NOPE", "quantity": 1}, {"sku": "M-002", "quantity": 1, "catalog": "X"}]
        response = buyer.post(TEMPLATES, json={"name": "x", "lines": lines})
        assert (response.status_code, response.json()["code"]) == (422, "lines_refused")
        assert [line["line"] for line in response.json()["lines"]] == [1, 2]
        assert take_digest() == before

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({"scope": "organization"}, 403, "sharing_refused"),
            ({"scope": "everybody"}, 422, "invalid"),
            ({"name": "x" * 81}, 422, "template_invalid"),
            ({"name": "WEEKLY"}, 409, "name_taken"),
            ({"lines": [{"sku": "M-001", "quantity": 0}]}, 422, "invalid"),
            ({"lines": [{"sku": "M-001", "quantity": 1, "price": "1.00"}]}, 422, "invalid"),
            ({"lines": [{"sku": "M-001", "quantity": 1}] * 1001}, 422, "invalid"),
            ({"from_cart": "NOBODY"}, 404, "seller_not_found"),
        ],
    )
    def test_is_refused_with_a_code(
        self, buyer: ApiClient, take_digest: TakeDigest, body: dict[str, Any], status: int, code: str
    ) -> None:
        make(buyer)
        before = take_digest()
        response = buyer.post(TEMPLATES, json=body)
        assert (response.status_code, response.json()["code"]) == (status, code)
        assert take_digest() == before


class TestList:
    def test_mine_and_shared(self, as_: As, trade: Trade) -> None:
        buyer, admin = as_(trade.buyer), as_(trade.admin)
        make(buyer, "Own")
        make(admin, "Shared", scope="organization")
        make(admin, "The admin's own")

        def names(**query: Any) -> list[str]:
            return [each["name"] for each in buyer.get(TEMPLATES, params=query).json()["items"]]

        assert names() == ["Shared", "Own"]
        assert (names(show="mine"), names(show="shared")) == (["Own"], ["Shared"])
        assert (names(q="OW"), names(archived=True), names(sort="name")) == (["Own"], [], ["Own", "Shared"])

    def test_pages(self, buyer: ApiClient) -> None:
        for number in range(5):
            make(buyer, f"T {number}")
        first = buyer.get(TEMPLATES, params={"limit": 3}).json()
        second = buyer.get(TEMPLATES, params={"limit": 3, "cursor": first["next_cursor"]}).json()
        names = [each["name"] for each in first["items"] + second["items"]]
        assert names == ["T 4", "T 3", "T 2", "T 1", "T 0"]
        assert second["next_cursor"] is None


class TestChange:
    def test_name_archive_and_all_lines_at_once(self, buyer: ApiClient) -> None:
        made = make(buyer)
        body = buyer.patch(
            f"{TEMPLATES}/{made['id']}",
            json={
                "name": "Monthly",
                "is_archived": True,
                "lines": [{"sku": "M-002", "quantity": 9}, {"sku": "M-007", "quantity": 1}],
                "version": 1,
            },
        ).json()
        assert (body["name"], body["is_archived"], body["line_count"]) == ("Monthly", True, 2)
        assert [(line["sku"], line["quantity"], line["par_level"]) for line in body["lines"]] == [
            ("M-002", 9, 10),
            ("M-007", 1, None),
        ]
        assert body["lines"][0]["id"] == made["lines"][1]["id"]

    def test_a_par_level_stays_until_null_takes_it_away(self, buyer: ApiClient) -> None:
        made = make(buyer)
        address = f"{TEMPLATES}/{made['id']}"
        for line, left in (
            ({"sku": "M-002", "quantity": 5}, 10),
            ({"sku": "M-002", "quantity": 5, "par_level": 30}, 30),
            ({"sku": "M-002", "quantity": 5, "par_level": None}, None),
        ):
            body = buyer.patch(address, json={"lines": [line]}).json()
            assert [each["par_level"] for each in body["lines"]] == [left]

    def test_a_stale_version_changes_nothing(self, buyer: ApiClient, take_digest: TakeDigest) -> None:
        made = make(buyer)
        address = f"{TEMPLATES}/{made['id']}"
        buyer.patch(address, json={"name": "Monthly"})
        before = take_digest()
        line = f"{address}/lines/{made['lines'][0]['id']}"
        for response in (
            buyer.patch(address, json={"name": "x", "version": 1}),
            buyer.patch(address, json={"lines": [], "version": 1}),
            buyer.post(f"{address}/lines", json={"lines": LINES, "when_there": "set", "version": 1}),
            buyer.patch(line, json={"quantity": 9, "version": 1}),
            buyer.delete(line, params={"version": 1}),
            buyer.delete(address, params={"version": 1}),
        ):
            assert (response.status_code, response.json()["code"]) == (409, "template_changed")
            assert (response.json()["expected"], response.json()["version"]) == (1, 2)
        assert take_digest() == before

    def test_lines_one_by_one(self, buyer: ApiClient) -> None:
        made = make(buyer)
        address = f"{TEMPLATES}/{made['id']}"
        line = f"{address}/lines/{made['lines'][1]['id']}"
        changed = buyer.patch(line, json={"quantity": 4, "position": 0}).json()["lines"]
        assert [(each["sku"], each["quantity"], each["par_level"]) for each in changed] == [
            ("M-002", 4, 10),
            ("M-001", 6, None),
            ("M-001", 3, None),
        ]
        assert buyer.patch(line, json={"par_level": None}).json()["lines"][0]["par_level"] is None
        assert [each["sku"] for each in buyer.delete(line).json()["lines"]] == ["M-001", "M-001"]
        gone = buyer.patch(line, json={"quantity": 1})
        assert (gone.status_code, gone.json()["code"]) == (404, "template_line_not_found")

    def test_what_is_there_already_is_asked_about(self, buyer: ApiClient, take_digest: TakeDigest) -> None:
        address = f"{TEMPLATES}/{make(buyer)['id']}/lines"
        before = take_digest()
        wanted = {"lines": [{"sku": "M-009", "quantity": 1}, {"sku": "M-002", "quantity": 5}]}
        asked = buyer.post(address, json=wanted)
        assert (asked.status_code, asked.json()["code"]) == (409, "already_in_template")
        assert asked.json()["lines"] == [
            {
                "line": 1,
                "sku": "M-002",
                "catalog": "MAKER-MAIN",
                "name": "Mug M-002",
                "quantity_there": 2,
                "quantity_wanted": 5,
            }
        ]
        assert take_digest() == before
        for answer, quantity in (("add", 7), ("set", 5)):
            body = buyer.post(address, json={**wanted, "when_there": answer}).json()
            assert body["lines"][1]["quantity"] == quantity
        assert body["line_count"] == 4

    def test_delete_and_restore(self, buyer: ApiClient) -> None:
        made = make(buyer)
        address = f"{TEMPLATES}/{made['id']}"
        assert buyer.delete(address).status_code == 204
        assert buyer.get(address).json()["code"] == "template_not_found"
        assert buyer.post(f"{address}/restore").json()["lines"] == made["lines"]

    def test_a_copy_is_ones_own(self, as_: As, trade: Trade) -> None:
        shared = make(as_(trade.admin), "Range", scope="organization")
        buyer = as_(trade.buyer)
        refused = buyer.patch(f"{TEMPLATES}/{shared['id']}", json={"name": "Mine"})
        assert (refused.status_code, refused.json()["code"]) == (403, "template_read_only")
        copied = buyer.post(f"{TEMPLATES}/{shared['id']}/clone", json={})
        assert (copied.status_code, copied.json()["name"]) == (201, "Copy of Range")
        assert (copied.json()["is_mine"], copied.json()["scope"]) == (True, "contact")


class TestAccess:
    def test_a_colleagues_own_is_not_found(self, as_: As, trade: Trade, take_digest: TakeDigest) -> None:
        make_first = make(as_(trade.buyer))
        with transaction() as session:
            make_membership(session, contact=trade.colleague, node_id=trade.second_outlet.id)
        before = take_digest()
        for who, outlet in ((trade.colleague, "1001"), (trade.colleague, "1002"), (trade.admin, "1001")):
            client = as_(who)
            address = f"/outlets/{outlet}/templates/{make_first['id']}"
            line = f"{address}/lines/{make_first['lines'][0]['id']}"
            for response in (
                client.get(address),
                client.patch(address, json={"name": "x"}),
                client.delete(address),
                client.post(f"{address}/clone", json={}),
                client.post(f"{address}/restore"),
                client.post(f"{address}/lines", json={"lines": LINES}),
                client.patch(line, json={"quantity": 1}),
                client.delete(line),
                client.delete(f"{address}/counts"),
                client.post(f"{address}/apply", json={}, headers={"idempotency-key": new_key()}),
            ):
                assert (response.status_code, response.json()["code"]) == (404, "template_not_found")
            assert client.get(f"/outlets/{outlet}/templates").json()["items"] == []
        assert take_digest() == before


class TestStatements:
    def test_do_not_grow_with_the_lines(self, buyer: ApiClient, count_statements: CountStatements) -> None:
        found: list[int] = []
        for size in (1, 12):
            lines = [
                {"sku": f"M-{at:03d}", "quantity": 1, "catalog": "MAKER-MAIN"} for at in range(1, size + 1)
            ]
            made = make(buyer, f"of {size}", lines=lines)
            with count_statements() as statements:
                buyer.get(f"{TEMPLATES}/{made['id']}")
            found.append(len(statements))
        assert found[0] == found[1] <= 14


class TestBadInput:
    @fuzzing
    @given(
        body=odd_values
        | st.fixed_dictionaries(
            {},
            optional={
                "name": odd_values,
                "scope": odd_values | st.sampled_from(["contact", "organization"]),
                "from_cart": odd_values,
                "lines": odd_values
                | st.lists(st.fixed_dictionaries({"sku": odd_values, "quantity": odd_values}), max_size=2),
            },
        )
    )
    def test_of_a_new_template(self, buyer: ApiClient, body: Any) -> None:
        assert is_an_answer(buyer.post(TEMPLATES, content=json.dumps(body), headers=JSON))

    @fuzzing
    @given(body=odd_values, thing=odd_texts)
    def test_of_everything_about_one(self, buyer: ApiClient, body: Any, thing: str) -> None:
        items = buyer.get(TEMPLATES).json()["items"]
        address = f"{TEMPLATES}/{items[0]['id'] if items else make(buyer)['id']}"
        content = json.dumps(body)
        for method, path in (
            ("PATCH", address),
            ("POST", f"{address}/lines"),
            ("PUT", f"{address}/counts"),
            ("POST", f"{address}/clone"),
            ("POST", f"{address}/apply"),
        ):
            headers = {**JSON, "idempotency-key": new_key()}
            assert is_an_answer(buyer.request(method, path, content=content, headers=headers))
        assert is_an_answer(buyer.get(TEMPLATES, params={"q": thing, "cursor": thing, "show": thing}))
