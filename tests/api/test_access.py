"""Every route, called by people who may not: refused, and nothing changed. Made from the routes themselves."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from anyio.from_thread import BlockingPortal
from sqlmodel import select
from starlette.routing import Route

from storefront.api.app import make_api
from storefront.db.session import transaction
from storefront.mail.tables import MailMessage
from storefront.parties.tables import Membership
from storefront.settings import Settings
from tests.api.client import SITE, ApiClient
from tests.api.conftest import As, TakeDigest
from tests.factories import (
    PASSWORD,
    Trade,
    make_acting_session,
    make_seller,
    make_seller_request,
    make_session,
    make_staff,
    new_key,
)

PUBLIC = {
    ("POST", "/api/v1/sessions"),
    ("POST", "/api/v1/prospects"),
    ("GET", "/api/v1/problems"),
    ("GET", "/api/v1/openapi.json"),
    ("GET", "/api/docs"),
    ("GET", "/api/docs/"),
    ("GET", "/api/docs/start.js"),
    ("GET", "/api/docs/openapi-3.0.json"),
    ("GET", "/api/docs/{name}"),
    ("GET", "/artwork/{sku}.svg"),
    ("POST", "/auth/sign-in"),
    ("POST", "/auth/sign-out"),
    ("POST", "/auth/invitation"),
    ("POST", "/auth/forgot-password"),
    ("POST", "/auth/reset-password"),
    ("POST", "/auth/confirm-email"),
    ("POST", "/auth/password"),
    ("POST", "/api/v1/invitations/show"),
    ("POST", "/api/v1/invitations/accept"),
    ("POST", "/api/v1/password-resets"),
    ("POST", "/api/v1/password-resets/confirm"),
    ("POST", "/api/v1/email-changes/confirm"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
}
"""Open to everybody. A new one is added here on purpose, and in a review."""

OWN_THINGS = {
    ("GET", "/api/v1/me"),
    ("PATCH", "/api/v1/me"),
    ("POST", "/api/v1/me/email"),
    ("POST", "/api/v1/me/password"),
    ("GET", "/api/v1/sessions"),
    ("DELETE", "/api/v1/sessions/current"),
    ("GET", "/api/v1/outlets"),
    ("GET", "/api/v1/orders"),
    ("GET", "/api/v1/orders/export.csv"),
    ("GET", "/api/v1/orders/export.xlsx"),
    ("GET", "/api/v1/orders/summary"),
    ("GET", "/api/v1/orders/choices"),
    ("POST", "/api/v1/files/read"),
    ("GET", "/api/v1/orders/views"),
    ("POST", "/api/v1/orders/views"),
}
"""Everybody who is signed in has these; they hold nothing but the caller's own."""

DESK = "/api/v1/sellers/{seller}"
HIERARCHY = "/api/v1/hierarchies/{hierarchy}"
MEMBERS = HIERARCHY + "/members"
MEMBER = MEMBERS + "/{membership_id}"
NODES = HIERARCHY + "/nodes"
NODE = NODES + "/{node}"
ADMIN_REQUEST = "/api/v1/admin/seller-requests/{request_id}"
DESK_REQUEST = DESK + "/seller-requests/{request_id}"
RIGHTFUL = {
    DESK + "/seller-requests": "headquarters",
    DESK: "maker_clerk",
    HIERARCHY: "admin",
    "/api/v1/hierarchies": "headquarters",
    "/api/v1/admin": "headquarters",
    "/api/v1/audit": "admin",
    "/api/v1/access": "admin",
    "/api/v1/field": "field",
}
"""Beginning of the address → who of `Staff` or `Trade` may call it; the buyer calls all others."""

TEMPLATES = "/api/v1/outlets/{outlet}/templates"
TEMPLATE = TEMPLATES + "/{template_id}"
TEMPLATE_LINE = TEMPLATE + "/lines/{template_line_id}"

BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines"): {"sku": "M-002", "quantity": 1},
    ("PATCH", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}"): {"quantity": 2},
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/saved/{saved_id}/return"): {},
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}/to-wish-list"): {},
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}/to-template"): {
        "template": "{template_id}"
    },
    ("POST", "/api/v1/outlets/{outlet}/wish-lists"): {"name": "Spring"},
    ("POST", "/api/v1/outlets/{outlet}/wish-lists/default/lines"): {"sku": "M-003", "seller": "MAKER"},
    ("PATCH", "/api/v1/outlets/{outlet}/wish-lists/{wish_list_id}"): {"name": "Summer"},
    ("POST", "/api/v1/outlets/{outlet}/wish-lists/{wish_list_id}/lines"): {"sku": "M-004", "seller": "MAKER"},
    ("PATCH", "/api/v1/outlets/{outlet}/wish-lists/{wish_list_id}/lines/{wish_id}"): {"quantity": 3},
    ("POST", "/api/v1/outlets/{outlet}/comparison/products"): {"sku": "M-002", "seller": "MAKER"},
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/checkout"): {},
    ("POST", "/api/v1/outlets/{outlet}/reorder"): {"orders": ["SO-000001"]},
    ("POST", "/api/v1/outlets/{outlet}/templates/from-orders"): {"orders": ["SO-000001"], "name": "Old"},
    ("POST", "/api/v1/outlets/{outlet}/quick-order/rows"): {"rows": [{"sku": "M-002"}]},
    ("PATCH", "/api/v1/outlets/{outlet}/quick-order/rows/{row_id}"): {"quantity": 3},
    ("POST", "/api/v1/outlets/{outlet}/resolve"): {"lines": [{"sku": "M-002", "quantity": 1}]},
    ("POST", "/api/v1/outlets/{outlet}/resolve/apply"): {"lines": [{"sku": "M-002", "quantity": 1}]},
    ("POST", TEMPLATES): {"name": "Another", "scope": "contact", "lines": [{"sku": "M-002", "quantity": 1}]},
    ("PATCH", TEMPLATE): {"name": "Renamed"},
    ("POST", TEMPLATE + "/lines"): {"lines": [{"sku": "M-003", "quantity": 1}], "when_there": "add"},
    ("PATCH", TEMPLATE_LINE): {"quantity": 2},
    ("PUT", TEMPLATE + "/counts"): {"lines": [{"id": "{template_line_id}", "on_hand": 1}]},
    ("POST", NODES): {"parent": "N-ORG-1", "kind": "group", "name": "South"},
    ("PATCH", NODE): {"name": "First Gifts of Leeds"},
    ("PATCH", NODE + "/settings"): {"settings": [{"kind": "cap", "amount": "500.00"}]},
    ("POST", NODE + "/settings/preview"): {"settings": [{"kind": "cap", "amount": "500.00"}]},
    ("POST", NODE + "/move"): {"to": "{group}"},
    ("POST", NODE + "/move/preview"): {"to": "{group}"},
    ("POST", HIERARCHY + "/override"): {"source": "1001", "targets": ["{node}"], "settings": ["address"]},
    ("POST", HIERARCHY + "/override/preview"): {
        "source": "1001",
        "targets": ["{node}"],
        "settings": ["address"],
    },
    ("POST", "/api/v1/outlets/{outlet}/seller-requests"): {"seller": "SOUTH"},
    ("POST", ADMIN_REQUEST + "/grant"): {},
    ("POST", ADMIN_REQUEST + "/decline"): {"reason": "Too far."},
    ("POST", DESK_REQUEST + "/grant"): {},
    ("POST", DESK_REQUEST + "/decline"): {"reason": "Too far."},
    ("POST", "/api/v1/orders/views"): {"name": "Mugs of this year", "filters": {"q": "mug"}},
    ("POST", "/api/v1/admin/prospects/{prospect_number}/reject"): {"reason": "Too far away"},
    ("POST", "/api/v1/admin/prospects/{prospect_number}/notes"): {"text": "Called."},
    ("PATCH", "/api/v1/orders/views/{view_id}"): {"name": "Mugs"},
    ("POST", MEMBERS): {"email": "new@first.example", "name": "Nina New", "role": "user"},
    ("PATCH", MEMBER): {"role": "admin"},
    ("POST", MEMBER + "/disable"): {"reason": "on leave"},
    ("PATCH", "/api/v1/me"): {"name": "Beatrice Buyer"},
    ("POST", "/api/v1/me/email"): {"email": "bea@first.example"},
    ("POST", "/api/v1/me/password"): {"old_password": PASSWORD, "new_password": "another battery 2"},
    ("POST", DESK + "/orders/{number}/reject"): {"reason": "no lorry"},
    ("POST", DESK + "/stock/{sku}/adjust"): {"change": 5, "reason": "delivery"},
    ("POST", "/api/v1/field/sessions"): {"outlet": "{outlet}", "reason": "a visit"},
}
WRITES = [
    ("PATCH", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/changes/{change_id}/undo"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/restore"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}/save"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/saved/{saved_id}/return"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/undo"),
    ("DELETE", "/api/v1/outlets/{outlet}/carts/{seller}/saved/{saved_id}"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines"),
    ("POST", "/api/v1/orders/{number}/reorder"),
    ("POST", "/api/v1/outlets/{outlet}/reorder"),
    ("POST", "/api/v1/outlets/{outlet}/templates/from-orders"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}/to-wish-list"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}/to-template"),
    ("POST", "/api/v1/outlets/{outlet}/wish-lists"),
    ("POST", "/api/v1/outlets/{outlet}/wish-lists/default/lines"),
    ("PATCH", "/api/v1/outlets/{outlet}/wish-lists/{wish_list_id}"),
    ("POST", "/api/v1/outlets/{outlet}/wish-lists/{wish_list_id}/lines"),
    ("POST", "/api/v1/outlets/{outlet}/wish-lists/{wish_list_id}/apply"),
    ("PATCH", "/api/v1/outlets/{outlet}/wish-lists/{wish_list_id}/lines/{wish_id}"),
    ("DELETE", "/api/v1/outlets/{outlet}/wish-lists/{wish_list_id}/lines/{wish_id}"),
    ("POST", "/api/v1/outlets/{outlet}/wish-lists/{wish_list_id}/lines/{wish_id}/restore"),
    ("DELETE", "/api/v1/outlets/{outlet}/wish-lists/{wish_list_id}"),
    ("POST", "/api/v1/outlets/{outlet}/wish-lists/{wish_list_id}/restore"),
    ("POST", "/api/v1/outlets/{outlet}/comparison/products"),
    ("DELETE", "/api/v1/outlets/{outlet}/comparison/products/{sku}"),
    ("DELETE", "/api/v1/outlets/{outlet}/comparison"),
    ("POST", "/api/v1/outlets/{outlet}/lists/read"),
    ("POST", "/api/v1/outlets/{outlet}/quick-order/rows"),
    ("POST", "/api/v1/outlets/{outlet}/quick-order/list"),
    ("PATCH", "/api/v1/outlets/{outlet}/quick-order/rows/{row_id}"),
    ("DELETE", "/api/v1/outlets/{outlet}/quick-order/rows/{row_id}"),
    ("POST", "/api/v1/outlets/{outlet}/quick-order/apply"),
    ("POST", "/api/v1/outlets/{outlet}/quick-order/undo"),
    ("DELETE", "/api/v1/outlets/{outlet}/quick-order"),
    ("POST", "/api/v1/outlets/{outlet}/resolve"),
    ("POST", "/api/v1/outlets/{outlet}/resolve/apply"),
    ("POST", TEMPLATES),
    ("POST", TEMPLATE + "/apply"),
    ("POST", TEMPLATE + "/lines"),
    ("POST", TEMPLATE + "/clone"),
    ("PATCH", TEMPLATE),
    ("PATCH", TEMPLATE_LINE),
    ("PUT", TEMPLATE + "/counts"),
    ("DELETE", TEMPLATE + "/counts"),
    ("DELETE", TEMPLATE_LINE),
    ("DELETE", TEMPLATE),
    ("POST", TEMPLATE + "/restore"),
    ("DELETE", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/checkout"),
    ("DELETE", "/api/v1/outlets/{outlet}/carts/{seller}/lines"),
    ("POST", "/api/v1/orders/views"),
    ("PATCH", "/api/v1/orders/views/{view_id}"),
    ("DELETE", "/api/v1/orders/views/{view_id}"),
    ("POST", MEMBERS),
    ("POST", MEMBERS + "/file"),
    ("PATCH", MEMBER),
    ("POST", MEMBER + "/disable"),
    ("POST", MEMBER + "/enable"),
    ("POST", MEMBER + "/invitation"),
    ("DELETE", MEMBER),
    ("POST", DESK + "/orders/{number}/accept"),
    ("POST", DESK + "/orders/{number}/reject"),
    ("POST", DESK + "/stock/{sku}/adjust"),
    ("POST", DESK + "/stock/file"),
    ("POST", "/api/v1/files/read"),
    ("PATCH", "/api/v1/me"),
    ("POST", "/api/v1/me/email"),
    ("POST", "/api/v1/field/sessions"),
    ("DELETE", "/api/v1/field/sessions/{acting_session_id}"),
    ("POST", NODES),
    ("PATCH", NODE),
    ("PATCH", NODE + "/settings"),
    ("POST", NODE + "/settings/preview"),
    ("POST", HIERARCHY + "/override/preview"),
    ("POST", HIERARCHY + "/override"),
    ("POST", NODE + "/move/preview"),
    ("POST", NODE + "/move"),
    ("DELETE", NODE),
    ("POST", "/api/v1/outlets/{outlet}/seller-requests"),
    ("POST", ADMIN_REQUEST + "/grant"),
    ("POST", ADMIN_REQUEST + "/decline"),
    ("POST", DESK_REQUEST + "/grant"),
    ("POST", DESK_REQUEST + "/decline"),
    ("PATCH", "/api/v1/admin/numbers/{sequence_name}"),
    ("POST", "/api/v1/admin/outbox/{mail_id}/send-again"),
    ("POST", "/api/v1/admin/import/{import_kind}"),
    ("POST", "/api/v1/admin/prospects/{prospect_number}/notes"),
    ("PUT", "/api/v1/admin/prospects/{prospect_number}/criteria"),
    ("POST", "/api/v1/admin/prospects/{prospect_number}/approve"),
    ("POST", "/api/v1/admin/prospects/{prospect_number}/reject"),
    ("POST", "/api/v1/hierarchies/{hierarchy}/become-seller"),
    ("POST", "/api/v1/admin/organizations/{organization}/make-seller"),
    ("DELETE", "/api/v1/sessions/{session_id}"),
    ("POST", "/api/v1/me/password"),
    ("DELETE", "/api/v1/sessions/current"),
]
"""In an order in which each can be done after those before it."""

INSTEAD: dict[tuple[str, str], dict[str, str]] = {
    ("DELETE", NODE): {"node": "node_to_remove"},
    ("POST", ADMIN_REQUEST + "/grant"): {"request_id": "request_0"},
    ("POST", ADMIN_REQUEST + "/decline"): {"request_id": "request_1"},
    ("POST", DESK_REQUEST + "/grant"): {"request_id": "request_2"},
    ("POST", DESK_REQUEST + "/decline"): {"request_id": "request_3"},
    ("POST", "/api/v1/admin/prospects/{prospect_number}/reject"): {"prospect_number": "prospect_to_reject"},
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}/save"): {"line_id": "line_to_save"},
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}/to-wish-list"): {
        "line_id": "line_to_wish_for"
    },
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}/to-template"): {
        "line_id": "line_for_template"
    },
    ("POST", DESK + "/orders/{number}/reject"): {"number": "number_to_reject"},
    ("POST", MEMBER + "/invitation"): {"membership_id": "invited_id"},
    ("DELETE", MEMBER): {"membership_id": "invited_id"},
}
"""Where a route takes away what another one needs: which of `things` it gets in place of the parameter's own."""

