"""What this slice shows to others."""

from dataclasses import dataclass

from storefront.kit.money import Money


@dataclass(frozen=True, slots=True)
class CreditStanding:
    """An organization's credit: `remaining` is never below zero."""

    limit: Money
    exposure: Money
    remaining: Money
