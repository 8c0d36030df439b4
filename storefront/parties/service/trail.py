"""What an actor did, written into the audit."""

from sqlmodel import Session

from storefront.audit.service import record
from storefront.audit.snapshots import Deed, Doer
from storefront.parties.actor import Actor, OutletActor


def doer_of(actor: Actor) -> Doer:
    """The actor as the audit names who did something."""
    acting = actor.on_behalf if isinstance(actor, OutletActor) else None
    on_behalf_of = ""
    if isinstance(actor, OutletActor) and acting:
        on_behalf_of = (
            f"{acting.contact_name}, {actor.outlet_name}" if acting.contact_name else actor.outlet_name
        )
    return Doer(
        contact_id=actor.contact_id,
        name=actor.name,
        address=actor.address,
        on_behalf_of=on_behalf_of,
        acting_session_id=acting.session_id if acting else None,
    )


def audit(session: Session, actor: Actor, *deeds: Deed) -> None:
    """Write down what the actor did; a transaction's last act, after it took its numbers."""
    record(session, doer_of(actor), *deeds)
