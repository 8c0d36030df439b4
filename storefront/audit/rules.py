"""How entries are chained, decided on plain values."""

import hashlib
import json
from collections.abc import Mapping

BEGINNING = "0" * 64
"""What the first entry follows."""


def digest_of(previous: str, entry: Mapping[str, object]) -> str:
    """The digest of an entry that follows the one of digest `previous`; `entry` holds JSON values by column."""
    written = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{written}".encode()).hexdigest()
