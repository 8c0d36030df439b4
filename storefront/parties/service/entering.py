"""Who is asking, and for what they may act: each way in asks the database, and nothing else makes an actor."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.db.recordset import unnested
from storefront.kit.clock import now
from storefront.kit.errors import NotSignedIn
from storefront.kit.text import is_storable
from storefront.parties.actor import Actor, HierarchyActor, OnBehalf, OutletActor
from storefront.parties.errors import ActingSessionNotFound, HierarchyNotFound, OutletNotFound
from storefront.parties.queries import acting, hierarchies, outlets, sessions
from storefront.parties.rules import Standing, admin_paths, role_of

TOUCH_EVERY = timedelta(minutes=1)
MAXIMUM_NUMBER_LENGTH = 40


def identify(session: Session, token_hash: str) -> Actor:
    """The contact behind a session's token.

    Raises:
        NotSignedIn: no such session, or it has ended.
    """
    moment = now()
    row = sessions.live_session(session, token_hash, moment)
    if row is None:
        raise NotSignedIn
    return Actor(**_person(row, moment), session_id=row.id, name=row.name, duties=_duties(row))


def enter_outlet(
    session: Session,
    token_hash: str,
    outlet_number: str,
    *,
    acting_session: UUID | None = None,
    finds_acting_session: bool = False,
) -> OutletActor:
    """The contact behind a session's token as one who acts for an outlet.

    An employee acts for it in the session `acting_session`; with `finds_acting_session`, in the one that it has open
    for this outlet, if it has.

    Raises:
        NotSignedIn: no such session, or it has ended.
        OutletNotFound: no such outlet, or it is not theirs, or not any more.
        ActingSessionNotFound: no such session on behalf of this outlet, or it has ended.
    """
    moment = now()
    rows = outlets.entrance(session, token_hash, _number(outlet_number), moment)
    if not rows:
        raise NotSignedIn
    outlet = rows[0]
    lineage = tuple(dict.fromkeys(row.node_id for row in rows))
    on_behalf = None
    if outlet.node_id and outlet.employee_id and (acting_session or finds_acting_session):
        on_behalf = _on_behalf(session, outlet, lineage, acting_session, moment)
    if acting_session and on_behalf is None:
        raise ActingSessionNotFound
    return _at_outlet(rows, lineage, on_behalf, outlet_number, moment)


def _at_outlet(
    rows: Sequence[Row[Any]],
    lineage: tuple[UUID, ...],
    on_behalf: OnBehalf | None,
    asked_for: str,
    moment: datetime,
) -> OutletActor:
    outlet = rows[0]
    standings = [Standing(row.role, row.status) for row in rows if row.role is not None]
    role = "user" if on_behalf else role_of(standings)
    if outlet.node_id is None or role is None:
        raise OutletNotFound(asked_for[:MAXIMUM_NUMBER_LENGTH])
    return OutletActor(
        **_person(outlet, moment),
        session_id=outlet.session_id,
        name=outlet.contact_name,
        outlet_id=outlet.node_id,
        outlet_number=outlet.number,
        outlet_name=outlet.name,
        **_organization(outlet),
        role=role,
        lineage=lineage,
        on_behalf=on_behalf,
    )


def enter_hierarchy(session: Session, token_hash: str, hierarchy_number: str) -> HierarchyActor:
    """The contact behind a session's token as one who runs a customer hierarchy, or the parts that it is admin of.

    Raises:
        NotSignedIn: no such session, or it has ended.
        HierarchyNotFound: no such hierarchy, or the contact is neither admin in it nor headquarters.
    """
    moment = now()
    rows = hierarchies.entrance(session, token_hash, _number(hierarchy_number), moment)
    if not rows:
        raise NotSignedIn
    found = rows[0]
    duties = _duties(found)
    own, barred = admin_paths([(row.path, Standing(row.role, row.status)) for row in rows if row.path])
    if "headquarters" in duties and found.root_path:
        own, barred = (found.root_path,), ()
    if found.hierarchy_id is None or not own:
        raise HierarchyNotFound(hierarchy_number[:MAXIMUM_NUMBER_LENGTH])
    return HierarchyActor(
        **_person(found, moment),
        session_id=found.id,
        name=found.name,
        duties=duties,
        hierarchy_id=found.hierarchy_id,
        hierarchy_name=found.hierarchy_name,
        **_organization(found),
        paths=own,
        barred=barred,
    )


def _person(row: Row[Any], moment: datetime) -> dict[str, Any]:
    """What every actor has from the session's row."""
    return {
        "contact_id": row.contact_id,
        "email": row.email,
        "is_stale": moment - row.last_seen_at > TOUCH_EVERY,
        "employee_id": row.employee_id,
        "employer_id": row.employer_id,
        "address": row.address,
    }


def _organization(row: Row[Any]) -> dict[str, Any]:
    """What actors of an organization have from the row that names it."""
    return {
        "organization_id": row.organization_id,
        "organization_number": row.organization_number,
        "organization_name": row.organization_name,
        "hierarchy_number": row.hierarchy_number,
    }


def _duties(row: Row[Any]) -> frozenset[str]:
    return frozenset(duty for (duty,) in unnested(row.duties))


def _number(text: str) -> str:
    """A number as it can be looked up; nothing for what cannot be one."""
    return text if len(text) <= MAXIMUM_NUMBER_LENGTH and is_storable(text) else ""


def _on_behalf(
    session: Session,
    outlet: Row[Any],
    lineage: tuple[UUID, ...],
    acting_session: UUID | None,
    moment: datetime,
) -> OnBehalf | None:
    """The employee's open session for the outlet; one whose contact may not order there any more is none."""
    row = acting.open_session(
        session,
        employee_id=outlet.employee_id,
        outlet_id=outlet.node_id,
        lineage=lineage,
        acting_session_id=acting_session,
        moment=moment,
    )
    if row is None:
        return None
    if row.contact_id is not None:
        standings = acting.standings(session, row.contact_id, lineage)
        if role_of([Standing(each.role, each.status) for each in standings]) is None:
            return None
    return OnBehalf(row.id, outlet.employee_id, row.contact_id, row.contact_name, row.expires_at, row.duty)
