"""Credit of the actor's organization: the slice's only door."""

from uuid import UUID

from sqlmodel import Session

from storefront.credit import queries
from storefront.credit.errors import CreditExceeded
from storefront.credit.rules import standing
from storefront.credit.snapshots import CreditStanding
from storefront.credit.tables import CreditHold
from storefront.kit.money import Money
from storefront.parties.actor import OutletActor


def show_credit(session: Session, actor: OutletActor, *, currency: str = "GBP") -> CreditStanding:
    """The standing of the organization's account in a currency; all zero without one."""
    row = queries.account(session, actor.organization_id, currency)
    if row is None:
        return standing(0, 0, 0, currency)
    return standing(row.limit_minor, row.held_minor, row.invoiced_minor, currency)


def hold(session: Session, actor: OutletActor, *, order_id: UUID, total: Money) -> None:
    """Take the total of an order from the organization's credit.

    Raises:
        CreditExceeded: less remains than the total; the amounts are in it.
    """
    if total.minor == 0:
        return
    if not queries.hold(session, actor.organization_id, total.currency, total.minor):
        now = show_credit(session, actor, currency=total.currency)
        raise CreditExceeded(total=total, limit=now.limit, exposure=now.exposure, remaining=now.remaining)
    session.add(
        CreditHold(
            organization_id=actor.organization_id,
            currency=total.currency,
            order_id=order_id,
            amount_minor=total.minor,
        )
    )
