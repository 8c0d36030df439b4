"""What tests of people need: actors of a hierarchy, and the links that were mailed."""

import re

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.mail.tables import MailMessage
from storefront.parties.actor import HierarchyActor
from storefront.parties.service import enter_hierarchy, hash_token
from tests.factories import MadeContact

mails = table_of(MailMessage).c


def running(session: Session, contact: MadeContact, number: str = "HIER-ORG-1") -> HierarchyActor:
    """A contact as one who runs a hierarchy."""
    return enter_hierarchy(session, hash_token(contact.token), number)


def mailed(session: Session, to: str) -> list[str]:
    """The links that were mailed to an address, the oldest first; only their last part."""
    texts = session.execute(
        sa.select(mails.text).where(mails.recipient == to).order_by(mails.created_at, mails.id)
    ).scalars()
    return [found.group(1) for text in texts if (found := re.search(r"https?://\S+/([\w-]{20,})", text))]
