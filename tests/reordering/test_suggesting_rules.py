"""Habits, rhythm, scores, quantities and reasons, on plain values."""

from datetime import date
from math import log

import pytest

from storefront.catalog.rules import quantity_problem
from storefront.catalog.snapshots import QuantityRule
from storefront.reordering.rules.amounts import quantity_to_suggest, usual_quantity
from storefront.reordering.rules.learning import NO_TREND, Trend
from storefront.reordering.rules.reasons import (
    ago_in_words,
    habit_in_words,
    interval_in_words,
    popularity_in_words,
)
from storefront.reordering.rules.suggesting import (
    HABIT_WEIGHTS,
    NOVELTY_WEIGHTS,
    Habit,
    PastOrder,
    Rhythm,
    candidates,
    habit_facts,
    habits_of,
    novelty_facts,
    rhythm_of,
    score_of_novelty,
)

ORDERS = [
    PastOrder(0.0, {"tea": 12, "mug": 6}),
    PastOrder(28.0, {"tea": 6}),
    PastOrder(56.0, {"tea": 12, "jug": 2}),
]
STEADY = Trend(recent=0.1, quarter=0.1, idle_days=1, age_days=400)


class TestHabits:
    def test_counts_orders_days_and_quantities(self) -> None:
        tea = habits_of(ORDERS, 84.0)["tea"]
        assert (tea.times, tea.first_day, tea.last_day, tea.interval) == (3, 0.0, 56.0, 28.0)
        assert tea.orders_since_first == 3
        assert tea.quantities == [12, 6, 12]
        assert tea.lately == pytest.approx(1 + 0.5 ** (1 / 8) + 0.5 ** (2 / 8))
        assert tea.lasting == pytest.approx(0.5 ** (28 / 240) + 0.5 ** (56 / 240) + 0.5 ** (84 / 240))

    def test_one_purchase_has_no_interval(self) -> None:
        jug = habits_of(ORDERS, 84.0)["jug"]
        assert (jug.times, jug.interval, jug.orders_since_first) == (1, None, 1)

    @pytest.mark.parametrize(
        ("day", "is_season"), [(335.0, False), (336.0, True), (394.0, True), (395.0, False)]
    )
    def test_a_year_ago_is_so_within_a_month(self, day: float, is_season: bool) -> None:
        habit = habits_of([PastOrder(0.0, {"tea": 1})], day)["tea"]
        assert (habit.a_year_ago == 0.0) is is_season


class TestRhythm:
    def test_knows_the_interval_and_how_much_repeats(self) -> None:
        rhythm = rhythm_of(ORDERS, 84.5)
        assert rhythm.waited == pytest.approx(28.5 / 28.5)
        assert rhythm.repeats == pytest.approx(log(0.75 / 0.25))

    def test_one_order_says_nothing(self) -> None:
        assert rhythm_of(ORDERS[:1], 1.0).repeats == 0.0


class TestFacts:
    def test_each_has_its_weight(self) -> None:
        rhythm = Rhythm(1.0, 0.0)
        assert len(habit_facts(Habit(times=1), rhythm, STEADY, 1.0)) == len(HABIT_WEIGHTS)
        assert len(novelty_facts(0.0, STEADY)) == len(NOVELTY_WEIGHTS)

    def test_of_a_habit_that_is_due(self) -> None:
        habit = habits_of(ORDERS, 84.0)["tea"]
        facts = habit_facts(habit, Rhythm(1.0, 0.5), STEADY, 84.0)
        assert facts[:2] == (1.0, 0.0)
        assert facts[4] == log(3 / 3)
        assert facts[5:7] == (0.0, 0.0)
        assert facts[7] == pytest.approx(log(29))
        assert facts[8:11] == (1.0, 0.0, 0.0)
        assert facts[11] == pytest.approx(log(0.101))
        assert facts[12:] == (0.0, 0.5)

    def test_of_a_novelty(self) -> None:
        trend = Trend(recent=0.1, quarter=0.05, idle_days=31, age_days=44)
        assert novelty_facts(0.19, trend) == (
            1.0,
            pytest.approx(log(0.101)),
            pytest.approx(log(0.051)),
            1.0,
            1.0,
            pytest.approx(log(0.2)),
        )


