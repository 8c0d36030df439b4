"""What uses credit (product rule 15, reference CR-05)."""

from dataclasses import replace

from storefront.credit.snapshots import CapStanding, CreditStanding
from storefront.kit.money import Money


def standing(limit: int, held: int, invoiced: int, currency: str) -> CreditStanding:
    """The standing of an account from its minor units: unpaid invoices and open orders use it."""
    exposure = held + invoiced
    return CreditStanding(
        Money(limit, currency), Money(exposure, currency), Money(max(0, limit - exposure), currency)
    )


def cap_standing(cap: int, used: int, currency: str) -> CapStanding:
    """The standing of an outlet's cap from its minor units."""
    return CapStanding(Money(cap, currency), Money(used, currency), Money(max(0, cap - used), currency))


def capped(account: CreditStanding, cap: CapStanding | None) -> CreditStanding:
    """The organization's standing as an outlet may use it: whichever has less left decides."""
    if cap is None:
        return account
    return replace(account, cap=cap, remaining=min(account.remaining, cap.remaining))
