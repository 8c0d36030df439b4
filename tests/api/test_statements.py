"""How many statements a request costs: few, and no more for more rows."""

from typing import Any

import pytest
import sqlalchemy as sa

from storefront.db.session import transaction
from tests.api.client import ApiClient
from tests.api.conftest import As
from tests.conftest import CountStatements
from tests.factories import Trade, make_trade, new_key


@pytest.fixture
def trade(committing_engine: sa.Engine) -> Trade:
    with transaction() as session:
        return make_trade(session, products=500)


def fill(client: ApiClient, count: int) -> Any:
    lines = [{"sku": f"M-{number:03d}", "quantity": 1} for number in range(1, count + 1)]
    response = client.post("/outlets/1001/carts/MAKER/lines", json={"lines": lines})
    assert response.status_code == 201
    return response.json()


class TestCounts:
    def test_of_a_listing(self, buyer: ApiClient, count_statements: CountStatements) -> None:
        counts: dict[str, int] = {}
        for q in ("", "mug", "M-00", "muug"):
            for limit in (1, 200):
                with count_statements() as statements:
                    response = buyer.get(
                        "/outlets/1001/products", params={"seller": "MAKER", "q": q, "limit": limit}
                    )
                assert len(response.json()["items"]) == min(limit, response.json()["total"])
                counts[f"{q} {limit}"] = len(statements)
        assert max(counts.values()) <= 6, counts
        assert all(counts[f"{q} 1"] == counts[f"{q} 200"] for q in ("", "mug", "M-00", "muug")), counts

    def test_of_one_product(self, buyer: ApiClient, count_statements: CountStatements) -> None:
        with count_statements() as statements:
            buyer.get("/outlets/1001/products/M-001", params={"seller": "MAKER"})
        assert len(statements) <= 6

    def test_of_a_cart(self, as_: As, trade: Trade, count_statements: CountStatements) -> None:
        client = as_(trade.buyer)
        counts: dict[str, set[int]] = {}
        for count in (20, 500):
            client.delete("/outlets/1001/carts/MAKER/lines")
            with count_statements() as adding:
                fill(client, count)
            with count_statements() as showing:
                assert len(client.get("/outlets/1001/carts/MAKER").json()["lines"]) == count
            with count_statements() as listing:
                client.get("/outlets/1001/carts")
            with count_statements() as sellers:
                client.get("/outlets/1001/sellers")
            for name, statements in (
                ("add", adding),
                ("show", showing),
                ("list", listing),
                ("sellers", sellers),
            ):
                counts.setdefault(name, set()).add(len(statements))
        assert {name: len(seen) for name, seen in counts.items()} == dict.fromkeys(counts, 1), counts
        assert max(counts["show"] | counts["list"] | counts["sellers"]) <= 6, counts
        assert max(counts["add"]) <= 12, counts

    def test_of_a_checkout(self, buyer: ApiClient, count_statements: CountStatements) -> None:
        counts: set[int] = set()
        for count in (20, 500):
            fill(buyer, count)
            with count_statements() as statements:
                response = buyer.post(
                    "/outlets/1001/carts/MAKER/checkout", json={}, headers={"idempotency-key": new_key()}
                )
            assert len(response.json()["lines"]) == count
            counts.add(len(statements))
        assert len(counts) == 1, counts
        assert max(counts) <= 25, counts

    def test_of_the_history(self, buyer: ApiClient, count_statements: CountStatements) -> None:
        counts: set[int] = set()
        for _ in range(3):
            fill(buyer, 2)
            buyer.post("/outlets/1001/carts/MAKER/checkout", json={}, headers={"idempotency-key": new_key()})
            with count_statements() as statements:
                buyer.get("/orders", params={"q": "mug", "min_total": "1"})
            counts.add(len(statements))
        assert len(counts) == 1, counts
        assert max(counts) <= 6, counts
