"""What an outlet can buy, over HTTP."""

from typing import Any
from urllib.parse import quote

import pytest

from storefront.db.session import transaction
from tests.api.client import ApiClient
from tests.factories import Trade, make_seller, open_to

GBP = "GBP"


def pounds(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": GBP}


MUG = {
    "sku": "M-001",
    "name": "Mug M-001",
    "catalog": "MAKER-MAIN",
    "category": "mugs",
    "category_name": "Mugs",
    "picture": "/artwork/M-001.svg",
    "unit_price": pounds("2.50"),
    "price_breaks": [
        {"minimum_quantity": 1, "unit_price": pounds("2.50")},
        {"minimum_quantity": 6, "unit_price": pounds("2.25")},
    ],
    "available": 100,
    "availability": "in_stock",
    "quantity_rule": {"minimum": 1, "maximum": None, "multiple": 1, "standard": 1},
    "last_ordered_at": None,
    "last_quantity": None,
}


class TestOutlets:
    def test_are_those_that_the_caller_may_order_for(self, buyer: ApiClient) -> None:
        assert buyer.get("/outlets").json() == {
            "items": [
                {
                    "number": "1001",
                    "name": "First Gifts York",
                    "organization": {"number": "ORG-1", "name": "First Gifts"},
                    "hierarchy_number": "HIER-ORG-1",
                    "role": "user",
                    "last_used_at": None,
                }
            ],
            "next_cursor": None,
        }

    def test_of_an_admin_are_all_below_page_by_page(self, as_: Any, trade: Trade) -> None:
        client = as_(trade.admin)
        first = client.get("/outlets", params={"limit": 1}).json()
        second = client.get("/outlets", params={"limit": 1, "cursor": first["next_cursor"]}).json()
        assert [first["items"][0]["number"], second["items"][0]["number"]] == ["1002", "1001"]
        assert [first["items"][0]["role"], second["next_cursor"]] == ["admin", None]

    def test_are_found_by_name_and_number(self, as_: Any, trade: Trade, subtests: pytest.Subtests) -> None:
        for q, numbers in [("leeds", ["1002"]), ("1001", ["1001"]), ("hull", []), ("", ["1002", "1001"])]:
            with subtests.test(q=q):
                items = as_(trade.admin).get("/outlets", params={"q": q}).json()["items"]
                assert [item["number"] for item in items] == numbers


class TestSellers:
    def test_come_with_what_is_in_their_carts(self, buyer: ApiClient) -> None:
        buyer.post("/outlets/1001/carts/NORTH/lines", json={"sku": "M-001", "quantity": 4})
        assert buyer.get("/outlets/1001/sellers").json() == {
            "items": [
                {
                    "code": "MAKER",
                    "name": "Maker Ltd",
                    "kind": "manufacturer",
                    "currency": GBP,
                    "minimum_order": pounds("0.00"),
                    "lead_days": 2,
                    "cart": {"lines": 0, "subtotal": pounds("0.00")},
                },
                {
                    "code": "NORTH",
                    "name": "North Ltd",
                    "kind": "distributor",
                    "currency": GBP,
                    "minimum_order": pounds("50.00"),
                    "lead_days": 2,
                    "cart": {"lines": 1, "subtotal": pounds("11.00")},
                },
            ],
            "next_cursor": None,
        }

    def test_that_are_not_mapped_do_not_exist(self, buyer: ApiClient) -> None:
        with transaction() as session:
            make_seller(session, code="SOUTH")
        assert [seller["code"] for seller in buyer.get("/outlets/1001/sellers").json()["items"]] == [
            "MAKER",
            "NORTH",
        ]
        for path in ("catalogs", "categories", "products", "products/M-001"):
            response = buyer.get(f"/outlets/1001/{path}", params={"seller": "SOUTH"})
            assert (response.status_code, response.json()["code"]) == (404, "seller_not_found")
        assert buyer.get("/outlets/1001/carts/SOUTH").status_code == 404


class TestDivisions:
    def test_catalogs_are_those_that_the_outlet_sees(self, buyer: ApiClient) -> None:
        assert buyer.get("/outlets/1001/catalogs", params={"seller": "NORTH"}).json() == {
            "items": [{"code": "NORTH-MAIN", "name": "NORTH range", "valid_from": None, "valid_to": None}],
            "next_cursor": None,
        }

    def test_categories_are_a_tree_with_counts(self, buyer: ApiClient) -> None:
        assert buyer.get("/outlets/1001/categories", params={"seller": "MAKER"}).json() == {
            "items": [
                {
                    "code": "kitchen",
                    "name": "Kitchen",
                    "count": 12,
                    "children": [{"code": "mugs", "name": "Mugs", "count": 12, "children": []}],
                }
            ],
            "next_cursor": None,
        }

    def test_a_seller_without_a_catalog_for_the_outlet_says_so(self, buyer: ApiClient, trade: Trade) -> None:
        with transaction() as session:
            seller = make_seller(session, code="SOUTH")
            open_to(session, seller=seller, node_id=trade.second_outlet.id)
            from storefront.sellers.tables import NodeSeller

            session.add(NodeSeller(node_id=trade.organization.root_id, seller_id=seller.id))
        assert buyer.get("/outlets/1001/catalogs", params={"seller": "SOUTH"}).json()["items"] == []
        response = buyer.get("/outlets/1001/products", params={"seller": "SOUTH"})
        assert (response.status_code, response.json()["code"]) == (409, "no_catalog")


class TestProducts:
    def test_come_with_prices_stock_total_and_facets(self, buyer: ApiClient) -> None:
        body = buyer.get(
            "/outlets/1001/products", params={"seller": "MAKER", "limit": 2, "sort": "name"}
        ).json()
        assert body["items"] == [
            MUG,
            {**MUG, "sku": "M-002", "name": "Mug M-002", "picture": "/artwork/M-002.svg"},
        ]
        assert body["total"] == 12
        assert body["facets"] == {
            "categories": [
                {"code": "kitchen", "name": "Kitchen", "parent": None, "count": 12},
                {"code": "mugs", "name": "Mugs", "parent": "kitchen", "count": 12},
            ],
            "availability": {"available": 12, "unavailable": 0},
            "price": {"lowest": pounds("2.50"), "highest": pounds("2.50")},
        }
        assert "corrected" not in body

    @pytest.mark.parametrize("sort", ["relevance", "name", "price", "-price", "last_bought"])
    @pytest.mark.parametrize("q", ["", "mug"])
    def test_every_page_in_every_order_shows_each_once(self, buyer: ApiClient, sort: str, q: str) -> None:
        seen: list[str] = []
        cursor = None
        for _ in range(5):
            params = {
                "seller": "MAKER",
                "limit": 5,
                "sort": sort,
                "q": q,
                **({"cursor": cursor} if cursor else {}),
            }
            body = buyer.get("/outlets/1001/products", params=params).json()
            seen += [item["sku"] for item in body["items"]]
            cursor = body["next_cursor"]
            assert body["total"] == 12
            if cursor is None:
                break
        assert sorted(seen) == [f"M-{number:03d}" for number in range(1, 13)]

    def test_a_typo_is_corrected_and_said(self, buyer: ApiClient) -> None:
        body = buyer.get("/outlets/1001/products", params={"seller": "MAKER", "q": "muug"}).json()
        assert (body["total"], body["corrected"]) == (12, {"muug": "mug"})

    def test_filters_narrow(self, buyer: ApiClient) -> None:
        def total(**params: str) -> int:
            return buyer.get("/outlets/1001/products", params={"seller": "MAKER", **params}).json()["total"]

        assert total(q="M-001") == 1
        assert total(category="kitchen", available="true") == 12
        assert total(available="false") == 0
        assert total(min_price="2.51") == 0
        assert total(max_price="2.50") == 12
        assert total(catalog="MAKER-MAIN") == 12
        # A form sends its empty fields too.
        assert (
            total(category="", available="", min_price="", cursor="", q="", catalog="", limit="", sort="")
            == 12
        )

    def test_what_cannot_be_is_refused(self, buyer: ApiClient, subtests: pytest.Subtests) -> None:
        for params, status, code in [
            ({}, 422, "invalid"),
            ({"seller": ""}, 422, "invalid"),
            ({"seller": "NOBODY"}, 404, "seller_not_found"),
            ({"seller": "MAKER", "catalog": "NORTH-MAIN"}, 404, "catalog_not_found"),
            ({"seller": "MAKER", "category": "nope"}, 404, "category_not_found"),
            ({"seller": "MAKER", "sort": "colour"}, 422, "invalid"),
            ({"seller": "MAKER", "limit": "0"}, 422, "invalid"),
            ({"seller": "MAKER", "limit": "201"}, 422, "invalid"),
            ({"seller": "MAKER", "limit": "9" * 5000}, 422, "invalid"),
            ({"seller": "MAKER", "cursor": "nonsense"}, 422, "invalid"),
            ({"seller": "MAKER", "cursor": "x" * 601}, 422, "invalid"),
            ({"seller": "MAKER", "q": "x" * 201}, 422, "invalid"),
            ({"seller": "MAKER", "q": "a\x00b"}, 422, "invalid"),
            ({"seller": "MA\x00KER"}, 422, "invalid"),
            ({"seller": "MAKER", "available": "perhaps"}, 422, "invalid"),
            ({"seller": "MAKER", "min_price": "-1"}, 422, "invalid"),
            ({"seller": "MAKER", "max_price": "1e9"}, 422, "invalid"),
            ({"seller": "MAKER", "colour": "red"}, 422, "invalid"),
        ]:
            with subtests.test(params=params):
                response = buyer.get("/outlets/1001/products", params=params)
                assert (response.status_code, response.json()["code"]) == (status, code)
                if status == 422:
                    assert response.json()["fields"]

    def test_a_cursor_of_another_order_is_refused(self, buyer: ApiClient) -> None:
        params = {"seller": "MAKER", "limit": 5, "sort": "name"}
        cursor = buyer.get("/outlets/1001/products", params=params).json()["next_cursor"]
        response = buyer.get("/outlets/1001/products", params={**params, "sort": "price", "cursor": cursor})
        assert (response.status_code, set(response.json()["fields"])) == (422, {"cursor"})


class TestProduct:
    def test_shows_all_with_the_trace_of_its_price(self, buyer: ApiClient) -> None:
        step = {
            "price_list": "MAKER-STANDARD",
            "name": "Standard prices",
            "rule": "standard",
            "valid_to": None,
        }
        assert buyer.get("/outlets/1001/products/M-001", params={"seller": "MAKER"}).json() == {
            **MUG,
            "description": "",
            "colour": "",
            "pack_size": 1,
            "base_code": "M-001",
            "variants": [],
            "price_trace": [
                {**step, "minimum_quantity": 1, "unit_price": pounds("2.50"), "outcome": "won"},
                {**step, "minimum_quantity": 6, "unit_price": pounds("2.25"), "outcome": "quantity"},
            ],
        }

    def test_costs_what_this_seller_asks(self, buyer: ApiClient) -> None:
        body = buyer.get("/outlets/1001/products/M-001", params={"seller": "NORTH"}).json()
        assert (body["unit_price"], body["catalog"]) == (pounds("2.75"), "NORTH-MAIN")

    def test_an_unknown_one_is_not_found(self, buyer: ApiClient, subtests: pytest.Subtests) -> None:
        for sku in ["M-999", "nope", "x" * 500, "a\x00b", "ü", "M-001 ", "..", "%"]:
            with subtests.test(sku=sku):
                response = buyer.get(
                    f"/outlets/1001/products/{quote(sku, safe='')}", params={"seller": "MAKER"}
                )
                assert response.status_code == 404

    def test_an_outlet_that_is_not_ones_own_is_not_found(
        self, buyer: ApiClient, subtests: pytest.Subtests
    ) -> None:
        for outlet in ["2001", "9999", "x" * 500, "a\x00b", "ü", "1001 "]:
            with subtests.test(outlet=outlet):
                response = buyer.get(
                    f"/outlets/{quote(outlet, safe='')}/products/M-001", params={"seller": "MAKER"}
                )
                assert (response.status_code, response.json()["code"]) == (404, "outlet_not_found")


class TestCredit:
    def test_shows_limit_exposure_and_what_remains(self, buyer: ApiClient) -> None:
        assert buyer.get("/outlets/1001/credit").json() == {
            "limit": pounds("100000.00"),
            "exposure": pounds("0.00"),
            "remaining": pounds("100000.00"),
            "cap": None,
        }

    def test_the_delivery_address_is_the_outlets(self, buyer: ApiClient) -> None:
        assert buyer.get("/outlets/1001/delivery-address").json() == {
            "name": "First Gifts York",
            "street": "1 High Street",
            "city": "York",
            "postcode": "YO1 1AA",
            "country": "GB",
        }
