"""What headquarters notes about a prospect, and rejecting it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.kit.clock import now
from storefront.kit.errors import Invalid
from storefront.kit.text import is_storable
from storefront.mail import service as mail
from storefront.onboarding.errors import ProspectApproved, ProspectNotFound, ReasonMissing
from storefront.onboarding.queries import prospects as queries
from storefront.onboarding.rules.applying import CRITERIA
from storefront.onboarding.service.reading import is_number, show_prospect
from storefront.onboarding.snapshots import ProspectView
from storefront.onboarding.tables import ProspectNote
from storefront.parties.actor import Actor
from storefront.parties.service import audit

LONGEST_NOTE = 2_000
LONGEST_REASON = 500


def lock_prospect(session: Session, number: str) -> Row[Any]:
    """A prospect, kept from others who decide about it.

    Raises:
        ProspectNotFound: there is none of this number.
    """
    row = queries.lock(session, number) if is_number(number) else None
    if row is None:
        raise ProspectNotFound(number)
    return row


def note(session: Session, actor: Actor, *, number: str, text: str) -> ProspectView:
    """Write a note about a prospect, which the applicant never sees.

    Raises:
        NothingHere, ProspectNotFound: see `show_prospect`.
        Invalid: the note is empty or too long.
    """
    actor.must("headquarters")
    row = lock_prospect(session, number)
    text = _words(text, "text", LONGEST_NOTE)
    if not text:
        raise Invalid("Write a note.", fields={"text": "is required"})
    session.add(ProspectNote(prospect_id=row.id, contact_id=actor.contact_id, text=text))
    session.flush()
    audit(session, actor, Deed("prospect.noted", row.number, after={"note": text}))
    return show_prospect(session, actor, number=number)


def check(session: Session, actor: Actor, *, number: str, criteria: Mapping[str, bool]) -> ProspectView:
    """Keep which of the criteria were looked at; those not named stay as they are.

    Raises:
        NothingHere, ProspectNotFound: see `show_prospect`.
        Invalid: there is no such criterion.
    """
    actor.must("headquarters")
    row = lock_prospect(session, number)
    unknown = sorted(set(criteria) - set(CRITERIA))
    if unknown:
        raise Invalid(f"The criteria are {', '.join(CRITERIA)}.", fields={unknown[0][:40]: "is not known"})
    before = {name: bool(row.criteria.get(name)) for name in CRITERIA}
    after = before | dict(criteria)
    changed = [name for name in CRITERIA if before[name] != after[name]]
    if changed:
        queries.change(session, row.id, criteria=after)
        deed = Deed(
            "prospect.checked",
            row.number,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
        audit(session, actor, deed)
    return show_prospect(session, actor, number=number)


def reject(session: Session, actor: Actor, *, number: str, reason: str) -> ProspectView:
    """Reject a prospect; the applicant is mailed the reason. A repeat changes nothing.

    Raises:
        NothingHere, ProspectNotFound: see `show_prospect`.
        ReasonMissing: there is none.
        ProspectApproved: it was approved.
    """
    actor.must("headquarters")
    reason = _words(reason, "reason", LONGEST_REASON)
    if not reason:
        raise ReasonMissing
    row = lock_prospect(session, number)
    if row.status == "approved":
        raise ProspectApproved(row.number)
    if row.status == "submitted":
        queries.change(
            session,
            row.id,
            status="rejected",
            reason=reason,
            decided_at=now(),
            decided_by=actor.contact_id,
        )
        facts = {"name": row.contact_name, "company": row.company, "number": row.number, "reason": reason}
        mail.post(session, "prospect_rejected", to=row.email, join=mail.link_to("/join"), **facts)
        deed = Deed(
            "prospect.rejected",
            row.number,
            organization_id=row.organization_id,
            reason=reason,
            before={"status": "submitted"},
            after={"status": "rejected"},
        )
        audit(session, actor, deed)
    return show_prospect(session, actor, number=number)


def _words(text: str, field: str, longest: int) -> str:
    text = text.strip()
    if len(text) > longest:
        raise Invalid(
            f"At most {longest:,} characters.", fields={field: f"has more than {longest:,} characters"}
        )
    if not is_storable(text):
        raise Invalid(
            "Some characters cannot be kept.", fields={field: "has characters that cannot be used here"}
        )
    return text
