"""How much of a list one answer holds: 1 to 200 items, 24 unless asked, and the rest by its cursor."""

from typing import Any

import pytest

from storefront.api.app import make_api
from storefront.db.session import transaction
from storefront.settings import Settings
from tests.api.client import SITE
from tests.api.conftest import As
from tests.api.every_route import GUARDED, QUERY, WITH_SELLER, rightful_caller
from tests.api.things import make_things
from tests.factories import Trade, make_staff


def lists() -> list[tuple[str, str]]:
    """Every route that reads a list, by its description."""
    paths: dict[str, Any] = make_api(Settings()).openapi()["paths"]
    found: list[tuple[str, str]] = []
    for route in GUARDED:
        method, path = route
        if method != "GET" or "get" not in paths.get(path, {}):
            continue
        content = paths[path]["get"]["responses"].get("200", {}).get("content", {})
        if "PageBody" in str(content.get("application/json", {}).get("schema", {}).get("$ref", "")):
            found.append(route)
    return found


class TestEveryList:
    def test_is_here(self) -> None:
        assert len(lists()) > 12

    def test_holds_1_to_200_and_24_unless_asked(self, as_: As, trade: Trade) -> None:
        things = make_things(as_, trade)
        with transaction() as session:
            staff = make_staff(session, trade)
        statuses: dict[str, list[int]] = {}
        for route in lists():
            who = rightful_caller(route) or "buyer"
            client = as_(getattr(staff, who, None) or getattr(trade, who))
            address = SITE + route[1].format(**things)
            asked = QUERY if route[1].endswith(WITH_SELLER) else {}
            answers = [client.get(address, params={**asked, "limit": each}) for each in (0, 1, 200, 201)]
            assert all(answers[place].json()["fields"].keys() == {"limit"} for place in (0, 3)), route
            assert len(answers[1].json()["items"]) <= 1, route
            assert len(client.get(address, params=asked).json()["items"]) <= 24, route
            statuses[route[1]] = [answer.status_code for answer in answers]
        assert [path for path, found in statuses.items() if found != [422, 200, 200, 422]] == []

    @pytest.mark.parametrize("address", ["/outlets/1001/carts", "/outlets/1001/sellers", "/problems"])
    def test_goes_on_where_it_stopped(self, as_: As, trade: Trade, address: str) -> None:
        client = as_(trade.buyer)
        whole, shown = client.get(address, params={"limit": 200}).json(), list[Any]()
        page = client.get(address, params={"limit": 1}).json()
        assert whole["next_cursor"] is None
        while page["next_cursor"]:
            shown += page["items"]
            page = client.get(address, params={"limit": 1, "cursor": page["next_cursor"]}).json()
        assert [*shown, *page["items"]] == whole["items"]

    def test_knows_its_own_cursors(self, as_: As, trade: Trade) -> None:
        client = as_(trade.buyer)
        answer = client.get("/outlets/1001/carts", params={"cursor": "x"})
        assert (answer.status_code, answer.json()["fields"]) == (422, {"cursor": "unknown"})
