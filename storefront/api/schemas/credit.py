"""Credit as JSON."""

from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, money
from storefront.credit.snapshots import CapStanding, CreditStanding


class CapBody(TypedDict):
    """The outlet's own cap; `used` is its open orders."""

    limit: MoneyBody
    used: MoneyBody
    remaining: MoneyBody


class CreditBody(TypedDict):
    """The credit of the outlet's organization: `exposure` is unpaid invoices and open orders.

    `remaining` is what this outlet may still use: the smaller of what its organization and its own cap leave.
    """

    limit: MoneyBody
    exposure: MoneyBody
    remaining: MoneyBody
    cap: CapBody | None


def credit(standing: CreditStanding) -> CreditBody:
    """The standing of an account."""
    return {
        "limit": money(standing.limit),
        "exposure": money(standing.exposure),
        "remaining": money(standing.remaining),
        "cap": cap(standing.cap) if standing.cap else None,
    }


def cap(standing: CapStanding) -> CapBody:
    """The standing of an outlet's cap."""
    return {
        "limit": money(standing.limit),
        "used": money(standing.used),
        "remaining": money(standing.remaining),
    }
