from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.catalog.tables import Catalog, CatalogEntry
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.errors import Invalid
from storefront.kit.money import UnitPrice
from storefront.kit.paging import encode_cursor
from storefront.offers.service import shelve
from storefront.offers.tables import OutletPurchase
from storefront.orders.service import place, reject
from storefront.orders.snapshots import CheckoutRequest
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.parties.actor import OutletActor, SellerActor
from storefront.parties.service import hash_token
from storefront.reordering.errors import TooMuchAtOnce
from storefront.reordering.service import bought_choices, buy_again, buying_again, lines_to_buy
from storefront.reordering.snapshots import BoughtProduct, BuyAgainPage, BuyAgainRequest
from storefront.sellers.service import enter_seller
from tests.conftest import CountStatements
from tests.factories import Trade, act_as, make_staff, make_trade, new_key
from tests.reordering.history import days_ago, make_order, order_of

SORTS = ("last_bought", "times", "due", "name")


def bought(session: Session, actor: OutletActor, **wanted: Any) -> list[BoughtProduct]:
    return list(buy_again(session, actor, BuyAgainRequest(**wanted)).items)


def skus(session: Session, actor: OutletActor, **wanted: Any) -> list[str]:
    return [f"{item.seller[0]} {item.sku}" for item in bought(session, actor, **wanted)]


def one(session: Session, actor: OutletActor, sku: str, seller: str = "MAKER") -> BoughtProduct:
    (item,) = [each for each in bought(session, actor, seller=seller) if each.sku == sku]
    return item


@pytest.fixture
def past(session: Session, trade: Trade, buyer: OutletActor) -> None:
    """A year of the first outlet: M-001 every four weeks, M-002 weekly until half a year ago, others now and then."""
    for days, quantity in ((140, 12), (112, 6), (84, 12), (57, 24), (29, 12)):
        order_of(session, trade, {"M-001": quantity}, days=days, price=25_000)
    for days in (203, 196, 189):
        order_of(session, trade, {"M-002": 4}, days=days, contact=trade.colleague)
    for days in (47, 31, 16):
        make_order(
            session,
            outlet=trade.outlet,
            contact=None,
            seller=trade.north,
            placed_at=days_ago(days),
            lines={"M-003": 2, "M-001": 1},
        )
    order_of(session, trade, {"M-004": 3}, days=3)
    order_of(session, trade, {"M-009": 1}, days=2, outlet=trade.second_outlet, contact=trade.admin)


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


