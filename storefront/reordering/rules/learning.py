"""What the orders of everybody teach: how much each product is asked for now, and what is bought together."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Generic, TypeVar
from uuid import UUID

Product = TypeVar("Product", bound=int | str | UUID)
"""Whatever names a product and can be put in order."""

RECENT_DAYS = 14
QUARTER_DAYS = 90
COMPANION_DAYS = 180
"""Bought together counts for half a year: long enough to repeat, short enough to be in the range still."""

MOST_COMPANIONS = 30
LEAST_SUPPORT = 3
"""What met in fewer orders met by chance."""

MOST_POPULAR = 200


@dataclass(frozen=True, slots=True)
class Trend:
    """How a product sells: the share of all orders that had it, in two weeks and in a quarter; days."""

    recent: float
    quarter: float
    idle_days: int
    """Since anybody bought it last."""
    age_days: int
    """Since anybody bought it first."""


NO_TREND = Trend(0.0, 0.0, 9_999, 9_999)


class Demand(Generic[Product]):
    """Counts of orders by product in windows that end before a day; days only go forward."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, tuple[Product, ...]]] = []
        self._recent = _Window[Product](RECENT_DAYS)
        self._quarter = _Window[Product](QUARTER_DAYS)
        self._first: dict[Product, int] = {}
        self._last: dict[Product, int] = {}
        self._day = 0
        self._trends: dict[Product, Trend] = {}

    def add(self, day: int, products: Iterable[Product]) -> None:
        """An order, with each product once; it counts from the next day on."""
        self._waiting.append((day, tuple(products)))

    def go_to(self, day: int) -> None:
        """Let everything from before `day`, and nothing later, count."""
        rest: list[tuple[int, tuple[Product, ...]]] = []
        for placed, products in self._waiting:
            if placed >= day:
                rest.append((placed, products))
                continue
            self._recent.add(placed, products)
            self._quarter.add(placed, products)
            for product in products:
                self._first.setdefault(product, placed)
                self._last[product] = placed
        self._waiting = rest
        self._day = day
        self._trends.clear()
        self._recent.forget_before(day - RECENT_DAYS)
        self._quarter.forget_before(day - QUARTER_DAYS)

    def trend(self, product: Product) -> Trend:
        """The product's trend as of the day."""
        known = self._trends.get(product)
        if known is not None:
            return known
        first = self._first.get(product)
        if first is None:
            return NO_TREND
        trend = self._trends[product] = Trend(
            recent=self._recent.share(product),
            quarter=self._quarter.share(product),
            idle_days=self._day - self._last[product],
            age_days=self._day - first,
        )
        return trend

    def popular(self, most: int = MOST_POPULAR) -> list[Product]:
        """What most orders of the last two weeks had."""
        return self._recent.most(most)

    def products(self) -> list[Product]:
        """All that was ever bought, in order."""
        return sorted(self._first)


class _Window(Generic[Product]):
    """Orders of the last days."""

    def __init__(self, days: int) -> None:
        self._days = days
        self._orders: list[tuple[int, tuple[Product, ...]]] = []
        self._begin = 0
        self._counts: dict[Product, int] = defaultdict(int)

    def add(self, day: int, products: tuple[Product, ...]) -> None:
        self._orders.append((day, products))
        for product in products:
            self._counts[product] += 1

    def forget_before(self, day: int) -> None:
        while self._begin < len(self._orders) and self._orders[self._begin][0] < day:
            for product in self._orders[self._begin][1]:
                self._counts[product] -= 1
            self._begin += 1
        if self._begin > len(self._orders) // 2:
            del self._orders[: self._begin]
            self._begin = 0

    def share(self, product: Product) -> float:
        return self._counts.get(product, 0) / max(1, len(self._orders) - self._begin)

    def most(self, most: int) -> list[Product]:
        counted = [(-count, product) for product, count in self._counts.items() if count > 0]
        return [product for _, product in nsmallest(most, counted)]


class Togetherness(Generic[Product]):
    """How many orders had two products together; orders come in and go out again."""

    def __init__(self) -> None:
        self._orders: dict[Product, int] = defaultdict(int)
        self._together: dict[Product, dict[Product, int]] = {}

    def add(self, products: Sequence[Product]) -> None:
        """Count an order, with each product once."""
        for one in products:
            self._orders[one] += 1
            met = self._together.get(one)
            if met is None:
                met = self._together[one] = defaultdict(int)
            for other in products:
                met[other] += 1

    def remove(self, products: Sequence[Product]) -> None:
        """Forget an order that was counted."""
        for one in products:
            self._orders[one] -= 1
            met = self._together[one]
            for other in products:
                if met[other] == 1:
                    del met[other]
                else:
                    met[other] -= 1

    def companions(self, product: Product) -> dict[Product, float]:
        """What is bought with a product more than chance has it, with the strength from 0 to 1 (cosine), strongest first."""
        own = self._orders.get(product, 0)
        met = [
            (-count / math.sqrt(own * self._orders[other]), other)
            for other, count in self._together.get(product, {}).items()
            if count >= LEAST_SUPPORT and other != product
        ]
        return {other: -strength for strength, other in nsmallest(MOST_COMPANIONS, met)}

    def products(self) -> list[Product]:
        """All that counted orders had, in order."""
        return sorted(product for product, count in self._orders.items() if count)


def together_with(
    products: Iterable[Product], companions: Mapping[Product, Mapping[Product, float]]
) -> dict[Product, tuple[float, Product]]:
    """What belongs to an order: companion → strength in all, and the product of the order that it goes with best."""
    products = list(products)
    found: dict[Product, tuple[float, float, Product]] = {}
    for product in products:
        for other, strength in companions.get(product, {}).items():
            total, best, partner = found.get(other, (0.0, -1.0, product))
            if strength > best:
                best, partner = strength, product
            found[other] = (total + strength, best, partner)
    size = math.sqrt(max(1, len(products)))
    return {other: (total / size, partner) for other, (total, _, partner) in found.items()}
