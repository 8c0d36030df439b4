"""The outbox as it is looked at; who may, is decided above."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from storefront.kit.clock import as_utc, now
from storefront.kit.errors import Invalid
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable
from storefront.mail import queries
from storefront.mail.errors import MailNotFound, MailWaiting
from storefront.mail.snapshots import STATUSES, MailCard


def list_mails(
    session: Session, *, text: str = "", status: str = "", cursor: str | None = None, limit: int = 24
) -> Page[MailCard]:
    """Mails newest first; `text` is a part of the recipient or the subject.

    Raises:
        Invalid: the limit, the cursor or the status is not acceptable.
    """
    checked_limit(limit)
    after = decode_cursor("mails", cursor, str, str)
    if status and status not in STATUSES:
        raise Invalid(f"The status is one of {', '.join(STATUSES)}.", fields={"status": "is not known"})
    if not is_storable(text):
        return Page((), None)
    rows = queries.page(
        session, text=text.strip()[:200], status=status, before=_place(after), limit=limit + 1
    )
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = encode_cursor("mails", last.created_at.isoformat(), last.id.hex)
    return Page(tuple(MailCard(*row) for row in rows[:limit]), following)


def show_mail(session: Session, *, mail_id: UUID) -> MailCard:
    """One mail.

    Raises:
        MailNotFound: there is none.
    """
    row = queries.one(session, mail_id)
    if row is None:
        raise MailNotFound
    return MailCard(*row)


def send_again(session: Session, *, mail_id: UUID) -> MailCard:
    """Have a mail that was sent, or has failed, sent once more.

    Raises:
        MailNotFound: there is none.
        MailWaiting: it is on its way already.
    """
    card = show_mail(session, mail_id=mail_id)
    if not queries.renew(session, mail_id, now()):
        raise MailWaiting
    return card


def _place(after: tuple[str | int, ...] | None) -> tuple[datetime, UUID] | None:
    if after is None:
        return None
    try:
        return as_utc(datetime.fromisoformat(str(after[0]))), UUID(str(after[1]))
    except ValueError as error:
        raise Invalid(
            "This page marker belongs to another list. Start again from the first page.",
            fields={"cursor": "unknown"},
        ) from error
