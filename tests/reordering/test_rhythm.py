from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.reordering.rules.rhythm import (
    day_number,
    due_in_words,
    interval_in_words,
    rhythm_of,
    span_in_words,
    standing_of,
)

TODAY = date(2026, 11, 22)


class TestInterval:
    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (1, "about every day"),
            (2, "about every 2 days"),
            (5, "about every 5 days"),
            (6, "about every week"),
            (7, "about every week"),
            (10, "about every week"),
            (11, "about every 2 weeks"),
            (14, "about every 2 weeks"),
            (28, "about every 4 weeks"),
            (31, "about every 4 weeks"),
            (32, "about every 5 weeks"),
            (55, "about every 8 weeks"),
            (56, "about every 2 months"),
            (91, "about every 3 months"),
            (183, "about every 6 months"),
            (319, "about every 10 months"),
            (320, "about once a year"),
            (365, "about once a year"),
            (547, "about every 2 years"),
            (730, "about every 2 years"),
        ],
    )
    def test_reads_as_one_would_say_it(self, days: int, words: str) -> None:
        assert interval_in_words(days) == words


class TestSpan:
    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (0, "0 days"),
            (1, "1 day"),
            (13, "13 days"),
            (14, "2 weeks"),
            (24, "3 weeks"),
            (25, "4 weeks"),
            (55, "8 weeks"),
            (56, "2 months"),
            (400, "13 months"),
        ],
    )
    def test_is_rougher_the_longer_it_is(self, days: int, words: str) -> None:
        assert span_in_words(days) == words


class TestStanding:
    @pytest.mark.parametrize(
        ("every", "since", "standing"),
        [
            (28, 0, "later"),
            (28, 27, "later"),
            (28, 28, "due"),
            (28, 41, "due"),
            (28, 42, "overdue"),
            (28, 112, "overdue"),
            (28, 113, "lapsed"),
            (7, 10, "due"),
            (7, 11, "overdue"),
            (7, 60, "overdue"),
            (7, 61, "lapsed"),
            (1, 60, "overdue"),
            (365, 1460, "overdue"),
            (365, 1461, "lapsed"),
        ],
    )
    def test_turns_on_the_day(self, every: int, since: int, standing: str) -> None:
        assert standing_of(every, since) == standing

    @given(st.integers(1, 800), st.integers(0, 3000))
    def test_never_goes_back_as_days_pass(self, every: int, since: int) -> None:
        order = ["later", "due", "overdue", "lapsed"]
        assert order.index(standing_of(every, since)) <= order.index(standing_of(every, since + 1))


class TestDue:
    @pytest.mark.parametrize(
        ("due", "standing", "words"),
        [
            (date(2026, 11, 23), "later", "due in 1 day"),
            (date(2026, 12, 20), "later", "due in 4 weeks"),
            (date(2026, 11, 22), "due", "due now"),
            (date(2026, 11, 12), "due", "due now"),
            (date(2026, 11, 1), "overdue", "overdue by 3 weeks"),
            (date(2025, 1, 1), "lapsed", "not bought lately"),
        ],
    )
    def test_reads_as_one_would_say_it(self, due: date, standing: str, words: str) -> None:
        assert due_in_words(due, standing, TODAY) == words


class TestRhythm:
    def test_is_none_without_an_interval(self) -> None:
        assert rhythm_of(None, datetime(2026, 11, 1, tzinfo=UTC), TODAY) is None

    def test_counts_from_the_day_in_utc(self) -> None:
        east = datetime(2026, 11, 2, 3, tzinfo=UTC) - timedelta(hours=4)
        rhythm = rhythm_of(21, east, TODAY)
        assert rhythm is not None
        assert (rhythm.due_on, rhythm.standing) == (date(2026, 11, 22), "due")
        assert (rhythm.words, rhythm.due_words) == ("about every 3 weeks", "due now")

    def test_days_are_numbered_from_1970(self) -> None:
        assert (day_number(date(1970, 1, 1)), day_number(date(2026, 11, 22))) == (0, 20_779)
