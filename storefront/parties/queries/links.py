"""Links that are mailed and work once."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import insert_rows, payload, recordset
from storefront.parties.tables import (
    Contact,
    HierarchyNode,
    Membership,
    OneTimeLink,
    Organization,
    SignInSession,
)

links = table_of(OneTimeLink).c
contacts = table_of(Contact).c
memberships = table_of(Membership).c
nodes = table_of(HierarchyNode).c
organizations = table_of(Organization).c
sessions = table_of(SignInSession).c

COLUMNS = ("id", "token_hash", "kind", "contact_id", "email", "membership_id", "created_at", "expires_at")


def add(session: Session, rows: Sequence[Sequence[object]]) -> None:
    """New links, values in the order of `COLUMNS`."""
    insert_rows(session, table_of(OneTimeLink), COLUMNS, rows)


def end_of_contact(session: Session, kind: str, contact_id: UUID, moment: datetime) -> None:
    """End a contact's open links of a kind."""
    session.execute(
        sa.update(table_of(OneTimeLink))
        .where(
            links.contact_id == contact_id,
            links.kind == kind,
            links.used_at.is_(None),
            links.expires_at > moment,
        )
        .values(expires_at=moment)
    )


def end_of_memberships(session: Session, membership_ids: Sequence[UUID], moment: datetime) -> None:
    """End the open invitations to memberships."""
    session.execute(
        _end_of_memberships(), {"moment": moment, "wanted": payload((each,) for each in membership_ids)}
    )


@cache
def _end_of_memberships() -> sa.Executable:
    wanted = recordset("wanted", {"membership_id": links.membership_id.type})
    moment = sa.bindparam("moment", type_=links.expires_at.type)
    return (
        sa.update(table_of(OneTimeLink))
        .where(
            links.membership_id.in_(sa.select(wanted.c.membership_id)),
            links.used_at.is_(None),
            links.expires_at > moment,
        )
        .values(expires_at=moment)
        .execution_options(synchronize_session=False)
    )


def usable(session: Session, kind: str, token_hash: str, moment: datetime) -> sa.Row[Any] | None:
    """The open link of a token, with its active contact; an invitation with a membership that is still `invited`."""
    given = {"kind": kind, "token_hash": token_hash, "moment": moment}
    return session.execute(_usable(), given).one_or_none()


@cache
def _usable() -> sa.Executable:
    return (
        sa.select(
            links.id,
            links.email,
            links.contact_id,
            links.membership_id,
            contacts.name,
            contacts.email.label("old_email"),
            contacts.password_hash.is_not(None).label("has_password"),
            memberships.role,
            nodes.name.label("node_name"),
            nodes.number.label("node_number"),
            nodes.organization_id,
            organizations.name.label("organization_name"),
        )
        .join_from(table_of(OneTimeLink), table_of(Contact), contacts.id == links.contact_id)
        .outerjoin(table_of(Membership), memberships.id == links.membership_id)
        .outerjoin(table_of(HierarchyNode), nodes.id == memberships.node_id)
        .outerjoin(table_of(Organization), organizations.id == nodes.organization_id)
        .where(
            links.kind == sa.bindparam("kind"),
            links.token_hash == sa.bindparam("token_hash"),
            links.used_at.is_(None),
            links.expires_at > sa.bindparam("moment", type_=links.expires_at.type),
            contacts.is_active,
            (links.kind != "invitation") | (memberships.status == "invited"),
            # Who has moved away from an address is not reached there any more, and nobody else is in their place.
            (links.kind == "email_change") | (links.email == contacts.email),
        )
    )


def use(session: Session, link_id: UUID, moment: datetime) -> bool:
    """Use a link up; False when somebody else just did, or it ended."""
    done = session.execute(
        sa.update(table_of(OneTimeLink))
        .where(links.id == link_id, links.used_at.is_(None), links.expires_at > moment)
        .values(used_at=moment)
    )
    return bool(getattr(done, "rowcount", 0))


def activate(session: Session, membership_id: UUID) -> bool:
    """Make an invited membership active; False when it is not invited any more."""
    done = session.execute(
        sa.update(table_of(Membership))
        .where(memberships.id == membership_id, memberships.status == "invited")
        .values(status="active")
    )
    return bool(getattr(done, "rowcount", 0))


def revoke_sessions(session: Session, contact_id: UUID, moment: datetime, *, but: UUID | None = None) -> None:
    """End all open sessions of a contact, or all but one."""
    statement = (
        sa.update(table_of(SignInSession))
        .where(sessions.contact_id == contact_id, sessions.revoked_at.is_(None))
        .values(revoked_at=moment)
    )
    session.execute(statement if but is None else statement.where(sessions.id != but))
