from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, CatalogEntry
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.money import UnitPrice
from storefront.offers.service import shelve
from storefront.parties.actor import OutletActor
from storefront.reordering.service import lines_to_buy
from storefront.reordering.snapshots import BuyAgainRequest
from tests.conftest import CountStatements
from tests.factories import Trade, act_as, make_trade
from tests.reordering.buying import SORTS, bought, one, skus
from tests.reordering.history import make_order, order_of


class TestVisibility:
    @pytest.mark.smoke
    def test_is_what_the_outlet_bought_whoever_did(self, session: Session, trade: Trade, past: None) -> None:
        mine = {"M M-001", "M M-002", "M M-004", "N M-001", "N M-003"}
        for who in (trade.buyer, trade.colleague, trade.admin):
            assert set(skus(session, act_as(session, who, trade.outlet))) == mine
        assert skus(session, act_as(session, trade.admin, trade.second_outlet)) == ["M M-009"]
        assert skus(session, act_as(session, trade.outsider, trade.other_outlet)) == []


class TestFacts:
    def test_tell_what_was_bought_and_what_it_would_be(
        self, session: Session, buyer: OutletActor, past: None
    ) -> None:
        item = one(session, buyer, "M-001")
        assert (item.times, item.units, item.last_quantity) == (5, 66, 12)
        assert item.last_unit_price == UnitPrice(25_000, "GBP")
        assert item.usual_quantity == 12
        assert item.rhythm is not None
        assert (item.rhythm.every_days, item.rhythm.standing) == (28, "due")
        assert (item.rhythm.words, item.rhythm.due_words) == ("about every 4 weeks", "due now")
        assert (item.now.state, item.now.quantity) == ("cheaper", 12)
        assert item.now.unit_price == UnitPrice(22_500, "GBP")

    def test_rhythms_of_the_others(self, session: Session, buyer: OutletActor, past: None) -> None:
        weekly, fortnightly = one(session, buyer, "M-002"), one(session, buyer, "M-003", "NORTH")
        assert weekly.rhythm is not None
        assert (weekly.rhythm.every_days, weekly.rhythm.standing) == (7, "lapsed")
        assert weekly.rhythm.due_words == "not bought lately"
        assert fortnightly.rhythm is not None
        assert (fortnightly.rhythm.every_days, fortnightly.rhythm.standing) == (15, "due")
        assert one(session, buyer, "M-004").rhythm is None

    @pytest.mark.parametrize(
        ("quantities", "usual"),
        [([5], 5), ([5, 9], 5), ([9, 5], 5), ([9, 5, 7], 7), ([1, 2, 30, 40], 2), ([8, 8, 1, 8, 1], 8)],
    )
    def test_the_usual_quantity_is_the_lower_median(
        self, session: Session, trade: Trade, buyer: OutletActor, quantities: list[int], usual: int
    ) -> None:
        for days, quantity in enumerate(quantities):
            order_of(session, trade, {"M-001": quantity}, days=100 - days)
        assert one(session, buyer, "M-001").usual_quantity == usual

    def test_two_lines_of_one_order_are_one_purchase(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        for days in (90, 60, 30):
            order_of(session, trade, [("M-001", 4, 25_000), ("M-001", 2, 20_000)], days=days)
        item = one(session, buyer, "M-001")
        assert (item.usual_quantity, item.times) == (6, 3)

    def test_a_second_order_of_the_day_is_no_rhythm(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
        for hours in (0, 1, 2, 24 * 21, 24 * 42):
            make_order(
                session,
                outlet=trade.outlet,
                contact=trade.buyer,
                seller=trade.maker,
                placed_at=noon + timedelta(hours=hours),
                lines={"M-001": 1},
            )
        rhythm = one(session, buyer, "M-001").rhythm
        assert rhythm is not None
        assert rhythm.every_days == 21

    def test_two_purchases_are_no_rhythm_yet(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        for days in (40, 20):
            order_of(session, trade, {"M-001": 1}, days=days)
        assert one(session, buyer, "M-001").rhythm is None

    def test_the_usual_quantity_fits_todays_rule(
        self, session: Session, trade: Trade, buyer: OutletActor, past: None
    ) -> None:
        product = trade.maker.products[3]
        session.execute(
            sa.update(table_of(CatalogEntry))
            .where(table_of(CatalogEntry).c.product_id == product.id)
            .values(minimum=8, multiple=8, standard=8)
        )
        shelve(session, catalog_ids=[trade.maker.catalog_id])
        item = one(session, buyer, "M-004")
        assert (item.last_quantity, item.usual_quantity) == (3, 8)
        assert (item.now.state, item.now.quantity) == ("dearer", 8)


class TestWhatLeft:
    def test_an_expired_catalog_is_flagged_with_what_else_there_is(
        self, session: Session, trade: Trade, buyer: OutletActor, past: None
    ) -> None:
        session.execute(
            sa.update(table_of(Catalog))
            .where(table_of(Catalog).c.id == trade.maker.catalog_id)
            .values(status="expired")
        )
        assert len(bought(session, buyer)) == 5
        item = one(session, buyer, "M-002")
        assert item.now.state == "not in your catalog"
        assert item.now.quantity == 0
        assert [(each.reason, each.seller) for each in item.now.alternatives] == [("seller", "NORTH")]

    def test_what_is_on_no_shelf_keeps_its_name_and_is_found_by_it(
        self, session: Session, trade: Trade, buyer: OutletActor, past: None
    ) -> None:
        product = trade.maker.products[1]
        entries = table_of(CatalogEntry)
        session.execute(sa.delete(entries).where(entries.c.product_id == product.id))
        shelve(session, catalog_ids=[trade.maker.catalog_id, trade.north.catalog_id])
        for sort in SORTS:
            (item,) = bought(session, buyer, text="m-002 mugs", sort=sort, category="kitchen")
            assert (item.sku, item.name, item.category_name) == ("M-002", "Mug M-002", "Mugs")
            assert (item.now.state, item.now.alternatives) == ("not in your catalog", ())
            assert item.usual_quantity == 4

    def test_a_seller_that_is_closed_to_the_outlet_stays_in_the_list(
        self, session: Session, trade: Trade, buyer: OutletActor, past: None
    ) -> None:
        from storefront.sellers.tables import NodeSeller

        mapped = table_of(NodeSeller)
        session.execute(sa.delete(mapped).where(mapped.c.seller_id == trade.north.id))
        item = one(session, buyer, "M-003", "NORTH")
        assert item.now.state == "not in your catalog"
        assert [each.seller for each in item.now.alternatives] == ["MAKER"]

    def test_what_is_short_says_how_many_are_left(
        self, session: Session, trade: Trade, buyer: OutletActor, past: None
    ) -> None:
        stock = table_of(StockLevel)
        session.execute(
            sa.update(stock).where(stock.c.warehouse_id == trade.maker.warehouse_id).values(on_hand=2)
        )
        item = one(session, buyer, "M-002")
        assert (item.now.state, item.now.quantity, item.now.available) == ("short", 2, 2)


class TestStatements:
    def test_do_not_grow_with_what_is_shown(
        self, session: Session, count_statements: CountStatements
    ) -> None:
        trade = make_trade(session, products=150)
        buyer = act_as(session, trade.buyer, trade.outlet)
        for days in (90, 60, 30):
            order_of(session, trade, {product.sku: 2 for product in trade.maker.products}, days=days)
        counts: dict[str, int] = {}
        for sort in SORTS:
            for limit in (2, 150):
                with count_statements() as statements:
                    items = bought(session, buyer, sort=sort, limit=limit)
                assert len(items) == limit
                counts[f"{sort} {limit}"] = len(statements)
        assert len(set(counts.values())) == 1, counts
        with count_statements() as resolving:
            lines_to_buy(session, buyer, BuyAgainRequest())
        assert len(resolving) == 2
