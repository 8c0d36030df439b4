"""Who is asking, and for which outlet they may act."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.db.recordset import unnested
from storefront.kit.clock import now
from storefront.kit.errors import NotSignedIn
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable, sort_key
from storefront.parties.actor import Actor, OutletActor
from storefront.parties.errors import NoAddress, OutletNotFound
from storefront.parties.queries import outlets as queries
from storefront.parties.queries import sessions
from storefront.parties.rules import Standing, role_of
from storefront.parties.snapshots import Address, ContactCard, Identity, MembershipCard, OutletCard

TOUCH_EVERY = timedelta(minutes=1)
MAXIMUM_NUMBER_LENGTH = 40
MAXIMUM_WORDS = 6


def identify(session: Session, token_hash: str) -> Actor:
    """The contact behind a session's token.

    Raises:
        NotSignedIn: no such session, or it has ended.
    """
    moment = now()
    row = sessions.live_session(session, token_hash, moment)
    if row is None:
        raise NotSignedIn
    duties = frozenset(duty for (duty,) in unnested(row.duties))
    return Actor(
        row.contact_id, row.name, row.email, row.id, duties, is_stale=_is_stale(row.last_seen_at, moment)
    )


def enter_outlet(session: Session, token_hash: str, outlet_number: str) -> OutletActor:
    """The contact behind a session's token as one who acts for an outlet.

    Raises:
        NotSignedIn: no such session, or it has ended.
        OutletNotFound: no such outlet, or it is not theirs, or not any more.
    """
    moment = now()
    number = (
        outlet_number if len(outlet_number) <= MAXIMUM_NUMBER_LENGTH and is_storable(outlet_number) else ""
    )
    rows = queries.entrance(session, token_hash, number, moment)
    if not rows:
        raise NotSignedIn
    role = role_of([Standing(row.role, row.status) for row in rows if row.role is not None])
    outlet = rows[0]
    if outlet.node_id is None or role is None:
        raise OutletNotFound(outlet_number[:MAXIMUM_NUMBER_LENGTH])
    return OutletActor(
        contact_id=outlet.contact_id,
        name=outlet.contact_name,
        email=outlet.email,
        session_id=outlet.session_id,
        is_stale=_is_stale(outlet.last_seen_at, moment),
        outlet_id=outlet.node_id,
        outlet_number=outlet.number,
        outlet_name=outlet.name,
        organization_id=outlet.organization_id,
        organization_number=outlet.organization_number,
        organization_name=outlet.organization_name,
        hierarchy_number=outlet.hierarchy_number,
        role=role,
        lineage=tuple(dict.fromkeys(row.node_id for row in rows)),
    )


def describe(session: Session, actor: Actor) -> Identity:
    """Who the actor is: memberships with roles, duties."""
    rows = queries.memberships_of(session, actor.contact_id)
    return Identity(
        contact=ContactCard(actor.contact_id, actor.name, actor.email),
        memberships=tuple(MembershipCard(*row) for row in rows),
        duties=tuple(sorted(actor.duties)),
        seller_code=None,
    )


def list_outlets(
    session: Session, actor: Actor, *, text: str = "", cursor: str | None = None, limit: int = 24
) -> Page[OutletCard]:
    """Outlets that the actor may order for, by name; `text` matches words of the name or the number.

    Raises:
        Invalid: the limit or the cursor is not acceptable.
    """
    checked_limit(limit)
    after = decode_cursor("outlets", cursor, str, str)
    rows = queries.outlets_page(
        session,
        actor.contact_id,
        words=sort_key(text).split()[:MAXIMUM_WORDS],
        after=None if after is None else (str(after[0]), str(after[1])),
        limit=limit + 1,
    )
    following = (
        encode_cursor("outlets", rows[limit - 1].name_key, rows[limit - 1].number)
        if len(rows) > limit
        else None
    )
    return Page(tuple(_card(row) for row in rows[:limit]), following)


def recent_outlets(session: Session, actor: Actor, *, limit: int = 5) -> tuple[tuple[str, str], ...]:
    """Number and name of the outlets that the actor used last, newest first."""
    return tuple(
        (row.number, row.name)
        for row in queries.recent_outlets(session, actor.contact_id, checked_limit(limit))
    )


def remember_outlet(session: Session, actor: OutletActor) -> None:
    """Note that the actor chose this outlet: it is offered first the next time."""
    queries.remember_outlet(session, actor.contact_id, actor.outlet_id, now())


def delivery_address(session: Session, actor: OutletActor) -> Address:
    """Where this outlet's orders go: the primary address of the nearest node that has one.

    Raises:
        NoAddress: none is set along the lineage.
    """
    rows = queries.addresses_along(session, actor.lineage)
    for node_id in actor.lineage:
        for row in rows:
            if row.node_id == node_id:
                return Address(row.name, row.street, row.city, row.postcode, row.country)
    raise NoAddress


def names_of(session: Session, contact_ids: list[UUID]) -> dict[UUID, str]:
    """The names of contacts by id, for those who may see the thing that they did."""
    return queries.names_of(session, contact_ids) if contact_ids else {}


def _card(row: Row[Any]) -> OutletCard:
    return OutletCard(
        number=row.number,
        name=row.name,
        organization_number=row.organization_number,
        organization_name=row.organization_name,
        hierarchy_number=row.hierarchy_number,
        role="admin" if row.is_admin else "user",
        last_used_at=row.used_at,
    )


def _is_stale(last_seen_at: datetime, moment: datetime) -> bool:
    return moment - last_seen_at > TOUCH_EVERY
