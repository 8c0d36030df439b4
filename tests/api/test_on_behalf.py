"""Employees who act for outlets, over HTTP."""

from datetime import datetime
from typing import Any

import pytest

from storefront.db.session import transaction
from storefront.parties.tables import Contact
from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.factories import MadeEmployee, Staff, Trade, make_employee, make_staff, new_key


@pytest.fixture
def staff(trade: Trade) -> Staff:
    with transaction() as session:
        return make_staff(session, trade)


def start(client: ApiClient, **wanted: Any) -> dict[str, str]:
    """The header of a new session on behalf of the first outlet."""
    new = client.post("/field/sessions", json={"outlet": "1001", "reason": "spring visit", **wanted})
    assert new.status_code == 201, new.text
    assert set(new.json()) == {"id", "expires_at"}
    assert datetime.fromisoformat(new.json()["expires_at"]).tzinfo
    return {"acting-session": new.json()["id"]}


class TestActing:
    def test_the_header_opens_the_outlet_and_nothing_else_does(
        self, as_: As, trade: Trade, staff: Staff
    ) -> None:
        client = as_(staff.field)
        header = start(client)
        assert client.get("/outlets/1001/carts", headers=header).status_code == 200
        for outlet, headers, code in (
            ("1001", {}, "outlet_not_found"),
            ("1002", header, "acting_session_not_found"),
            ("1001", {"acting-session": "x"}, "acting_session_not_found"),
            ("1001", {"acting-session": "01a21fb9-bf97-71ee-80a6-94e8891b6db6"}, "acting_session_not_found"),
        ):
            refused = client.get(f"/outlets/{outlet}/carts", headers=headers)
            assert (refused.status_code, refused.json()["code"]) == (404, code)
        stolen = as_(staff.service).get("/outlets/1001/carts", headers=header)
        assert stolen.json()["code"] == "acting_session_not_found"
        bought = as_(trade.buyer).get("/outlets/1001/carts", headers=header)
        assert bought.json()["code"] == "acting_session_not_found"

    def test_from_start_to_order_to_what_the_outlet_sees(self, as_: As, trade: Trade, staff: Staff) -> None:
        client, buyer = as_(staff.field), as_(trade.buyer)
        header = start(client, contact=trade.buyer.email)
        cart = client.post(
            "/outlets/1001/carts/MAKER/lines", json={"sku": "M-001", "quantity": 2}, headers=header
        ).json()
        assert [(line["added_by"], line["added_as"]) for line in cart["lines"]] == [
            ("Fay Field", "field_seller")
        ]
        assert buyer.get("/outlets/1001/carts/MAKER").json()["lines"][0]["added_by"] == "Fay Field"
        key = {"idempotency-key": new_key()}
        body = {"purchase_order_number": "PO-9"}
        placed = client.post("/outlets/1001/carts/MAKER/checkout", json=body, headers=header | key)
        assert placed.status_code == 201
        again = client.post("/outlets/1001/carts/MAKER/checkout", json=body, headers=header | key)
        assert again.json()["number"] == placed.json()["number"]
        number = placed.json()["number"]
        assert buyer.get(f"/orders/{number}").json()["placed_by"] == {
            "contact": "Bea Buyer",
            "contact_id": str(trade.buyer.id),
            "employee": "Fay Field",
        }
        assert client.delete(f"/field/sessions/{header['acting-session']}").status_code == 204
        assert client.get("/outlets/1001/carts", headers=header).status_code == 404
        (visit,) = buyer.get("/outlets/1001/acting-sessions").json()["items"]
        assert (visit["employee"], visit["contact"], visit["reason"]) == (
            "Fay Field",
            "Bea Buyer",
            "spring visit",
        )
        assert (visit["cart_steps"], visit["orders"]) == (
            2,
            [{"number": number, "seller_name": "Maker Ltd"}],
        )

    def test_the_history_and_its_export_are_the_outlets(self, as_: As, trade: Trade, staff: Staff) -> None:
        buyer, client = as_(trade.buyer), as_(staff.service)
        buyer.post("/outlets/1001/carts/MAKER/lines", json={"sku": "M-001", "quantity": 2})
        placed = buyer.post(
            "/outlets/1001/carts/MAKER/checkout", json={}, headers={"idempotency-key": new_key()}
        )
        number = placed.json()["number"]
        header = start(client)
        listed = client.get("/orders?outlet=1001", headers=header)
        assert [each["number"] for each in listed.json()["items"]] == [number]
        # A link that downloads sends no header: the address names the session.
        link = f"/orders/export.csv?outlet=1001&acting_session={header['acting-session']}"
        exported = client.get(link)
        assert exported.status_code == 200
        assert [line.split(",")[0] for line in exported.text.splitlines()[1:]] == [number]
        assert number not in client.get("/orders/export.csv?outlet=1001").text
        nowhere = client.get(link.replace("outlet=1001&", ""))
        assert (nowhere.status_code, list(nowhere.json()["fields"])) == (422, ["outlet"])
        refused = as_(staff.field).get(link)
        assert (refused.status_code, refused.json()["code"]) == (404, "acting_session_not_found")
        client.delete(f"/field/sessions/{header['acting-session']}")
        assert client.get(link).json()["code"] == "acting_session_not_found"

    def test_disabling_the_contact_ends_it_on_the_next_call(
        self, as_: As, trade: Trade, staff: Staff
    ) -> None:
        client = as_(staff.field)
        header = start(client, contact=trade.buyer.email)
        with transaction() as session:
            contact = session.get_one(Contact, trade.buyer.id)
            contact.is_active = False
            session.add(contact)
        refused = client.post(
            "/outlets/1001/carts/MAKER/lines", json={"sku": "M-001", "quantity": 2}, headers=header
        )
        assert (refused.status_code, refused.json()["code"]) == (404, "acting_session_not_found")


