"""An employee begins to act for an outlet, and ends it; the outlet sees who did, and what it changed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.carts.service import tell_sessions
from storefront.carts.snapshots import ToldChange
from storefront.db.recordset import as_uuid, unnested
from storefront.kit.clock import as_utc, now
from storefront.kit.errors import Invalid
from storefront.kit.ids import new_id
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable
from storefront.on_behalf.errors import ContactNotActive, ReasonMissing
from storefront.on_behalf.queries import sessions as queries
from storefront.on_behalf.rules import LONGEST_REASON, clean_reason
from storefront.on_behalf.snapshots import (
    MadeTemplate,
    OpenVisit,
    OutletToServe,
    PersonChoice,
    PlacedOrder,
    StartedSession,
    Visit,
)
from storefront.parties.actor import ACTING_DUTIES, Actor, OutletActor
from storefront.parties.errors import ActingSessionNotFound, OutletNotFound
from storefront.parties.rules import normal_email
from storefront.parties.service import audit, end_acting_sessions
from storefront.settings import get_settings

LONGEST_NUMBER = 40
MOST_CONTACTS = 200
MOST_OPEN = 50


def find_outlet(session: Session, actor: Actor, *, outlet: str) -> OutletToServe:
    """An outlet that the actor may act for, with the contacts that it may be for, at most 200 of them.

    Raises:
        NothingHere: the actor acts for nobody.
        OutletNotFound: no such outlet, or not one of theirs.
    """
    row = _outlet(session, actor, outlet)
    people = queries.active_contacts(session, row.id, limit=MOST_CONTACTS)
    own = queries.open_sessions(session, _employee(actor), now(), limit=MOST_OPEN)
    return OutletToServe(
        number=row.number,
        name=row.name,
        organization_number=row.organization_number,
        organization_name=row.organization_name,
        contacts=tuple(PersonChoice(*person) for person in people),
        open_until=next((each.expires_at for each in own if each.outlet_id == row.id), None),
    )


def start_session(
    session: Session, actor: Actor, *, outlet: str, reason: str, contact: str | None = None
) -> StartedSession:
    """Act for an outlet from now on, in the name of one of its active contacts (id or e-mail address) or of none.

    One that the employee had open for the outlet ends. It lasts as long as the settings say.

    Raises:
        NothingHere: the actor acts for nobody.
        OutletNotFound: no such outlet, or not one of theirs.
        ReasonMissing: there is none, or it is too long.
        ContactNotActive: the contact may not order there.
    """
    row = _outlet(session, actor, outlet)
    words = clean_reason(reason)
    if words is None:
        raise ReasonMissing(LONGEST_REASON)
    person = _contact(session, row.id, contact) if contact else None
    queries.lock_employee(session, _employee(actor))
    ended = end_acting_sessions(session, actor, why="another one was started", outlet_id=row.id)
    new = _open(session, actor, row, person, words)
    started = Deed(
        action="on_behalf.started",
        subject=row.number,
        organization_id=row.organization_id,
        reason=words,
        after={"session": str(new.id), "contact": person.email if person else None},
    )
    audit(session, actor, *ended, started)
    return new


def _open(
    session: Session, actor: Actor, outlet: Row[Any], person: Row[Any] | None, reason: str
) -> StartedSession:
    moment = now()
    new = StartedSession(new_id(), moment + timedelta(minutes=get_settings().acting_minutes), outlet.number)
    values = {
        "id": new.id,
        "employee_id": _employee(actor),
        "outlet_id": outlet.id,
        "contact_id": person.id if person else None,
        "reason": reason,
        "started_at": moment,
        "expires_at": new.expires_at,
    }
    queries.insert_session(session, values)
    return new


def end_session(session: Session, actor: Actor, *, session_id: UUID) -> None:
    """Stop acting for an outlet.

    Raises:
        ActingSessionNotFound: it is none of the actor's, or has ended already.
    """
    ended = end_acting_sessions(session, actor, why="ended", id=session_id)
    if not ended:
        raise ActingSessionNotFound
    audit(session, actor, *ended)


def list_open_sessions(session: Session, actor: Actor) -> tuple[OpenVisit, ...]:
    """Where the actor acts for an outlet now, the newest first, at most 50.

    Raises:
        NothingHere: the actor acts for nobody.
    """
    rows = queries.open_sessions(session, _employee(actor), now(), limit=MOST_OPEN)
    return tuple(OpenVisit(row.id, row.number, row.name, row.contact_name, row.expires_at) for row in rows)


def list_visits(
    session: Session, actor: OutletActor, *, cursor: str | None = None, limit: int = 24
) -> Page[Visit]:
    """Who acted for the actor's outlet, when, why, and what it changed, newest first; three statements.

    Raises:
        Invalid: the limit or the cursor is not acceptable.
    """
    checked_limit(limit)
    rows = queries.visits(session, actor.outlet_id, actor.owner_id, after=_after(cursor), limit=limit + 1)
    shown = rows[:limit]
    told = tell_sessions(session, actor, session_ids=[row.id for row in shown if row.steps])
    following = None
    if len(rows) > limit:
        following = encode_cursor("visits", shown[-1].started_at.isoformat(), str(shown[-1].id))
    moment = now()
    return Page(tuple(_visit(row, told.get(row.id, ()), moment) for row in shown), following)


def _visit(row: Row[Any], told: tuple[ToldChange, ...], moment: datetime) -> Visit:
    has_run_out = row.ended_at is None and row.expires_at <= moment
    return Visit(
        id=row.id,
        employee=row.employee_name,
        duty=row.duty,
        contact=row.contact_name,
        reason=row.reason,
        started_at=row.started_at,
        expires_at=row.expires_at,
        ended_at=row.expires_at if has_run_out else row.ended_at,
        cart_steps=row.steps,
        changes=told,
        orders=tuple(PlacedOrder(number, seller) for number, seller in unnested(row.orders)),
        templates=tuple(
            MadeTemplate(as_uuid(template) or row.id, name) for template, name in unnested(row.templates)
        ),
    )


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    found = decode_cursor("visits", cursor, str, str)
    if found is None:
        return None
    try:
        return as_utc(datetime.fromisoformat(str(found[0]))), UUID(str(found[1]))
    except (ValueError, OverflowError) as error:
        raise Invalid("This page marker belongs to another list.", fields={"cursor": "unknown"}) from error


def _employee(actor: Actor) -> UUID:
    """The actor as an employee who acts for outlets; whether it may for one, the statements say."""
    actor.must(*ACTING_DUTIES)
    assert actor.employee_id is not None  # noqa: S101 -- only employees have duties
    return actor.employee_id


def _outlet(session: Session, actor: Actor, number: str) -> Row[Any]:
    employee_id = _employee(actor)
    usable = len(number) <= LONGEST_NUMBER and is_storable(number)
    row = queries.outlet_to_serve(session, employee_id, number) if usable else None
    if row is None:
        raise OutletNotFound(number[:LONGEST_NUMBER])
    return row


def _contact(session: Session, outlet_id: UUID, named: str) -> Row[Any]:
    """The active contact of an id or an address."""
    try:
        wanted: UUID | str = UUID(named)
    except ValueError:
        wanted = normal_email(named)
    usable = isinstance(wanted, UUID) or is_storable(wanted)
    rows = queries.active_contacts(session, outlet_id, limit=1, contact=wanted) if usable else ()
    if not rows:
        raise ContactNotActive
    return rows[0]
