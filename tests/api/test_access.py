"""Every route, called by people who may not: refused, and nothing changed. Made from the routes themselves."""

from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from sqlmodel import select

from storefront.db.session import transaction
from storefront.parties.tables import Membership
from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.api.every_route import (
    BODIES,
    FOREIGN,
    GUARDED,
    OWN_THINGS,
    PUBLIC,
    RIGHTFUL,
    WRITES,
    call,
    rightful_caller,
    routes,
)
from tests.api.things import make_things
from tests.factories import Trade, make_acting_session, make_staff


@pytest.fixture
def things(as_: As, trade: Trade) -> dict[str, str]:
    return make_things(as_, trade)


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
