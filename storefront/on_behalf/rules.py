"""What somebody says who acts for an outlet, and how long nothing was ordered."""

import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

from storefront.kit.text import is_storable

LONGEST_REASON = 200


def clean_reason(text: str) -> str | None:
    """A reason as it is kept: one line without blanks around it; None when there is none, or it cannot be shown."""
    words = " ".join(text.split())
    is_plain = is_storable(words) and not any(unicodedata.category(letter) == "Cc" for letter in words)
    return words if words and is_plain and len(words) <= LONGEST_REASON else None


def days_between(earlier: datetime, later: datetime, zone: str) -> int:
    """Calendar days from one moment to another, where the trade is."""
    place = ZoneInfo(zone)
    return (later.astimezone(place).date() - earlier.astimezone(place).date()).days