class TestCandidates:
    def test_what_is_bought_each_time_comes_first_and_keeps_what_speaks_for_it(self) -> None:
        found = candidates(
            [*ORDERS, PastOrder(84.0, {"tea": 12, "jug": 1})],
            112.0,
            trend_of=lambda product: NO_TREND if product == "mug" else STEADY,
            companions={"tea": {"pot": 0.3}, "jug": {"mug": 0.5}},
            popular=["cup", "tea"],
        )
        assert [each.product for each in found] == ["tea", "jug", "pot", "mug", "cup"]
        by_product = {each.product: each for each in found}
        assert set(by_product) == {"tea", "jug", "mug", "pot", "cup"}
        assert (by_product["pot"].partner, by_product["pot"].habit) == ("tea", None)
        assert (by_product["cup"].partner, by_product["cup"].habit) == (None, None)
        assert by_product["pot"].score == score_of_novelty(0.3 / 2**0.5, STEADY)
        assert by_product["pot"].score > by_product["cup"].score
        assert by_product["mug"].habit is not None

    def test_equal_scores_are_in_the_order_of_the_products(self) -> None:
        orders = [PastOrder(0.0, {"b": 1, "a": 1}), PastOrder(9.0, {"b": 1, "a": 1})]
        found = candidates(orders, 18.0, trend_of=lambda _: STEADY, companions={}, popular=())
        assert [each.product for each in found] == ["a", "b"]

    def test_older_orders_than_the_newest_hundred_say_nothing(self) -> None:
        orders = [PastOrder(0.0, {"old": 1}), *(PastOrder(float(day), {"tea": 1}) for day in range(1, 101))]
        found = candidates(orders, 101.0, trend_of=lambda _: STEADY, companions={}, popular=())
        assert [each.product for each in found] == ["tea"]


class TestAmounts:
    def test_usual_is_the_middle_of_the_last_five(self) -> None:
        assert usual_quantity([500, 12, 6, 12, 24, 12]) == 12
        assert usual_quantity([4, 6]) == 4

    @pytest.mark.parametrize(
        ("wanted", "available", "suggested"),
        [
            (12, 100, 12),
            (13, 100, 12),
            (15, 100, 18),
            (1, 100, 12),
            (60, 100, 48),
            (48, 20, 18),
            (12, 11, 0),
            (None, 100, 24),
        ],
    )
    def test_fits_the_rule_and_the_stock(self, wanted: int | None, available: int, suggested: int) -> None:
        rule = QuantityRule(12, 50, 6, 24)
        found = quantity_to_suggest(wanted, rule, available)
        assert found == suggested
        assert found == 0 or quantity_problem(rule, found) is None


class TestReasons:
    def test_of_a_rhythm(self) -> None:
        habit = Habit(times=4, first_day=0.0, last_day=84.0)
        assert (
            habit_in_words(habit, 120.4, 12, date(2026, 5, 1))
            == "every 4 weeks, last 36 days ago, usually 12"
        )

    def test_of_one_and_of_two_purchases(self) -> None:
        assert habit_in_words(Habit(times=1), 1.0, 1200, date(2026, 5, 1)) == "bought once, yesterday: 1,200"
        two = Habit(times=2, last_day=10.0)
        assert habit_in_words(two, 10.5, 6, date(2026, 5, 1)) == "bought twice, last today: 6"

    def test_of_a_season(self) -> None:
        habit = Habit(times=3, last_day=300.0, a_year_ago=300.0)
        words = habit_in_words(habit, 660.0, 24, date(2026, 12, 10))
        assert words == "your season: you bought it in December 2025, usually 24"

    def test_a_year_ago_but_lately_too_is_a_rhythm(self) -> None:
        habit = Habit(times=11, first_day=0.0, last_day=300.0, a_year_ago=0.0)
        assert (
            habit_in_words(habit, 330.0, 2, date(2026, 1, 1)) == "every 4 weeks, last 30 days ago, usually 2"
        )

    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (1.0, "every day"),
            (3.4, "every 3 days"),
            (7.2, "every week"),
            (13.4, "every 13 days"),
            (14.0, "every 2 weeks"),
            (60.0, "every 9 weeks"),
            (61.0, "every 2 months"),
            (180.0, "every 6 months"),
        ],
    )
    def test_of_an_interval(self, days: float, words: str) -> None:
        assert interval_in_words(days) == words

    def test_of_days_gone_by(self) -> None:
        assert [ago_in_words(days) for days in (0, 1, 2, 1500)] == [
            "today",
            "yesterday",
            "2 days ago",
            "1,500 days ago",
        ]

    def test_of_popularity(self) -> None:
        assert popularity_in_words(0.0345) == "popular now: in 3.5 % of all orders of the last two weeks"
        assert popularity_in_words(0.0) == "popular now: in 0.1 % of all orders of the last two weeks"
