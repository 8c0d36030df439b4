"""Every route, called by people who may not: refused, and nothing changed. Made from the routes themselves."""

from typing import Any
from urllib.parse import quote

import pytest
from anyio.from_thread import BlockingPortal
from sqlmodel import select
from starlette.routing import Route

from storefront.api.app import make_api
from storefront.db.session import transaction
from storefront.parties.tables import Membership
from storefront.settings import Settings
from tests.api.client import SITE, ApiClient
from tests.api.conftest import As, TakeDigest
from tests.factories import Trade, make_session, new_key

PUBLIC = {
    ("POST", "/api/v1/sessions"),
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
    ("GET", "/healthz"),
    ("GET", "/readyz"),
}
"""Open to everybody. A new one is added here on purpose, and in a review."""

OWN_THINGS = {
    ("GET", "/api/v1/me"),
    ("GET", "/api/v1/sessions"),
    ("DELETE", "/api/v1/sessions/current"),
    ("GET", "/api/v1/outlets"),
    ("GET", "/api/v1/orders"),
    ("GET", "/api/v1/orders/export.csv"),
}
"""Everybody who is signed in has these; they hold nothing but the caller's own."""

BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines"): {"sku": "M-002", "quantity": 1},
    ("PATCH", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}"): {"quantity": 2},
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/checkout"): {},
}
WRITES = [
    ("PATCH", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/undo"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/lines"),
    ("DELETE", "/api/v1/outlets/{outlet}/carts/{seller}/lines/{line_id}"),
    ("POST", "/api/v1/outlets/{outlet}/carts/{seller}/checkout"),
    ("DELETE", "/api/v1/outlets/{outlet}/carts/{seller}/lines"),
    ("DELETE", "/api/v1/sessions/{session_id}"),
    ("DELETE", "/api/v1/sessions/current"),
]
"""In an order in which each can be done after those before it."""

QUERY = {"seller": "MAKER"}
WITH_SELLER = ("/catalogs", "/categories", "/products", "/products/{sku}")


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


@pytest.fixture
def things(as_: As, trade: Trade) -> dict[str, str]:
    """Something of the first outlet's for each parameter that a path can have."""
    client = as_(trade.buyer)
    lines = "/outlets/1001/carts/MAKER/lines"
    client.post(lines, json={"sku": "M-001", "quantity": 2})
    placed = client.post(
        "/outlets/1001/carts/MAKER/checkout", json={}, headers={"idempotency-key": new_key()}
    )
    cart = client.post(lines, json={"sku": "M-001", "quantity": 2}).json()
    with transaction() as session:
        make_session(session, contact_id=trade.buyer.id)
    other = next(each for each in client.get("/sessions").json()["items"] if not each["is_current"])
    return {
        "outlet": "1001",
        "seller": "MAKER",
        "sku": "M-001",
        "line_id": cart["lines"][0]["id"],
        "number": placed.json()["number"],
        "session_id": other["id"],
    }


def call(client: ApiClient, route: tuple[str, str], things: dict[str, str]) -> Any:
    """The route as its rightful caller would call it; fails on a parameter that this test does not know."""
    method, template = route
    address = template.format(**{name: quote(value) for name, value in things.items()})
    options: dict[str, Any] = {}
    if method in {"POST", "PATCH", "PUT"}:
        options["json"] = BODIES.get(route, {})
    if template.endswith(WITH_SELLER):
        options["params"] = QUERY
    if template.endswith("/checkout"):
        options["headers"] = {"idempotency-key": new_key()}
    return client.request(method, SITE + address, **options)


class TestEveryRoute:
    def test_what_is_listed_here_exists(self) -> None:
        assert set(routes()) >= PUBLIC | OWN_THINGS | set(BODIES) | set(WRITES)

    def test_every_write_has_its_place_in_the_order(self) -> None:
        assert {route for route in GUARDED if route[0] != "GET"} == set(WRITES)

    def test_the_buyer_may_call_them_all(self, as_: As, trade: Trade, things: dict[str, str]) -> None:
        """Else a refusal below would prove nothing."""
        client = as_(trade.buyer)
        order = sorted(GUARDED, key=lambda route: (WRITES.index(route) if route in WRITES else -1, route))
        statuses = {route: call(client, route, things).status_code for route in order}
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
