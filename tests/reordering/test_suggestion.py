"""The suggested order on a real database: what is learned, what is suggested, to whom, at what cost."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.clock import now
from storefront.kit.errors import Invalid
from storefront.kit.money import Money, UnitPrice
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.parties.actor import OutletActor
from storefront.reordering.rules.learning import Togetherness
from storefront.reordering.service import learn, learn_if_older, suggest
from storefront.reordering.snapshots import Lesson
from storefront.reordering.tables import ProductCompanion, ProductTrend
from storefront.sellers.errors import SellerNotFound
from tests.conftest import CountStatements
from tests.factories import MadeOutlet, MadeSeller, Trade, act_as

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
trends, companions = table_of(ProductTrend), table_of(ProductCompanion)
made = iter(range(1, 1_000_000))


def order(
    session: Session,
    outlet: MadeOutlet,
    seller: MadeSeller,
    days_ago: float,
    quantities: Mapping[str, int],
    *,
    status: str = "invoiced",
) -> None:
    """An old order: SKU → quantity."""
    number = next(made)
    placed = SalesOrder(
        number=f"SO-T{number}",
        organization_id=outlet.organization.id,
        outlet_id=outlet.id,
        seller_id=seller.id,
        status=status,
        placed_at=NOW - timedelta(days=days_ago),
        address=["", "", "", "", ""],
        currency="GBP",
        total_minor=0,
        line_count=len(quantities),
    )
    session.add(placed)
    session.flush()
    products = {product.sku: product for product in seller.products}
    for position, (sku, quantity) in enumerate(quantities.items(), start=1):
        session.add(
            OrderLine(
                order_id=placed.id,
                position=position,
                product_id=products[sku].id,
                catalog_id=seller.catalog_id,
                sku=sku,
                name=products[sku].name,
                quantity=quantity,
                unit_price=25_000,
                total_minor=quantity * 250,
            )
        )
    session.flush()


def story(session: Session, trade: Trade) -> None:
    """The outlet buys M-001 every four weeks, M-002 now and then; elsewhere M-001 goes with M-003, and M-009 is wanted."""
    for days_ago in (120, 92, 64, 36):
        order(session, trade.outlet, trade.maker, days_ago, {"M-001": 12})
    order(session, trade.outlet, trade.maker, 64.5, {"M-002": 4})
    for days_ago in (3, 4, 5):
        order(session, trade.other_outlet, trade.maker, days_ago, {"M-001": 6, "M-003": 6, "M-009": 1})
    order(session, trade.other_outlet, trade.maker, 2, {"M-009": 1})


def skus(lines: Sequence[object]) -> list[str]:
    return [line.offer.sku for line in lines]  # pyright: ignore[reportAttributeAccessIssue]


class TestLearning:
    def test_says_what_it_learned_from(self, session: Session, trade: Trade) -> None:
        story(session, trade)
        assert learn(session) == Lesson(9, 4, 6, NOW - timedelta(days=2))

    def test_is_done_again_only_when_the_last_is_old(self, session: Session, trade: Trade) -> None:
        story(session, trade)
        started = now()
        first = learn_if_older(session, started)
        assert first is not None
        assert learn_if_older(session, started) is None
        assert learn_if_older(session, now()) == first

    def test_trends_are_as_of_the_newest_order(self, session: Session, trade: Trade) -> None:
        story(session, trade)
        learn(session)
        ids = {product.id: product.sku for product in trade.maker.products}
        rows = session.execute(sa.select(trends)).all()
        found = {ids[row.product_id]: row for row in rows}
        assert sorted(found) == ["M-001", "M-002", "M-003", "M-009"]
        nine, one, two = found["M-009"], found["M-001"], found["M-002"]
        assert (nine.recent, nine.idle_days, nine.age_days, nine.popular_place) == (1.0, 1, 4, 1)
        assert (one.recent, one.idle_days, one.age_days) == (0.75, 2, 119)
        assert (two.recent, two.quarter, two.popular_place) == (0.0, 1 / 7, None)

    def test_companions_are_what_the_rules_find(self, session: Session, trade: Trade) -> None:
        story(session, trade)
        learn(session)
        together = Togetherness[UUID]()
        lines, orders = table_of(OrderLine), table_of(SalesOrder)
        by_order: dict[UUID, list[UUID]] = {}
        for row in session.execute(sa.select(lines.c.order_id, lines.c.product_id).join_from(lines, orders)):
            by_order.setdefault(row.order_id, []).append(row.product_id)
        for products in by_order.values():
            together.add(sorted(products))
        expected = {
            (one, other): strength
            for one in together.products()
            for other, strength in together.companions(one).items()
        }
        rows = session.execute(sa.select(companions)).all()
        assert {(row.product_id, row.companion_id): row.strength for row in rows} == pytest.approx(expected)
        assert len(expected) == 6

    def test_orders_that_brought_nothing_teach_nothing(self, session: Session, trade: Trade) -> None:
        order(session, trade.outlet, trade.maker, 1, {"M-001": 12}, status="cancelled")
        order(session, trade.outlet, trade.maker, 2, {"M-001": 12}, status="rejected")
        assert learn(session) == Lesson(0, 0, 0, None)

    def test_a_repeat_learns_the_same_and_forgets_what_is_gone(self, session: Session, trade: Trade) -> None:
        story(session, trade)
        assert learn(session) == learn(session)
        session.execute(sa.update(table_of(SalesOrder)).values(status="cancelled"))
        learn(session)
        assert session.execute(sa.select(sa.func.count()).select_from(trends)).scalar_one() == 0
        assert session.execute(sa.select(sa.func.count()).select_from(companions)).scalar_one() == 0


class TestSuggesting:
    def test_what_is_due_comes_first_with_its_reason_quantity_and_price(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        story(session, trade)
        learn(session)
        found = suggest(session, buyer, seller="MAKER", moment=NOW)
        first = found.lines[0]
        assert (first.offer.sku, first.quantity, first.kind) == ("M-001", 12, "habit")
        assert first.reason == "every 4 weeks, last 36 days ago, usually 12"
        assert (first.unit_price, first.line_total) == (UnitPrice(22_500, "GBP"), Money(2_700, "GBP"))
        assert (found.orders, found.orders_needed) == (5, 2)
        assert found.total == Money(sum(line.line_total.minor for line in found.lines), "GBP")

    def test_what_goes_with_the_last_order_and_what_is_popular_have_their_reasons(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        story(session, trade)
        learn(session)
        found = {line.offer.sku: line for line in suggest(session, buyer, seller="MAKER", moment=NOW).lines}
        assert sorted(found) == ["M-001", "M-002", "M-003", "M-009"]
        assert (found["M-002"].quantity, found["M-002"].reason) == (4, "bought once, 64 days ago: 4")
        assert found["M-003"].kind == "companion"
        assert found["M-003"].reason == "often bought with Mug M-001, which you ordered last"
        assert found["M-003"].quantity == 1

    def test_popular_products_have_their_share(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        for days_ago in (40, 20):
            order(session, trade.outlet, trade.maker, days_ago, {"M-001": 12})
        order(session, trade.other_outlet, trade.maker, 1, {"M-005": 1})
        learn(session)
        line = suggest(session, buyer, seller="MAKER", moment=NOW).lines[1]
        assert (line.offer.sku, line.kind) == ("M-005", "popular")
        assert line.reason == "popular now: in 100.0 % of all orders of the last two weeks"

    def test_what_is_not_there_today_is_left_out(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        story(session, trade)
        learn(session)
        stock = table_of(StockLevel)
        one = trade.maker.products[0].id
        session.execute(sa.update(stock).where(stock.c.product_id == one).values(on_hand=0))
        assert "M-001" not in skus(suggest(session, buyer, seller="MAKER", moment=NOW).lines)

    def test_little_stock_is_all_that_is_suggested(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        story(session, trade)
        learn(session)
        stock = table_of(StockLevel)
        session.execute(sa.update(stock).values(on_hand=7))
        line = suggest(session, buyer, seller="MAKER", moment=NOW).lines[0]
        assert (line.offer.sku, line.quantity) == ("M-001", 7)

    def test_each_seller_has_its_own_history(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        story(session, trade)
        learn(session)
        found = suggest(session, buyer, seller="NORTH", moment=NOW)
        assert (found.lines, found.orders, found.total) == ((), 0, Money(0, "GBP"))

    def test_one_order_is_not_enough(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        order(session, trade.outlet, trade.maker, 10, {"M-001": 12})
        order(session, trade.outlet, trade.maker, 5, {"M-001": 12}, status="cancelled")
        learn(session)
        found = suggest(session, buyer, seller="MAKER", moment=NOW)
        assert (found.lines, found.orders) == ((), 1)

    def test_before_anything_was_learned_habits_are_enough(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        story(session, trade)
        assert skus(suggest(session, buyer, seller="MAKER", moment=NOW).lines) == ["M-001", "M-002"]

    def test_other_outlets_history_is_not_shown(self, session: Session, trade: Trade) -> None:
        story(session, trade)
        learn(session)
        outsider = act_as(session, trade.outsider, trade.other_outlet)
        found = {
            line.offer.sku: line.kind for line in suggest(session, outsider, seller="MAKER", moment=NOW).lines
        }
        assert found == {"M-001": "habit", "M-003": "habit", "M-009": "habit"}

    def test_the_limit_is_kept(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        story(session, trade)
        learn(session)
        assert skus(suggest(session, buyer, seller="MAKER", limit=1, moment=NOW).lines) == ["M-001"]
        for limit in (0, 51):
            with pytest.raises(Invalid, match="1 to 50"):
                suggest(session, buyer, seller="MAKER", limit=limit)

    def test_a_seller_that_is_not_open_is_not_found(self, session: Session, buyer: OutletActor) -> None:
        with pytest.raises(SellerNotFound):
            suggest(session, buyer, seller="NOBODY")

    def test_takes_five_statements_however_long_the_history_is(
        self, session: Session, trade: Trade, buyer: OutletActor, count_statements: CountStatements
    ) -> None:
        story(session, trade)
        learn(session)
        counts: list[int] = []
        for _ in range(2):
            with count_statements() as statements:
                suggest(session, buyer, seller="MAKER", moment=NOW)
            counts.append(len(statements))
            for days_ago in range(40, 60):
                order(session, trade.outlet, trade.maker, days_ago, dict.fromkeys(trade.maker.skus, 2))
        assert counts == [5, 5]
