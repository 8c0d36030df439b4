"""Credit as JSON."""

from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, money
from storefront.credit.snapshots import CreditStanding


class CreditBody(TypedDict):
    """The credit of the outlet's organization: `exposure` is unpaid invoices and open orders."""

    limit: MoneyBody
    exposure: MoneyBody
    remaining: MoneyBody


def credit(standing: CreditStanding) -> CreditBody:
    """The standing of an account."""
    return {
        "limit": money(standing.limit),
        "exposure": money(standing.exposure),
        "remaining": money(standing.remaining),
    }
