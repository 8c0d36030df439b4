"""How good the suggested order is: walk-forward over real invoices, beside three plain predictions.

Every invoice from a day on, of an account with at least five earlier ones, is a basket to predict from all that was
known before it: the account's own earlier invoices; everybody's demand until the evening before; what is bought
together as it was learned last, once a week. Needs nothing but what the application itself needs.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import nsmallest
from math import log2
from pathlib import Path
from typing import Any

from storefront.bench.figures import Figure
from storefront.bench.invoices import Invoice, read_invoices
from storefront.launch.progress import console
from storefront.reordering.rules.learning import COMPANION_DAYS, Demand, Togetherness
from storefront.reordering.rules.suggesting import PastOrder, candidates

LEAST_EARLIER = 5
AT = 20
LEARN_EVERY_DAYS = 7
MONTHS = 3
WAYS = ("suggested", "frequent", "last", "popular")
DEMO_ORDERS = Path(__file__).parents[1] / "demo/data/online_retail_orders.csv.gz"
TARGET_LIFT = 1.15


@dataclass(frozen=True, slots=True)
class Outcome:
    """The mean over all baskets, by way of predicting."""

    baskets: int
    recall: Mapping[str, float]
    ndcg: Mapping[str, float]

    def as_json(self) -> str:
        """One line for programs."""
        return json.dumps(
            {
                "baskets": self.baskets,
                f"recall_at_{AT}": {way: round(self.recall[way], 6) for way in WAYS},
                f"ndcg_at_{AT}": {way: round(self.ndcg[way], 6) for way in WAYS},
            }
        )


def main(*, orders: Path | None, start: date | None, as_json: bool) -> None:
    """Walk forward over a file, and print what was found.

    Raises:
        Invalid: the file cannot be read; the message names the line.
    """
    invoices = read_invoices(orders or DEMO_ORDERS)
    start = start or default_start(invoices)
    outcome = walk_forward(invoices, start)
    if not outcome.baskets and as_json:
        sys.stderr.write(_nothing(start) + "\n")
    if as_json:
        sys.stdout.write(outcome.as_json() + "\n")
        return
    console.print(
        f"{outcome.baskets:,} baskets from {start} on" if outcome.baskets else _nothing(start), markup=False
    )
    for way in WAYS:
        console.print(
            f"  {way:<10} recall@{AT} {outcome.recall[way]:.4f}  NDCG@{AT} {outcome.ndcg[way]:.4f}",
            markup=False,
        )


def measure(data: object, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """The figures of the demo company's own invoices, as a part of the whole measurement."""
    del data, requests
    tell("walk-forward over the last three months of the invoices")
    invoices = read_invoices(DEMO_ORDERS)
    outcome = walk_forward(invoices, default_start(invoices))
    for way in WAYS:
        note = f"{outcome.baskets:,} baskets; NDCG@{AT} {outcome.ndcg[way]:.4f}"
        yield Figure("suggestions", f"recall@{AT}, {way}", outcome.recall[way] * 100, "%", note=note)
    yield shortfall(outcome)


def shortfall(outcome: Outcome) -> Figure:
    """By how much the suggested order is short of what is asked of it: 1.15 times the best of the others."""
    best = max(outcome.recall[each] for each in WAYS[1:])
    lift = outcome.recall["suggested"] / best - 1 if best else 0.0
    return Figure(
        "suggestions",
        f"recall@{AT}, suggested, short of {TARGET_LIFT} times the best of the others",
        max(0.0, best * TARGET_LIFT - outcome.recall["suggested"]) * 100,
        "%",
        target=0,
        note=f"{lift:+.1%} over the best of the others",
    )


def default_start(invoices: Sequence[Invoice]) -> date | None:
    """Three calendar months before the last day of the file; none for an empty one."""
    if not invoices:
        return None
    last = invoices[-1].placed_at.date()
    year, month = divmod(last.year * 12 + last.month - 1 - MONTHS, 12)
    for day in range(last.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, last.day)


def walk_forward(invoices: Sequence[Invoice], start: date | None) -> Outcome:
    """Predict every basket from `start` on and compare; `invoices` in the order of time."""
    recall, ndcg = dict.fromkeys(WAYS, 0.0), dict.fromkeys(WAYS, 0.0)
    baskets = 0
    for predictions, bought in predict(invoices, start):
        baskets += 1
        for way in WAYS:
            recall[way] += recall_at(predictions[way], bought)
            ndcg[way] += ndcg_at(predictions[way], bought)
    return Outcome(
        baskets,
        {way: total / max(1, baskets) for way, total in recall.items()},
        {way: total / max(1, baskets) for way, total in ndcg.items()},
    )


