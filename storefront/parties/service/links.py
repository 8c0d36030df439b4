"""Links that are mailed and work once: accepting an invitation, a new password, a new address."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storefront.audit.service import record
from storefront.audit.snapshots import Deed, Doer
from storefront.db.session import in_transaction, reading
from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.kit.text import fold, is_storable
from storefront.mail import service as mail
from storefront.parties.actor import Actor
from storefront.parties.errors import EmailTaken, LinkNotUsable, TooManyAttempts, UnacceptableProfile
from storefront.parties.queries import links, people, sessions
from storefront.parties.rules import (
    normal_email,
    problems_with_email,
    problems_with_name,
    problems_with_password,
)
from storefront.parties.service.passwords import hash_password
from storefront.parties.service.sign_in import hash_token, start_session
from storefront.parties.service.trail import audit
from storefront.parties.snapshots import AddressChange, ContactCard, InvitationView, SignedIn
from storefront.settings import get_settings

MAXIMUM_TOKEN_LENGTH = 200


def link_row(
    kind: str, contact_id: UUID, email: str, ends: datetime, *, membership_id: UUID | None = None
) -> tuple[str, tuple[object, ...]]:
    """The token of a new link, and its row for `queries.links.add`, which holds only the hash."""
    token = secrets.token_urlsafe(32)
    return token, (new_id(), hash_token(token), kind, contact_id, email, membership_id, now(), ends)


def show_invitation(session: Session, *, token: str) -> InvitationView:
    """What an invitation is to.

    Raises:
        LinkNotUsable: see its message.
    """
    row = _usable(session, "invitation", token)
    return InvitationView(
        row.email, row.name, row.organization_name, row.node_name, row.role, not row.has_password
    )


def accept_invitation(
    *, token: str, name: str = "", password: str = "", address: str, user_agent: str
) -> SignedIn:
    """Become the member that one was invited as, and sign in; a new contact gives itself name and password.

    Opens its own transactions: the hash in between takes a quarter of a second, in which no lock is held.

    Raises:
        LinkNotUsable: see its message.
        UnacceptableProfile: a new contact's name or password is not acceptable.
    """
    with reading() as session:
        needs_password = show_invitation(session, token=token).needs_password
    profile = _new_profile(name, password) if needs_password else {}

    def accept(session: Session) -> SignedIn:
        row = _usable(session, "invitation", token)
        if row.has_password != (not needs_password) or not links.activate(session, row.membership_id):
            raise LinkNotUsable
        _use(session, row)
        if profile:
            people.set_contact(session, row.contact_id, **profile)
        card = ContactCard(row.contact_id, str(profile.get("name", row.name)), row.old_email)
        new = start_session(session, card, address, user_agent)
        deed = Deed(
            "invitation.accepted",
            card.email,
            organization_id=row.organization_id,
            before={"status": "invited"},
            after={"status": "active", "node": row.node_number, "role": row.role},
        )
        record(session, Doer(card.id, card.name, address), deed)
        return new

    return in_transaction(accept)


def _new_profile(name: str, password: str) -> dict[str, object]:
    name = " ".join(name.split())
    problems = problems_with_name(name) | problems_with_password(password)
    if problems or not is_storable(name + password):
        raise UnacceptableProfile(problems or {"password": "has characters that cannot be used here"})
    return {"name": name, "name_key": fold(name), "password_hash": hash_password(password)}


class RequestLimiter(Protocol):
    """Counts requests for mailed links for each account and each address."""

    def take(self, email: str, address: str) -> int:
        """Count one, and 0; or how many seconds to wait."""
        ...


def must_wait_for_reset(limiter: RequestLimiter, *, email: str, address: str) -> None:
    """Count one request for a new password, whoever it is for.

    Raises:
        TooManyAttempts: too many lately, for this account or from this address.
    """
    wait = limiter.take(email, address)
    if wait:
        raise TooManyAttempts(wait, "requests for a new password")


def ask_for_reset(session: Session, *, email: str, address: str) -> None:
    """Mail a link to a new password, if somebody signs in with this address; the answer never tells whether.

    The edge calls `must_wait_for_reset` first, and answers after the same time whatever happened here.
    """
    email = normal_email(email)
    contact = sessions.contact_by_email(session, email) if is_storable(email) else None
    if contact is None or not contact.is_active:
        return
    moment, minutes = now(), get_settings().reset_minutes
    links.end_of_contact(session, "password_reset", contact.id, moment)
    token, row = link_row("password_reset", contact.id, email, moment + timedelta(minutes=minutes))
    links.add(session, [row])
    link = mail.link_to(f"/reset-password/{token}")
    mail.post(session, "password_reset", to=email, name=contact.name, link=link, minutes=minutes)
    record(session, Doer(None, "", address), Deed("password.reset_asked", email))


def show_reset(session: Session, *, token: str) -> str:
    """The address whose password a link sets anew.

    Raises:
        LinkNotUsable: see its message.
    """
    return _usable(session, "password_reset", token).email


def reset_password(*, token: str, password: str, address: str, user_agent: str) -> SignedIn:
    """Set a new password, end every session of the contact, and sign in here.

    Opens its own transactions, as `accept_invitation` does.

    Raises:
        LinkNotUsable: see its message.
        UnacceptableProfile: the password is too short or too long.
    """
    with reading() as session:
        show_reset(session, token=token)
    problems = problems_with_password(password)
    if problems or not is_storable(password):
        raise UnacceptableProfile(problems or {"password": "has characters that cannot be used here"})
    hashed = hash_password(password)

    def reset(session: Session) -> SignedIn:
        row = _usable(session, "password_reset", token)
        _use(session, row)
        people.set_contact(session, row.contact_id, password_hash=hashed)
        # A change of address that somebody else asked for with an open session goes with that session.
        links.end_of_contact(session, "email_change", row.contact_id, now())
        links.revoke_sessions(session, row.contact_id, now())
        card = ContactCard(row.contact_id, row.name, row.old_email)
        new = start_session(session, card, address, user_agent)
        record(session, Doer(card.id, card.name, address), Deed("password.reset", card.email))
        return new

    return in_transaction(reset)


def must_wait_for_email_change(limiter: RequestLimiter, actor: Actor, *, address: str) -> None:
    """Count one request for another address of the actor's own; each mails somebody else.

    Raises:
        TooManyAttempts: too many lately, of this contact or from this address.
    """
    wait = limiter.take(actor.contact_id.hex, address)
    if wait:
        raise TooManyAttempts(wait, "requests for a new address")


def ask_for_email_change(session: Session, actor: Actor, *, email: str) -> None:
    """Mail a link to a new address and a note to the old; the sign-in changes when the link is followed.

    The edge calls `must_wait_for_email_change` first.

    Raises:
        UnacceptableProfile: it is no address, or the present one.
        EmailTaken: somebody signs in with it already.
    """
    email = normal_email(email)
    problems = problems_with_email(email)
    if not problems and email == actor.email:
        problems = {"email": "is your address already"}
    if problems or not is_storable(email):
        raise UnacceptableProfile(problems or {"email": "has characters that cannot be used here"})
    if sessions.contact_by_email(session, email):
        raise EmailTaken(email)
    moment, minutes = now(), get_settings().reset_minutes
    links.end_of_contact(session, "email_change", actor.contact_id, moment)
    token, row = link_row("email_change", actor.contact_id, email, moment + timedelta(minutes=minutes))
    links.add(session, [row])
    facts = {"name": actor.name, "old_email": actor.email, "new_email": email}
    link = mail.link_to(f"/confirm-email/{token}")
    mail.post(session, "email_change", to=email, link=link, minutes=minutes, **facts)
    mail.post(session, "email_changed_note", to=actor.email, profile=mail.link_to("/profile"), **facts)
    audit(session, actor, Deed("email.change_asked", actor.email, after={"email": email}))


def show_email_change(session: Session, *, token: str) -> AddressChange:
    """Which address a link puts in place of which.

    Raises:
        LinkNotUsable: see its message.
    """
    row = _usable(session, "email_change", token)
    return AddressChange(row.name, row.old_email, row.email)


def confirm_email(session: Session, *, token: str, address: str) -> AddressChange:
    """Change the address that a contact signs in with; the open sessions go on.

    Raises:
        LinkNotUsable: see its message.
        EmailTaken: somebody came to sign in with the new address meanwhile.
    """
    row = _usable(session, "email_change", token)
    _use(session, row)
    if sessions.contact_by_email(session, row.email):
        raise EmailTaken(row.email)
    try:
        with session.begin_nested():
            people.set_contact(session, row.contact_id, email=row.email)
    except IntegrityError as error:
        raise EmailTaken(row.email) from error
    links.end_of_contact(session, "password_reset", row.contact_id, now())
    deed = Deed("email.changed", row.email, before={"email": row.old_email}, after={"email": row.email})
    record(session, Doer(row.contact_id, row.name, address), deed)
    return AddressChange(row.name, row.old_email, row.email)


def _usable(session: Session, kind: str, token: str) -> Row[Any]:
    is_possible = token.isascii() and len(token) <= MAXIMUM_TOKEN_LENGTH
    row = links.usable(session, kind, hash_token(token), now()) if is_possible else None
    if row is None:
        raise LinkNotUsable
    return row


def _use(session: Session, row: Row[Any]) -> None:
    if not links.use(session, row.id, now()):
        raise LinkNotUsable
