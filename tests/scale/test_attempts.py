"""Attempts that several processes count together, in Redis."""

from collections.abc import Iterator
from functools import partial
from uuid import uuid4

import pytest

from storefront.connectors.attempts import WindowedAttempts
from storefront.settings import Settings
from tests.scale.own_redis import find_redis
from tests.trade.together import all_at_once

pytestmark = [pytest.mark.browser, pytest.mark.scale]
Both = tuple[WindowedAttempts, WindowedAttempts]


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    redis = find_redis(tmp_path_factory.mktemp("redis"))
    yield redis.url
    redis.kill()


@pytest.fixture
def both(redis_url: str) -> Both:
    """As two processes count; at three failures of an account the rest must wait."""
    settings = Settings(
        redis_url=redis_url, sign_in_attempts_per_account=3, sign_in_attempts_per_address=1000
    )
    return WindowedAttempts(settings), WindowedAttempts(settings)


def test_of_many_at_one_moment_no_more_get_through_than_may(both: Both) -> None:
    email = f"{uuid4()}@first.example"
    waits = all_at_once([partial(both[place % 2].take, email, "192.0.2.1") for place in range(40)])
    refused = [wait for wait in waits if wait != 0]
    assert len(refused) == 37
    assert all(isinstance(wait, int) and 800 < wait <= 901 for wait in refused)


def test_what_is_given_back_counts_no_longer_at_either(both: Both) -> None:
    first, second = both
    email, address = f"{uuid4()}@first.example", f"{uuid4()}"
    for _ in range(5):
        assert first.take(email, address) == 0
        second.give_back(email, address)
    second.give_back(email, address)
    assert [first.take(email, address) > 0 for _ in range(4)] == [False, False, False, True]
    first.give_back(email, address)
    assert [second.take(email, address) > 0 for _ in range(2)] == [False, True]


def test_what_is_full_for_the_account_takes_nothing_from_the_address(redis_url: str) -> None:
    settings = Settings(redis_url=redis_url, sign_in_attempts_per_account=1, sign_in_attempts_per_address=2)
    attempts, address = WindowedAttempts(settings), f"{uuid4()}"
    email, other = f"{uuid4()}@first.example", f"{uuid4()}@first.example"
    assert attempts.take(email, address) == 0
    assert all(attempts.take(email, address) > 0 for _ in range(5))
    assert [attempts.take(other, address), attempts.take(f"{uuid4()}@first.example", address) > 0] == [
        0,
        True,
    ]


def test_any_words_can_be_counted(both: Both) -> None:
    assert [both[0].take(f"\ud800{word}@first.example", f"{uuid4()}") for word in ("", "\x00")] == [0, 0]


def test_while_redis_is_away_what_was_taken_is_given_back_all_the_same() -> None:
    settings = Settings(redis_url="redis://127.0.0.1:1/0", sign_in_attempts_per_account=1)
    attempts = WindowedAttempts(settings)
    for _ in range(3):
        assert attempts.take("a@first.example", "192.0.2.1") == 0
        attempts.give_back("a@first.example", "192.0.2.1")
    assert [attempts.take("a@first.example", "192.0.2.1") > 0 for _ in range(2)] == [False, True]