class TestRefusals:
    @pytest.mark.parametrize("duty", ["field_seller", "customer_service", "headquarters"])
    def test_a_distributors_own_staff_never(
        self, duty: str, as_: As, trade: Trade, staff: Staff, take_digest: TakeDigest
    ) -> None:
        with transaction() as session:
            employee = make_employee(
                session, email="n@north.example", seller_id=trade.north.id, duties=[duty]
            )
        before = take_digest()
        refused = as_(employee).post("/field/sessions", json={"outlet": "1001", "reason": "a visit"})
        assert (refused.status_code, refused.json()["code"]) == (404, "outlet_not_found")
        assert take_digest() == before

    @pytest.mark.parametrize(
        ("who", "body", "status", "code"),
        [
            ("field", {"outlet": "2001", "reason": "visit"}, 404, "outlet_not_found"),
            ("other_field", {"outlet": "1001", "reason": "visit"}, 404, "outlet_not_found"),
            ("north_manager", {"outlet": "1001", "reason": "visit"}, 404, "nothing_here"),
            ("field", {"outlet": "1001", "reason": "  "}, 422, "reason_missing"),
            ("field", {"outlet": "1001"}, 422, "invalid"),
            (
                "field",
                {"outlet": "1001", "reason": "visit", "contact": "gone@first.example"},
                404,
                "contact_not_active",
            ),
            (
                "field",
                {"outlet": "1001", "reason": "visit", "contact": "buyer@other.example"},
                404,
                "contact_not_active",
            ),
        ],
    )
    def test_changes_nothing(
        self,
        who: str,
        body: dict[str, str],
        status: int,
        code: str,
        as_: As,
        staff: Staff,
        take_digest: TakeDigest,
    ) -> None:
        before = take_digest()
        refused = as_(getattr(staff, who)).post("/field/sessions", json=body)
        assert (refused.status_code, refused.json()["code"]) == (status, code)
        assert take_digest() == before


