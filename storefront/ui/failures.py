"""What happens when a screen handler breaks: a bug, or Redis gone."""

from typing import cast

import structlog
from redis.exceptions import RedisError
from reflex_base.event import EventSpec

from storefront.ui.states.notice import NoticeState
from storefront.ui.tracing import take_failed

log = structlog.get_logger(__name__)


def report_failure(exception: Exception) -> EventSpec | None:
    """Write the failure down, and tell the visitor that nothing was changed.

    While Redis is away the banner says so already, and a further event would fail like this one.
    """
    facts = take_failed()
    if _is_about_redis(exception):
        log.warning("screen.redis_away", error=type(exception).__name__, **facts)
        return None
    log.error("screen.failed", exc_info=exception, **facts)
    return cast("EventSpec", NoticeState.show_failure(facts.get("request_id", "")))


def report_browser_failure(exception: Exception) -> None:
    """Write down what went wrong in a browser; the page itself shows its fallback."""
    log.error("browser.failed", error=str(exception)[:2000])


def _is_about_redis(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, RedisError | ConnectionError):
            return True
        error = error.__cause__ or error.__context__
    return False
