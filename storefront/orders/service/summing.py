"""A selection summed up, and beside it the same a year earlier."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.kit.clock import now
from storefront.kit.errors import Invalid
from storefront.kit.money import Money
from storefront.orders.queries import summing as queries
from storefront.orders.queries.selecting import Selection
from storefront.orders.rules import local_month, next_year, side_by_side, year_before
from storefront.orders.service.selecting import selection_of
from storefront.orders.snapshots import OrderFilter, Period, Sum, Summary, SumRow
from storefront.parties.actor import Actor
from storefront.settings import get_settings

GROUPS = ("month", "seller", "category", "outlet")
COMPARISONS = ("last_year",)
MOST_ROWS = 200

Sums = dict[tuple[str, str], tuple[str, Sum]]
"""Key and currency → name and sum."""


def sum_orders(
    session: Session, actor: Actor, wanted: OrderFilter, *, by: str, compare: str | None = None
) -> Summary:
    """A selection by month, seller, category or outlet; two statements, and two more for the year before.

    Every order of the selection counts, however many there are; sort, limit and cursor do not matter. Compared are
    the same days one year earlier; a selection without an end is taken to end now, one without a beginning has none
    a year earlier either.

    Raises:
        Invalid: a filter, `by` or `compare` is not acceptable.
    """
    if by not in GROUPS:
        raise Invalid("This cannot be summed up so.", fields={"by": f"one of {', '.join(GROUPS)}"})
    if compare and compare not in COMPARISONS:
        raise Invalid("This cannot be compared so.", fields={"compare": f"one of {', '.join(COMPARISONS)}"})
    selection = selection_of(actor, wanted)
    earlier = _year_before(selection) if compare else None
    rows = _rows(session, selection, earlier, by)
    totals = _rows(session, selection, earlier, queries.ALL)
    by_size = sorted(
        rows, key=lambda row: (-row.now.amount.minor, row.name, row.key, row.now.amount.currency)
    )
    by_month = sorted(rows, key=lambda row: (row.key, row.now.amount.currency))
    shown = by_month[-MOST_ROWS:] if by == "month" else by_size[:MOST_ROWS]
    return Summary(
        by=by,
        counts_lines=queries.counts_lines(selection, by),
        rows=tuple(shown),
        has_more=len(rows) > len(shown),
        totals=tuple(totals),
        period=Period(selection.placed_from, selection.placed_to),
        previous=Period(earlier.placed_from, earlier.placed_to) if earlier else None,
    )


def _year_before(selection: Selection) -> Selection:
    zone = get_settings().timezone
    end = selection.placed_to or now()
    start = selection.placed_from
    return replace(
        selection,
        placed_from=None if start is None else year_before(start, zone),
        placed_to=year_before(end, zone),
    )


def _rows(session: Session, selection: Selection, earlier: Selection | None, by: str) -> tuple[SumRow, ...]:
    sums = _sums(session, selection, by)
    if earlier is None:
        return tuple(SumRow(key, name, each) for (key, _), (name, each) in sums.items())
    before = _sums(session, earlier, by)
    if by == "month":
        before = {
            (next_year(key), currency): (next_year(name), each)
            for (key, currency), (name, each) in before.items()
        }
    return side_by_side(sums, before)


def _sums(session: Session, selection: Selection, by: str) -> Sums:
    zone = get_settings().timezone
    found: Sums = {}
    for row in queries.sums(session, selection, by, zone=zone):
        key = local_month(row.key, zone) if by == "month" else row.key
        name = key if by == "month" else row.name
        each = _sum(row)
        known = found.get((key, row.currency))
        found[key, row.currency] = (name, each if known is None else known[1] + each)
    return found


def _sum(row: Row[Any]) -> Sum:
    return Sum(int(row.orders), int(row.lines), Money(int(row.minor), row.currency))
