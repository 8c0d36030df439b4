"""How often something is bought, and what that says about today."""

from datetime import UTC, date, datetime, timedelta

from storefront.reordering.snapshots import Rhythm

LEAST_INTERVALS = 2
"""Two purchases have one interval between them, which is no rhythm yet."""

OVERDUE_AFTER = (3, 2)
"""Overdue from one and a half intervals after the last purchase; due from one on."""

LAPSED_AFTER_INTERVALS = 4
LAPSED_AFTER_DAYS = 60
"""Longer ago than both: what was bought weekly two years ago is not due today."""

DAYS_A_MONTH = 30.44
EPOCH = date(1970, 1, 1)


def rhythm_of(every_days: int | None, last_ordered_at: datetime, today: date) -> Rhythm | None:
    """The rhythm of a product whose median interval is known; none without one."""
    if every_days is None:
        return None
    last = last_ordered_at.astimezone(UTC).date()
    due = last + timedelta(days=every_days)
    standing = standing_of(every_days, (today - last).days)
    return Rhythm(
        every_days, due, standing, interval_in_words(every_days), due_in_words(due, standing, today)
    )


def standing_of(every_days: int, days_since: int) -> str:
    """Where a product stands in its rhythm so many days after it was bought last."""
    if days_since > LAPSED_AFTER_INTERVALS * every_days and days_since > LAPSED_AFTER_DAYS:
        return "lapsed"
    over, under = OVERDUE_AFTER
    if days_since * under >= every_days * over:
        return "overdue"
    return "due" if days_since >= every_days else "later"


def interval_in_words(days: int) -> str:
    """An interval as one would say it: `about every 4 weeks`."""
    if days <= 1:
        return "about every day"
    if days < 6:
        return f"about every {days} days"
    if days < 56:
        weeks = round_half_up(days / 7)
        return "about every week" if weeks == 1 else f"about every {weeks} weeks"
    months = round_half_up(days / DAYS_A_MONTH)
    if months < 11:
        return f"about every {months} months"
    years = max(1, round_half_up(months / 12))
    return "about once a year" if years == 1 else f"about every {years} years"


def due_in_words(due: date, standing: str, today: date) -> str:
    """The standing as one would say it: `due in 5 days`, `due now`, `overdue by 3 weeks`, `not bought lately`."""
    if standing == "lapsed":
        return "not bought lately"
    if standing == "later":
        return f"due in {span_in_words((due - today).days)}"
    if standing == "due":
        return "due now"
    return f"overdue by {span_in_words((today - due).days)}"


def span_in_words(days: int) -> str:
    """A length of time, roughly: days up to two weeks, then weeks, then months."""
    if days < 14:
        return _so_many(days, "day")
    if days < 56:
        return _so_many(round_half_up(days / 7), "week")
    return _so_many(round_half_up(days / DAYS_A_MONTH), "month")


def round_half_up(value: float) -> int:
    """The nearest whole number; halves go up, whatever is even."""
    return int(value + 0.5)


def day_number(day: date) -> int:
    """Days since 1970, as the statements count them."""
    return (day - EPOCH).days


def _so_many(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
