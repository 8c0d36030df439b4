"""What tests of people need: actors of a hierarchy, memberships, the links that were mailed, and the deeds."""

import re
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.audit.tables import AuditEntry
from storefront.db.columns import table_of
from storefront.mail.tables import MailMessage
from storefront.parties.actor import HierarchyActor
from storefront.parties.service import enter_hierarchy, hash_token
from storefront.parties.tables import Membership
from tests.factories import MadeContact

mails = table_of(MailMessage).c
memberships = table_of(Membership).c
entries = table_of(AuditEntry).c


def running(session: Session, contact: MadeContact, number: str = "HIER-ORG-1") -> HierarchyActor:
    """A contact as one who runs a hierarchy."""
    return enter_hierarchy(session, hash_token(contact.token), number)


def mailed(session: Session, to: str) -> list[str]:
    """The links that were mailed to an address, the oldest first; only their last part."""
    texts = session.execute(
        sa.select(mails.text).where(mails.recipient == to).order_by(mails.created_at, mails.id)
    ).scalars()
    return [found.group(1) for text in texts if (found := re.search(r"https?://\S+/([\w-]{20,})", text))]


def member_of(session: Session, contact: MadeContact) -> UUID:
    return session.execute(sa.select(memberships.id).where(memberships.contact_id == contact.id)).scalar_one()


def deeds(session: Session) -> list[tuple[Any, ...]]:
    rows = session.execute(
        sa.select(
            entries.action, entries.subject, entries.name, entries.reason, entries.before, entries.after
        ).order_by(entries.sequence)
    ).all()
    return [tuple(row) for row in rows]
