from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from storefront.catalog.tables import Category, Product
from storefront.db.columns import table_of
from storefront.kit.errors import Invalid
from storefront.kit.money import Money
from storefront.orders.service import export_lines, list_orders, sum_orders
from storefront.orders.snapshots import OrderFilter, Summary
from storefront.parties.actor import OutletActor
from tests.conftest import CountStatements
from tests.factories import MadeProduct, Trade, act_as
from tests.orders.ledger import ALL, END_OF_MARCH, START_OF_APRIL, WrittenOrder, again, write

LONDON = ZoneInfo("Europe/London")
MOMENTS = (
    END_OF_MARCH,
    START_OF_APRIL,
    datetime(2025, 3, 31, 23, 30, tzinfo=UTC),
    datetime(2024, 2, 29, 12, tzinfo=UTC),
    datetime(2025, 2, 28, 23, 59, tzinfo=UTC),
    datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2026, 6, 15, 12, tzinfo=UTC),
)


def figures(summary: Summary) -> dict[str, tuple[int, int, int]]:
    return {row.key: (row.now.orders, row.now.lines, row.now.amount.minor) for row in summary.rows}


def move(session: Session, product: MadeProduct, *, to: str) -> None:
    """Give a product another category."""
    wanted = sa.select(table_of(Category).c.id).where(table_of(Category).c.code == to)
    moved = table_of(Product)
    session.execute(
        sa.update(moved).where(moved.c.id == product.id).values(category_id=wanted.scalar_subquery())
    )