QUERY = {"seller": "MAKER"}
WITH_SELLER = ("/catalogs", "/categories", "/products", "/products/{sku}", "/suggestion")


def routes() -> list[tuple[str, str]]:
    """Method and path of every route that stands for something."""
    found = {
        (method, route.path)
        for route in make_api(Settings()).routes
        if isinstance(route, Route) and "{rest:path}" not in route.path and route.path != "/api"
        for method in route.methods or ()
    }
    return sorted(found)


GUARDED = [route for route in routes() if route not in PUBLIC]
FOREIGN = [route for route in GUARDED if route not in OWN_THINGS]


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


@pytest.fixture
def things(as_: As, trade: Trade) -> dict[str, str]:
    return make_things(as_, trade)


def rightful_caller(route: tuple[str, str]) -> str | None:
    """Who of `Staff` may call a route; None for the buyer."""
    return next((who for beginning, who in RIGHTFUL.items() if route[1].startswith(beginning)), None)


def apply_for(client: ApiClient) -> str:
    """The number of a new prospect."""
    wanted = {"kind": "buyer", "company": "New Gifts", "contact": {"name": "Nia", "email": "nia@new.example"}}
    return client.post("/prospects", json=wanted).json()["number"]


def filled(body: Any, things: dict[str, str]) -> Any:
    """A body whose texts in braces name things."""
    if isinstance(body, dict):
        return {name: filled(value, things) for name, value in body.items()}
    if isinstance(body, list):
        return [filled(value, things) for value in body]
    return body.format(**things) if isinstance(body, str) else body


