from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from storefront.carts import rules
from storefront.carts.errors import CartFull, ListTooLong
from storefront.carts.service import add_lines, apply, applying, list_carts, resolve, show_cart, undo
from storefront.carts.snapshots import Applied, ListLine, WantedLine
from storefront.carts.tables import CartChange, ListApplication
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.idempotency import KeyNotUsable, KeyReused
from storefront.parties.actor import OutletActor
from tests.carts.lists import lines_of
from tests.conftest import CountStatements
from tests.digests import digest_of, refuse
from tests.factories import Trade, act_as, make_trade, new_key

changes = table_of(CartChange).c
applications = table_of(ListApplication).c
stock = table_of(StockLevel)


def applied(
    session: Session, actor: OutletActor, *wanted: tuple[Any, ...], key: str | None = None
) -> Applied:
    return apply(session, actor, lines=lines_of(*wanted), idempotency_key=key or new_key())


def contents(session: Session, actor: OutletActor) -> dict[str, dict[str, int]]:
    """What the outlet's carts hold, by seller and SKU."""
    return {
        cart.seller.code: {line.sku: line.quantity for line in cart.lines}
        for cart in list_carts(session, actor)
        if cart.lines
    }


class TestApply:
    def test_adds_to_the_carts_of_several_sellers(self, session: Session, buyer: OutletActor) -> None:
        done = applied(
            session,
            buyer,
            ("M-001", 2, None, "NORTH"),
            ("m-002 ", 3, None, "MAKER"),
            ("NO-SUCH", 1),
            ("M-003", 1, None, "NOBODY"),
        )
        assert (done.added, done.is_replay) == (2, False)
        assert [(line.line, line.sku, line.state) for line in done.skipped] == [
            (2, "NO-SUCH", "unknown"),
            (3, "M-003", "not in your catalog"),
        ]
        assert [cart.seller.code for cart in done.carts] == ["MAKER", "NORTH"]
        assert contents(session, buyer) == {"MAKER": {"M-002": 3}, "NORTH": {"M-001": 2}}
        assert [cart.lines for cart in done.carts] == [
            cart.lines for cart in list_carts(session, buyer) if cart.lines
        ]

    def test_grows_what_is_there_and_says_who_added_it_first(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        colleague = act_as(session, trade.colleague, trade.outlet)
        add_lines(session, colleague, seller="MAKER", lines=[WantedLine("M-001", 4)])
        done = applied(session, buyer, ("M-001", 2, None, "MAKER"), ("M-001", 1, None, "MAKER"))
        [line] = done.carts[0].lines
        assert (line.quantity, line.added_by) == (7, "Carl Colleague")
        assert (line.unit_price, line.previous_unit_price) == (line.unit_price, None)
        assert line.unit_price is not None
        assert line.unit_price.ten_thousandths == 22_500

    def test_adds_what_can_be_had(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        session.execute(
            sa.update(stock)
            .where(
                stock.c.warehouse_id == trade.maker.warehouse_id,
                stock.c.product_id == trade.maker.products[0].id,
            )
            .values(on_hand=5)
        )
        done = applied(session, buyer, ("M-001", 9, None, "MAKER"), ("M-001", 1, None, "MAKER"))
        assert (done.added, [(line.line, line.state) for line in done.skipped]) == (1, [(1, "short")])
        assert contents(session, buyer) == {"MAKER": {"M-001": 5}}

    def test_is_one_change_of_each_cart(self, session: Session, buyer: OutletActor) -> None:
        add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-001", 4)])
        wanted = [
            (f"M-{number:03d}", 2, None, seller) for number in (1, 2, 3) for seller in ("MAKER", "NORTH")
        ]
        done = applied(session, buyer, *wanted)
        assert [(cart.seller.code, cart.version) for cart in done.carts] == [("MAKER", 2), ("NORTH", 1)]
        assert undo(session, buyer, seller="NORTH").lines == ()
        assert [(line.sku, line.quantity) for line in undo(session, buyer, seller="MAKER").lines] == [
            ("M-001", 4)
        ]

    def test_leaves_carts_alone_that_get_nothing(self, session: Session, buyer: OutletActor) -> None:
        add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-001", 4)])
        done = applied(session, buyer, ("M-001", 1, None, "NORTH"), ("M-001", 0, None, "MAKER"))
        assert (done.added, [cart.seller.code for cart in done.carts]) == (1, ["NORTH"])
        assert show_cart(session, buyer, seller="MAKER").version == 1

    def test_nothing_to_add_is_an_answer_too(self, session: Session, buyer: OutletActor) -> None:
        for wanted in ([], [("NO-SUCH", 1)]):
            done = applied(session, buyer, *wanted)
            assert (done.added, len(done.skipped), done.carts) == (0, len(wanted), ())
        assert contents(session, buyer) == {}

    def test_the_number_of_statements_does_not_grow(
        self, session: Session, trade: Trade, buyer: OutletActor, count_statements: CountStatements
    ) -> None:
        skus = trade.maker.skus
        counts: set[int] = set()
        for count in (1, 12):
            wanted = [(sku, 1, None, seller) for sku in skus[:count] for seller in ("MAKER", "NORTH")]
            with count_statements() as statements:
                assert applied(session, buyer, *wanted).added == 2 * count
            counts.add(len(statements))
        assert len(counts) == 1
        assert max(counts) <= 18


class TestKey:
    def test_again_adds_nothing_and_answers_the_same(self, session: Session, buyer: OutletActor) -> None:
        wanted = [("M-001", 2, None, "NORTH"), ("NO-SUCH\0", 1), ("M-002", 1, None, "MAKER")]
        first = applied(session, buyer, *wanted, key="mine")
        undo(session, buyer, seller="NORTH")
        again = applied(session, buyer, *wanted, key="mine")
        assert (again.added, again.skipped, again.is_replay) == (first.added, first.skipped, True)
        assert [cart.seller.code for cart in again.carts] == ["MAKER", "NORTH"]
        assert contents(session, buyer) == {"MAKER": {"M-002": 1}}

    @pytest.mark.parametrize(
        "other",
        [
            [("M-001", 3)],
            [("M-001", 2, "MAKER-MAIN")],
            [("M-001", 2, None, "MAKER")],
            [("M-001", 2), ("M-001", 2)],
            [],
        ],
    )
    def test_with_other_lines_is_refused(
        self, other: list[tuple[Any, ...]], session: Session, buyer: OutletActor
    ) -> None:
        applied(session, buyer, ("M-001", 2), key="mine")
        refuse(session, KeyReused, lambda: applied(session, buyer, *other, key="mine"))

    def test_in_another_outlet_is_refused(self, session: Session, trade: Trade) -> None:
        here = act_as(session, trade.admin, trade.outlet)
        there = act_as(session, trade.admin, trade.second_outlet)
        applied(session, here, ("M-001", 2), key="mine")
        refuse(session, KeyReused, lambda: applied(session, there, ("M-001", 2), key="mine"))

    def test_belongs_to_a_contact(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        colleague = act_as(session, trade.colleague, trade.outlet)
        for actor in (buyer, colleague):
            assert not applied(session, actor, ("M-001", 2), key="mine").is_replay
        assert contents(session, buyer) == {"MAKER": {"M-001": 4}}

    @pytest.mark.parametrize("key", ["", "k" * 201, "a\0b", "a\nb", "\ud800"])
    def test_has_to_be_printable(self, key: str, session: Session, buyer: OutletActor) -> None:
        refuse(session, KeyNotUsable, lambda: apply(session, buyer, lines=[], idempotency_key=key))


class TestRefusals:
    def test_of_a_list_that_is_too_long(self, session: Session, buyer: OutletActor) -> None:
        lines = [ListLine("M-001", 1)] * 1001
        refuse(session, ListTooLong, lambda: apply(session, buyer, lines=lines, idempotency_key="k"))

    def test_of_a_cart_that_would_be_too_full_is_of_the_whole_list(
        self, session: Session, buyer: OutletActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert applying.MAXIMUM_LINES == rules.MAXIMUM_LINES == 1000
        monkeypatch.setattr(applying, "MAXIMUM_LINES", 3)
        add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-001", 1), WantedLine("M-002", 1)])
        fits = [("M-001", 1, None, "MAKER"), ("M-003", 1, None, "MAKER"), ("M-001", 1, None, "NORTH")]
        refuse(session, CartFull, lambda: applied(session, buyer, *fits, ("M-004", 1, None, "MAKER")))
        assert applied(session, buyer, *fits).added == 3


LINES = st.lists(
    st.builds(
        ListLine,
        st.sampled_from([f"M-{number:03d}" for number in range(1, 5)] + ["NO-SUCH", "\0"]),
        st.one_of(st.integers(-1, 60), st.just(10**12)),
        st.sampled_from([None, "MAKER-MAIN", "NOTHING"]),
        st.sampled_from([None, "MAKER", "NORTH"]),
    ),
    max_size=12,
)


class TestProperties:
    @settings(
        max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    )
    @given(lists=st.lists(LINES, min_size=1, max_size=3))
    def test_added_and_skipped_are_all_lines_and_a_repeat_adds_nothing(
        self, lists: Sequence[list[ListLine]], session: Session, buyer: OutletActor
    ) -> None:
        for lines in lists:
            key = new_key()
            before = total(session, buyer)
            resolution = resolve(session, buyer, lines=lines)
            done = apply(session, buyer, lines=lines, idempotency_key=key)
            assert done.added + len(done.skipped) == len(lines)
            assert [line.line for line in done.skipped] == [
                line.place for line in resolution.lines if not line.is_addable
            ]
            after = total(session, buyer)
            assert after == before + sum(line.quantity for line in resolution.lines)
            held = digest_of(session)
            again = apply(session, buyer, lines=lines, idempotency_key=key)
            assert (again.added, again.skipped, again.is_replay) == (done.added, done.skipped, True)
            assert digest_of(session) == held


def total(session: Session, actor: OutletActor) -> int:
    """Pieces in all carts of the outlet."""
    return sum(quantity for cart in contents(session, actor).values() for quantity in cart.values())


class TestManyLines:
    def test_a_thousand_lines_fit_into_one_cart(self, session: Session) -> None:
        trade = make_trade(session, products=1000)
        buyer = act_as(session, trade.buyer, trade.outlet)
        done = applied(session, buyer, *[(sku, 1, None, "MAKER") for sku in trade.maker.skus])
        assert (done.added, len(done.carts[0].lines)) == (1000, 1000)