class TestSums:
    def test_by_month_go_by_the_calendar_of_the_zone(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder]
    ) -> None:
        summary = sum_orders(session, admin, ALL, by="month")
        assert list(figures(summary).items()) == [
            ("2025-04", (1, 1, 90)),
            ("2026-03", (1, 2, 1250)),
            ("2026-04", (2, 4, 547)),
        ]
        assert not summary.counts_lines
        assert figures(summary) == {row.name: figures(summary)[row.key] for row in summary.rows}

    def test_by_seller_and_outlet_name_them_largest_first(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder]
    ) -> None:
        sellers = sum_orders(session, admin, ALL, by="seller").rows
        assert [(row.key, row.name, row.now.amount.minor) for row in sellers] == [
            ("MAKER", "Maker Ltd", 1387),
            ("NORTH", "North Ltd", 500),
        ]
        outlets = sum_orders(session, admin, ALL, by="outlet").rows
        assert [(row.key, row.name, row.now.orders) for row in outlets] == [
            ("1001", "First Gifts York", 3),
            ("1002", "First Gifts Leeds", 1),
        ]

    def test_by_category_count_lines_under_the_top_of_the_tree(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder]
    ) -> None:
        summary = sum_orders(session, admin, ALL, by="category")
        assert figures(summary) == {"kitchen": (4, 5, 1597), "candles": (2, 2, 290)}
        assert summary.counts_lines

    def test_within_a_category_are_those_of_its_children_and_its_own(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder]
    ) -> None:
        summary = sum_orders(
            session, admin, OrderFilter(scope="organization", category="kitchen"), by="category"
        )
        assert figures(summary) == {"mugs": (3, 3, 1290), "plates": (1, 1, 300), "kitchen": (1, 1, 7)}
        leaf = sum_orders(session, admin, OrderFilter(scope="organization", category="mugs"), by="category")
        assert figures(leaf) == {"mugs": (3, 3, 1290)}

    def test_with_a_product_or_category_only_its_lines_count(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder]
    ) -> None:
        mugs = OrderFilter(scope="organization", product="MU-22E34BL")
        assert figures(sum_orders(session, admin, mugs, by="seller")) == {
            "MAKER": (2, 2, 1090),
            "NORTH": (1, 1, 200),
        }
        kitchen = OrderFilter(scope="organization", category="kitchen")
        assert figures(sum_orders(session, admin, kitchen, by="outlet")) == {
            "1001": (3, 4, 1590),
            "1002": (1, 1, 7),
        }
        both = OrderFilter(scope="organization", category="kitchen", product="CA-22E34BL")
        assert figures(sum_orders(session, admin, both, by="month")) == {}

    def test_history_keeps_the_category_of_its_day(
        self,
        session: Session,
        admin: OutletActor,
        products: dict[str, MadeProduct],
        ledger: list[WrittenOrder],
    ) -> None:
        move(session, products["mugs"], to="candles")
        summary = sum_orders(session, admin, ALL, by="category")
        assert figures(summary) == {"kitchen": (4, 5, 1597), "candles": (2, 2, 290)}
        mugs = OrderFilter(scope="organization", product="MU-22E34BL")
        assert figures(sum_orders(session, admin, mugs, by="category")) == {"kitchen": (3, 3, 1290)}

    def test_list_sums_and_lines_agree_when_a_product_moved(
        self,
        session: Session,
        admin: OutletActor,
        products: dict[str, MadeProduct],
        ledger: list[WrittenOrder],
    ) -> None:
        move(session, products["mugs"], to="candles")
        for category, orders, count, minor in (("candles", 2, 2, 290), ("mugs", 3, 3, 1290)):
            wanted = OrderFilter(scope="organization", category=category)
            lines = list(export_lines(lambda: again(session), admin, wanted))
            sums = sum_orders(session, admin, wanted, by="category")
            assert len(list_orders(session, admin, wanted).items) == orders
            assert figures(sums) == {category: (orders, count, minor)}
            assert (len(lines), sum(row.line.line_total.minor for row in lines)) == (count, minor)

    def test_everybody_sums_up_only_what_they_may_see(
        self, session: Session, trade: Trade, ledger: list[WrittenOrder]
    ) -> None:
        actors = {
            "buyer": act_as(session, trade.buyer, trade.outlet),
            "colleague": act_as(session, trade.colleague, trade.outlet),
            "outsider": act_as(session, trade.outsider, trade.other_outlet),
        }
        for by in ("month", "seller", "category", "outlet"):
            totals = {
                who: sum(row.now.amount.minor for row in sum_orders(session, actor, ALL, by=by).totals)
                for who, actor in actors.items()
            }
            # The colleague's order is of an outlet that the colleague has no membership for.
            assert totals == {"buyer": 1840, "colleague": 0, "outsider": 5000}

    def test_currencies_are_never_added_together(
        self, session: Session, trade: Trade, admin: OutletActor, ledger: list[WrittenOrder]
    ) -> None:
        lines = ledger[0].lines
        write(
            session,
            WrittenOrder("SO-6", trade.outlet, trade.maker, trade.buyer, END_OF_MARCH, lines, currency="EUR"),
        )
        rows = sum_orders(session, admin, ALL, by="month", compare="last_year").rows
        assert [(row.key, row.now.amount) for row in rows if row.key == "2026-03"] == [
            ("2026-03", Money(1250, "EUR")),
            ("2026-03", Money(1250, "GBP")),
        ]

    @pytest.mark.parametrize(("by", "compare"), [("weekday", None), ("", None), ("month", "last_month")])
    def test_what_cannot_be_summed_is_refused(
        self, session: Session, admin: OutletActor, by: str, compare: str | None
    ) -> None:
        with pytest.raises(Invalid):
            sum_orders(session, admin, ALL, by=by, compare=compare)

    @pytest.mark.parametrize("by", ["month", "seller", "category", "outlet"])
    def test_take_two_statements_and_two_more_for_the_year_before(
        self,
        session: Session,
        admin: OutletActor,
        ledger: list[WrittenOrder],
        count_statements: CountStatements,
        by: str,
    ) -> None:
        for wanted in (ALL, OrderFilter(scope="organization", product="MU-22E34BL", category="kitchen")):
            with count_statements() as alone:
                sum_orders(session, admin, wanted, by=by)
            with count_statements() as compared:
                sum_orders(session, admin, wanted, by=by, compare="last_year")
            assert (len(alone), len(compared)) == (2, 4)


