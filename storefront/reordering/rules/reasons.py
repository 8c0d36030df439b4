"""Why something is suggested, in words."""

from datetime import date, timedelta

from storefront.reordering.rules.suggesting import Habit

WEEK, MONTH = 7, 30.44
SEVERAL_TIMES = 3
LONG_AGO_DAYS = 200
"""What was bought a year ago and not since this long is called a matter of season."""


def habit_in_words(habit: Habit, day: float, usual: int, today: date) -> str:
    """Such as `every 4 weeks, last 36 days ago, usually 12`; `day` is `today` as the habit counts days."""
    since = max(0, int(day - habit.last_day))
    last = f"last {ago_in_words(since)}"
    interval = habit.interval
    if habit.a_year_ago is not None and since > LONG_AGO_DAYS:
        then = today - timedelta(days=round(day - habit.a_year_ago))
        return f"your season: you bought it in {then:%B} {then.year}, usually {usual:,}"
    if interval is not None and habit.times >= SEVERAL_TIMES:
        return f"{interval_in_words(interval)}, {last}, usually {usual:,}"
    if habit.times == 1:
        return f"bought once, {ago_in_words(since)}: {usual:,}"
    return f"bought twice, {last}: {usual:,}"


def interval_in_words(days: float) -> str:
    """A rhythm: days up to two weeks, then weeks, then months."""
    if days < 1.5:
        return "every day"
    if days < 2 * WEEK:
        return "every week" if round(days) == WEEK else f"every {round(days)} days"
    if days < 2 * MONTH:
        return f"every {round(days / WEEK)} weeks"
    return f"every {round(days / MONTH)} months"


def ago_in_words(days: int) -> str:
    """So many days ago."""
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days:,} days ago"


def partner_in_words(name: str) -> str:
    """What of the last order it goes with."""
    return f"often bought with {name}, which you ordered last"


def popularity_in_words(share: float) -> str:
    """How many outlets ask for it now."""
    return f"popular now: in {max(0.1, share * 100):.1f} % of all orders of the last two weeks"
