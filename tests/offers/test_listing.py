from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from storefront.catalog.errors import CategoryNotFound
from storefront.kit.clock import now
from storefront.kit.money import Money, UnitPrice
from storefront.offers.service import categories_of, list_offers, note_availability, note_purchases
from storefront.offers.snapshots import CategoryCount, ListingRequest
from storefront.parties.actor import OutletActor
from tests.conftest import CountStatements
from tests.factories import Trade
from tests.offers.listings import listed


def found(session: Session, actor: OutletActor, text: str) -> list[str]:
    return [offer.sku for offer in listed(session, actor, text=text, limit=200).items]


class TestSearch:
    @pytest.mark.parametrize(
        ("text", "skus"),
        [
            ("H-2", {"H-200", "H-201"}),
            ("h-200", {"H-200"}),
            ("85123a", {"85123A"}),
            ("8512", {"85123A"}),
            ("heart", {"H-100", "H-200", "H-201"}),
            ("hearts", {"H-100", "H-200", "H-201"}),
            ("HEART plate", {"H-200", "H-201"}),
            ("plates heart", {"H-200", "H-201"}),
            ("hea", {"H-100", "H-200", "H-201"}),
            ("scénted", {"H-300"}),
            ("candles", {"H-300", "85123A"}),
            ("blue boxed", set()),
            ("zzzzz", set()),
            ("H-999", set()),
        ],
    )
    @pytest.mark.smoke
    def test_finds_by_sku_prefix_words_their_beginnings_and_plurals(
        self, session: Session, goods: Trade, buyer: OutletActor, text: str, skus: set[str]
    ) -> None:
        assert set(found(session, buyer, text)) == skus

    @pytest.mark.parametrize(
        ("typo", "kind"),
        [
            ("candkle", "insertion"),
            ("cadle", "deletion"),
            ("cantle", "substitution"),
            ("canlde", "swap"),
            ("acndle", "swap at the start"),
            ("candel", "swap at the end"),
            ("andle", "first letter missing"),
            ("vandle", "first letter wrong"),
        ],
    )
    def test_forgives_one_typo_and_says_so(
        self, session: Session, goods: Trade, buyer: OutletActor, typo: str, kind: str
    ) -> None:
        listing = listed(session, buyer, text=typo)
        assert {offer.sku for offer in listing.items} == {"H-300", "85123A"}, kind
        assert listing.corrected == ((typo, "candle"),)

    @pytest.mark.parametrize("text", ["cxndxe", "cnadel"])
    def test_two_typos_are_too_many(
        self, session: Session, goods: Trade, buyer: OutletActor, text: str
    ) -> None:
        listing = listed(session, buyer, text=text)
        assert (listing.items, listing.total, listing.corrected, listing.next_cursor) == ((), 0, (), None)

    def test_a_word_that_is_known_is_never_corrected(
        self, session: Session, goods: Trade, buyer: OutletActor
    ) -> None:
        assert listed(session, buyer, text="holder").corrected == ()

    def test_the_sku_that_was_typed_comes_first(
        self, session: Session, goods: Trade, buyer: OutletActor
    ) -> None:
        assert found(session, buyer, "H-201")[0] == "H-201"
        assert found(session, buyer, "M-003")[0] == "M-003"

    @pytest.mark.parametrize(
        "text",
        [
            '"',
            "*",
            "(",
            "' OR 1",
            "a:*",
            "& |",
            "%",
            "_",
            "\\",
            "-",
            "NEAR(",
            "\x00mug",
            "mug\ud800",
            "é" * 400,
        ],
    )
    def test_signs_are_no_operators(
        self, session: Session, goods: Trade, buyer: OutletActor, text: str
    ) -> None:
        listing = listed(session, buyer, text=text)
        assert 0 <= listing.total <= 17

    def test_text_without_words_shows_everything(
        self, session: Session, goods: Trade, buyer: OutletActor
    ) -> None:
        assert listed(session, buyer, text=" -- ").total == 17

    def test_finds_nothing_of_catalogs_that_are_not_open(
        self, session: Session, goods: Trade, buyer: OutletActor
    ) -> None:
        listing = list_offers(session, buyer, ListingRequest("NORTH", text="heart"))
        assert (listing.items, listing.total) == ((), 0)


