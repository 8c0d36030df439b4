"""The outbox, for headquarters: what was mailed to whom, and whether it went out."""

from uuid import UUID

from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.kit.paging import Page
from storefront.mail import service as mail
from storefront.mail.snapshots import MailCard
from storefront.parties.actor import Actor
from storefront.parties.service.trail import audit


def list_outbox(
    session: Session,
    actor: Actor,
    *,
    text: str = "",
    status: str = "",
    cursor: str | None = None,
    limit: int = 24,
) -> Page[MailCard]:
    """Mails newest first; `text` is a part of the recipient or the subject.

    Raises:
        NothingHere: the actor is not headquarters.
        Invalid: the limit, the cursor or the status is not acceptable.
    """
    actor.must("headquarters")
    return mail.list_mails(session, text=text, status=status, cursor=cursor, limit=limit)


def read_mail(session: Session, actor: Actor, *, mail_id: UUID) -> MailCard:
    """One mail.

    Raises:
        NothingHere: the actor is not headquarters.
        MailNotFound: there is none.
    """
    actor.must("headquarters")
    return mail.show_mail(session, mail_id=mail_id)


def send_mail_again(session: Session, actor: Actor, *, mail_id: UUID) -> None:
    """Have a mail sent once more.

    Raises:
        NothingHere: the actor is not headquarters.
        MailNotFound: there is none.
        MailWaiting: it is on its way already.
    """
    actor.must("headquarters")
    card = mail.send_again(session, mail_id=mail_id)
    audit(session, actor, Deed("mail.sent_again", card.recipient, after={"subject": card.subject}))
