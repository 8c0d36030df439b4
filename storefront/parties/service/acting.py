"""Sessions on behalf of outlets come to their end."""

from uuid import UUID

from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.kit.clock import now
from storefront.parties.actor import Actor
from storefront.parties.queries import acting as queries


def end_acting_sessions(session: Session, actor: Actor, *, why: str, **which: UUID) -> tuple[Deed, ...]:
    """End the actor's open sessions on behalf, of one `id` or one `outlet_id` if that is given.

    The deeds are for the caller to write down at the end of the transaction.
    """
    if actor.employee_id is None:
        return ()
    ended = queries.end(session, actor.employee_id, now(), **which)
    outlets = queries.outlets_of(session, [row.outlet_id for row in ended]) if ended else {}
    return tuple(
        Deed(
            action="on_behalf.ended",
            subject=outlets[row.outlet_id].number,
            organization_id=outlets[row.outlet_id].organization_id,
            reason=why,
            before={"session": str(row.id), "reason": row.reason},
        )
        for row in ended
    )
