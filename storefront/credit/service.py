"""Credit of the actor's organization, and what is set about it at nodes: the slice's only door.

Settings at nodes are written here for `hierarchies`, which decides who may.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.credit import queries
from storefront.credit.errors import CapExceeded, CreditExceeded
from storefront.credit.rules import cap_standing, capped, standing
from storefront.credit.snapshots import CreditStanding
from storefront.credit.tables import CreditHold
from storefront.db.recordset import as_uuid, unnested
from storefront.kit import clock
from storefront.kit.money import Money
from storefront.parties.actor import OutletActor
from storefront.parties.rules import nearest


def show_credit(session: Session, actor: OutletActor, *, currency: str = "GBP") -> CreditStanding:
    """What the outlet may use of its organization's account in a currency, and its own cap; zero without an account."""
    row = queries.account_of_outlet(
        session,
        organization_id=actor.organization_id,
        outlet_id=actor.outlet_id,
        lineage=actor.lineage,
        currency=currency,
    )
    account = standing(row.limit_minor or 0, row.held_minor or 0, row.invoiced_minor or 0, currency)
    caps = nearest(actor.lineage, [(as_uuid(node), cap) for node, cap in unnested(row.caps)])
    return capped(account, cap_standing(caps[0], row.used_minor, currency) if caps else None)


def hold(session: Session, actor: OutletActor, *, order_id: UUID, total: Money) -> None:
    """Take the total of an order from the organization's credit, within the outlet's cap.

    The account's row comes first: from then on nobody else of the organization takes credit until the commit, so
    what the outlet holds can be summed and compared with its cap.

    Raises:
        CreditExceeded: less remains than the total; the amounts are in it.
        CapExceeded: the same for the outlet's own cap.
    """
    if total.minor == 0:
        return
    is_taken = queries.hold(session, actor.organization_id, total.currency, total.minor)
    now = show_credit(session, actor, currency=total.currency)
    if not is_taken:
        raise CreditExceeded(total=total, limit=now.limit, exposure=now.exposure, remaining=now.remaining)
    if now.cap is not None and now.cap.remaining < total:
        # What this order took a moment ago is undone with the rest.
        remaining = min(now.cap.remaining, Money(now.remaining.minor + total.minor, total.currency))
        raise CapExceeded(total=total, cap=now.cap.limit, used=now.cap.used, remaining=remaining)
    session.add(
        CreditHold(
            organization_id=actor.organization_id,
            currency=total.currency,
            order_id=order_id,
            outlet_id=actor.outlet_id,
            amount_minor=total.minor,
        )
    )


def release(session: Session, *, order_id: UUID, amount: Money) -> None:
    """Give back what an order took, at most so much; one that took nothing gives nothing back.

    The caller has locked the order.
    """
    held = queries.held_by(session, order_id)
    if held is None:
        return
    given = min(amount.minor, held.amount_minor)
    if given <= 0:
        return
    if not queries.give_back(session, held.organization_id, held.currency, given):
        # Whoever may write here took it first: only a broken account can bring us here.
        raise RuntimeError(f"credit of order {order_id} is not held as noted")
    queries.lower_hold(session, order_id, held.amount_minor - given, clock.now())


def caps_at(session: Session, node_ids: Sequence[UUID]) -> list[tuple[UUID, Money]]:
    """The caps that are set at these very nodes."""
    return [(row.node_id, Money(row.cap_minor, row.currency)) for row in queries.caps_at(session, node_ids)]


def terms_at(session: Session, node_ids: Sequence[UUID]) -> list[tuple[UUID, int]]:
    """The payment terms, in days, that are set at these very nodes."""
    return [(row.node_id, row.days) for row in queries.terms_at(session, node_ids)]


def accounts_of(session: Session, *, organization_id: UUID) -> tuple[CreditStanding, ...]:
    """The standing of each account of an organization."""
    return tuple(
        standing(row.limit_minor, row.held_minor, row.invoiced_minor, row.currency)
        for row in queries.accounts_of(session, organization_id)
    )


def put_cap(session: Session, *, node_ids: Sequence[UUID], currency: str, cap: Money | None) -> None:
    """Set the cap of each outlet below some nodes, or inherit it again."""
    queries.put_caps(session, node_ids, currency, None if cap is None else cap.minor)


def put_terms(session: Session, *, node_ids: Sequence[UUID], days: int | None) -> None:
    """Set the payment terms of some nodes, or inherit them again."""
    queries.put_terms(session, node_ids, days)


def put_limit(session: Session, *, organization_id: UUID, limit: Money) -> None:
    """Set the limit of an organization's account; what is used already stays used."""
    queries.put_limit(session, organization_id, limit.currency, limit.minor)
