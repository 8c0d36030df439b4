"""Attempts to sign in or to reset a password, and requests of strangers, counted in moving windows: in this process, or in Redis when there are several."""

import time
from collections.abc import Callable, Sequence

import structlog
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter

from storefront.settings import Settings

logger = structlog.get_logger(__name__)


class Windows:
    """Counts in moving windows.

    While Redis is away each process counts by itself: what is limited goes on, and guessing stays slow.
    """

    def __init__(self, settings: Settings) -> None:
        own = MovingWindowRateLimiter(MemoryStorage())
        shared = None
        if settings.redis_url:
            shared = MovingWindowRateLimiter(RedisStorage(settings.redis_url, wrap_exceptions=True))
        self._shared, self._own = shared, own

    def seconds(self, *counted: tuple[RateLimitItem, str]) -> int:
        """How long until each may be counted once more; 0 when all may now."""
        return self._ask(lambda limiter: _seconds(limiter, counted))

    def take(self, *counted: tuple[RateLimitItem, str]) -> int:
        """Count one for each in turn, and 0; or how long the first that is full must wait: after it none is counted.

        Counting judges in the same step, so that of many at one moment no more get through than may.
        """
        return self._ask(lambda limiter: _take(limiter, counted))

    def count(self, *counted: tuple[RateLimitItem, str]) -> None:
        """Count one for each."""
        self._ask(lambda limiter: sum(int(limiter.hit(limit, who)) for limit, who in counted))

    def _ask(self, question: Callable[[MovingWindowRateLimiter], int]) -> int:
        if self._shared is None:
            return question(self._own)
        try:
            return question(self._shared)
        except StorageError:
            logger.warning("limits_without_redis")
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

    def seconds_to_wait(self, email: str, address: str) -> int:
        """0 when another attempt is allowed now."""
        return self._windows.seconds((self._account, email), (self._address, address))

    def note_failure(self, email: str, address: str) -> None:
        """Count one failed attempt for both."""
        self._windows.count((self._account, email), (self._address, address))

    def take(self, email: str, address: str) -> int:
        """Count one attempt for both, and 0; or how long to wait. A full address takes nothing from the account."""
        return self._windows.take((self._address, address), (self._account, email))


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
    for limit, who in counted:
        if not limiter.hit(limit, who):
            return _seconds(limiter, [(limit, who)]) or 1
    return 0


def _seconds(limiter: MovingWindowRateLimiter, counted: Sequence[tuple[RateLimitItem, str]]) -> int:
    for limit, who in counted:
        if not limiter.test(limit, who):
            reset_at = limiter.get_window_stats(limit, who).reset_time
            return max(1, int(reset_at - time.time()) + 1)
    return 0
