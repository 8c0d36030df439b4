"""Chance that always falls the same way: draws and ids that depend on their key alone."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TypeVar
from zlib import crc32

Option = TypeVar("Option")

FOUNDED = datetime(2024, 12, 1, 9, 0, tzinfo=UTC)
"""When everything of the demo company was made, as its records say."""

FOUNDED_TEXT = "2024-12-01 09:00:00.000000"

_FOUNDED_MILLISECONDS = int(FOUNDED.timestamp()) * 1000


def share(*key: object) -> float:
    """A number from 0 up to 1, evenly spread over keys."""
    digest = blake2b("|".join(map(str, key)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def between(low: int, high: int, *key: object) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + int(share(*key) * (high - low + 1))


def pick(options: Sequence[Option], *key: object) -> Option:
    """One of the options."""
    return options[int(share(*key) * len(options))]


def demo_id(kind: str, number: int, milliseconds: int = _FOUNDED_MILLISECONDS) -> str:
    """The version 7 UUID, as 32 hexadecimal digits, of the `number`-th thing of a kind (below 16 to the 15th)."""
    return f"{milliseconds:012x}7{crc32(kind.encode()) & 0xFFF:03x}8{number:015x}"
