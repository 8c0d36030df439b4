"""What uses credit (product rule 15, reference CR-05)."""

from storefront.credit.snapshots import CreditStanding
from storefront.kit.money import Money


def standing(limit: int, held: int, invoiced: int, currency: str) -> CreditStanding:
    """The standing of an account from its minor units: unpaid invoices and open orders use it."""
    exposure = held + invoiced
    return CreditStanding(
        Money(limit, currency), Money(exposure, currency), Money(max(0, limit - exposure), currency)
    )
