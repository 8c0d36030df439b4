"""The mails that went out, or wait, for headquarters."""

from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response
from typing_extensions import TypedDict

from storefront.api.actor import SignedIn, act, ask
from storefront.api.answers import PageBody, answer, maybe_moment, moment, nothing, page
from storefront.api.schemas.inputs import TextQuery
from storefront.mail.snapshots import MailCard
from storefront.parties import service as parties

router = APIRouter(prefix="/api/v1/admin/outbox", tags=["outbox"])


class OutboxQuery(TextQuery):
    """Which mails; `q` is a part of the recipient or the subject."""

    status: Literal["waiting", "sent", "failed"] | None = None


class MailBody(TypedDict):
    """A mail without its text."""

    id: str
    recipient: str
    template: str
    subject: str
    status: str
    attempts: int
    problem: str | None
    created_at: str
    sent_at: str | None


class WholeMailBody(MailBody):
    """A mail with its text."""

    text: str
    html: str


@router.get("", response_model=PageBody[MailBody])
def list_outbox(caller: SignedIn, query: Annotated[OutboxQuery, Query()]) -> Response:
    """Mails, newest first."""
    work = partial(
        parties.list_outbox,
        text=query.q,
        status=query.status or "",
        cursor=query.cursor,
        limit=query.limit,
    )
    return answer(page(ask(caller, work), mail))


@router.get("/{mail_id}", response_model=WholeMailBody)
def read_mail(caller: SignedIn, mail_id: UUID) -> Response:
    """One mail with its text."""
    card = ask(caller, partial(parties.read_mail, mail_id=mail_id))
    return answer({**mail(card), "text": card.text, "html": card.html})


@router.post("/{mail_id}/send-again", status_code=204)
def send_mail_again(caller: SignedIn, mail_id: UUID) -> Response:
    """Have a mail that was sent, or has failed, sent once more."""
    act(caller, partial(parties.send_mail_again, mail_id=mail_id))
    return nothing()


def mail(card: MailCard) -> MailBody:
    """A mail as JSON."""
    return {
        "id": str(card.id),
        "recipient": card.recipient,
        "template": card.template,
        "subject": card.subject,
        "status": card.status,
        "attempts": card.attempts,
        "problem": card.problem or None,
        "created_at": moment(card.created_at),
        "sent_at": maybe_moment(card.sent_at),
    }
