"""Failed sign-ins counted in moving windows: in this process, or in Redis when there are several."""

import time
from collections.abc import Callable

import structlog
from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter

from storefront.settings import Settings

logger = structlog.get_logger(__name__)


class WindowedAttempts:
    """Allows so many failures for each account, and for each address, in a window of minutes.

    While Redis is away each process counts by itself: signing in goes on, and guessing stays slow.
    """

    def __init__(self, settings: Settings) -> None:
        own = MovingWindowRateLimiter(MemoryStorage())
        shared = None
        if settings.redis_url:
            shared = MovingWindowRateLimiter(RedisStorage(settings.redis_url, wrap_exceptions=True))
        self._shared, self._own = shared, own
        minutes = settings.sign_in_window_minutes
        self._account = RateLimitItemPerMinute(settings.sign_in_attempts_per_account, minutes, "account")
        self._address = RateLimitItemPerMinute(settings.sign_in_attempts_per_address, minutes, "address")

    def seconds_to_wait(self, email: str, address: str) -> int:
        """0 when another attempt is allowed now."""
        return self._ask(lambda limiter: self._seconds(limiter, email, address))

    def note_failure(self, email: str, address: str) -> None:
        """Count one failed attempt for both."""
        self._ask(
            lambda limiter: int(limiter.hit(self._account, email)) + int(limiter.hit(self._address, address))
        )

    def _seconds(self, limiter: MovingWindowRateLimiter, email: str, address: str) -> int:
        for limit, who in ((self._account, email), (self._address, address)):
            if not limiter.test(limit, who):
                reset_at = limiter.get_window_stats(limit, who).reset_time
                return max(1, int(reset_at - time.time()) + 1)
        return 0

    def _ask(self, question: Callable[[MovingWindowRateLimiter], int]) -> int:
        if self._shared is None:
            return question(self._own)
        try:
            return question(self._shared)
        except StorageError:
            logger.warning("sign_in_limits_without_redis")
            return question(self._own)
