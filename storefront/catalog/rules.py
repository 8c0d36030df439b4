"""Quantity rules and windows of validity, decided on plain values."""

from datetime import datetime

from storefront.catalog.snapshots import QuantityRule

LARGEST_QUANTITY = 1_000_000


def quantity_problem(rule: QuantityRule, quantity: int) -> str | None:
    """Why a quantity cannot be ordered, in words that say what can; None when it can."""
    if not 1 <= quantity <= LARGEST_QUANTITY:
        return f"order between 1 and {LARGEST_QUANTITY:,}"
    if quantity < rule.minimum:
        return f"order at least {rule.minimum}"
    if rule.maximum is not None and quantity > rule.maximum:
        return f"order at most {rule.maximum}"
    if quantity % rule.multiple:
        below = quantity - quantity % rule.multiple
        above = below + rule.multiple
        fits = [value for value in (below, above) if rule.minimum <= value <= (rule.maximum or value)]
        near = " or ".join(str(value) for value in fits if value)
        return f"order in steps of {rule.multiple}" + (f", such as {near}" if near else "")
    return None


def least_quantity(rule: QuantityRule) -> int:
    """The smallest quantity that fits the rule."""
    return -(-rule.minimum // rule.multiple) * rule.multiple


def is_open(valid_from: datetime | None, valid_to: datetime | None, moment: datetime) -> bool:
    """Whether a window of validity contains the moment; it ends before `valid_to`."""
    return (valid_from is None or valid_from <= moment) and (valid_to is None or moment < valid_to)
