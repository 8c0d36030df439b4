"""How much is usually bought, as today's quantity rule allows it."""

from storefront.catalog.rules import LARGEST_QUANTITY, least_quantity
from storefront.catalog.snapshots import QuantityRule


def fitted(quantity: int, rule: QuantityRule | None) -> int:
    """The quantity nearest to a wanted one that fits the rule, the larger of two; without a rule as it is."""
    wanted = min(max(quantity, 1), LARGEST_QUANTITY)
    if rule is None:
        return wanted
    most = LARGEST_QUANTITY if rule.maximum is None else rule.maximum
    nearest = (wanted + rule.multiple // 2) // rule.multiple * rule.multiple
    return max(least_quantity(rule), min(nearest, most // rule.multiple * rule.multiple))
