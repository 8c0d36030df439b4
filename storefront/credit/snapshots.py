"""What this slice shows to others."""

from dataclasses import dataclass

from storefront.kit.money import Money


@dataclass(frozen=True, slots=True)
class CapStanding:
    """The cap of one outlet, what its open orders use of it, and what remains, never below zero."""

    limit: Money
    used: Money
    remaining: Money


@dataclass(frozen=True, slots=True)
class CreditStanding:
    """An organization's credit as an outlet may use it: `remaining` is never below zero, and never above its cap."""

    limit: Money
    exposure: Money
    remaining: Money
    cap: CapStanding | None = None
