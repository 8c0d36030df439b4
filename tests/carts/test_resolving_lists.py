"""Lines of a list together."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from storefront.carts.errors import ListTooLong
from storefront.carts.rules.resolving import STATES
from storefront.carts.service import MAXIMUM_LIST_LINES, add_lines, resolve
from storefront.carts.snapshots import ListLine, WantedLine
from storefront.kit.money import Money, UnitPrice
from storefront.offers.service import shelve
from storefront.parties.actor import OutletActor
from tests.carts.changed_goods import bought, discontinue, extend, replace_by, set_rule, set_stock
from tests.carts.lists import lines_of, resolved, states
from tests.conftest import CountStatements
from tests.digests import digest_of
from tests.factories import Trade, make_catalog


class TestTwice:
    def test_lines_of_one_product_share_stock(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        set_stock(session, trade.maker, trade.maker.products[0], 10)
        found = resolved(session, buyer, *[("M-001", 4, None, "MAKER")] * 4)
        assert states(found) == [("same", 4), ("same", 4), ("short", 2), ("short", 0)]

    def test_catalogs_of_one_seller_share_stock(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        product = trade.maker.products[0]
        second = make_catalog(
            session,
            seller=trade.maker,
            code="MAKER-2",
            entries={product: {}},
            node_id=trade.organization.root_id,
        )
        shelve(session, catalog_ids=[second])
        set_stock(session, trade.maker, product, 10)
        found = resolved(session, buyer, ("M-001", 6, "MAKER-MAIN"), ("M-001", 6, "MAKER-2"))
        assert states(found) == [("same", 6), ("short", 4)]

    def test_what_is_in_the_cart_counts(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        set_stock(session, trade.maker, trade.maker.products[0], 10)
        set_rule(session, trade, trade.maker.products[1], maximum=10)
        add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-001", 7), WantedLine("M-002", 7)])
        found = resolved(session, buyer, ("M-001", 5, None, "MAKER"), ("M-002", 5, None, "MAKER"))
        assert states(found) == [("short", 3), ("rule changed", 3)]
        assert "7 are in the cart already" in found.lines[0].message
        full = resolved(session, buyer, *[("M-002", 3, None, "MAKER")] * 2)
        assert states(full) == [("same", 3), ("rule changed", 0)]

    def test_the_price_is_that_of_the_whole_quantity(self, session: Session, buyer: OutletActor) -> None:
        found = resolved(session, buyer, *[("M-001", 3, None, "MAKER")] * 2)
        assert {line.unit_price for line in found.lines} == {UnitPrice(22_500, "GBP")}
        [total] = found.totals
        assert (total.seller, total.lines, total.amount) == ("MAKER", 2, Money(1350, "GBP"))


class TestLists:
    def test_nothing_is_nothing(self, session: Session, buyer: OutletActor) -> None:
        found = resolve(session, buyer, lines=[])
        assert (found.lines, found.totals) == ((), ())

    def test_a_list_has_at_most_a_thousand_lines(self, session: Session, buyer: OutletActor) -> None:
        lines = [ListLine("M-001", 1)] * (MAXIMUM_LIST_LINES + 1)
        assert len(resolve(session, buyer, lines=lines[1:]).lines) == 1000
        with pytest.raises(ListTooLong):
            resolve(session, buyer, lines=lines)

    def test_totals_are_by_seller_and_of_what_would_be_added(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        set_stock(session, trade.maker, trade.maker.products[1], 0)
        found = resolved(
            session,
            buyer,
            ("M-003", 1, None, "NORTH"),
            ("M-001", 2, None, "MAKER"),
            ("M-002", 2, None, "MAKER"),
            ("NO-SUCH", 2),
        )
        assert [(each.seller, each.lines, each.amount.minor) for each in found.totals] == [
            ("MAKER", 1, 500),
            ("NORTH", 1, 275),
        ]

    def test_the_number_of_statements_does_not_grow(
        self, session: Session, trade: Trade, buyer: OutletActor, count_statements: CountStatements
    ) -> None:
        gone = trade.maker.products[:2]
        discontinue(session, *gone)
        replace_by(session, gone[0], trade.maker.products[5])
        extend(session, trade.maker, "V-1-RED", "V-1-BLUE", base_code="V-1")
        mixed = lines_of(
            ("M-001", 1),
            ("M-002", 1),
            ("V-1", 1),
            ("NO", 1),
            ("M-003", 1000),
            ("M-004", 1),
            ("M-005", 1, "X"),
        )
        counts: set[int] = set()
        for times in (1, 100):
            with count_statements() as statements:
                assert len(resolve(session, buyer, lines=mixed * times).lines) == 7 * times
            counts.add(len(statements))
        assert len(counts) == 1
        assert max(counts) <= 12


SKUS = st.sampled_from(
    ["M-001", "m-002", " M-003 ", "M-004", "V-1", "GONE", "OLD", "NO-SUCH", "", "\0", "\ud800"]
)
WHERE = st.sampled_from([None, "MAKER", "NORTH", "NOBODY", "\0"])
CATALOGS = st.sampled_from([None, "MAKER-MAIN", "NORTH-MAIN", "NOTHING"])
QUANTITIES = st.one_of(st.integers(-2, 40), st.sampled_from([10**6, 10**6 + 1, 10**12, -(10**12)]))
PRICES = st.sampled_from([None, UnitPrice(25_000, "GBP"), UnitPrice(1, "GBP"), UnitPrice(1, "EUR")])
LINES = st.lists(st.builds(ListLine, SKUS, QUANTITIES, CATALOGS, WHERE, PRICES), max_size=30)


class TestProperties:
    @pytest.fixture
    def mixed(self, session: Session, trade: Trade, buyer: OutletActor) -> OutletActor:
        """Something of everything: rules, shortage, variants, successors, a filled cart."""
        gone, old, *_ = extend(session, trade.maker, "GONE", "OLD", "V-1-RED", "V-1-BLUE", base_code="V-1")
        discontinue(session, gone, old)
        replace_by(session, old, trade.maker.products[3])
        set_stock(session, trade.maker, trade.maker.products[0], 25)
        set_rule(session, trade, trade.maker.products[1], minimum=4, multiple=4, maximum=24)
        bought(session, buyer, trade.north, trade.maker.products[2], price=10_000)
        add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-001", 5), WantedLine("M-002", 4)])
        return buyer

    @settings(
        max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    )
    @given(lines=LINES)
    def test_every_line_has_exactly_one_answer_and_nothing_changes(
        self, lines: list[ListLine], session: Session, mixed: OutletActor
    ) -> None:
        before = digest_of(session)
        found = resolve(session, mixed, lines=lines)
        assert digest_of(session) == before
        assert [line.place for line in found.lines] == list(range(len(lines)))
        assert [line.wanted for line in found.lines] == lines
        for line in found.lines:
            assert line.state in STATES
            assert line.message
            if line.state in {"replaced", "not in your catalog", "unknown", "needs a variant"}:
                assert (line.quantity, line.seller, line.unit_price) == (0, None, None)
            if line.state in {"same", "dearer", "cheaper"}:
                assert line.quantity == line.wanted.quantity
            if line.quantity:
                assert line.unit_price
                assert line.line_total == line.unit_price.times(line.quantity)
            else:
                assert line.line_total is None
        for total in found.totals:
            own = [line for line in found.lines if line.seller == total.seller and line.line_total]
            assert total.lines == len(own)
            assert total.amount.minor == sum(line.line_total.minor for line in own if line.line_total)
