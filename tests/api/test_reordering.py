"""Buy again and reorder over HTTP."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.db.session import transaction
from tests.api.client import ApiClient
from tests.api.conftest import As, TakeDigest
from tests.api.odd import CURSORS, fuzzing, is_an_answer, odd_texts
from tests.api.test_products import pounds
from tests.conftest import CountStatements
from tests.factories import Trade, make_trade
from tests.reordering import history

AGAIN = "/outlets/1001/buy-again"


def order_of(trade: Trade, lines: dict[str, int], *, days: int, **more: Any) -> str:
    with transaction() as session:
        return history.order_of(session, trade, lines, days=days, **more)


@pytest.fixture
def past(trade: Trade) -> list[str]:
    """Three orders of M-001, four weeks apart; the last one has M-002 too."""
    return [
        order_of(trade, {"M-001": 4}, days=84),
        order_of(trade, {"M-001": 2}, days=56),
        order_of(trade, {"M-001": 6, "M-002": 1}, days=28, price=25_000),
    ]


class TestBuyAgain:
    def test_answers_what_was_bought_and_what_it_would_be(self, buyer: ApiClient, past: list[str]) -> None:
        body = buyer.get(AGAIN, params={"sort": "times"}).json()
        assert (body["total"], body["next_cursor"]) == (2, None)
        item = body["items"][0]
        assert item.pop("last_ordered_at").endswith("Z")
        rhythm, now = item.pop("rhythm"), item.pop("now")
        assert item == {
            "sku": "M-001",
            "name": "Mug M-001",
            "catalog": "MAKER-MAIN",
            "category_name": "Mugs",
            "seller": "MAKER",
            "seller_name": "Maker Ltd",
            "picture": "/artwork/M-001.svg",
            "last_quantity": 6,
            "last_unit_price": pounds("2.50"),
            "usual_quantity": 4,
            "times": 3,
            "units": 12,
        }
        assert len(rhythm.pop("due_on")) == 10
        assert rhythm == {"every_days": 28, "standing": "due", "words": "about every 4 weeks, due now"}
        assert (now["state"], now["quantity"], now["unit_price"]) == ("same", 4, pounds("2.50"))
        assert body["items"][1]["rhythm"] is None

    def test_narrows_and_pages(self, buyer: ApiClient, past: list[str]) -> None:
        def asked(**params: Any) -> list[str]:
            return [item["sku"] for item in buyer.get(AGAIN, params=params).json()["items"]]

        assert asked(q="002") == ["M-002"]
        assert asked(seller="NORTH") == []
        assert asked(category="kitchen", sort="name") == ["M-001", "M-002"]
        assert asked(to=history.days_ago(30).strftime("%Y-%m-%dT%H:%M:%SZ")) == ["M-001"]
        assert asked(**{"from": "2999-01-01"}) == []
        assert asked(placed_from="2999-01-01") == asked(placed_to="1999-01-01") == []
        assert asked(placed_from="1999-01-01") == asked()
        choices = buyer.get(f"{AGAIN}/choices").json()
        assert [each["value"] for each in choices["sellers"]] == ["MAKER"]
        assert "mugs" in [each["value"] for each in choices["categories"]]
        first = buyer.get(AGAIN, params={"limit": 1, "sort": "name"}).json()
        second = buyer.get(AGAIN, params={"limit": 1, "sort": "name", "cursor": first["next_cursor"]}).json()
        assert [page["items"][0]["sku"] for page in (first, second)] == ["M-001", "M-002"]
        assert (first["total"], second["total"], second["next_cursor"]) == (2, 2, None)

    @pytest.mark.parametrize(
        "params", [{"sort": "colour"}, {"limit": "0"}, {"from": "soon"}, {"colour": "red"}]
    )
    def test_names_what_is_wrong(self, buyer: ApiClient, params: dict[str, str]) -> None:
        response = buyer.get(AGAIN, params=params)
        assert (response.status_code, response.json()["code"]) == (422, "invalid")
        assert set(response.json()["fields"]) == set(params)

    @fuzzing
    @given(
        params=st.dictionaries(
            st.sampled_from(["q", "seller", "category", "from", "to", "limit", "cursor"]),
            odd_texts | CURSORS,
            max_size=4,
        ),
        sort=st.sampled_from(["last_bought", "times", "due", "name"]),
    )
    def test_bears_whatever_is_asked(self, buyer: ApiClient, params: dict[str, str], sort: str) -> None:
        assert is_an_answer(buyer.get(AGAIN, params={"sort": sort, **params}))

    def test_takes_as_many_statements_for_two_as_for_two_hundred(
        self, as_: As, committing_engine: Any, count_statements: CountStatements
    ) -> None:
        with transaction() as session:
            trade = make_trade(session, products=200)
        order_of(trade, {product.sku: 1 for product in trade.maker.products}, days=3)
        buyer = as_(trade.buyer)
        counts: set[int] = set()
        for limit in (2, 200):
            with count_statements() as statements:
                assert len(buyer.get(AGAIN, params={"limit": limit}).json()["items"]) == limit
            counts.add(len(statements))
        assert len(counts) == 1
        assert counts.pop() <= 8


class TestReorder:
    def test_answers_the_difference_and_adds_nothing(
        self, buyer: ApiClient, past: list[str], take_digest: TakeDigest
    ) -> None:
        before = take_digest()
        response = buyer.post(f"/orders/{past[2]}/reorder")
        assert response.status_code == 200
        found = [
            (line["sku"], line["state"], line["quantity"], line["unit_price"], line["previous_unit_price"])
            for line in response.json()["lines"]
        ]
        assert found == [
            ("M-001", "cheaper", 6, pounds("2.25"), pounds("2.50")),
            ("M-002", "same", 1, pounds("2.50"), pounds("2.50")),
        ]
        assert response.json()["totals"] == [
            {"seller": "MAKER", "seller_name": "Maker Ltd", "lines": 2, "amount": pounds("16.00")}
        ]
        assert take_digest() == before

    def test_is_for_the_outlet_of_the_order(self, as_: As, trade: Trade) -> None:
        number = order_of(trade, {"M-001": 2}, days=9, contact=trade.admin, outlet=trade.second_outlet)
        client = as_(trade.admin)
        client.post("/outlets/1002/carts/MAKER/lines", json={"sku": "M-001", "quantity": 99})
        [line] = client.post(f"/orders/{number}/reorder").json()["lines"]
        assert (line["state"], line["quantity"]) == ("short", 1)

    def test_what_it_answers_can_be_applied(self, buyer: ApiClient, past: list[str]) -> None:
        lines = buyer.post(f"/orders/{past[2]}/reorder").json()["lines"]
        wanted = [{key: line[key] for key in ("sku", "quantity", "catalog", "seller")} for line in lines]
        applied = buyer.post(
            "/outlets/1001/resolve/apply", json={"lines": wanted}, headers={"idempotency-key": "once"}
        ).json()
        assert (applied["added"], applied["skipped"]) == (2, [])

    @pytest.mark.parametrize("who", ["outsider", "disabled", "colleague"])
    def test_is_not_found_by_others(self, as_: As, trade: Trade, past: list[str], who: str) -> None:
        response = as_(getattr(trade, who)).post(f"/orders/{past[0]}/reorder")
        assert (response.status_code, response.json()["code"]) == (404, "order_not_found")

    def test_several_are_added_up(self, buyer: ApiClient, past: list[str]) -> None:
        body = buyer.post("/outlets/1001/reorder", json={"orders": past}).json()
        assert [(line["sku"], line["quantity"]) for line in body["lines"]] == [("M-001", 12), ("M-002", 1)]

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({}, 422),
            ({"orders": []}, 422),
            ({"orders": ["x"] * 51}, 422),
            ({"orders": [7]}, 422),
            ({"orders": ["\x00"]}, 422),
            ({"orders": ["SO-1"], "sum": True}, 422),
            ({"orders": ["SO-1"]}, 404),
        ],
    )
    def test_of_several_names_what_is_wrong(self, buyer: ApiClient, body: dict[str, Any], code: int) -> None:
        assert buyer.post("/outlets/1001/reorder", json=body).status_code == code


class TestTemplate:
    def test_is_made_of_orders_with_what_the_newest_had(self, buyer: ApiClient, past: list[str]) -> None:
        response = buyer.post(
            "/outlets/1001/templates/from-orders", json={"orders": past[:2], "name": "From old orders"}
        )
        body = response.json()
        assert response.status_code == 201
        assert response.headers["location"] == f"/api/v1/outlets/1001/templates/{body['id']}"
        assert body["name"] == "From old orders"
        assert [(line["sku"], line["quantity"]) for line in body["lines"]] == [("M-001", 2)]

    def test_of_what_is_not_theirs_is_not_made(
        self, as_: As, trade: Trade, past: list[str], take_digest: TakeDigest
    ) -> None:
        before = take_digest()
        for who in (trade.outsider, trade.disabled, trade.colleague):
            outlet = "2001" if who is trade.outsider else "1001"
            response = as_(who).post(f"/outlets/{outlet}/templates/from-orders", json={"orders": past})
            assert response.status_code == 404
        assert take_digest() == before
