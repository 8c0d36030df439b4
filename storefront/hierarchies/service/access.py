"""What somebody can do in an outlet, and why."""

from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from storefront.hierarchies.errors import PersonNotFound
from storefront.hierarchies.rules.access import access_of, runs_outlet
from storefront.hierarchies.snapshots.access import Access
from storefront.parties.actor import Actor
from storefront.parties.errors import OutletNotFound
from storefront.parties.service import facts_of_access
from storefront.parties.snapshots import PersonFacts

LONGEST_SHOWN = 40


def explain_access(session: Session, actor: Actor, *, contact: UUID | str, outlet: str) -> Access:
    """The rights of a contact (by id or address) in an outlet, for its admins and for headquarters.

    Admins see members of their organization and those who may act for the outlet; nobody else exists for them.

    Raises:
        OutletNotFound: the actor does not run this outlet.
        PersonNotFound: there is no such person whom the actor may know.
    """
    own = facts_of_access(session, contact=actor.contact_id, outlet=outlet)
    if own is None or not runs_outlet(own):
        raise OutletNotFound(outlet[:LONGEST_SHOWN])
    facts = facts_of_access(session, contact=contact, outlet=outlet)
    if facts is None or not (facts.is_member or facts.may_act or actor.is_headquarters):
        raise PersonNotFound
    if not (facts.has_joined or facts.may_act or actor.is_headquarters):
        facts = replace(facts, person=_stranger(facts.person))
    return access_of(facts)


def _stranger(person: PersonFacts) -> PersonFacts:
    """Somebody invited who has not accepted: whether and as what the address is known is not the inviter's to see."""
    return PersonFacts(
        contact_id=person.contact_id,
        name=person.email,
        email=person.email,
        is_active=True,
        employee_id=None,
        employer_id=None,
        duties=frozenset(),
    )
