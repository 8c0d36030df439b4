from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.service import show_cart
from storefront.catalog.errors import CatalogNotFound, ProductNotFound
from storefront.catalog.tables import Catalog
from storefront.db.columns import table_of
from storefront.kit.clock import now
from storefront.kit.money import UnitPrice
from storefront.offers.service import shelve
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.parties.actor import OutletActor
from storefront.sellers.errors import SellerNotFound
from storefront.templates.errors import ComparisonFull, OtherCatalog
from storefront.templates.service import (
    clear_comparison,
    compare_product,
    drop_compared,
    show_comparison,
    show_marks,
    wish,
)
from storefront.templates.snapshots import ComparisonView
from tests.carts.filling import add
from tests.conftest import CountStatements
from tests.digests import refuse
from tests.factories import Trade, act_as, make_catalog, new_key

MAKER = "MAKER"


@pytest.fixture
def extra(session: Session, trade: Trade) -> str:
    """Another catalog of the same seller with the first product."""
    made = make_catalog(
        session,
        seller=trade.maker,
        code="EXTRA",
        entries={trade.maker.products[0]: {"name": "Season mug"}},
        node_id=trade.organization.root_id,
    )
    shelve(session, catalog_ids=[made])
    return "EXTRA"


def put(session: Session, actor: OutletActor, *skus: str, **more: Any) -> ComparisonView:
    view = show_comparison(session, actor)
    for sku in skus:
        view = compare_product(session, actor, seller=MAKER, sku=sku, **more)
    return view


def skus(view: ComparisonView) -> list[str]:
    return [item.sku for item in view.items]


class TestCompare:
    def test_shows_products_side_by_side_in_the_order_of_choosing(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        add(session, buyer, ("M-003", 7))
        place(session, buyer, seller=MAKER, request=CheckoutRequest(), idempotency_key=new_key())
        view = put(session, buyer, "M-003", "M-001", "M-003")
        assert (view.seller, view.seller_name, view.catalog, view.catalog_name) == (
            "MAKER",
            "Maker Ltd",
            "MAKER-MAIN",
            "MAKER range",
        )
        assert skus(view) == ["M-003", "M-001"]
        offer = view.items[0].offer
        assert offer is not None
        assert (offer.unit_price, offer.available, offer.last_quantity) == (UnitPrice(25_000, "GBP"), 93, 7)
        assert [step.unit_price.amount for step in offer.price_breaks] == ["2.50", "2.25"]
        assert show_cart(session, buyer, seller=MAKER).lines == ()

    def test_of_one_catalog_only_until_one_starts_anew(
        self, session: Session, buyer: OutletActor, extra: str
    ) -> None:
        put(session, buyer, "M-001", "M-002")
        refused = refuse(session, OtherCatalog, lambda: put(session, buyer, "M-001", catalog=extra))
        assert refused.facts == {"catalog": "MAKER-MAIN", "wanted": "EXTRA"}
        refuse(session, OtherCatalog, lambda: compare_product(session, buyer, seller="NORTH", sku="M-001"))
        view = put(session, buyer, "M-001", catalog=extra, starts_anew=True)
        assert (view.catalog, skus(view)) == ("EXTRA", ["M-001"])
        assert view.items[0].name == "Season mug"

    def test_an_empty_tray_takes_any_catalog(self, session: Session, buyer: OutletActor, extra: str) -> None:
        put(session, buyer, "M-001")
        drop_compared(session, buyer, sku="M-001")
        assert put(session, buyer, "M-001", catalog=extra).catalog == "EXTRA"

    def test_at_most_four(self, session: Session, buyer: OutletActor) -> None:
        four = put(session, buyer, "M-001", "M-002", "M-003", "M-004")
        assert refuse(session, ComparisonFull, lambda: put(session, buyer, "M-005")).facts == {"maximum": 4}
        assert put(session, buyer, "M-004") == four
        assert skus(drop_compared(session, buyer, sku="M-002")) == ["M-001", "M-003", "M-004"]
        assert skus(put(session, buyer, "M-005")) == ["M-001", "M-003", "M-004", "M-005"]

    def test_taking_out_what_is_not_there_does_nothing(self, session: Session, buyer: OutletActor) -> None:
        before = put(session, buyer, "M-001")
        assert drop_compared(session, buyer, sku="M-009") == before
        assert drop_compared(session, buyer, sku="\x00") == before
        clear_comparison(session, buyer)
        clear_comparison(session, buyer)
        assert show_comparison(session, buyer).items == ()

    def test_what_the_outlet_does_not_see_is_refused(self, session: Session, buyer: OutletActor) -> None:
        refuse(session, ProductNotFound, lambda: put(session, buyer, "NOPE"))
        refuse(session, CatalogNotFound, lambda: put(session, buyer, "M-001", catalog="NORTH-MAIN"))
        refuse(session, SellerNotFound, lambda: compare_product(session, buyer, seller="NO", sku="M-001"))

    def test_what_is_not_offered_any_more_stays_without_an_offer(
        self, session: Session, buyer: OutletActor
    ) -> None:
        put(session, buyer, "M-001")
        session.execute(sa.update(table_of(Catalog)).values(valid_to=now() - timedelta(seconds=1)))
        (item,) = show_comparison(session, buyer).items
        assert (item.sku, item.name, item.offer) == ("M-001", "Mug M-001", None)

    def test_is_each_contacts_own_at_each_outlet(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        put(session, buyer, "M-001")
        for contact, outlet in (
            (trade.colleague, trade.outlet),
            (trade.admin, trade.outlet),
            (trade.outsider, trade.other_outlet),
        ):
            other = act_as(session, contact, outlet)
            assert show_comparison(session, other).items == ()
            clear_comparison(session, other)
            drop_compared(session, other, sku="M-001")
        assert skus(show_comparison(session, buyer)) == ["M-001"]

    def test_statements_do_not_grow(
        self, session: Session, buyer: OutletActor, count_statements: CountStatements
    ) -> None:
        counts: set[int] = set()
        for sku in ("M-001", "M-002", "M-003"):
            put(session, buyer, sku)
            with count_statements() as statements:
                show_comparison(session, buyer)
            counts.add(len(statements))
        assert counts == {3}


class TestMarks:
    def test_say_what_is_wished_for_and_compared(
        self, session: Session, buyer: OutletActor, count_statements: CountStatements
    ) -> None:
        wish(session, buyer, seller=MAKER, sku="M-002")
        put(session, buyer, "M-001")
        with count_statements() as statements:
            marks = show_marks(session, buyer, keys=[("M-001", "MAKER-MAIN"), ("M-002", "MAKER-MAIN")])
        assert len(statements) == 2
        assert marks.wished == {("M-002", "MAKER-MAIN")}
        assert (marks.comparison_catalog, marks.comparison_seller) == ("MAKER-MAIN", "MAKER")
        assert marks.compared == (("M-001", "Mug M-001"),)
