"""What everybody's orders teach, on plain values."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.reordering.rules.learning import NO_TREND, Demand, Togetherness, Trend, together_with


class TestDemand:
    def test_a_day_counts_from_the_next_day_on(self) -> None:
        demand = Demand[str]()
        demand.add(10, ["tea", "mug"])
        demand.go_to(10)
        assert demand.trend("tea") == NO_TREND
        demand.go_to(11)
        assert demand.trend("tea") == Trend(recent=1.0, quarter=1.0, idle_days=1, age_days=1)

    def test_shares_are_of_the_orders_of_two_weeks_and_of_a_quarter(self) -> None:
        demand = Demand[str]()
        demand.add(0, ["tea"])
        demand.add(80, ["tea"])
        demand.add(85, ["mug"])
        demand.go_to(90)
        assert demand.trend("tea") == Trend(recent=0.5, quarter=2 / 3, idle_days=10, age_days=90)
        demand.go_to(91)
        assert demand.trend("tea") == Trend(recent=0.5, quarter=0.5, idle_days=11, age_days=91)
        demand.go_to(95)
        assert demand.trend("tea").recent == 0.0

    def test_popular_is_what_most_recent_orders_had_and_then_the_first_in_order(self) -> None:
        demand = Demand[str]()
        for products in (["b", "c"], ["c", "a"], ["c"]):
            demand.add(1, products)
        demand.go_to(2)
        assert demand.popular(2) == ["c", "a"]

    def test_what_left_the_window_is_not_popular(self) -> None:
        demand = Demand[str]()
        demand.add(1, ["a"])
        demand.go_to(16)
        assert demand.popular() == []


class TestTogetherness:
    def test_strength_is_the_cosine_of_what_met_three_times(self) -> None:
        together = Togetherness[str]()
        for products in (["a", "b"], ["a", "b"], ["a", "b", "c"], ["a", "c"]):
            together.add(products)
        assert together.companions("a") == {"b": pytest.approx(3 / (4 * 3) ** 0.5)}
        assert together.companions("b") == {"a": pytest.approx(3 / (4 * 3) ** 0.5)}
        assert together.companions("c") == {}
        assert together.companions("unknown") == {}

    @given(st.lists(st.sets(st.integers(0, 5), min_size=1, max_size=4), max_size=12), st.integers(0, 12))
    def test_what_goes_out_again_leaves_no_trace(self, orders: list[set[int]], gone: int) -> None:
        both, rest = Togetherness[int](), Togetherness[int]()
        for order in orders:
            both.add(sorted(order))
        for order in orders[:gone]:
            both.remove(sorted(order))
        for order in orders[gone:]:
            rest.add(sorted(order))
        assert [both.companions(product) for product in range(6)] == [
            rest.companions(product) for product in range(6)
        ]
        assert both.products() == rest.products()

    @given(st.lists(st.sets(st.integers(0, 4), min_size=1), min_size=3, max_size=12))
    def test_every_pair_is_as_strong_both_ways(self, orders: list[set[int]]) -> None:
        together = Togetherness[int]()
        for order in orders:
            together.add(sorted(order))
        for one, other in combinations(range(5), 2):
            assert together.companions(one).get(other) == together.companions(other).get(one)


class TestTogetherWith:
    def test_adds_up_over_the_order_and_names_the_best_partner(self) -> None:
        companions = {"a": {"x": 0.2, "y": 0.1}, "b": {"x": 0.6}}
        assert together_with(["a", "b"], companions) == {
            "x": (pytest.approx(0.8 / 2**0.5), "b"),
            "y": (pytest.approx(0.1 / 2**0.5), "a"),
        }
