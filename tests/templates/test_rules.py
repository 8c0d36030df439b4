"""Names, lines and counting, on plain values."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.catalog.rules import LARGEST_QUANTITY, quantity_problem
from storefront.catalog.snapshots import QuantityRule
from storefront.kit.ids import new_id
from storefront.templates.errors import (
    AlreadyInTemplate,
    NothingToOrder,
    TemplateInvalid,
    TemplateLineNotFound,
)
from storefront.templates.rules.lines import PlacedLine, combined, joined, moved, picked, to_order
from storefront.templates.rules.naming import (
    LONGEST_NAME,
    checked_name,
    free_name,
    name_key,
    name_of_copy,
    usual_name,
)
from storefront.templates.snapshots import LinePick, TemplateLine

ONE, TWO, MAIN, OTHER = (UUID(int=number) for number in (1, 2, 10, 11))


def stored(
    sku: str, quantity: int = 2, *, catalog: str = "MAIN", par_level: int | None = None
) -> TemplateLine:
    return TemplateLine(
        id=new_id(),
        product_id=ONE if sku == "A" else TWO,
        catalog_id=MAIN if catalog == "MAIN" else OTHER,
        sku=sku,
        name=f"Mug {sku}",
        catalog=catalog,
        seller="MAKER",
        seller_name="Maker Ltd",
        quantity=quantity,
        par_level=par_level,
        on_hand=None,
        counted_at=None,
        counted_by=None,
    )


def placed(sku: str, quantity: int, *, place: int = 0, par_level: int | None = None) -> PlacedLine:
    key = (ONE if sku == "A" else TWO, MAIN)
    return PlacedLine(place, key, sku, "MAIN", f"Mug {sku}", quantity, par_level)


class TestNames:
    def test_blanks_between_words_are_one(self) -> None:
        assert checked_name("  Weekly \n\t top-up ") == "Weekly top-up"

    @pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 81, "a\x00b", "\ud800", "\n"])
    def test_refuses_what_nobody_could_read(self, name: str) -> None:
        with pytest.raises(TemplateInvalid):
            checked_name(name)

    def test_compared_without_case_accents_and_what_is_unseen(self) -> None:
        assert name_key("Caf\u00e9\u200b") == name_key("CAFE")

    def test_a_taken_name_gets_the_first_free_number(self) -> None:
        assert free_name("Weekly", {"weekly", "weekly (2)"}) == "Weekly (3)"
        assert free_name("Monthly", {"weekly"}) == "Monthly"

    @given(st.text(alphabet="ab \u00e9", min_size=1, max_size=LONGEST_NAME), st.integers(0, 12))
    def test_a_free_name_is_free_and_not_too_long(self, name: str, others: int) -> None:
        if not name_key(name):
            return
        taken: set[str] = set()
        for _ in range(others):
            taken.add(name_key(free_name(name, taken)))
        assert len(taken) == others
        free = free_name(name, taken)
        assert name_key(free) not in taken
        assert len(free) <= LONGEST_NAME

    def test_without_a_name_it_is_called_after_the_day(self) -> None:
        assert usual_name(date(2026, 3, 4)) == "List of 4 March 2026"

    def test_a_copy_of_the_longest_name_fits(self) -> None:
        assert len(name_of_copy("x" * LONGEST_NAME)) == LONGEST_NAME


class TestCombined:
    def test_the_same_product_of_a_catalog_is_one_line(self) -> None:
        lines = combined([placed("A", 2, par_level=6), placed("B", 1), placed("A", 3)])
        assert [(each.sku, each.quantity, each.par_level) for each in lines.values()] == [
            ("A", 5, 6),
            ("B", 1, None),
        ]

    def test_refuses_a_sum_that_cannot_be_ordered(self) -> None:
        with pytest.raises(TemplateInvalid, match="1 to 1,000,000"):
            combined([placed("A", LARGEST_QUANTITY), placed("A", 1)])


class TestJoined:
    def test_asks_with_both_quantities_of_each(self) -> None:
        there = {(ONE, MAIN): stored("A", 4)}
        with pytest.raises(AlreadyInTemplate) as refused:
            joined(there, {(TWO, MAIN): placed("B", 1), (ONE, MAIN): placed("A", 3, place=1)}, "ask")
        assert refused.value.facts["lines"] == [
            {
                "line": 1,
                "sku": "A",
                "catalog": "MAIN",
                "name": "Mug A",
                "quantity_there": 4,
                "quantity_wanted": 3,
            }
        ]
        assert refused.value.message == (
            "Mug A is in the template already with 4. Set it to 3, or add them to make 7."
        )

    @pytest.mark.parametrize(("answer", "quantity"), [("set", 3), ("add", 7)])
    def test_sets_or_adds(self, answer: str, quantity: int) -> None:
        there = {(ONE, MAIN): stored("A", 4, par_level=9)}
        result = joined(there, {(ONE, MAIN): placed("A", 3)}, answer)
        assert [(each.quantity, each.par_level) for each in result.values()] == [(quantity, 9)]

    def test_does_not_ask_about_what_is_new(self) -> None:
        result = joined({}, {(ONE, MAIN): placed("A", 3)}, "ask")
        assert result[ONE, MAIN].quantity == 3


rules = st.builds(
    lambda multiple, least, room: QuantityRule(
        minimum=least * multiple,
        maximum=None if room is None else (least + room) * multiple,
        multiple=multiple,
        standard=least * multiple,
    ),
    st.integers(1, 48),
    st.integers(1, 6),
    st.none() | st.integers(0, 20),
)
levels = st.integers(1, 10_000)


class TestCounting:
    @pytest.mark.parametrize(
        ("par", "on_hand", "rule", "order"),
        [
            (12, 12, QuantityRule(1, None, 1, 1), 0),
            (12, 20, QuantityRule(1, None, 1, 1), 0),
            (12, 5, QuantityRule(1, None, 1, 1), 7),
            (12, 5, QuantityRule(6, None, 6, 6), 12),
            (12, 6, QuantityRule(6, None, 6, 6), 6),
            (12, 11, QuantityRule(12, None, 4, 12), 12),
            (100, 0, QuantityRule(6, 40, 6, 6), 36),
            (12, 5, None, 7),
        ],
    )
    def test_brings_the_shelf_back_to_its_level(
        self, par: int, on_hand: int, rule: QuantityRule | None, order: int
    ) -> None:
        assert to_order(par, on_hand, rule) == order

    @given(levels, st.integers(0, 12_000), rules)
    def test_is_nothing_or_fits_the_rule(self, par: int, on_hand: int, rule: QuantityRule) -> None:
        order = to_order(par, on_hand, rule)
        assert (order == 0) == (on_hand >= par)
        assert order == 0 or quantity_problem(rule, order) is None

    @given(levels, st.integers(0, 12_000), rules)
    def test_is_enough_unless_the_rule_has_a_maximum(
        self, par: int, on_hand: int, rule: QuantityRule
    ) -> None:
        order = to_order(par, on_hand, rule)
        most = None if rule.maximum is None else rule.maximum // rule.multiple * rule.multiple
        assert on_hand + order >= par or order == most

    @given(levels, st.integers(0, 12_000), rules)
    def test_is_the_least_that_is_enough(self, par: int, on_hand: int, rule: QuantityRule) -> None:
        order = to_order(par, on_hand, rule)
        less = order - rule.multiple
        assert less < rule.minimum or on_hand + less < par

    @given(levels, st.integers(0, 12_000), st.integers(0, 500), rules)
    def test_more_on_the_shelf_never_orders_more(
        self, par: int, on_hand: int, more: int, rule: QuantityRule
    ) -> None:
        assert to_order(par, on_hand + more, rule) <= to_order(par, on_hand, rule)


class TestPicked:
    lines = (stored("A", 2), stored("B", 3), stored("A", 5, catalog="OTHER"))

    def test_all_lines_at_their_own_quantities_out_of_their_own_catalogs(self) -> None:
        assert [(each.sku, each.quantity, each.catalog) for each in picked(self.lines, None)] == [
            ("A", 2, "MAIN"),
            ("B", 3, "MAIN"),
            ("A", 5, "OTHER"),
        ]

    def test_some_by_id_or_sku_in_the_order_of_the_picks(self) -> None:
        picks = [LinePick(sku="B", quantity=9), LinePick(line_id=self.lines[2].id)]
        assert [(each.sku, each.quantity, each.catalog) for each in picked(self.lines, picks)] == [
            ("B", 9, "MAIN"),
            ("A", 5, "OTHER"),
        ]

    def test_a_product_of_two_catalogs_wants_one_named(self) -> None:
        with pytest.raises(TemplateInvalid, match="name the catalog"):
            picked(self.lines, [LinePick(sku="A")])
        assert picked(self.lines, [LinePick(sku="A", catalog="OTHER")])[0].quantity == 5

    @pytest.mark.parametrize(
        "pick",
        [LinePick(sku="C"), LinePick(line_id=uuid4()), LinePick(line_id=lines[0].id, sku="B")],
    )
    def test_refuses_what_is_not_in_it(self, pick: LinePick) -> None:
        with pytest.raises(TemplateLineNotFound):
            picked(self.lines, [pick])

    @pytest.mark.parametrize("picks", [[LinePick()], [LinePick(sku="B"), LinePick(sku="B")]])
    def test_refuses_none_and_twice(self, picks: list[LinePick]) -> None:
        with pytest.raises(TemplateInvalid):
            picked(self.lines, picks)

    @pytest.mark.parametrize(("lines", "picks"), [((), None), (lines, [])])
    def test_refuses_nothing(self, lines: tuple[TemplateLine, ...], picks: list[LinePick] | None) -> None:
        with pytest.raises(NothingToOrder):
            picked(lines, picks)


class TestMoved:
    @given(st.integers(1, 12), st.data())
    def test_one_line_changes_place_and_the_others_keep_their_order(
        self, count: int, data: st.DataObject
    ) -> None:
        ids = [UUID(int=number) for number in range(count)]
        line = data.draw(st.sampled_from(ids))
        to = data.draw(st.integers(-3, count + 3))
        result = moved(ids, line, to)
        assert [each for each in result if each != line] == [each for each in ids if each != line]
        assert result.index(line) == min(max(0, to), count - 1)

    def test_refuses_a_line_that_is_not_there(self) -> None:
        with pytest.raises(TemplateLineNotFound):
            moved([ONE], TWO, 0)
