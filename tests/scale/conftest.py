"""Two servers on one PostgreSQL database and one Redis, behind one address."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from tests.browser.fixtures import RunningServer, StartServer
from tests.browser.shop import Buyer, Shop, make_shop
from tests.databases import TestDatabase
from tests.scale.own_redis import GivenRedis, OwnRedis, find_redis
from tests.scale.switch import Switch


@dataclass(frozen=True, slots=True)
class Pair:
    """What the tests of several processes share; `shop.url` is the switch's."""

    shop: Shop
    first: RunningServer
    second: RunningServer
    switch: Switch
    redis: OwnRedis | GivenRedis
    environment: dict[str, str]

    def point_at(self, server: RunningServer) -> None:
        self.switch.point_at(port_of(server))

    def add_line(self, server: RunningServer, buyer: Buyer, sku: str, quantity: int = 1) -> None:
        """A line through the API of one of the two."""
        answer = self.ask(
            server,
            buyer,
            "POST",
            f"/api/v1/outlets/{buyer.outlet.number}/carts/MAKER/lines",
            json={"sku": sku, "quantity": quantity},
        )
        assert answer.status_code == 201, answer.text

    def ask(
        self, server: RunningServer, buyer: Buyer, method: str, path: str, **options: Any
    ) -> httpx.Response:
        """A request as the buyer, to one of the two."""
        headers = {"Authorization": f"Bearer {buyer.contact.token}", **options.pop("headers", {})}
        return httpx.request(method, server.url + path, headers=headers, timeout=60, **options)


def port_of(server: RunningServer) -> int:
    return int(server.url.rpartition(":")[2])


@pytest.fixture(scope="session")
def pair(start_server: StartServer, run_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("scale")
    redis = find_redis(folder)
    try:
        with TestDatabase.create("postgresql", f"storefront_scale_{run_id}", folder) as database:
            environment = {
                "STOREFRONT_DATABASE_URL": database.url,
                "STOREFRONT_REDIS_URL": redis.url,
                "STOREFRONT_SECRET": "the same in all processes",
            }
            with make_shop(database.url) as shop:
                first, second = start_server(**environment), start_server(**environment)
                switch = Switch(port_of(first))
                yield Pair(replace(shop, url=switch.url), first, second, switch, redis, environment)
                switch.close()
                first.stop()
                second.stop()
    finally:
        redis.kill()


@pytest.fixture
def buyer(pair: Pair) -> Buyer:
    """Somebody new, with the switch at the first server."""
    pair.point_at(pair.first)
    return pair.shop.new_buyer()
