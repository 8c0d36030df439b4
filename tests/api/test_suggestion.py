"""The suggested order over HTTP."""

from datetime import timedelta

from storefront.db.session import transaction
from storefront.kit.clock import now
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.reordering.service import learn
from tests.api.client import ApiClient
from tests.api.conftest import As
from tests.factories import Trade


def bought(trade: Trade, *, days_ago: float) -> None:
    """Twelve of M-001 from MAKER."""
    product = trade.maker.products[0]
    with transaction() as session:
        order = SalesOrder(
            number=f"SO-T{days_ago}",
            organization_id=trade.organization.id,
            outlet_id=trade.outlet.id,
            seller_id=trade.maker.id,
            status="invoiced",
            placed_at=now() - timedelta(days=days_ago),
            address=["", "", "", "", ""],
            currency="GBP",
            total_minor=2700,
            line_count=1,
        )
        session.add(order)
        session.flush()
        line = OrderLine(
            order_id=order.id,
            position=1,
            product_id=product.id,
            catalog_id=trade.maker.catalog_id,
            sku=product.sku,
            name=product.name,
            quantity=12,
            unit_price=22_500,
            total_minor=2700,
        )
        session.add(line)
        session.flush()
        learn(session)


class TestSuggestion:
    def test_has_lines_with_reasons_that_resolve_as_they_are(self, buyer: ApiClient, trade: Trade) -> None:
        for days_ago in (29, 57, 85):
            bought(trade, days_ago=days_ago)
        body = buyer.get("/outlets/1001/suggestion", params={"seller": "MAKER"}).json()
        (line,) = body.pop("lines")
        assert body == {
            "seller": "MAKER",
            "seller_name": "Maker Ltd",
            "currency": "GBP",
            "total": {"amount": "27.00", "currency": "GBP"},
            "orders": 3,
            "orders_needed": 2,
        }
        assert line == {
            "sku": "M-001",
            "catalog": "MAKER-MAIN",
            "name": "Mug M-001",
            "picture": "/artwork/M-001.svg",
            "quantity": 12,
            "quantity_rule": line["quantity_rule"],
            "unit_price": {"amount": "2.25", "currency": "GBP"},
            "line_total": {"amount": "27.00", "currency": "GBP"},
            "available": 100,
            "kind": "habit",
            "reason": "every 4 weeks, last 29 days ago, usually 12",
        }
        wanted = {
            "sku": line["sku"],
            "quantity": line["quantity"],
            "catalog": line["catalog"],
            "seller": "MAKER",
        }
        resolved = buyer.post("/outlets/1001/resolve", json={"lines": [wanted]}).json()["lines"]
        assert (resolved[0]["quantity"], resolved[0]["unit_price"]) == (12, line["unit_price"])
        assert buyer.get("/outlets/1001/carts/MAKER").json()["lines"] == []

    def test_without_history_there_is_nothing_but_the_reason(self, buyer: ApiClient) -> None:
        body = buyer.get("/outlets/1001/suggestion", params={"seller": "MAKER"}).json()
        assert (body["lines"], body["orders"], body["orders_needed"]) == ([], 0, 2)

    def test_the_seller_must_be_named_and_open(self, buyer: ApiClient) -> None:
        assert buyer.get("/outlets/1001/suggestion").status_code == 422
        refused = buyer.get("/outlets/1001/suggestion", params={"seller": "NOBODY"})
        assert (refused.status_code, refused.json()["code"]) == (404, "seller_not_found")
        too_many = buyer.get("/outlets/1001/suggestion", params={"seller": "MAKER", "limit": 51})
        assert too_many.status_code == 422

    def test_somebody_elses_outlet_is_not_found(self, as_: As, trade: Trade) -> None:
        for days_ago in (29, 57):
            bought(trade, days_ago=days_ago)
        refused = as_(trade.outsider).get("/outlets/1001/suggestion", params={"seller": "MAKER"})
        assert (refused.status_code, refused.json()["code"]) == (404, "outlet_not_found")
