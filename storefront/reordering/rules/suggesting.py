"""What an outlet probably needs now: every candidate gets a score, and keeps the facts that speak for it.

The score is the logarithm of odds: a sum of facts times weights. The weights were fitted to walk-forward baskets from
December to May and judged on the summer after it (`decisions/0015-suggested-order.md`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from operator import mul
from typing import Generic, TypeVar
from uuid import UUID

from storefront.reordering.rules.learning import Trend, together_with

Product = TypeVar("Product", bound=int | str | UUID)

MOST_ORDERS = 100
"""How many of the newest orders are looked at: older ones say nothing about the next."""

HALF_LIFE_ORDERS = 8

HALF_LIFE_DAYS = 240
SAME_DAY = 0.07
"""So soon after the last order, as a part of the usual interval, the two are one order in two parts."""

YEAR, SEASON = 365, 30
NEW_DAYS = 45
IDLE_DAYS = 30
LAPSED_INTERVALS = 4
REPEATS_OF_ORDERS = 8


@dataclass(frozen=True, slots=True)
class PastOrder(Generic[Product]):
    """An order of the outlet: when, in days from any zero, and the quantity of each product."""

    day: float
    quantities: Mapping[Product, int]


@dataclass(slots=True)
class Habit:
    """How one product was bought; `lately` counts orders, half as much for each 8 since, `lasting` for each 240 days."""

    times: int = 0
    lately: float = 0.0
    lasting: float = 0.0
    first_day: float = 0.0
    last_day: float = 0.0
    orders_since_first: int = 1
    a_year_ago: float | None = None
    """The day of the last purchase a year before, give or take a month."""
    quantities: list[int] = field(default_factory=list[int])
    """Oldest first."""

    @property
    def interval(self) -> float | None:
        """Days from one purchase to the next, on average."""
        return None if self.times < 2 else max(1.0, (self.last_day - self.first_day) / (self.times - 1))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How the outlet orders: `waited` is the time since its last order as a part of its usual interval."""

    waited: float
    repeats: float
    """The odds, as a logarithm, that a line of its newest orders was of a product that it had before."""


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Product]):
    """A product that may be needed now, with what speaks for it."""

    product: Product
    score: float
    habit: Habit | None
    trend: Trend
    partner: Product | None
    """What of the last order it is bought with; only for what the outlet has not bought yet."""


def candidates(
    orders: Sequence[PastOrder[Product]],
    day: float,
    *,
    trend_of: Callable[[Product], Trend],
    companions: Mapping[Product, Mapping[Product, float]],
    popular: Iterable[Product],
) -> list[Candidate[Product]]:
    """Everything that may be needed on `day`, likeliest first; `orders` oldest first, at least one of them.

    Of equal scores the product that comes first in order is first.
    """
    orders = orders[-MOST_ORDERS:]
    habits, rhythm = habits_of(orders, day), rhythm_of(orders, day)
    together = together_with(orders[-1].quantities, companions)
    found: list[Candidate[Product]] = []
    for product, habit in habits.items():
        trend = trend_of(product)
        found.append(Candidate(product, score_of_habit(habit, rhythm, trend, day), habit, trend, None))
    for product in {**dict.fromkeys(together), **dict.fromkeys(popular)}:
        if product not in habits:
            trend = trend_of(product)
            strength, partner = together.get(product, (0.0, None))
            found.append(Candidate(product, score_of_novelty(strength, trend), None, trend, partner))
    found.sort(key=lambda candidate: (-candidate.score, candidate.product))
    return found


def habits_of(orders: Sequence[PastOrder[Product]], day: float) -> dict[Product, Habit]:
    """How each product was bought."""
    found: dict[Product, Habit] = {}
    for place, order in enumerate(orders):
        back = len(orders) - 1 - place
        age = day - order.day
        lately, lasting = 0.5 ** (back / HALF_LIFE_ORDERS), 0.5 ** (age / HALF_LIFE_DAYS)
        is_season = abs(age - YEAR) < SEASON
        for product, quantity in order.quantities.items():
            habit = found.get(product)
            if habit is None:
                habit = found[product] = Habit(first_day=order.day, orders_since_first=back + 1)
            habit.times += 1
            habit.lately += lately
            habit.lasting += lasting
            habit.last_day = order.day
            if is_season:
                habit.a_year_ago = order.day
            habit.quantities.append(quantity)
    return found


def rhythm_of(orders: Sequence[PastOrder[Product]], day: float) -> Rhythm:
    """How the outlet orders as a whole."""
    interval = (orders[-1].day - orders[0].day) / max(1, len(orders) - 1) + 0.5
    seen: set[Product] = set()
    shares: list[float] = []
    for order in orders:
        if seen:
            shares.append(
                sum(product in seen for product in order.quantities) / max(1, len(order.quantities))
            )
        seen.update(order.quantities)
    newest = shares[-REPEATS_OF_ORDERS:]
    share = min(0.95, max(0.05, sum(newest) / len(newest) if newest else 0.5))
    return Rhythm(waited=(day - orders[-1].day) / interval, repeats=log(share / (1 - share)))


def habit_facts(habit: Habit, rhythm: Rhythm, trend: Trend, day: float) -> tuple[float, ...]:
    """What speaks for a product that the outlet has bought, in the order of `HABIT_WEIGHTS`."""
    since, interval = day - habit.last_day, habit.interval
    intervals = since / interval if interval is not None else None
    return (
        1.0,
        float(habit.times == 1),
        log(habit.lately + 0.03),
        log(habit.lasting + 0.03),
        log(habit.times / habit.orders_since_first),
        float(rhythm.waited < SAME_DAY),
        max(0.0, 1.0 - rhythm.waited),
        log(1.0 + max(0.0, since)),
        0.0 if intervals is None else 0.5 ** (((intervals - 1.0) / 0.4) ** 2),
        float(intervals is not None and intervals > LAPSED_INTERVALS),
        float(habit.a_year_ago is not None),
        log(trend.recent + 0.001),
        float(trend.idle_days > IDLE_DAYS),
        rhythm.repeats,
    )


def novelty_facts(strength: float, trend: Trend) -> tuple[float, ...]:
    """What speaks for a product that the outlet has not bought, in the order of `NOVELTY_WEIGHTS`."""
    return (
        1.0,
        log(trend.recent + 0.001),
        log(trend.quarter + 0.001),
        float(trend.idle_days > IDLE_DAYS),
        float(trend.age_days < NEW_DAYS),
        log(strength + 0.01),
    )


HABIT_WEIGHTS = (-0.88, -0.38, 0.42, 0.35, 0.51, -0.78, -0.64, 0.04, 0.08, -0.5, 0.08, 0.48, -1.56, 0.12)
NOVELTY_WEIGHTS = (-2.3, 1.16, -0.46, -1.56, 0.82, 0.7)


def score_of_habit(habit: Habit, rhythm: Rhythm, trend: Trend, day: float) -> float:
    """How likely a product is that the outlet has bought."""
    return _weigh(HABIT_WEIGHTS, habit_facts(habit, rhythm, trend, day))


def score_of_novelty(strength: float, trend: Trend) -> float:
    """How likely a product is that the outlet has not bought, going with its last order by `strength`."""
    return _weigh(NOVELTY_WEIGHTS, novelty_facts(strength, trend))


def _weigh(weights: Sequence[float], facts: Sequence[float]) -> float:
    return sum(map(mul, weights, facts))
