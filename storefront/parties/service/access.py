"""Who somebody is, and for which outlets they may order."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.kit.clock import now
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import sort_key
from storefront.parties.actor import Actor, OutletActor
from storefront.parties.errors import NoAddress
from storefront.parties.queries import outlets as queries
from storefront.parties.queries import reaching
from storefront.parties.rules import is_within
from storefront.parties.snapshots import Address, ContactCard, Identity, MembershipCard, OutletCard

MAXIMUM_WORDS = 6
MAXIMUM_PLACES = 40
"""Whoever has more memberships is served by one statement about all of them."""


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
    wanted = sort_key(text).split()[:MAXIMUM_WORDS]
    place = None if after is None else (str(after[0]), str(after[1]))
    places = reaching.places_of(session, actor.contact_id, MAXIMUM_PLACES + 1)
    if len(places) > MAXIMUM_PLACES:
        rows = queries.outlets_page(session, actor.contact_id, words=wanted, after=place, limit=limit + 1)
        admins = {row.id for row in rows if row.is_admin}
    else:
        reaches = _reaches(places)
        rows = (
            reaching.outlets_page(
                session, actor.contact_id, reaches, words=wanted, after=place, limit=limit + 1
            )
            if reaches
            else ()
        )
        admins = _admins(places, rows)
    following = (
        encode_cursor("outlets", rows[limit - 1].name_key, rows[limit - 1].number)
        if len(rows) > limit
        else None
    )
    return Page(tuple(_card(row, is_admin=row.id in admins) for row in rows[:limit]), following)


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


def _reaches(places: Sequence[Row[Any]]) -> list[reaching.Reach]:
    """The parts of each hierarchy that a contact's memberships open; a part of an open one needs no mention."""
    found: list[reaching.Reach] = []
    for hierarchy_id in dict.fromkeys(row.hierarchy_id for row in places):
        here = [row for row in places if row.hierarchy_id == hierarchy_id]
        paths = {row.path for row in here if row.status == "active"}
        barred = {row.path for row in here if row.status == "disabled"}
        open_paths = tuple(sorted(path for path in paths if not is_within(path, paths - {path} | barred)))
        if open_paths:
            found.append(reaching.Reach(hierarchy_id, open_paths, tuple(sorted(barred))))
    return found


def _admins(places: Sequence[Row[Any]], rows: Sequence[Row[Any]]) -> set[UUID]:
    """Which of these outlets the contact is an admin of."""
    return {
        row.id
        for row in rows
        for place in places
        if place.role == "admin"
        and place.status == "active"
        and place.hierarchy_id == row.hierarchy_id
        and is_within(row.path, [place.path])
    }


def _card(row: Row[Any], *, is_admin: bool) -> OutletCard:
    return OutletCard(
        number=row.number,
        name=row.name,
        organization_number=row.organization_number,
        organization_name=row.organization_name,
        hierarchy_number=row.hierarchy_number,
        role="admin" if is_admin else "user",
        last_used_at=row.used_at,
    )