def predict(
    invoices: Sequence[Invoice], start: date | None
) -> Iterator[tuple[dict[str, list[str]], frozenset[str]]]:
    """For each basket in turn what each way predicts, at most 20 products, and what was bought."""
    known = Known()
    for invoice in invoices:
        earlier = known.of_account[invoice.account]
        if start is not None and invoice.placed_at.date() >= start and len(earlier) >= LEAST_EARLIER:
            known.learn_until(invoice.placed_at)
            yield known.predictions(earlier, invoice.placed_at), frozenset(invoice.quantities)
        known.add(invoice)


class Known:
    """What is known before an invoice."""

    def __init__(self) -> None:
        self.of_account: dict[str, list[PastOrder[str]]] = defaultdict(list)
        self._demand = Demand[str]()
        self._overall: Counter[str] = Counter()
        self._unseen: list[list[str]] = []
        self._together = Togetherness[str]()
        self._waiting: list[tuple[int, list[str]]] = []
        self._counted: list[tuple[int, list[str]]] = []
        self._learned_on = -LEARN_EVERY_DAYS
        self._companions = _Companions(self._together)
        self._today = -1
        self._popular: list[str] = []
        self._most_overall: list[str] = []

    def add(self, invoice: Invoice) -> None:
        """Know one more."""
        day, products = invoice.placed_at.date().toordinal(), list(invoice.quantities)
        self.of_account[invoice.account].append(PastOrder(_days(invoice.placed_at), invoice.quantities))
        self._demand.add(day, products)
        self._waiting.append((day, products))
        self._unseen.append(products)

    def learn_until(self, moment: datetime) -> None:
        """Let the days before this one teach: demand each day, what is bought together each week."""
        today = moment.date().toordinal()
        if today == self._today:
            return
        self._today = today
        self._demand.go_to(today)
        self._popular = self._demand.popular()
        for products in self._unseen:
            self._overall.update(products)
        self._unseen.clear()
        self._most_overall = _most(self._overall)
        if today - self._learned_on < LEARN_EVERY_DAYS:
            return
        self._learned_on = today
        oldest = today - COMPANION_DAYS
        gone = [order for order in self._counted if order[0] < oldest]
        come = [order for order in self._waiting if oldest <= order[0] < today]
        for _, products in gone:
            self._together.remove(products)
        for _, products in come:
            self._together.add(products)
        self._counted = [order for order in self._counted if order[0] >= oldest] + come
        self._waiting = [order for order in self._waiting if order[0] >= today]
        self._companions = _Companions(self._together)

    def predictions(self, earlier: Sequence[PastOrder[str]], moment: datetime) -> dict[str, list[str]]:
        """What each way predicts for an account with these earlier invoices."""
        ranked = candidates(
            earlier,
            _days(moment),
            trend_of=self._demand.trend,
            companions=self._companions,
            popular=self._popular,
        )
        times = Counter(product for order in earlier for product in order.quantities)
        return {
            "suggested": [candidate.product for candidate in ranked[:AT]],
            "frequent": _most(times),
            "last": list(earlier[-1].quantities)[:AT],
            "popular": self._most_overall,
        }


class _Companions(dict[str, dict[str, float]]):
    """Companions ranked when they are asked for, and kept until the next learning."""

    def __init__(self, together: Togetherness[str]) -> None:
        super().__init__()
        self._together = together

    def get(self, product: str, default: Any = None) -> Any:
        if product not in self:
            self[product] = self._together.companions(product)
        return super().get(product, default)


def recall_at(predicted: Sequence[str], bought: frozenset[str]) -> float:
    """The part of what was bought that the prediction has."""
    return sum(product in bought for product in predicted[:AT]) / len(bought)


def ndcg_at(predicted: Sequence[str], bought: frozenset[str]) -> float:
    """Hits count less the later they come, against the best order that there could be."""
    gained = sum(1 / log2(place + 2) for place, product in enumerate(predicted[:AT]) if product in bought)
    return gained / sum(1 / log2(place + 2) for place in range(min(AT, len(bought))))


def _most(counted: Mapping[str, int]) -> list[str]:
    return [
        product for _, product in nsmallest(AT, [(-count, product) for product, count in counted.items()])
    ]


def _days(moment: datetime) -> float:
    return moment.toordinal() + (moment.hour * 60 + moment.minute) / 1440


def _nothing(start: date | None) -> str:
    day = f"from {start} on" if start else "in an empty file"
    return f"No basket to predict {day}: no account has an invoice there and at least {LEAST_EARLIER} earlier ones."
