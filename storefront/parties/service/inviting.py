"""Inviting people to nodes of hierarchies: contact, membership and mailed link in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.kit.text import fold
from storefront.mail import service as mail
from storefront.parties.errors import AlreadyMember
from storefront.parties.queries import links, people
from storefront.parties.service.links import link_row
from storefront.parties.snapshots import Invitee, InviteeStanding
from storefront.settings import get_settings


def standings_of(session: Session, invitees: Sequence[Invitee]) -> list[InviteeStanding]:
    """What each of them is already, in their order."""
    if not invitees:
        return []
    rows = people.standings(session, [(each.email, each.node_id) for each in invitees])
    found = {(row.email, row.node_id): row for row in rows}
    answers: list[InviteeStanding] = []
    for each in invitees:
        row = found[each.email, each.node_id]
        answers.append(
            InviteeStanding(
                each.email,
                row.contact_id,
                row.name or each.name,
                bool(row.has_password) and row.contact_id is not None,
                row.membership_id,
                row.status,
            )
        )
    return answers


def invite(
    session: Session, *, organization_name: str, from_whom: str, invitees: Sequence[Invitee]
) -> list[UUID]:
    """Invite people by mail; their memberships, in order. Who was invited before gets a new link that ends the old.

    An address that belongs to a contact joins that one identity and keeps its name. No row is asked for by itself:
    a thousand invitations take as many statements as one.

    Raises:
        AlreadyMember: one of them is a member at that node already, active or disabled.
    """
    moment = now()
    people.add_contacts(
        session, [_newcomer(each.email, each.name or each.email, moment) for each in invitees]
    )
    known = {row.email: row.contact_id for row in _rows(session, invitees)}
    people.add_memberships(
        session,
        [(new_id(), known[each.email], each.node_id, each.role, "invited", moment) for each in invitees],
    )
    found = {(row.email, row.node_id): row for row in _rows(session, invitees)}
    rows = [found[each.email, each.node_id] for each in invitees]
    for each, row in zip(invitees, rows, strict=True):
        if row.status != "invited":
            raise AlreadyMember(each.email)
        if row.role != each.role:
            people.set_role_of_invited(session, row.membership_id, each.role)
    facts = {"organization": organization_name, "from_whom": from_whom}
    _mail_links(session, [(each.role, row) for each, row in zip(invitees, rows, strict=True)], facts)
    return [row.membership_id for row in rows]


def _newcomer(email: str, name: str, moment: datetime) -> tuple[object, ...]:
    return new_id(), email, name, fold(name), True, moment


def _mail_links(
    session: Session, invited: Sequence[tuple[str, Row[Any]]], facts: Mapping[str, object]
) -> None:
    """A new link for each, which ends those before it."""
    moment, days = now(), get_settings().invitation_days
    links.end_of_memberships(session, [row.membership_id for _, row in invited], moment)
    ends = moment + timedelta(days=days)
    made = [
        link_row("invitation", row.contact_id, row.email, ends, membership_id=row.membership_id)
        for _, row in invited
    ]
    links.add(session, [link for _, link in made])
    letters: list[tuple[str, Mapping[str, object]]] = []
    for (role, row), (token, _) in zip(invited, made, strict=True):
        own = {"name": row.name, "node": row.node_name, "role": role, "days": days}
        letters.append((row.email, {**facts, **own, "link": mail.link_to(f"/invitation/{token}")}))
    mail.post_all(session, "invitation", letters)


def _rows(session: Session, invitees: Sequence[Invitee]) -> Sequence[Row[Any]]:
    return people.standings(session, [(each.email, each.node_id) for each in invitees])
