"""What access is decided from, for those who explain it."""

from uuid import UUID

from sqlmodel import Session

from storefront.db.recordset import unnested
from storefront.kit.text import is_storable
from storefront.parties.queries import explaining as queries
from storefront.parties.rules import normal_email
from storefront.parties.snapshots import AccessFacts, PersonFacts, StandingFacts

MAXIMUM_LENGTH = 254


def facts_of_access(session: Session, *, contact: UUID | str, outlet: str) -> AccessFacts | None:
    """The facts about a contact (by id or address) in an outlet (by number); None without either.

    Whose facts somebody may see, the caller decides.
    """
    if not isinstance(contact, UUID):
        contact = normal_email(contact)
        if len(contact) > MAXIMUM_LENGTH or not is_storable(contact):
            return None
    usable = len(outlet) <= MAXIMUM_LENGTH and is_storable(outlet)
    found = queries.person(session, contact) if usable else None
    if found is None:
        return None
    rows = queries.lineage(session, found.id, outlet)
    if not rows:
        return None
    may_act, groups = False, ()
    if found.employee_id is not None and found.is_active:
        may_act, groups = queries.acting(session, found.employee_id, [row.id for row in rows])
    return AccessFacts(
        person=PersonFacts(
            contact_id=found.id,
            name=found.name,
            email=found.email,
            is_active=found.is_active,
            employee_id=found.employee_id,
            employer_id=found.employer_id,
            duties=frozenset(duty for (duty,) in unnested(found.duties)),
        ),
        lineage=tuple(
            StandingFacts(row.number, row.name, row.path, row.role, row.status, row.disabled_reason)
            for row in rows
        ),
        may_act=may_act,
        sales_groups=groups,
        is_member=bool(rows[0].is_member),
        has_joined=bool(rows[0].has_joined),
    )