class TestFacets:
    def test_count_the_whole_selection_by_category_availability_and_price(
        self, session: Session, goods: Trade, buyer: OutletActor
    ) -> None:
        listing = listed(session, buyer, limit=1)
        assert listing.total == 17
        assert listing.facets.categories == (
            CategoryCount("kitchen", "Kitchen", None, 0, 15),
            CategoryCount("mugs", "Mugs", "kitchen", 1, 13),
            CategoryCount("plates", "Plates", "kitchen", 1, 2),
            CategoryCount("candles", "Candles", None, 0, 2),
        )
        assert (listing.facets.available, listing.facets.unavailable) == (16, 1)
        assert listing.facets.lowest_price == UnitPrice(12_500, "GBP")
        assert listing.facets.highest_price == UnitPrice(30_000, "GBP")

    def test_the_tree_by_itself_is_that_of_the_whole_shelf(
        self, session: Session, goods: Trade, buyer: OutletActor
    ) -> None:
        assert categories_of(session, buyer, seller="MAKER") == listed(session, buyer).facets.categories

    def test_of_nothing_are_empty(self, session: Session, goods: Trade, buyer: OutletActor) -> None:
        facets = listed(session, buyer, text="zzzzz").facets
        assert (facets.categories, facets.available, facets.unavailable) == ((), 0, 0)
        assert (facets.lowest_price, facets.highest_price) == (None, None)

    @pytest.mark.parametrize(
        ("request_", "total"),
        [
            ({"category": "kitchen"}, 15),
            ({"category": "plates"}, 2),
            ({"category": "candles", "available": True}, 1),
            ({"available": False}, 1),
            ({"available": True}, 16),
            ({"price_from": Money(250, "GBP")}, 14),
            ({"price_to": Money(200, "GBP")}, 3),
            ({"price_from": Money(126, "GBP"), "price_to": Money(249, "GBP")}, 2),
            ({"price_to": Money(1, "GBP")}, 0),
            ({"text": "heart", "category": "plates", "price_to": Money(250, "GBP"), "available": True}, 2),
        ],
    )
    def test_filters_and_totals_agree(
        self, session: Session, goods: Trade, buyer: OutletActor, request_: dict[str, Any], total: int
    ) -> None:
        listing = listed(session, buyer, limit=200, **request_)
        assert (listing.total, len(listing.items)) == (total, total)

    def test_what_is_noted_is_what_counting_finds_after_goods_came_and_went(
        self, session: Session, goods: Trade, buyer: OutletActor
    ) -> None:
        everything = {"price_to": Money(1_000_000, "GBP")}  # a price filter has every item counted
        ids = [product.id for product in goods.maker.products]
        for remaining in (
            dict.fromkeys(ids, 0),
            dict.fromkeys(ids[:5], 9),
            dict.fromkeys(ids, 7),
            {ids[3]: 0},
        ):
            note_availability(session, seller_id=goods.maker.id, remaining=remaining)
            for asked in ({}, {"category": "kitchen"}, {"available": False}, {"available": True}):
                noted, counted = (
                    listed(session, buyer, **asked),
                    listed(session, buyer, **asked, **everything),
                )
                assert (noted.facets, noted.total) == (counted.facets, counted.total)

    def test_availability_ignores_its_own_filter(
        self, session: Session, goods: Trade, buyer: OutletActor
    ) -> None:
        facets = listed(session, buyer, available=True).facets
        assert (facets.available, facets.unavailable) == (16, 1)

    @pytest.mark.parametrize("category", ["nowhere", "mugs\x00", "\ud800"])
    def test_a_category_that_is_none_is_not_found(
        self, session: Session, goods: Trade, buyer: OutletActor, category: str
    ) -> None:
        with pytest.raises(CategoryNotFound):
            listed(session, buyer, category=category)


class TestOffers:
    def test_show_price_steps_stock_and_quantity_rule(self, session: Session, buyer: OutletActor) -> None:
        offer = next(each for each in listed(session, buyer).items if each.sku == "M-001")
        assert (offer.name, offer.category_code, offer.catalog_code) == ("Mug M-001", "mugs", "MAKER-MAIN")
        assert [(each.minimum_quantity, each.unit_price.amount) for each in offer.price_breaks] == [
            (1, "2.50"),
            (6, "2.25"),
        ]
        assert (offer.available, offer.availability, offer.last_ordered_at) == (100, "in_stock", None)

    def test_availability_follows_what_was_promised(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        note_availability(session, seller_id=trade.maker.id, remaining={trade.maker.products[0].id: 0})
        assert listed(session, buyer, available=False).total == 1
        note_availability(session, seller_id=trade.maker.id, remaining={trade.maker.products[0].id: 1})
        assert listed(session, buyer, available=False).total == 0

    def test_tell_what_the_outlet_bought_last(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        first, second, *_ = trade.maker.products
        moment = now()
        for days, product, quantity in ((3, first, 5), (2, second, 7), (1, first, 9)):
            note_purchases(
                session,
                outlet_id=buyer.outlet_id,
                moment=moment - timedelta(days=days),
                lines=[(trade.maker.catalog_id, product.id, quantity, 25_000)],
            )
        top = listed(session, buyer, sort="last_bought").items[:2]
        assert [(offer.sku, offer.last_quantity) for offer in top] == [("M-001", 9), ("M-002", 7)]
        assert top[0].last_ordered_at == moment - timedelta(days=1)


class TestStatements:
    @pytest.mark.parametrize("text", ["", "mug", "mgu"])
    @pytest.mark.parametrize("limit", [3, 12])
    def test_a_listing_takes_at_most_six_whatever_its_size(
        self,
        session: Session,
        buyer: OutletActor,
        count_statements: CountStatements,
        text: str,
        limit: int,
    ) -> None:
        with count_statements() as statements:
            shown = listed(session, buyer, text=text, limit=limit, sort="price")
        assert len(shown.items) == limit
        assert len(statements) == (5 if text else 4)