class TestDesks:
    def test_a_field_seller_lists_outlets_and_their_contacts(self, as_: As, staff: Staff) -> None:
        client = as_(staff.field)
        start(client)
        items = client.get("/field/outlets", params={"sort": "name"}).json()["items"]
        assert [(each["number"], each["is_open"], each["last_order"]) for each in items] == [
            ("1002", False, None),
            ("1001", True, None),
        ]
        card = client.get("/field/outlets/1001").json()
        assert [person["name"] for person in card["contacts"]] == ["Ada Admin", "Bea Buyer", "Carl Colleague"]
        assert client.get("/field/outlets/2001").status_code == 404
        assert [each["outlet"] for each in client.get("/field/sessions").json()["items"]] == ["1001"]

    def test_customer_service_searches_and_sees_all_orders(
        self, as_: As, buyer: ApiClient, staff: Staff
    ) -> None:
        buyer.post("/outlets/1001/carts/MAKER/lines", json={"sku": "M-001", "quantity": 2})
        key = {"idempotency-key": new_key()}
        number = buyer.post("/outlets/1001/carts/MAKER/checkout", json={}, headers=key).json()["number"]
        client = as_(staff.service)
        found = client.get("/admin/search", params={"q": number}).json()
        assert [order["number"] for order in found["orders"]] == [number]
        assert client.get("/admin/search", params={"q": "bea"}).json()["people"][0]["standings"] == [
            {
                "organization": "ORG-1",
                "organization_name": "First Gifts",
                "node": "1001",
                "node_name": "First Gifts York",
                "node_kind": "outlet",
                "role": "user",
                "status": "active",
            }
        ]
        assert client.get(f"/orders/{number}").status_code == 200
        everything = {"scope": "all", "contact": "buyer@first.example"}
        assert [each["number"] for each in client.get("/orders", params=everything).json()["items"]] == [
            number
        ]


class TestScopes:
    def test_each_duty_has_its_own(self, as_: As, buyer: ApiClient, trade: Trade, staff: Staff) -> None:
        buyer.post("/outlets/1001/carts/MAKER/lines", json={"sku": "M-001", "quantity": 2})
        key = {"idempotency-key": new_key()}
        number = buyer.post("/outlets/1001/carts/MAKER/checkout", json={}, headers=key).json()["number"]
        scopes = ("own", "organization", "sales_groups", "seller", "all")
        expected: dict[str, tuple[object, ...]] = {
            "field": (0, 0, 1, 422, 422),
            "other_field": (0, 0, 0, 422, 422),
            "service": (0, 0, 422, 422, 1),
            "headquarters": (0, 0, 422, 422, 1),
            "maker_clerk": (0, 0, 422, 1, 422),
            "north_manager": (0, 0, 422, 0, 422),
        }
        seen: dict[str, tuple[object, ...]] = {}
        opened: dict[str, int] = {}
        for who in expected:
            employee: MadeEmployee = getattr(staff, who)
            client = as_(employee)
            answers = [client.get("/orders", params={"scope": scope}) for scope in scopes]
            seen[who] = tuple(
                len(it.json()["items"]) if it.status_code == 200 else it.status_code for it in answers
            )
            opened[who] = client.get(f"/orders/{number}").status_code
            if who != "north_manager":
                summed = client.get("/orders/summary", params={"scope": "own", "by": "month"})
                assert summed.status_code == 200
        assert seen == expected
        assert opened == {
            "field": 200,
            "other_field": 404,
            "service": 200,
            "headquarters": 200,
            "maker_clerk": 200,
            "north_manager": 404,
        }
        assert buyer.get("/orders", params={"scope": "all"}).status_code == 422

    def test_a_distributors_customer_service_sees_nothing(
        self, as_: As, buyer: ApiClient, trade: Trade
    ) -> None:
        buyer.post("/outlets/1001/carts/MAKER/lines", json={"sku": "M-001", "quantity": 2})
        key = {"idempotency-key": new_key()}
        number = buyer.post("/outlets/1001/carts/MAKER/checkout", json={}, headers=key).json()["number"]
        with transaction() as session:
            stranger = make_employee(
                session, email="s@north.example", seller_id=trade.north.id, duties=["customer_service"]
            )
        client = as_(stranger)
        assert client.get("/orders", params={"scope": "all"}).json()["items"] == []
        assert client.get(f"/orders/{number}").status_code == 404
