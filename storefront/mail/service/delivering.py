"""Sending what is due: each mail is claimed, sent outside any transaction, and settled."""

from datetime import timedelta

import structlog

from storefront.connectors.mail import Mailer, MailProblem
from storefront.db.session import in_transaction, reading
from storefront.kit.clock import now
from storefront.mail import queries
from storefront.mail.rules import pause_after
from storefront.mail.snapshots import Delivery, Letter

LEASE = timedelta(minutes=5)
"""Longer than any server makes us wait; whoever claimed a mail and died gives it back after that."""

log = structlog.get_logger(__name__)


def deliver_due(mailer: Mailer, *, most: int = 1_000) -> Delivery:
    """Send what is due, one after the other; however many processes do it at once, each mail is sent by one.

    Opens its own short transactions, as no lock may be held while a mail server answers.
    """
    sent = failed = 0
    for _ in range(most):
        with reading() as session:
            if not queries.has_due(session, now()):
                break
        moment = now()
        row = in_transaction(
            lambda session, at=moment: queries.claim(session, moment=at, lease_ends=at + LEASE)
        )
        if row is None:
            break
        letter = Letter(row.id, row.recipient, row.subject, row.text, row.html)
        if _deliver(mailer, letter, row.attempts):
            sent += 1
        else:
            failed += 1
    return Delivery(sent, failed)


def _deliver(mailer: Mailer, letter: Letter, attempt: int) -> bool:
    moment = now()
    try:
        note = mailer.send(
            message_id=letter.id.hex,
            recipient=letter.recipient,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
        )
    except MailProblem as problem:
        pause = pause_after(attempt)
        values: dict[str, object] = {"problem": problem.words, "status": "failed"}
        if pause is not None:
            values = {"problem": problem.words, "due_at": moment + pause}
        log.warning("mail.not_sent", mail=str(letter.id), attempt=attempt, problem=problem.words)
    else:
        values = {"status": "sent", "problem": note, "sent_at": now()}
    in_transaction(lambda session: queries.settle(session, letter.id, attempt, **values))
    return values.get("status") == "sent"