def call(client: ApiClient, route: tuple[str, str], things: dict[str, str]) -> Any:
    """The route as its rightful caller would call it."""
    address = route[1].format(**path_of(route, things))
    return client.request(route[0], SITE + address, **options_of(route, things))


def path_of(route: tuple[str, str], things: dict[str, str]) -> dict[str, str]:
    """What belongs in each parameter of the path; fails on one that this test does not know."""
    instead = {name: things[other] for name, other in INSTEAD.get(route, {}).items()}
    names = re.findall(r"{(\w+)}", route[1])
    return {name: quote((things | instead)[name]) for name in names}


def options_of(route: tuple[str, str], things: dict[str, str]) -> dict[str, Any]:
    """What else is sent, as httpx wants it."""
    method, template = route
    options: dict[str, Any] = {}
    if method in {"POST", "PATCH", "PUT"}:
        options["json"] = filled(BODIES.get(route, {}), things)
    if template.endswith("/{import_kind}"):
        options = {
            "content": "kind,number,name\norganization,ORG-9,New Gifts",
            "params": {"dry_run": "false"},
        }
    if template.endswith(WITH_SELLER):
        options["params"] = QUERY
    if template.endswith("/compare"):
        options["params"] = {"nodes": "1001,1002"}
    if template.endswith("/access"):
        options["params"] = {"contact": "buyer@first.example", "outlet": "1001"}
    if template.endswith("/summary"):
        options["params"] = {"by": "month"}
    if template.endswith(("/checkout", "/apply", "/quick-order/rows", "/quick-order/list")):
        options["headers"] = {"idempotency-key": new_key()}
    return options