class TestSelection:
    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            ({"seller": "NORTH"}, ["N M-001", "N M-003"]),
            ({"seller": "NOBODY"}, []),
            ({"category": "mugs"}, ["M M-001", "M M-002", "M M-004", "N M-001", "N M-003"]),
            ({"category": "kitchen"}, ["M M-001", "M M-002", "M M-004", "N M-001", "N M-003"]),
            ({"category": "candles"}, []),
            ({"category": "nothing"}, []),
            ({"text": "M-001"}, ["M M-001", "N M-001"]),
            ({"text": "m-00"}, ["M M-001", "M M-002", "M M-004", "N M-001", "N M-003"]),
            ({"text": "002"}, ["M M-002"]),
            ({"text": "MÜGS"}, ["M M-001", "M M-002", "M M-004", "N M-001", "N M-003"]),
            ({"text": "mug plate"}, []),
            ({"text": "ug"}, []),
            ({"text": "%"}, ["M M-001", "M M-002", "M M-004", "N M-001", "N M-003"]),
            ({"text": "001", "seller": "MAKER"}, ["M M-001"]),
        ],
    )
    def test_narrows_what_is_shown(
        self, session: Session, buyer: OutletActor, past: None, wanted: dict[str, Any], found: list[str]
    ) -> None:
        for sort in SORTS:
            page = buy_again(session, buyer, BuyAgainRequest(sort=sort, **wanted))
            assert sorted(f"{item.seller[0]} {item.sku}" for item in page.items) == found
            assert page.total == len(found)

    def test_a_period_is_about_any_purchase_not_the_last(
        self, session: Session, buyer: OutletActor, past: None
    ) -> None:
        early = {"bought_from": days_ago(150), "bought_to": days_ago(100)}
        assert skus(session, buyer, **early) == ["M M-001"]
        assert skus(session, buyer, bought_to=days_ago(150)) == ["M M-002"]
        assert set(skus(session, buyer, bought_from=days_ago(20))) == {"M M-004", "N M-001", "N M-003"}
        assert skus(session, buyer, bought_from=date(2999, 1, 1)) == []
        assert len(skus(session, buyer, bought_from=date.min, bought_to=date.max)) == 5

    def test_choices_are_what_was_bought_with_counts(
        self, session: Session, buyer: OutletActor, past: None
    ) -> None:
        choices = bought_choices(session, buyer)
        assert [(each.value, each.name, each.count) for each in choices.sellers] == [
            ("MAKER", "Maker Ltd", 3),
            ("NORTH", "North Ltd", 2),
        ]
        assert [(each.value, each.count, each.is_deeper) for each in choices.categories] == [
            ("kitchen", 5, False),
            ("mugs", 5, True),
        ]

    @pytest.mark.parametrize(
        ("wanted", "field"),
        [
            ({"sort": "colour"}, "sort"),
            ({"limit": 0}, "limit"),
            ({"limit": 201}, "limit"),
            ({"cursor": "nonsense"}, "cursor"),
            ({"cursor": encode_cursor("buy-again:times", 1, "x", "y")}, "cursor"),
            ({"cursor": encode_cursor("buy-again:last_bought", "yesterday", "0" * 32, "0" * 32)}, "cursor"),
            ({"cursor": encode_cursor("buy-again:last_bought", "2026-01-01", "x", "0" * 32)}, "cursor"),
            ({"seller": "A\x00"}, "filter"),
            ({"category": "\ud800"}, "filter"),
        ],
    )
    def test_what_is_no_selection_is_refused(
        self, session: Session, buyer: OutletActor, wanted: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            buy_again(session, buyer, BuyAgainRequest(**wanted))
        fields = refused.value.facts["fields"]
        assert isinstance(fields, dict)
        assert set(fields) == {field}

    @pytest.mark.parametrize(
        ("sort", "key"),
        [
            ("last_bought", "0001-01-01T00:00:00+14:00"),
            ("times", -(1 << 61)),
            ("due", (1 << 62) - 1),
            ("name", "\N{DEL}"),
        ],
    )
    def test_a_marker_far_outside_is_an_empty_page_with_its_total(
        self, session: Session, buyer: OutletActor, past: None, sort: str, key: str | int
    ) -> None:
        cursor = encode_cursor(f"buy-again:{sort}", key, "f" * 32, "f" * 32)
        page = buy_again(session, buyer, BuyAgainRequest(sort=sort, cursor=cursor))
        assert page == BuyAgainPage((), None, 5)


class TestOrder:
    def test_each_sort_has_its_own(self, session: Session, buyer: OutletActor, past: None) -> None:
        assert skus(session, buyer, sort="last_bought")[0] == "M M-004"
        assert skus(session, buyer, sort="last_bought")[3:] == ["M M-001", "M M-002"]
        assert skus(session, buyer, sort="times")[0] == "M M-001"
        assert skus(session, buyer, sort="times")[4] == "M M-004"
        assert [sku[2:] for sku in skus(session, buyer, sort="name")] == [
            "M-001",
            "M-001",
            "M-002",
            "M-003",
            "M-004",
        ]

    def test_due_first_goes_by_the_days_that_are_shown(
        self, session: Session, buyer: OutletActor, past: None
    ) -> None:
        items = bought(session, buyer, sort="due")
        shown = [(item.sku, item.seller[0], item.rhythm.standing if item.rhythm else None) for item in items]
        assert sorted(shown[:3]) == [("M-001", "M", "due"), ("M-001", "N", "due"), ("M-003", "N", "due")]
        days = [item.rhythm.due_on for item in items[:3] if item.rhythm]
        assert days == sorted(days)
        assert shown[3:] == [("M-004", "M", None), ("M-002", "M", "lapsed")]

    @pytest.mark.parametrize("limit", [1, 2, 4])
    @pytest.mark.parametrize("sort", SORTS)
    def test_pages_show_each_product_once(
        self, session: Session, buyer: OutletActor, past: None, sort: str, limit: int
    ) -> None:
        def pages() -> Iterator[BuyAgainPage]:
            cursor: str | None = None
            while True:
                page = buy_again(session, buyer, BuyAgainRequest(sort=sort, limit=limit, cursor=cursor))
                yield page
                cursor = page.next_cursor
                if cursor is None:
                    return

        found = list(pages())
        keys = [item.key for page in found for item in page.items]
        assert keys == [item.key for item in bought(session, buyer, sort=sort)]
        assert len(set(keys)) == 5
        assert {page.total for page in found} == {5}


class TestAll:
    def test_is_the_selection_in_its_order_at_usual_quantities(
        self, session: Session, buyer: OutletActor, past: None
    ) -> None:
        lines = lines_to_buy(session, buyer, BuyAgainRequest(sort="times", seller="MAKER", limit=1))
        assert [(line.sku, line.quantity, line.seller, line.catalog) for line in lines] == [
            ("M-001", 12, "MAKER", "MAKER-MAIN"),
            ("M-002", 4, "MAKER", "MAKER-MAIN"),
            ("M-004", 3, "MAKER", "MAKER-MAIN"),
        ]
        assert lines[0].previous_unit_price == UnitPrice(25_000, "GBP")

    def test_too_much_is_refused_with_what_would_be_accepted(
        self, session: Session, buyer: OutletActor, past: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(buying_again, "MAXIMUM_LINES", 4)
        with pytest.raises(TooMuchAtOnce) as refused:
            lines_to_buy(session, buyer, BuyAgainRequest())
        assert refused.value.facts == {"found": 5, "maximum": 4}
        assert len(lines_to_buy(session, buyer, BuyAgainRequest(seller="MAKER"))) == 3

    def test_of_nothing_is_nothing(self, session: Session, buyer: OutletActor) -> None:
        assert lines_to_buy(session, buyer, BuyAgainRequest()) == ()
        assert buy_again(session, buyer, BuyAgainRequest()) == BuyAgainPage((), None, 0)


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


class TestRefused:
    """What was ordered and never came was not bought."""

    @pytest.fixture
    def numbers(self, session: Session, trade: Trade) -> list[str]:
        """M-005 every ten days; M-006 in the last of the orders alone."""
        return [
            order_of(session, trade, {"M-005": quantity} | ({"M-006": 1} if days == 10 else {}), days=days)
            for days, quantity in ((40, 2), (30, 2), (20, 50), (10, 50))
        ]

    @pytest.mark.parametrize("status", ["rejected", "cancelled"])
    def test_orders_make_no_habit(
        self, session: Session, buyer: OutletActor, numbers: list[str], status: str
    ) -> None:
        assert skus(session, buyer) == ["M M-006", "M M-005"]
        orders = table_of(SalesOrder)
        for number in numbers[2:]:
            session.execute(sa.update(orders).where(orders.c.number == number).values(status=status))
        (item,) = bought(session, buyer)
        assert (item.sku, item.usual_quantity, item.rhythm) == ("M-005", 2, None)
        assert bought(session, buyer, bought_from=days_ago(25)) == []
        assert [each.count for each in bought_choices(session, buyer).sellers] == [1]

    def test_lines_make_no_habit(self, session: Session, buyer: OutletActor, numbers: list[str]) -> None:
        lines = table_of(OrderLine)
        session.execute(
            sa.update(lines).where(lines.c.sku == "M-006").values(rejection_reason="Out of stock")
        )
        assert skus(session, buyer) == ["M M-005"]


class TestRejected:
    """A seller that rejects takes back what the rows say of the order: the one before is the last again."""

    @pytest.fixture
    def clerk(self, session: Session, trade: Trade) -> SellerActor:
        return enter_seller(session, hash_token(make_staff(session, trade).maker_clerk.token), "MAKER")

    @pytest.fixture
    def first(self, session: Session, trade: Trade) -> datetime:
        """When twelve of M-001 and two of M-002 were ordered."""
        moment = days_ago(10)
        make_order(
            session,
            outlet=trade.outlet,
            contact=trade.buyer,
            seller=trade.maker,
            placed_at=moment,
            lines={"M-001": 12, "M-002": 2},
            price=20_000,
        )
        return moment

    def test_the_order_before_is_the_last_again(
        self, session: Session, buyer: OutletActor, clerk: SellerActor, first: datetime
    ) -> None:
        number = order_now(session, buyer, {"M-001": 5, "M-003": 7})
        item = one(session, buyer, "M-001")
        assert (item.times, item.units, item.last_quantity) == (2, 17, 5)
        reject(session, clerk, number=number, reason="no lorry")
        item = one(session, buyer, "M-001")
        assert (item.times, item.units, item.last_quantity) == (1, 12, 12)
        assert (item.last_ordered_at, item.last_unit_price) == (first, UnitPrice(20_000, "GBP"))
        assert skus(session, buyer) == ["M M-002", "M M-001"]

    def test_a_rejected_line_takes_back_its_product_alone(
        self, session: Session, buyer: OutletActor, clerk: SellerActor, first: datetime
    ) -> None:
        number = order_now(session, buyer, {"M-001": 5, "M-002": 4})
        reject(session, clerk, number=number, reason="chipped", lines=["M-001"])
        facts = {
            sku: (item.times, item.units, item.last_quantity)
            for sku in ("M-001", "M-002")
            for item in [one(session, buyer, sku)]
        }
        assert facts == {"M-001": (1, 12, 12), "M-002": (2, 6, 4)}
        assert one(session, buyer, "M-001").last_ordered_at == first

    def test_what_was_ordered_once_leaves_the_list(
        self, session: Session, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order_now(session, buyer, {"M-004": 3})
        assert skus(session, buyer) == ["M M-004"]
        reject(session, clerk, number=number, reason="no lorry")
        assert skus(session, buyer) == []
        assert session.execute(sa.select(sa.func.count()).select_from(table_of(OutletPurchase))).scalar() == 0

    def test_an_order_between_two_others_counts_no_more(
        self, session: Session, buyer: OutletActor, clerk: SellerActor, first: datetime
    ) -> None:
        middle = order_now(session, buyer, {"M-001": 5})
        order_now(session, buyer, {"M-001": 6})
        reject(session, clerk, number=middle, reason="no lorry")
        item = one(session, buyer, "M-001")
        assert (item.times, item.units, item.last_quantity) == (2, 18, 6)
        first_at = session.execute(sa.select(table_of(OutletPurchase).c.first_ordered_at)).scalars().all()
        assert set(first_at) == {first}


def order_now(session: Session, actor: OutletActor, lines: dict[str, int]) -> str:
    wanted = [WantedLine(sku, quantity) for sku, quantity in lines.items()]
    add_lines(session, actor, seller="MAKER", lines=wanted)
    placed = place(session, actor, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key())
    return placed.order.summary.number
