"""Learning from everybody's orders: how products sell now, and what is bought together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.kit.clock import now
from storefront.reordering.queries import learning as queries
from storefront.reordering.rules.learning import COMPANION_DAYS, Demand, Togetherness
from storefront.reordering.snapshots import Lesson

MOST_ORDERS = 30_000
"""The newest orders say enough, and bound what learning costs."""


def learn(session: Session) -> Lesson:
    """Learn anew from the orders of the last half year; a repeat on the same orders learns the same.

    `as of` is the day after the newest order: a trade that rests forgets nothing.
    """
    queries.claim(session)
    queries.note_lesson(session, now())
    newest = queries.newest(session)
    if newest is None:
        queries.replace(session, [], [])
        return Lesson(0, 0, 0, None)
    as_of = newest.date().toordinal() + 1
    spans = queries.first_and_last(session)
    ids = sorted(row.product_id for row in spans)
    numbers = {product_id: number for number, product_id in enumerate(ids)}
    since = newest.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=COMPANION_DAYS - 1)
    demand, together = Demand[int](), Togetherness[int]()
    bought = queries.bought_since(session, since, MOST_ORDERS)
    orders = 0
    for _, group in groupby(bought, key=lambda row: row.sequence):
        rows = list(group)
        products = sorted(numbers[row.product_id] for row in rows)
        demand.add(rows[0].placed_at.date().toordinal(), products)
        together.add(products)
        orders += 1
    demand.go_to(as_of)
    trends = _trends(spans, numbers, demand, as_of)
    companions = [
        (ids[one], ids[other], strength)
        for one in together.products()
        for other, strength in together.companions(one).items()
    ]
    queries.replace(session, trends, companions)
    return Lesson(orders, len(trends), len(companions), newest)


def learn_if_older(session: Session, moment: datetime) -> Lesson | None:
    """Learn anew when the last lesson is from before a moment, or there was none; None when it is not.

    Of several at once one learns, and the others find that it did.
    """
    queries.claim(session)
    last = queries.learned_at(session)
    return None if last is not None and last >= moment else learn(session)


def _trends(
    spans: Sequence[Row[Any]], numbers: dict[UUID, int], demand: Demand[int], as_of: int
) -> list[tuple[object, ...]]:
    places = {product: place for place, product in enumerate(demand.popular(), start=1)}
    rows: list[tuple[object, ...]] = []
    for span in spans:
        number = numbers[span.product_id]
        # Counts are of the window; the first and the last purchase may lie before it.
        trend = replace(
            demand.trend(number),
            idle_days=as_of - _ordinal(span.last_at),
            age_days=as_of - _ordinal(span.first_at),
        )
        rows.append(
            (
                span.product_id,
                trend.recent,
                trend.quarter,
                trend.idle_days,
                trend.age_days,
                places.get(number),
            )
        )
    return rows


def _ordinal(moment: datetime) -> int:
    return moment.date().toordinal()