class TestEveryRoute:
    def test_what_is_listed_here_exists(self) -> None:
        assert set(routes()) >= PUBLIC | OWN_THINGS | set(BODIES) | set(WRITES)

    def test_every_write_has_its_place_in_the_order(self) -> None:
        assert {route for route in GUARDED if route[0] != "GET"} == set(WRITES)

    def test_whom_it_is_for_may_call_it(self, as_: As, trade: Trade, things: dict[str, str]) -> None:
        """Else a refusal below would prove nothing."""
        with transaction() as session:
            staff = make_staff(session, trade)
            opened = make_acting_session(session, employee=staff.field, outlet=trade.second_outlet)
        things["acting_session_id"] = str(opened)
        clients = {None: as_(trade.buyer)}
        clients |= {
            name: as_(getattr(staff, name, None) or getattr(trade, name)) for name in RIGHTFUL.values()
        }
        order = sorted(GUARDED, key=lambda route: (WRITES.index(route) if route in WRITES else -1, route))
        statuses = {
            route: call(clients[rightful_caller(route)], route, things).status_code for route in order
        }
        assert {route: status for route, status in statuses.items() if status >= 300} == {}

    @pytest.mark.parametrize("token", [None, "no-such-token", "ü" * 300])
    def test_refuses_a_stranger(
        self,
        token: str | None,
        api: Any,
        portal: BlockingPortal,
        things: dict[str, str],
        take_digest: TakeDigest,
    ) -> None:
        client = ApiClient(api, portal, token)
        before = take_digest()
        refusals = {route: call(client, route, things) for route in GUARDED}
        client.close()
        assert {
            route: (it.status_code, it.json()["code"]) for route, it in refusals.items()
        } == dict.fromkeys(GUARDED, (401, "not_signed_in"))
        assert {it.headers["www-authenticate"] for it in refusals.values()} == {"Bearer"}
        assert take_digest() == before

    @pytest.mark.parametrize("who", ["outsider", "disabled"])
    def test_hides_it_from_whom_it_does_not_belong_to(
        self, who: str, as_: As, trade: Trade, things: dict[str, str], take_digest: TakeDigest
    ) -> None:
        """Somebody else's is not found, never forbidden: a refusal must not confirm that it exists."""
        client = as_(getattr(trade, who))
        before = take_digest()
        refusals = {route: call(client, route, things) for route in FOREIGN}
        assert {route: it.status_code for route, it in refusals.items()} == dict.fromkeys(FOREIGN, 404)
        assert {it.headers["content-type"] for it in refusals.values()} == {"application/problem+json"}
        assert take_digest() == before

    @pytest.mark.parametrize("who", ["outsider", "disabled"])
    def test_lists_of_own_things_hold_nothing_of_others(
        self, who: str, as_: As, trade: Trade, things: dict[str, str]
    ) -> None:
        client = as_(getattr(trade, who))
        outlets = [outlet["number"] for outlet in client.get("/outlets").json()["items"]]
        assert outlets == {"outsider": ["2001"], "disabled": []}[who]
        for scope in ("own", "organization"):
            assert client.get("/orders", params={"scope": scope}).json()["items"] == []
            assert client.get("/orders/export.csv", params={"scope": scope}).text.count("\n") == 1
            assert client.get("/orders/summary", params={"scope": scope, "by": "month"}).json()["rows"] == []
        assert client.get("/orders/views").json()["items"] == []
        assert [session["is_current"] for session in client.get("/sessions").json()["items"]] == [True]


class TestDisabling:
    def test_takes_effect_on_the_next_request_of_an_open_session(
        self, as_: As, trade: Trade, things: dict[str, str]
    ) -> None:
        client = as_(trade.buyer)
        assert client.get("/outlets/1001/credit").status_code == 200
        with transaction() as session:
            membership = session.exec(select(Membership).where(Membership.contact_id == trade.buyer.id)).one()
            membership.status, membership.disabled_reason = "disabled", "left"
            session.add(membership)
        assert client.get("/outlets/1001/credit").json()["code"] == "outlet_not_found"
        assert client.get("/me").status_code == 200
