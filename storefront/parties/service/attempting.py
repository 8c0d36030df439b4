"""Guesses at a password: counted as they are let through, so that many at one moment are no way around the limit."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from storefront.parties.errors import TooManyAttempts, WrongCredentials, WrongPassword


class AttemptLimiter(Protocol):
    """Counts failures for each account and each address."""

    def take(self, email: str, address: str) -> int:
        """Count one attempt, and 0; or how many seconds to wait: then none is counted."""
        ...

    def give_back(self, email: str, address: str) -> None:
        """Count one that was taken no longer: it was no failure."""
        ...


@contextmanager
def counted(limiter: AttemptLimiter, email: str, address: str) -> Iterator[None]:
    """Judge a password within: the attempt counts from before, and for good only when the password was wrong.

    Raises:
        TooManyAttempts: too many lately, for this account or from this address; nothing is judged.
    """
    wait = limiter.take(email, address)
    if wait:
        raise TooManyAttempts(wait)
    is_wrong = False
    try:
        yield
    except (WrongCredentials, WrongPassword):
        is_wrong = True
        raise
    finally:
        # Whatever else went wrong is not a guess: a database that is away must close no account.
        if not is_wrong:
            limiter.give_back(email, address)
