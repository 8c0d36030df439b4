"""Attempts to sign in or to reset a password, and requests of strangers, counted in moving windows: in this process, or in Redis when there are several."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from storefront.kit.text import storable
from storefront.settings import Settings

logger = structlog.get_logger(__name__)


class Windows:
    """Counts in moving windows.

    While Redis is away each process counts by itself: what is limited goes on, and guessing stays slow.
    """

    def __init__(self, settings: Settings) -> None:
        own = MovingWindowRateLimiter(MemoryStorage())
        self._one_at_a_time = threading.Lock()
        shared = None
        if settings.redis_url:
            shared = MovingWindowRateLimiter(RedisStorage(settings.redis_url, wrap_exceptions=True))
        self._shared, self._own = shared, own

    def take(self, *counted: tuple[RateLimitItem, str]) -> int:
        """Count one for each, and 0; or how long the first that is full must wait: then none is counted.

        Counting judges in the same step, so that of many at one moment no more get through than may.
        """
        return self._ask(lambda limiter: _take(limiter, counted))

    def give_back(self, *counted: tuple[RateLimitItem, str]) -> None:
        """Count one less for each, after a `take` that counted.

        When Redis went or came back in between, one may stay counted, or one too many be given back.
        """
        self._ask(lambda limiter: _give_back(limiter, counted))

    def _ask(self, question: Callable[[MovingWindowRateLimiter], int]) -> int:
        if self._shared is not None:
            try:
                return question(self._shared)
            except (StorageError, RedisError):
                logger.warning("limits_without_redis")
        # Redis runs a script at a time; lists in memory would change under who reads them.
        with self._one_at_a_time:
            return question(self._own)


class WindowedAttempts:
    """Allows so many failures for each account, and for each address, in a window of minutes."""

    def __init__(self, settings: Settings, purpose: str = "") -> None:
        """`purpose` keeps one kind of attempts apart from another."""
        self._windows = Windows(settings)
        minutes = settings.sign_in_window_minutes
        self._account = RateLimitItemPerMinute(
            settings.sign_in_attempts_per_account, minutes, f"{purpose}account"
        )
        self._address = RateLimitItemPerMinute(
            settings.sign_in_attempts_per_address, minutes, f"{purpose}address"
        )

    def take(self, email: str, address: str) -> int:
        """Count one attempt for both, and 0; or how long to wait: what is full for one takes nothing from the other."""
        return self._windows.take(*self._both(email, address))

    def give_back(self, email: str, address: str) -> None:
        """Count one that was taken no longer, for both."""
        self._windows.give_back(*self._both(email, address))

    def _both(self, email: str, address: str) -> tuple[tuple[RateLimitItem, str], tuple[RateLimitItem, str]]:
        # Redis would not take half of a surrogate pair as a name.
        return (self._address, address), (self._account, storable(email))


class WindowedApplications:
    """Allows so many requests to become a partner from each network address in an hour."""

    def __init__(self, settings: Settings) -> None:
        self._windows = Windows(settings)
        self._limit = RateLimitItemPerHour(settings.applications_per_address, 1, "application")

    def take(self, address: str) -> int:
        """Count one, and 0; or how long to wait."""
        return self._windows.take((self._limit, address))


class SharedLimits:
    """What both doors of this process count together."""

    def __init__(self, settings: Settings) -> None:
        self.applications = WindowedApplications(settings)
        self.email_changes = WindowedAttempts(settings, "email")


_limits: SharedLimits | None = None


def use_limits(limits: SharedLimits) -> None:
    """Make these the ones that both doors of this process count with."""
    global _limits  # noqa: PLW0603 -- set once by the composition root
    _limits = limits


def current_limits() -> SharedLimits:
    """Those that this process counts with."""
    if _limits is None:
        raise RuntimeError("no limits yet: call use_limits() first")
    return _limits


def _take(limiter: MovingWindowRateLimiter, counted: Sequence[tuple[RateLimitItem, str]]) -> int:
    for place, (limit, who) in enumerate(counted):
        if not limiter.hit(limit, who):
            _give_back(limiter, counted[:place])
            return _seconds(limiter, limit, who)
    return 0


def _give_back(limiter: MovingWindowRateLimiter, counted: Sequence[tuple[RateLimitItem, str]]) -> int:
    """Take the newest from each window, which ends at most as much sooner as the judging took; the library cannot."""
    storage = limiter.storage
    for limit, who in counted:
        key = limit.key_for(who)
        if isinstance(storage, RedisStorage):
            connection: Any = storage.get_connection()
            connection.lpop(storage.prefixed_key(key))
        elif isinstance(storage, MemoryStorage):
            with storage.locks[key]:
                del storage.events.get(key, [])[:1]
    return 0


def _seconds(limiter: MovingWindowRateLimiter, limit: RateLimitItem, who: str) -> int:
    """How long until the oldest in a window counts no longer, at least 1; it may have been given back just now."""
    if limiter.test(limit, who):
        return 1
    reset_at = limiter.get_window_stats(limit, who).reset_time
    return max(1, int(reset_at - time.time()) + 1)
