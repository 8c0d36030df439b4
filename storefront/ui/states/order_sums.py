"""The selection of the history summed up, as a table and as bars."""

import calendar
from datetime import date, timedelta

import reflex as rx

from storefront.orders.snapshots import Period, Summary
from storefront.orders.snapshots import SumRow as SumOfOrders
from storefront.ui.selection import GROUPS, Asked
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.states.sum_rows import BarRow, SumRow
from storefront.ui.words import day

MOST_BARS = 24
"""More would be too thin to read; the table has them all."""

LONGEST_LABEL = 22
MOMENT = timedelta(microseconds=1)


class OrderSumsState(rx.State):
    """The sums beside the list of orders."""

    is_open: bool = False
    is_comparing: bool = False
    by: str = ""
    tabs: list[ChoiceRow] = []
    open_href: str = ""
    close_href: str = ""
    compare_href: str = ""
    rows: list[SumRow] = []
    totals: list[SumRow] = []
    bars: list[BarRow] = []
    note: str = ""
    period: str = ""
    previous: str = ""


def show_sums(state: OrderSumsState, summary: Summary | None, asked: Asked, outlet: str) -> None:
    """Put sums beside the list, or the way to them."""
    state.reset()
    state.open_href = asked.href(outlet, sums="month")
    state.close_href = asked.href(outlet, sums="", compare="")
    if summary is None:
        return
    state.is_open = True
    state.by = summary.by
    state.is_comparing = summary.previous is not None
    state.compare_href = asked.href(outlet, compare="" if state.is_comparing else "last_year")
    state.tabs = [
        ChoiceRow(value, label, href=asked.href(outlet, sums=value), is_current=value == summary.by)
        for value, label in GROUPS.items()
    ]
    state.rows = [_row(row, _href(row, summary.by, asked, outlet), summary.by) for row in summary.rows]
    state.totals = [_row(row, "", "") for row in summary.totals]
    bars = summary.rows[-MOST_BARS:] if summary.by == "month" else summary.rows[:MOST_BARS]
    state.bars = [_bar(row, summary.by) for row in bars]
    state.note = _note(summary)
    state.period, state.previous = _period(summary.period), _period(summary.previous)


def _row(row: SumOfOrders, href: str, by: str) -> SumRow:
    difference = row.difference
    sign = "+" if difference is not None and difference.minor > 0 else ""
    return SumRow(
        label=_label(row, by) if by else "Total",
        href=href,
        orders=f"{row.now.orders:,}",
        lines=f"{row.now.lines:,}",
        amount=row.now.amount.words,
        before=row.before.amount.words if row.before else "",
        difference=f"{sign}{difference.words}{_percent(row)}" if difference is not None else "",
        tone="quiet" if difference is None or difference.minor == 0 else "good" if sign else "low",
    )


def _percent(row: SumOfOrders) -> str:
    if row.before is None or row.difference is None or row.before.amount.minor == 0:
        return ""
    # Half up on whole numbers, like every other figure.
    thousand = row.difference.minor * 1000 // row.before.amount.minor
    percent = (thousand + 5) // 10
    return f" ({'+' if percent > 0 else ''}{percent:,} %)"


def _label(row: SumOfOrders, by: str) -> str:
    if by != "month":
        return row.name
    year, month = row.key.split("-")
    return f"{calendar.month_abbr[int(month)]} {year}"


def _bar(row: SumOfOrders, by: str) -> BarRow:
    label = _label(row, by)
    if len(label) > LONGEST_LABEL:
        label = f"{label[: LONGEST_LABEL - 1]}\N{HORIZONTAL ELLIPSIS}"
    before = row.before.amount.minor if row.before else 0
    return BarRow(label, row.now.amount.minor // 100, before // 100)


def _href(row: SumOfOrders, by: str, asked: Asked, outlet: str) -> str:
    """The orders that a sum is made of."""
    if by != "month":
        return asked.href(outlet, **{by: row.key})
    year, month = (int(part) for part in row.key.split("-"))
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    start = max(first.isoformat(), asked.placed_from)
    end = min(last.isoformat(), asked.placed_to or last.isoformat())
    return asked.href(outlet, placed_from=start, placed_to=end)


def _note(summary: Summary) -> str:
    notes: list[str] = []
    if not summary.rows:
        notes.append("Nothing fits this selection, so there is nothing to add up.")
    elif summary.by == "category":
        notes.append("Lines are added up; an order counts once in each category that it has lines of.")
    elif summary.counts_lines:
        notes.append("Only the lines that fit are added up, not whole orders.")
    if summary.has_more:
        older = "older months" if summary.by == "month" else "smaller ones"
        notes.append(f"The table ends after {len(summary.rows)} rows; the total has the {older} in it.")
    if summary.previous is not None and summary.period.start is None:
        notes.append("Choose a first day to compare like with like.")
    return " ".join(notes)


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    # The last moment inside: a period ends where the next day begins.
    end = "" if period.end is None else day(period.end - MOMENT)
    start = day(period.start)
    if start and end:
        return f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else "all time"
