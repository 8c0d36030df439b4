"""Windows that count: what is judged is counted in the same step, however many come at one moment."""

from functools import partial

import pytest

from storefront.connectors.attempts import SharedLimits, WindowedApplications, WindowedAttempts
from storefront.settings import Settings
from tests.trade.together import all_at_once

ADDRESS, OTHER_ADDRESS = "192.0.2.1", "198.51.100.7"


def limited(**limits: int) -> Settings:
    return Settings(redis_url="", **limits)  # pyright: ignore[reportArgumentType] -- numbers of attempts


class TestTake:
    def test_of_many_at_one_moment_no_more_get_through_than_may(self) -> None:
        applications = WindowedApplications(limited(applications_per_address=7))
        waits = all_at_once([partial(applications.take, ADDRESS)] * 40)
        assert sorted(waits)[:7] == [0] * 7  # pyright: ignore[reportArgumentType, reportCallIssue] -- numbers
        assert all(isinstance(wait, int) and 3_500 < wait <= 3_601 for wait in sorted(waits)[7:])  # pyright: ignore[reportArgumentType, reportCallIssue] -- as above
        assert applications.take(OTHER_ADDRESS) == 0

    def test_counts_for_the_account_and_the_address(self) -> None:
        attempts = WindowedAttempts(limited(sign_in_attempts_per_account=2, sign_in_attempts_per_address=3))
        assert [attempts.take("a@first.example", ADDRESS) for _ in range(2)] == [0, 0]
        assert 800 < attempts.take("a@first.example", ADDRESS) <= 901
        assert attempts.take("b@first.example", ADDRESS) == 0
        assert 800 < attempts.take("b@first.example", ADDRESS) <= 901
        assert attempts.take("b@first.example", OTHER_ADDRESS) == 0

    def test_a_full_address_takes_nothing_from_an_account(self) -> None:
        attempts = WindowedAttempts(limited(sign_in_attempts_per_account=2, sign_in_attempts_per_address=1))
        assert attempts.take("x@first.example", ADDRESS) == 0
        assert all(attempts.take("a@first.example", ADDRESS) > 0 for _ in range(5))
        assert attempts.take("a@first.example", OTHER_ADDRESS) == 0

    def test_a_full_account_takes_nothing_from_an_address(self) -> None:
        attempts = WindowedAttempts(limited(sign_in_attempts_per_account=1, sign_in_attempts_per_address=2))
        assert attempts.take("a@first.example", ADDRESS) == 0
        assert all(attempts.take("a@first.example", ADDRESS) > 0 for _ in range(5))
        assert attempts.take("b@first.example", ADDRESS) == 0

    @pytest.mark.parametrize("kind", ["applications", "email_changes"])
    def test_each_purpose_counts_by_itself(self, kind: str) -> None:
        settings = limited(applications_per_address=1, sign_in_attempts_per_address=1)
        limits, resets = SharedLimits(settings), WindowedAttempts(settings, "reset")
        assert resets.take("a@first.example", ADDRESS) == 0
        limiter = getattr(limits, kind)
        who = (ADDRESS,) if kind == "applications" else ("a@first.example", ADDRESS)
        assert (limiter.take(*who), limiter.take(*who) > 0) == (0, True)


class TestGiveBack:
    def test_what_is_given_back_counts_no_longer_for_either(self) -> None:
        attempts = WindowedAttempts(limited(sign_in_attempts_per_account=2, sign_in_attempts_per_address=2))
        waits = [attempts.take("a@first.example", ADDRESS) for _ in range(2)]
        attempts.give_back("a@first.example", ADDRESS)
        waits += [attempts.take("b@first.example", ADDRESS), attempts.take("a@first.example", OTHER_ADDRESS)]
        assert waits == [0] * 4
        assert attempts.take("b@first.example", ADDRESS) > 0
        assert attempts.take("a@first.example", OTHER_ADDRESS) > 0

    def test_where_nothing_is_counted_it_gives_nothing(self) -> None:
        attempts = WindowedAttempts(limited(sign_in_attempts_per_account=1))
        for _ in range(3):
            attempts.give_back("a@first.example", ADDRESS)
        assert [attempts.take("a@first.example", ADDRESS) > 0 for _ in range(2)] == [False, True]

    def test_among_many_at_one_moment_every_count_is_kept(self) -> None:
        attempts = WindowedAttempts(limited(sign_in_attempts_per_account=60, sign_in_attempts_per_address=60))

        def try_often(is_right: bool) -> int:
            waits = 0
            for _ in range(5):
                waits += attempts.take("a@first.example", ADDRESS)
                if is_right:
                    attempts.give_back("a@first.example", ADDRESS)
            return waits

        assert all_at_once([partial(try_often, place % 2 == 0) for place in range(20)]) == [0] * 20
        # Ten of the twenty were wrong five times each.
        waits = [attempts.take("a@first.example", ADDRESS) for _ in range(12)]
        assert [wait > 0 for wait in waits] == [False] * 10 + [True] * 2
