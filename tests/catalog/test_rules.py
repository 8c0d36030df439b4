from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from storefront.catalog.rules import LARGEST_QUANTITY, is_open, least_quantity, quantity_problem
from storefront.catalog.snapshots import QuantityRule

FREE = QuantityRule(minimum=1, maximum=None, multiple=1, standard=1)
SIXES = QuantityRule(minimum=12, maximum=60, multiple=6, standard=12)
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@st.composite
def quantity_rules(draw: st.DrawFn) -> QuantityRule:
    """As the database allows them: the minimum is a multiple of the multiple."""
    multiple = draw(st.integers(1, 50))
    minimum = multiple * draw(st.integers(1, 20))
    maximum = draw(st.none() | st.integers(minimum, minimum + 500))
    return QuantityRule(minimum, maximum, multiple, minimum)


class TestQuantityProblem:
    @pytest.mark.parametrize(
        ("rule", "quantity", "problem"),
        [
            (FREE, 1, None),
            (FREE, LARGEST_QUANTITY, None),
            (FREE, 0, "order between 1 and 1,000,000"),
            (FREE, -3, "order between 1 and 1,000,000"),
            (FREE, LARGEST_QUANTITY + 1, "order between 1 and 1,000,000"),
            (FREE, 10**40, "order between 1 and 1,000,000"),
            (SIXES, 12, None),
            (SIXES, 60, None),
            (SIXES, 6, "order at least 12"),
            (SIXES, 61, "order at most 60"),
            (SIXES, 13, "order in steps of 6, such as 12 or 18"),
            (SIXES, 59, "order in steps of 6, such as 54 or 60"),
            (QuantityRule(12, 16, 6, 12), 13, "order in steps of 6, such as 12"),
            (QuantityRule(1, None, 6, 6), 5, "order in steps of 6, such as 6"),
            (QuantityRule(1, 5, 6, 6), 5, "order in steps of 6"),
        ],
    )
    def test_says_what_would_fit(self, rule: QuantityRule, quantity: int, problem: str | None) -> None:
        assert quantity_problem(rule, quantity) == problem

    @given(quantity_rules(), st.integers(-10, 2_000))
    def test_accepts_exactly_what_lies_within_and_is_a_multiple(
        self, rule: QuantityRule, quantity: int
    ) -> None:
        fits = (
            quantity >= 1
            and rule.minimum <= quantity <= (rule.maximum or LARGEST_QUANTITY)
            and quantity % rule.multiple == 0
        )
        assert (quantity_problem(rule, quantity) is None) == fits

    @given(quantity_rules(), st.integers(1, 2_000))
    def test_what_it_proposes_fits(self, rule: QuantityRule, quantity: int) -> None:
        problem = quantity_problem(rule, quantity)
        assume(problem is not None and "such as" in problem)
        proposed = str(problem).partition("such as ")[2].split(" or ")
        assert all(quantity_problem(rule, int(each)) is None for each in proposed)


class TestLeastQuantity:
    @given(quantity_rules())
    def test_is_the_minimum_where_the_minimum_is_a_multiple(self, rule: QuantityRule) -> None:
        assert least_quantity(rule) == rule.minimum
        assert quantity_problem(rule, least_quantity(rule)) is None

    def test_is_the_next_multiple_where_an_override_broke_that(self) -> None:
        assert least_quantity(QuantityRule(10, None, 6, 12)) == 12


class TestIsOpen:
    @pytest.mark.parametrize(
        ("start", "end", "is_within"),
        [
            (None, None, True),
            (NOON, None, True),
            (NOON + HOUR, None, False),
            (None, NOON, False),
            (None, NOON + HOUR, True),
            (NOON - HOUR, NOON + HOUR, True),
        ],
    )
    def test_a_window_begins_at_its_start_and_ends_before_its_end(
        self, start: datetime | None, end: datetime | None, is_within: bool
    ) -> None:
        assert is_open(start, end, NOON) is is_within