class TestLastYear:
    def test_months_stand_side_by_side(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder]
    ) -> None:
        wanted = OrderFilter(scope="organization", placed_from=date(2026, 3, 1), placed_to=date(2026, 4, 30))
        summary = sum_orders(session, admin, wanted, by="month", compare="last_year")
        assert [
            (row.key, row.now.amount.minor, row.before and row.before.amount.minor) for row in summary.rows
        ] == [
            ("2026-03", 1250, 0),
            ("2026-04", 547, 90),
        ]
        [total] = summary.totals
        assert total.before is not None
        assert (total.before.orders, total.difference) == (1, Money(1797 - 90, "GBP"))
        assert summary.previous is not None
        assert summary.previous.start == datetime(2025, 3, 1, tzinfo=UTC)
        assert summary.previous.end == datetime(2025, 4, 30, 23, tzinfo=UTC)

    def test_what_was_bought_then_only_is_shown_too(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder]
    ) -> None:
        wanted = OrderFilter(scope="organization", placed_from=date(2026, 5, 1), placed_to=date(2027, 4, 30))
        summary = sum_orders(session, admin, wanted, by="seller", compare="last_year")
        rows = {row.key: (row.now.amount.minor, row.difference) for row in summary.rows}
        assert rows == {"MAKER": (0, Money(-1297, "GBP")), "NORTH": (0, Money(-500, "GBP"))}

    def test_a_selection_without_an_end_ends_now(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder]
    ) -> None:
        summary = sum_orders(session, admin, ALL, by="outlet", compare="last_year")
        assert summary.period.end is None
        assert summary.previous is not None
        assert summary.previous.start is None
        assert summary.previous.end is not None
        assert summary.previous.end < datetime.now(UTC) - timedelta(days=364)


def month_of(moment: datetime) -> str:
    return f"{moment.astimezone(LONDON):%Y-%m}"


PLACED = st.lists(
    st.tuples(
        st.sampled_from(["outlet", "second_outlet"]),
        st.sampled_from(["maker", "north"]),
        st.sampled_from(MOMENTS),
        st.lists(
            st.tuples(st.sampled_from(["mugs", "plates", "candles", "kitchen"]), st.integers(0, 10**9)),
            min_size=1,
            max_size=5,
        ),
    ),
    max_size=8,
)


class TestAnyLedger:
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(placed=PLACED)
    def test_sums_are_those_of_a_careful_reader(
        self,
        session: Session,
        trade: Trade,
        admin: OutletActor,
        products: dict[str, MadeProduct],
        placed: list[Any],
    ) -> None:
        point = session.begin_nested()
        orders = [
            WrittenOrder(
                f"SO-{number}",
                getattr(trade, outlet),
                getattr(trade, seller),
                trade.buyer,
                moment,
                [(products[code], code, minor) for code, minor in lines],
            )
            for number, (outlet, seller, moment, lines) in enumerate(placed)
        ]
        write(session, *orders)
        keys = {
            "month": lambda order: month_of(order.placed_at),
            "seller": lambda order: order.seller.code,
            "outlet": lambda order: order.outlet.number,
        }
        for by, key in keys.items():
            expected: dict[str, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
            lines_expected: dict[str, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
            for order in orders:
                add(expected, key(order), order.lines)
                add(lines_expected, key(order), [line for line in order.lines if line[1] != "candles"])
            assert figures(sum_orders(session, admin, ALL, by=by)) == expected
            kitchen = OrderFilter(scope="organization", category="kitchen")
            assert figures(sum_orders(session, admin, kitchen, by=by)) == {
                name: sums for name, sums in lines_expected.items() if sums[0]
            }
        tops: dict[str, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
        for order in orders:
            candles = [line for line in order.lines if line[1] == "candles"]
            add(tops, "candles", candles)
            add(tops, "kitchen", [line for line in order.lines if line[1] != "candles"])
        by_category = sum_orders(session, admin, ALL, by="category")
        assert figures(by_category) == {name: sums for name, sums in tops.items() if sums[0]}
        exported = list(export_lines(lambda: again(session), admin, ALL))
        assert sum(row.line.line_total.minor for row in exported) == sum(order.total for order in orders)
        point.rollback()


def add(sums: dict[str, tuple[int, int, int]], key: str, lines: Any) -> None:
    if lines:
        count, pieces, minor = sums[key]
        sums[key] = (count + 1, pieces + len(lines), minor + sum(line[2] for line in lines))
