"""Lists over HTTP: what each line means, and all of them into the carts."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from storefront.carts.rules.resolving import STATES
from storefront.connectors.topics import LocalTopics, News, cart_topic, current_topics, use_topics
from storefront.db.session import transaction
from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.conftest import CountStatements
from tests.factories import Trade, make_trade, new_key

RESOLVE = "/outlets/1001/resolve"
APPLY = "/outlets/1001/resolve/apply"


def lines_of(*lines: tuple[Any, ...]) -> dict[str, Any]:
    """SKU, quantity, catalog, seller of each line, as a body."""
    names = ("sku", "quantity", "catalog", "seller")
    return {"lines": [dict(zip(names, line, strict=False)) for line in lines]}


def apply(client: ApiClient, *lines: tuple[Any, ...], key: str | None = None) -> Any:
    return client.post(APPLY, json=lines_of(*lines), headers={"idempotency-key": key or new_key()})


class TestResolve:
    def test_answers_every_line_in_order_and_changes_nothing(
        self, buyer: ApiClient, take_digest: TakeDigest
    ) -> None:
        before = take_digest()
        response = buyer.post(
            RESOLVE,
            json=lines_of(
                ("M-002", 6, "MAKER-MAIN"), ("nonsense", 1), (" m-001", 2, None, "NORTH"), ("M-001", 500)
            ),
        )
        assert response.status_code == 200
        body = response.json()
        assert [(line["line"], line["state"], line["sku"], line["quantity"]) for line in body["lines"]] == [
            (0, "same", "M-002", 6),
            (1, "unknown", "nonsense", 0),
            (2, "same", "M-001", 2),
            (3, "short", "M-001", 100),
        ]
        assert {line["state"] for line in body["lines"]} <= set(STATES)
        first = body["lines"][0]
        assert first == {
            "line": 0,
            "state": "same",
            "message": "No earlier price to compare with.",
            "seller": "MAKER",
            "seller_name": "Maker Ltd",
            "catalog": "MAKER-MAIN",
            "sku": "M-002",
            "name": "Mug M-002",
            "wanted_quantity": 6,
            "quantity": 6,
            "unit_price": {"amount": "2.25", "currency": "GBP"},
            "previous_unit_price": None,
            "line_total": {"amount": "13.50", "currency": "GBP"},
            "available": 100,
            "quantity_rule": {"minimum": 1, "maximum": None, "multiple": 1, "standard": 1},
            "alternatives": [],
        }
        assert body["lines"][3]["alternatives"] == [
            {
                "reason": "seller",
                "seller": "NORTH",
                "catalog": "NORTH-MAIN",
                "sku": "M-001",
                "name": "Mug M-001",
                "unit_price": {"amount": "2.75", "currency": "GBP"},
                "available": 100,
                "quantity": 100,
            }
        ]
        assert body["totals"] == [
            {
                "seller": "MAKER",
                "seller_name": "Maker Ltd",
                "lines": 2,
                "amount": {"amount": "238.50", "currency": "GBP"},
            },
            {
                "seller": "NORTH",
                "seller_name": "North Ltd",
                "lines": 1,
                "amount": {"amount": "5.50", "currency": "GBP"},
            },
        ]
        assert take_digest() == before

    def test_an_order_is_the_earlier_price_of_the_next(self, buyer: ApiClient) -> None:
        apply(buyer, ("M-001", 2, None, "MAKER"))
        placed = buyer.post(
            "/outlets/1001/carts/MAKER/checkout", json={}, headers={"idempotency-key": new_key()}
        )
        assert placed.status_code == 201
        with transaction() as session:
            session.execute(sa.text("update price_entries set unit_price = unit_price + 100"))
        [line] = buyer.post(RESOLVE, json=lines_of(("M-001", 2))).json()["lines"]
        assert (line["state"], line["seller"], line["message"]) == (
            "dearer",
            "MAKER",
            "Was £2.50, now £2.51.",
        )
        assert line["previous_unit_price"] == {"amount": "2.50", "currency": "GBP"}

    @pytest.mark.parametrize(
        "line",
        [
            {"sku": "M-001", "quantity": 0},
            {"sku": "M-001", "quantity": -1},
            {"sku": "M-001", "quantity": 10**12},
            {"sku": "M-001", "quantity": 1.5},
            {"sku": "M-001", "quantity": "2"},
            {"sku": "M-001", "quantity": True},
            {"sku": "M-001"},
            {"sku": "", "quantity": 1},
            {"sku": "M" * 201, "quantity": 1},
            {"sku": "\ud800", "quantity": 1},
            {"sku": 1, "quantity": 1},
            {"sku": "M-001", "quantity": 1, "catalog": "\0"},
            {"sku": "M-001", "quantity": 1, "seller": ""},
            {"sku": "M-001", "quantity": 1, "price": "0.01"},
        ],
    )
    def test_refuses_what_is_no_line(
        self, line: dict[str, Any], buyer: ApiClient, take_digest: TakeDigest
    ) -> None:
        before = take_digest()
        body = json.dumps({"lines": [{"sku": "M-002", "quantity": 1}, line]})
        for path in (RESOLVE, APPLY):
            headers = {"content-type": "application/json", "idempotency-key": new_key()}
            response = buyer.post(path, content=body, headers=headers)
            assert response.status_code == 422
        assert take_digest() == before

    @pytest.mark.parametrize("sku", ["\0", "M-001\0", "M" * 200, "   ", "'; drop table products", "%", "🎁"])
    def test_what_is_mistyped_is_unknown_and_stops_nothing(self, sku: str, buyer: ApiClient) -> None:
        body = buyer.post(RESOLVE, json=lines_of((sku, 1), ("M-001", 1))).json()
        assert [(line["state"], line["sku"]) for line in body["lines"]] == [
            ("unknown", sku),
            ("same", "M-001"),
        ]
        done = apply(buyer, (sku, 1), ("M-001", 1)).json()
        assert (done["added"], [line["line"] for line in done["skipped"]]) == (1, [0])

    @pytest.mark.parametrize("count", [0, 1001])
    def test_refuses_too_few_and_too_many(self, count: int, buyer: ApiClient) -> None:
        response = buyer.post(RESOLVE, json=lines_of(*[("M-001", 1)] * count))
        assert (response.status_code, response.json()["code"]) == (422, "invalid")
        assert "lines" in response.json()["fields"]


class TestApply:
    def test_adds_what_can_be_added_and_counts_every_line(self, buyer: ApiClient) -> None:
        response = apply(buyer, ("M-001", 2, None, "NORTH"), ("NO", 1), ("M-002", 3, None, "MAKER"))
        assert response.status_code == 200
        body = response.json()
        assert (body["added"], body["skipped"]) == (
            1 + 1,
            [
                {
                    "line": 1,
                    "sku": "NO",
                    "state": "unknown",
                    "message": "No product that you can see has this number.",
                }
            ],
        )
        assert [
            (cart["seller"], [(line["sku"], line["quantity"]) for line in cart["lines"]])
            for cart in body["carts"]
        ] == [
            ("MAKER", [("M-002", 3)]),
            ("NORTH", [("M-001", 2)]),
        ]
        assert body["carts"][0] == buyer.get("/outlets/1001/carts/MAKER").json()

    def test_the_same_key_adds_once(self, buyer: ApiClient) -> None:
        lines = [("M-001", 2), ("NO", 1)]
        first = apply(buyer, *lines, key="mine")
        again = apply(buyer, *lines, key="mine")
        assert (again.status_code, again.json()) == (200, first.json())
        assert buyer.get("/outlets/1001/carts/MAKER").json()["units"] == 2
        other = apply(buyer, ("M-001", 3), key="mine")
        assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")

    @pytest.mark.parametrize("key", [None, "", "k" * 201, "\x7f"])
    def test_needs_a_key(self, key: str | None, buyer: ApiClient, take_digest: TakeDigest) -> None:
        before = take_digest()
        headers = {} if key is None else {"idempotency-key": key}
        response = buyer.post(APPLY, json=lines_of(("M-001", 1)), headers=headers)
        assert response.status_code == 422
        assert take_digest() == before

    @pytest.fixture
    def news(self) -> Iterator[list[News]]:
        former, topics = current_topics(), LocalTopics()
        heard: list[News] = []
        topics.subscribe(heard.append)
        use_topics(topics)
        yield heard
        use_topics(former)

    def test_open_screens_hear_of_it(self, news: list[News], buyer: ApiClient) -> None:
        buyer.post(RESOLVE, json=lines_of(("M-001", 1)))
        assert news == []
        apply(buyer, ("M-001", 1))
        assert news == [News(cart_topic("1001"))]


class TestStatements:
    @pytest.fixture
    def trade(self, committing_engine: sa.Engine) -> Trade:
        with transaction() as session:
            return make_trade(session, products=500)

    def test_are_as_many_for_20_lines_as_for_500(
        self, as_: As, trade: Trade, count_statements: CountStatements
    ) -> None:
        client = as_(trade.buyer)
        counts: dict[str, set[int]] = {}
        for count in (20, 500):
            lines = [(sku, 1) for sku in trade.maker.skus[:count]] + [("NO", 1)]
            with count_statements() as resolving:
                assert len(client.post(RESOLVE, json=lines_of(*lines)).json()["lines"]) == count + 1
            with count_statements() as applying:
                assert apply(client, *lines).json()["added"] == count
            counts.setdefault("resolve", set()).add(len(resolving))
            counts.setdefault("apply", set()).add(len(applying))
        assert {name: len(seen) for name, seen in counts.items()} == dict.fromkeys(counts, 1), counts
        assert max(counts["resolve"]) <= 10, counts
        assert max(counts["apply"]) <= 20, counts
