"""How much of a suggested product: what is usual, as the quantity rule and the stock allow it."""

from collections.abc import Sequence

from storefront.catalog.rules import LARGEST_QUANTITY, least_quantity
from storefront.catalog.snapshots import QuantityRule

LOOKED_AT = 5
"""How many of the newest purchases say what is usual."""


def usual_quantity(quantities: Sequence[int]) -> int:
    """The middle one of the newest purchases, the smaller of two; `quantities` oldest first."""
    newest = sorted(quantities[-LOOKED_AT:])
    return newest[(len(newest) - 1) // 2]


def quantity_to_suggest(wanted: int | None, rule: QuantityRule, available: int) -> int:
    """The quantity nearest to a wanted one (none: the standard) that can be ordered now; 0 when none can be."""
    least = least_quantity(rule)
    most = min(available, LARGEST_QUANTITY if rule.maximum is None else rule.maximum)
    most -= most % rule.multiple
    if most < least:
        return 0
    aim = rule.standard if wanted is None else wanted
    nearest = (aim + rule.multiple // 2) // rule.multiple * rule.multiple
    return min(most, max(least, nearest))
