from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from storefront.kit.clock import as_utc, day_of, end_of, now, start_of

LONDON = "Europe/London"


class TestMoments:
    def test_now_is_aware_and_in_utc(self) -> None:
        assert now().tzinfo is UTC

    def test_naive_values_are_utc_already(self) -> None:
        assert as_utc(datetime(2026, 7, 1, 12)) == datetime(2026, 7, 1, 12, tzinfo=UTC)  # noqa: DTZ001 -- naive is the point

    def test_other_zones_are_brought_to_utc(self) -> None:
        summer = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))
        assert as_utc(summer) == datetime(2026, 7, 1, 11, tzinfo=UTC)

    @pytest.mark.parametrize("hours", [14, -12])
    def test_moments_at_the_ends_of_time_stay_in_time(self, hours: int) -> None:
        zone = timezone(timedelta(hours=hours))
        assert as_utc(datetime.min.replace(tzinfo=zone)).tzinfo is UTC
        assert as_utc(datetime.max.replace(tzinfo=zone)).tzinfo is UTC


class TestDays:
    def test_a_day_in_summer_begins_an_hour_before_utc(self) -> None:
        assert start_of(date(2026, 7, 1), LONDON) == datetime(2026, 6, 30, 23, tzinfo=UTC)
        assert end_of(date(2026, 7, 1), LONDON) == datetime(2026, 7, 1, 23, tzinfo=UTC)

    def test_the_day_that_the_clocks_go_forward_has_23_hours(self) -> None:
        day = date(2026, 3, 29)
        assert end_of(day, LONDON) - start_of(day, LONDON) == timedelta(hours=23)

    def test_a_moment_falls_on_the_day_of_its_zone(self) -> None:
        assert day_of(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), LONDON) == date(2026, 7, 1)

    @pytest.mark.parametrize("zone", [LONDON, "Pacific/Kiritimati", "Pacific/Pago_Pago"])
    def test_the_first_and_last_day_of_the_calendar_have_a_start_and_an_end(self, zone: str) -> None:
        for day in (date.min, date.max):
            assert start_of(day, zone) <= end_of(day, zone)
