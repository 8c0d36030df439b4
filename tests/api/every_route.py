"""Every route, who may call it, and what is sent to it."""

import re
from typing import Any
from urllib.parse import quote

from starlette.routing import Route

from storefront.api.app import make_api
from storefront.settings import Settings
from tests.api.client import SITE, ApiClient
from tests.factories import PASSWORD, new_key

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


def rightful_caller(route: tuple[str, str]) -> str | None:
    """Who of `Staff` may call a route; None for the buyer."""
    return next((who for beginning, who in RIGHTFUL.items() if route[1].startswith(beginning)), None)


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
