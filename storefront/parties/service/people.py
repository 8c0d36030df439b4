"""Contacts as the command line makes them."""

from uuid import UUID

from sqlmodel import Session

from storefront.kit.text import fold
from storefront.parties.errors import EmailTaken, UnacceptableContact
from storefront.parties.queries import sessions as queries
from storefront.parties.rules import normal_email, problems_with, problems_with_name
from storefront.parties.service.passwords import hash_password
from storefront.parties.tables import Contact


def create_contact(session: Session, *, email: str, name: str, password: str) -> UUID:
    """A contact who can sign in and belongs to nothing yet.

    Raises:
        UnacceptableContact: the address is none, the name too long or unreadable, or the password too short or too long.
        EmailTaken: somebody signs in with this address already.
    """
    email = normal_email(email)
    name = name.strip() or email
    problems = problems_with(email, password) | problems_with_name(name)
    if problems:
        words = "; ".join(f"{field} {problem}" for field, problem in problems.items())
        raise UnacceptableContact(f"The contact was not made: {words}.", fields=problems)
    if queries.contact_by_email(session, email):
        raise EmailTaken(email)
    contact = Contact(email=email, name=name, name_key=fold(name), password_hash=hash_password(password))
    session.add(contact)
    session.flush()
    return contact.id
