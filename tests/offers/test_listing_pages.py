"""Pages of offers, one after the other."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from storefront.kit.clock import now
from storefront.kit.errors import Invalid
from storefront.kit.money import Money, UnitPrice
from storefront.kit.paging import encode_cursor
from storefront.offers.service import note_purchases, shelve
from storefront.offers.service.listing import SORTS
from storefront.offers.snapshots import Offer
from storefront.parties.actor import OutletActor
from tests.factories import Trade, make_catalog, make_price_list
from tests.offers.listings import by_price, listed


class TestPages:
    def walk(self, session: Session, actor: OutletActor, **request: Any) -> list[Offer]:
        """All pages of a list."""
        offers: list[Offer] = []
        cursor: str | None = None
        for _ in range(30):
            listing = listed(session, actor, cursor=cursor, **request)
            offers += listing.items
            cursor = listing.next_cursor
            if cursor is None:
                assert len(offers) == listing.total
                return offers
        raise AssertionError("the pages never end")

    @pytest.fixture
    def specials(self, session: Session, goods: Trade) -> Trade:
        """Prices of the outlet's own: a group at its node, an agreement, a dated list, one that is over."""
        maker = goods.maker
        products = {product.sku: product for product in maker.products}
        make_price_list(
            session, seller=maker, code="NODE", prices={products["M-004"]: 10_000}, node_id=goods.outlet.id
        )
        make_price_list(
            session,
            seller=maker,
            code="DEAL",
            prices={products["M-007"]: 11_000, products["H-100"]: 9_000},
            organization_id=goods.organization.id,
        )
        make_price_list(
            session,
            seller=maker,
            code="PROMO",
            prices={products["M-009"]: 13_000},
            valid_from=now() - timedelta(days=1),
            valid_to=now() + timedelta(days=1),
        )
        make_price_list(
            session,
            seller=maker,
            code="OVER",
            prices={products["M-010"]: 1_000},
            valid_to=now() - timedelta(days=1),
        )
        extra = make_catalog(
            session,
            seller=maker,
            code="EXTRA",
            entries={products["M-001"]: {"name": "Zebra mug"}, products["H-100"]: {}},
            node_id=goods.organization.root_id,
        )
        shelve(session, catalog_ids=[maker.catalog_id, extra])
        return goods

    @pytest.mark.parametrize("limit", [1, 4, 19])
    @pytest.mark.parametrize("sort", list(SORTS))
    @pytest.mark.parametrize("text", ["", "heart"])
    def test_show_each_offer_once_in_the_order_of_every_sort(
        self,
        session: Session,
        specials: Trade,
        buyer: OutletActor,
        sort: str,
        limit: int,
        text: str,
    ) -> None:
        if limit == 1 and text != "heart":  # as many pages as offers, once
            limit = 3
        lines = [
            (specials.maker.catalog_id, product.id, 1, 25_000) for product in specials.maker.products[3:6]
        ]
        note_purchases(session, outlet_id=buyer.outlet_id, moment=now(), lines=lines)
        offers = self.walk(session, buyer, sort=sort, limit=limit, text=text)
        counted = Counter((offer.sku, offer.catalog_code) for offer in offers)
        assert set(counted.values()) == {1}
        assert len(counted) == {"": 19, "heart": 4}[text]
        if sort == "price":
            assert [by_price(each) for each in offers] == sorted(by_price(each) for each in offers)
        if sort == "-price":
            assert [by_price(each) for each in offers] == sorted(map(by_price, offers), reverse=True)
        if sort == "last_bought" and not text:
            assert {offer.sku for offer in offers[:3]} == {"M-004", "M-005", "M-006"}
        if sort == "name" and not text:
            assert offers[0].name == "Blue Heart Plate"
            assert offers[-1].name == "Zebra mug"

    def test_own_prices_sort_and_filter_as_they_are_shown(
        self, session: Session, specials: Trade, buyer: OutletActor
    ) -> None:
        cheap = self.walk(session, buyer, sort="price", limit=2, price_to=Money(130, "GBP"))
        assert [(offer.sku, offer.catalog_code, offer.unit_price.amount) for offer in cheap] == [
            ("H-100", "MAKER-MAIN", "0.90"),
            ("H-100", "EXTRA", "0.90"),
            ("M-004", "MAKER-MAIN", "1.00"),
            ("M-007", "MAKER-MAIN", "1.10"),
            ("H-300", "MAKER-MAIN", "1.25"),
            ("M-009", "MAKER-MAIN", "1.30"),
        ]

    def test_facets_begin_at_the_least_price_of_ones_own(
        self, session: Session, specials: Trade, buyer: OutletActor
    ) -> None:
        assert listed(session, buyer).facets.lowest_price == UnitPrice(9_000, "GBP")
        assert listed(session, buyer, text="M-007").facets.lowest_price == UnitPrice(11_000, "GBP")
        assert listed(session, buyer, category="candles").facets.lowest_price == UnitPrice(12_500, "GBP")

    @pytest.mark.parametrize(
        ("sort", "cursor"),
        [
            ("name", encode_cursor("offers:price", 1, 1)),
            ("price", encode_cursor("offers:name", "a", 1)),
            ("price", encode_cursor("offers:price", "a", 1)),
            ("last_bought", encode_cursor("offers:last_bought", "yesterday", 1)),
            ("name", "nonsense"),
        ],
    )
    def test_refuses_the_marker_of_another_list(
        self, session: Session, buyer: OutletActor, sort: str, cursor: str
    ) -> None:
        with pytest.raises(Invalid, match="belongs to another list"):
            listed(session, buyer, sort=sort, cursor=cursor)

    @pytest.mark.parametrize(
        ("sort", "key"),
        [
            ("relevance", (1 << 62) - 1),
            ("price", -(1 << 61)),
            ("-price", 1 << 61),
            ("name", "\U0010ffff"),
            ("last_bought", "0001-01-01T00:00:00+14:00"),
            ("last_bought", "9999-12-31T23:59:59-12:00"),
        ],
    )
    @pytest.mark.parametrize("text", ["", "mug"])
    @pytest.mark.parametrize("place", [(1 << 62) - 1])
    def test_a_marker_far_outside_is_a_page_and_no_failure(
        self, session: Session, buyer: OutletActor, sort: str, key: str | int, place: int, text: str
    ) -> None:
        try:
            listing = listed(
                session, buyer, sort=sort, text=text, cursor=encode_cursor(f"offers:{sort}", key, place)
            )
        except Invalid:
            return
        assert listing.total == 12

    @pytest.mark.parametrize("bad", [{"limit": 0}, {"limit": 201}, {"sort": "colour"}, {"sort": ""}])
    def test_refuses_limits_and_sorts_that_are_none(
        self, session: Session, buyer: OutletActor, bad: dict[str, Any]
    ) -> None:
        with pytest.raises(Invalid):
            listed(session, buyer, **bad)
