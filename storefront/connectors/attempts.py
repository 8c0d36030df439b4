"""Failed sign-ins counted in moving windows: in this process, or in Redis when there are several."""

import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter

from storefront.settings import Settings


class WindowedAttempts:
    """Allows so many failures for each account, and for each address, in a window of minutes."""

    def __init__(self, settings: Settings) -> None:
        storage = RedisStorage(settings.redis_url, wrap_exceptions=True) if settings.redis_url else MemoryStorage()
        self._limiter = MovingWindowRateLimiter(storage)
        minutes = settings.sign_in_window_minutes
        self._account = RateLimitItemPerMinute(settings.sign_in_attempts_per_account, minutes, "account")
        self._address = RateLimitItemPerMinute(settings.sign_in_attempts_per_address, minutes, "address")

    def seconds_to_wait(self, email: str, address: str) -> int:
        """0 when another attempt is allowed now."""
        for limit, who in ((self._account, email), (self._address, address)):
            if not self._limiter.test(limit, who):
                reset_at = self._limiter.get_window_stats(limit, who).reset_time
                return max(1, int(reset_at - time.time()) + 1)
        return 0

    def note_failure(self, email: str, address: str) -> None:
        """Count one failed attempt for both."""
        self._limiter.hit(self._account, email)
        self._limiter.hit(self._address, address)
