"""Whose page sent a request: what browsers say about it, compared in one place."""

from collections.abc import Collection
from urllib.parse import urlsplit

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""These change nothing, so it does not matter whose page sent them."""


def is_own_origin(origin: str, host: str, own_origins: Collection[str]) -> bool:
    """Whether an `Origin` header names this site: by one of its configured origins, or by the host asked."""
    return origin.rstrip("/") in own_origins or (bool(host) and urlsplit(origin).netloc == host)
