"""Passwords: Argon2id through passlib's API, a few at a time."""

import threading
from typing import Any

from passlib.hash import argon2  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType] -- passlib makes its hashers on first use

_hasher: Any = argon2  # pyright: ignore[reportUnknownVariableType] -- as above

_AT_ONCE = threading.BoundedSemaphore(2)
"""Each verification takes 64 MiB and a quarter of a second of a core: a storm of sign-ins must queue here."""

_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$JWTsnRNi7P3//5+z1tobgw$ZvNBtZTJxc8GemLywGgIi5ZNMnxRF7DvBAIvjEeCgDQ"
"""A hash that no password fits: an unknown address costs the time of a known one."""


def hash_password(password: str) -> str:
    """The hash to store for a password."""
    with _AT_ONCE:
        return _hasher.hash(password)


def verify_password(password: str, stored: str | None) -> bool:
    """Whether the password fits; takes as long without a stored hash as with one."""
    with _AT_ONCE:
        fits: bool = _hasher.verify(password, stored or _NOBODY)
    return fits and stored is not None
