"""Contacts and their sign-in sessions."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import nested
from storefront.parties.tables import Contact, Employee, EmployeeDuty, SignInSession

contacts = table_of(Contact).c
sessions = table_of(SignInSession).c
employees = table_of(Employee).c
duties = table_of(EmployeeDuty).c


def live_session(session: Session, token_hash: str, moment: datetime) -> sa.Row[Any] | None:
    """The live session of a token with its active contact, and the contact's `duties` as nested rows."""
    return session.execute(_identity(), {"token_hash": token_hash, "moment": moment}).one_or_none()


@cache
def _identity() -> sa.Executable:
    return live_sessions().add_columns(duties_of(employees.id, table_of(Employee)).label("duties"))


def duties_of(employee_id: Any, outer: sa.FromClause) -> sa.ScalarSelect[Any]:
    """The duties of an employee of the statement around it, as nested rows."""
    return nested(sa.select(duties.duty).where(duties.employee_id == employee_id).correlate(outer))


def live_sessions() -> Any:
    """The session of the parameter `token_hash` if it is live at `moment`, with its active contact."""
    moment = sa.bindparam("moment", type_=sessions.expires_at.type)
    return (
        sa.select(
            sessions.id,
            sessions.contact_id,
            sessions.last_seen_at,
            sessions.expires_at,
            sessions.address,
            contacts.name,
            contacts.email,
            employees.id.label("employee_id"),
            employees.seller_id.label("employer_id"),
        )
        .join_from(table_of(SignInSession), table_of(Contact), contacts.id == sessions.contact_id)
        .outerjoin(table_of(Employee), (employees.contact_id == contacts.id) & employees.is_active)
        .where(
            sessions.token_hash == sa.bindparam("token_hash"),
            sessions.revoked_at.is_(None),
            sessions.idle_expires_at > moment,
            sessions.expires_at > moment,
            contacts.is_active,
        )
    )


def contact_by_email(session: Session, email: str) -> sa.Row[Any] | None:
    """A contact's id, name and password hash by its normal address."""
    return session.execute(
        sa.select(
            contacts.id, contacts.name, contacts.email, contacts.password_hash, contacts.is_active
        ).where(contacts.email == email)
    ).one_or_none()


def sessions_of(session: Session, contact_id: UUID, moment: datetime) -> Sequence[sa.Row[Any]]:
    """Open sessions of a contact, last used first."""
    return session.execute(
        sa.select(
            sessions.id,
            sessions.created_at,
            sessions.last_seen_at,
            sessions.expires_at,
            sessions.address,
            sessions.user_agent,
        )
        .where(
            sessions.contact_id == contact_id,
            sessions.revoked_at.is_(None),
            sessions.idle_expires_at > moment,
            sessions.expires_at > moment,
        )
        .order_by(sessions.last_seen_at.desc(), sessions.id)
        .limit(100)
    ).all()


def revoke(session: Session, contact_id: UUID, session_id: UUID, moment: datetime) -> bool:
    """End one open session of a contact; whether there was one."""
    done = session.execute(
        sa.update(table_of(SignInSession))
        .where(sessions.id == session_id, sessions.contact_id == contact_id, sessions.revoked_at.is_(None))
        .values(revoked_at=moment)
    )
    return bool(getattr(done, "rowcount", 0))


def drop_ended(session: Session, contact_id: UUID, before: datetime) -> None:
    """Delete a contact's sessions that were revoked or expired before a moment."""
    session.execute(
        sa.delete(table_of(SignInSession)).where(
            sessions.contact_id == contact_id,
            (sessions.revoked_at < before)
            | (sessions.idle_expires_at < before)
            | (sessions.expires_at < before),
        )
    )


def touch(session: Session, session_id: UUID, moment: datetime, idle_expires_at: datetime) -> None:
    """Note that a session was used, and move its idle expiry."""
    session.execute(
        sa.update(table_of(SignInSession))
        .where(sessions.id == session_id)
        .values(last_seen_at=moment, idle_expires_at=idle_expires_at)
    )
