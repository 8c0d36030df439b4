"""Signing in and out, and the sessions that a contact has open."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.db.session import in_transaction, reading
from storefront.kit.clock import now
from storefront.kit.text import is_storable
from storefront.parties.actor import Actor
from storefront.parties.errors import SessionNotFound, WrongCredentials
from storefront.parties.queries import sessions as queries
from storefront.parties.rules import MAXIMUM_PASSWORD_LENGTH, normal_email
from storefront.parties.service.acting import end_acting_sessions
from storefront.parties.service.attempting import AttemptLimiter, counted
from storefront.parties.service.passwords import verify_password
from storefront.parties.service.trail import audit
from storefront.parties.snapshots import ContactCard, SessionCard, SignedIn
from storefront.parties.tables import SignInSession
from storefront.settings import get_settings

MAXIMUM_USER_AGENT_LENGTH = 200
KEPT_AFTER_END = timedelta(days=30)
"""How long an ended session can still be asked after."""


def hash_token(token: str) -> str:
    """What is stored and looked up in place of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(limiter: AttemptLimiter, *, email: str, password: str, address: str, user_agent: str) -> SignedIn:
    """Open a session for the right password.

    Opens its own two short transactions: the hash in between takes a quarter of a second, in which no lock is held.

    Raises:
        TooManyAttempts: too many failures lately, for this account or from this address.
        WrongCredentials: unknown address, wrong password or a contact that was switched off.
    """
    email = normal_email(email)
    acceptable = is_storable(email) and is_storable(password) and len(password) <= MAXIMUM_PASSWORD_LENGTH
    with counted(limiter, email, address):
        with reading() as session:
            row = queries.contact_by_email(session, email) if acceptable else None
        fits = verify_password(password if acceptable else "", row.password_hash if row else None)
        if row is None or not fits or not row.is_active:
            raise WrongCredentials
    card = ContactCard(row.id, row.name, row.email)
    return in_transaction(lambda session: start_session(session, card, address, user_agent))


def start_session(session: Session, contact: ContactCard, address: str, user_agent: str) -> SignedIn:
    """Open a session for a contact that proved who it is."""
    settings = get_settings()
    token = secrets.token_urlsafe(32)
    moment = now()
    queries.drop_ended(session, contact.id, moment - KEPT_AFTER_END)
    expires_at = moment + timedelta(hours=settings.session_absolute_hours)
    session.add(
        SignInSession(
            token_hash=hash_token(token),
            contact_id=contact.id,
            created_at=moment,
            last_seen_at=moment,
            idle_expires_at=min(expires_at, moment + timedelta(minutes=settings.session_idle_minutes)),
            expires_at=expires_at,
            address=address[:64],
            user_agent=_printable(user_agent)[:MAXIMUM_USER_AGENT_LENGTH],
        )
    )
    session.flush()
    return SignedIn(token=token, expires_at=expires_at, contact=contact)


def sign_out(session: Session, actor: Actor) -> None:
    """End the actor's own session, and those in which it acts for outlets; a repeat does nothing."""
    queries.revoke(session, actor.contact_id, actor.session_id, now())
    audit(session, actor, *end_acting_sessions(session, actor, why="signed out"))


def list_sessions(session: Session, actor: Actor) -> tuple[SessionCard, ...]:
    """The actor's open sessions, last used first."""
    return tuple(
        SessionCard(
            id=row.id,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            expires_at=row.expires_at,
            address=row.address,
            user_agent=row.user_agent,
            is_current=row.id == actor.session_id,
        )
        for row in queries.sessions_of(session, actor.contact_id, now())
    )


def revoke_session(session: Session, actor: Actor, *, session_id: UUID) -> None:
    """End one of the actor's sessions; it is refused from its next request on.

    Raises:
        SessionNotFound: it has ended already, or is someone else's.
    """
    if not queries.revoke(session, actor.contact_id, session_id, now()):
        raise SessionNotFound
    audit(session, actor, Deed("session.ended", actor.email))


def keep_alive(session: Session, actor: Actor) -> None:
    """Move the idle expiry of the actor's session; edges call it when `actor.is_stale`."""
    moment = now()
    queries.touch(
        session, actor.session_id, moment, moment + timedelta(minutes=get_settings().session_idle_minutes)
    )


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable())
