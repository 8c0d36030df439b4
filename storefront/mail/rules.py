"""When a mail that could not be sent is tried again, decided on plain values."""

from datetime import timedelta

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
"""After the first attempt, the second, …; the one after the last pause is the last."""


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts that failed; None when it was the last."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
