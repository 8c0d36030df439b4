"""What people change about themselves."""

from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.db.session import in_transaction, reading
from storefront.kit.clock import now
from storefront.kit.text import fold, is_storable
from storefront.parties.actor import Actor
from storefront.parties.errors import UnacceptableProfile, WrongPassword
from storefront.parties.queries import links, people
from storefront.parties.rules import MAXIMUM_PASSWORD_LENGTH, problems_with_name, problems_with_password
from storefront.parties.service.attempting import AttemptLimiter, counted
from storefront.parties.service.entering import identify
from storefront.parties.service.passwords import hash_password, verify_password
from storefront.parties.service.trail import audit


def rename(session: Session, actor: Actor, *, name: str) -> str:
    """Change how the others see the actor; the name as it is kept.

    Raises:
        UnacceptableProfile: the name is empty or too long.
    """
    name = " ".join(name.split())
    problems = problems_with_name(name)
    if problems or not is_storable(name):
        raise UnacceptableProfile(problems or {"name": "has characters that cannot be used here"})
    if name != actor.name:
        people.set_contact(session, actor.contact_id, name=name, name_key=fold(name))
        audit(
            session,
            actor,
            Deed("name.changed", actor.email, before={"name": actor.name}, after={"name": name}),
        )
    return name


def change_password(
    limiter: AttemptLimiter, token_hash: str, *, old_password: str, new_password: str, address: str
) -> None:
    """Put a new password in place of the present one, and end the contact's other sessions.

    Opens its own transactions, as signing in does, and counts a wrong password as signing in does.

    Raises:
        NotSignedIn: the session has ended.
        TooManyAttempts: too many wrong passwords lately.
        WrongPassword: the present password is another.
        UnacceptableProfile: the new one is too short or too long.
    """
    with reading() as session:
        actor = identify(session, token_hash)
        stored = people.credentials(session, actor.contact_id).password_hash
    with counted(limiter, actor.email, address):
        problems = problems_with_password(new_password)
        if problems or not is_storable(new_password):
            raise UnacceptableProfile(problems or {"password": "has characters that cannot be used here"})
        is_possible = is_storable(old_password) and len(old_password) <= MAXIMUM_PASSWORD_LENGTH
        if not verify_password(old_password if is_possible else "", stored):
            raise WrongPassword
    hashed = hash_password(new_password)

    def change(session: Session) -> None:
        current = identify(session, token_hash)
        people.set_contact(session, current.contact_id, password_hash=hashed)
        for kind in ("password_reset", "email_change"):
            links.end_of_contact(session, kind, current.contact_id, now())
        links.revoke_sessions(session, current.contact_id, now(), but=current.session_id)
        audit(session, current, Deed("password.changed", current.email))

    in_transaction(change)
