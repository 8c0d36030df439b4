"""Structured logs on stderr: JSON lines in production, colours at a developer's desk."""

import logging
import sys

import structlog
from structlog.typing import Processor

from storefront.settings import Settings

HIDDEN = "[hidden]"
LONGEST_TEXT = 4000
SECRET_WORDS = ("password", "token", "cookie", "authorization", "secret")
"""A key with one of these words in it never shows its value, whoever logs it."""


def configure_logs(settings: Settings) -> None:
    """Send what structlog and the standard library log to stderr, in one format; a repeat replaces the former."""
    level = logging.getLevelNamesMapping().get(settings.log_level.upper(), logging.INFO)
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_secrets,
        shorten,
    ]
    after: list[Processor]
    if settings.environment == "development":
        # The fancy traceback prints local variables, passwords and tokens among them.
        after = [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    else:
        after = [
            structlog.processors.format_exc_info,
            shorten,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    structlog.configure(
        processors=[*before, *after],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *before],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *after],
        )
    )
    _take_over()
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.WARNING) if level > logging.DEBUG else level)


def _take_over() -> None:
    """Take from libraries the handlers that they bring: those would write what a stranger sent as raw lines."""
    for name in logging.root.manager.loggerDict:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def shorten(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Cut texts that somebody could have made long on purpose; the end of a traceback says most."""
    for key, value in event.items():
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            half = LONGEST_TEXT // 2
            event[key] = f"{value[:half]} […] {value[-half:]}"
    return event


def hide_secrets(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Put `[hidden]` in place of whatever is called a secret."""
    for key in event:
        if any(word in key.lower() for word in SECRET_WORDS):
            event[key] = HIDDEN
    return event
