"""Something of everything that a path can name."""

from sqlmodel import select

from storefront.db.session import transaction
from storefront.mail.tables import MailMessage
from tests.api.client import ApiClient
from tests.api.conftest import As
from tests.factories import Trade, make_seller, make_seller_request, make_session, new_key


def make_things(as_: As, trade: Trade) -> dict[str, str]:
    """Something of the first outlet's for each parameter that a path can have."""
    client = as_(trade.buyer)
    lines = "/outlets/1001/carts/MAKER/lines"
    client.post(lines, json={"sku": "M-001", "quantity": 2})
    placed = client.post(
        "/outlets/1001/carts/MAKER/checkout", json={}, headers={"idempotency-key": new_key()}
    )
    client.post(lines, json={"sku": "M-001", "quantity": 2})
    to_reject = client.post(
        "/outlets/1001/carts/MAKER/checkout", json={}, headers={"idempotency-key": new_key()}
    )
    client.post(lines, json={"sku": "M-006", "quantity": 2})
    client.delete(lines)
    for sku in ("M-003", "M-001", "M-004", "M-007", "M-008", "M-005"):
        cart = client.post(lines, json={"sku": sku, "quantity": 2}).json()
    client.post(f"{lines}/{cart['lines'][0]['id']}/save")
    saved = client.get("/outlets/1001/carts/MAKER/saved").json()["items"]
    changes = client.get("/outlets/1001/carts/MAKER/changes").json()["items"]
    wished = client.post(
        "/outlets/1001/wish-lists/default/lines", json={"sku": "M-001", "seller": "MAKER"}
    ).json()
    with transaction() as session:
        make_session(session, contact_id=trade.buyer.id)
    other = next(each for each in client.get("/sessions").json()["items"] if not each["is_current"])
    client.post(
        "/outlets/1001/quick-order/rows",
        json={"rows": [{"sku": "M-009"}, {"sku": "M-010"}]},
        headers={"idempotency-key": new_key()},
    )
    grid = client.get("/outlets/1001/quick-order").json()
    template = client.post(
        "/outlets/1001/templates", json={"name": "Weekly", "lines": [{"sku": "M-001", "quantity": 2}]}
    ).json()
    members = "/hierarchies/HIER-ORG-1/members"
    admin = as_(trade.admin)
    invited = admin.post(members, json={"email": "invited@first.example"}).json()
    membership = admin.get(members, params={"q": "colleague"}).json()["items"][0]
    nodes = {
        name: admin.post(
            "/hierarchies/HIER-ORG-1/nodes", json={"parent": "N-ORG-1", "kind": kind, "name": name}
        ).json()["number"]
        for name, kind in (("group", "group"), ("node_to_remove", "outlet"))
    }
    with transaction() as session:
        mail = session.exec(select(MailMessage)).first()
        assert mail is not None
        mail.status = "failed"
        session.add(mail)
        make_seller(session, code="SOUTH", kind="distributor", position=2)
        requests = {
            f"request_{place}": str(make_seller_request(session, outlet=outlet, seller=seller))
            for place, (seller, outlet) in enumerate(
                (seller, outlet)
                for seller in (trade.north, trade.maker)
                for outlet in (trade.outlet, trade.second_outlet)
            )
        }
    return {
        "template_id": template["id"],
        "template_line_id": template["lines"][0]["id"],
        "prospect_number": apply_for(client),
        "prospect_to_reject": apply_for(client),
        "organization": "ORG-1",
        "sequence_name": "outlet",
        "import_kind": "organizations",
        "outlet": "1001",
        "row_id": str(grid["rows"][0]["id"]),
        "seller": "MAKER",
        "sku": "M-001",
        "line_id": cart["lines"][1]["id"],
        "line_to_save": cart["lines"][2]["id"],
        "line_to_wish_for": cart["lines"][3]["id"],
        "line_for_template": cart["lines"][4]["id"],
        "wish_list_id": wished["id"],
        "wish_id": wished["lines"][0]["id"],
        "saved_id": saved[0]["id"],
        "change_id": changes[1]["id"],
        "number": placed.json()["number"],
        "number_to_reject": to_reject.json()["number"],
        "session_id": other["id"],
        "hierarchy": "HIER-ORG-1",
        "node": "1002",
        **nodes,
        **requests,
        "membership_id": membership["id"],
        "invited_id": invited["id"],
        "mail_id": str(mail.id),
        "acting_session_id": other["id"],
        "view_id": client.post("/orders/views", json={"name": "All", "filters": {}}).json()["id"],
    }


def apply_for(client: ApiClient) -> str:
    """The number of a new prospect."""
    wanted = {"kind": "buyer", "company": "New Gifts", "contact": {"name": "Nia", "email": "nia@new.example"}}
    return client.post("/prospects", json=wanted).json()["number"]
