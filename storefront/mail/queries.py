"""Every statement of this slice."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import insert_rows
from storefront.kit.text import pattern_of
from storefront.mail.tables import MailMessage

mails = table_of(MailMessage).c

COLUMNS = (
    "id",
    "recipient",
    "template",
    "subject",
    "text",
    "html",
    "status",
    "attempts",
    "problem",
    "created_at",
    "due_at",
)
CARD = (
    mails.id,
    mails.recipient,
    mails.template,
    mails.subject,
    mails.text,
    mails.html,
    mails.status,
    mails.attempts,
    mails.problem,
    mails.created_at,
    mails.sent_at,
)


def add(session: Session, rows: Sequence[Sequence[object]]) -> None:
    """New mails, values in the order of `COLUMNS`."""
    insert_rows(session, table_of(MailMessage), COLUMNS, rows)


def has_due(session: Session, moment: datetime) -> bool:
    """Whether any mail waits to be sent now."""
    return session.execute(_has_due(), {"moment": moment}).first() is not None


@cache
def _has_due() -> sa.Executable:
    moment = sa.bindparam("moment", type_=mails.due_at.type)
    return sa.select(mails.id).where(mails.status == "waiting", mails.due_at <= moment).limit(1)


def claim(session: Session, *, moment: datetime, lease_ends: datetime) -> sa.Row[Any] | None:
    """Take the mail that is due longest: until the lease ends it is nobody else's. One conditional update."""
    given = {"moment": moment, "lease_ends": lease_ends}
    return session.execute(_claim(), given).one_or_none()


@cache
def _claim() -> sa.Executable:
    moment = sa.bindparam("moment", type_=mails.due_at.type)
    is_due = (mails.status == "waiting") & (mails.due_at <= moment)
    # What another process is just taking is passed by, not waited for; SQLite has one writer anyway.
    due = (
        sa.select(mails.id)
        .where(is_due)
        .order_by(mails.due_at, mails.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return (
        sa.update(table_of(MailMessage))
        .where(mails.id == due, is_due)
        .values(
            due_at=sa.bindparam("lease_ends", type_=mails.due_at.type),
            attempts=mails.attempts + 1,
        )
        .returning(mails.id, mails.recipient, mails.subject, mails.text, mails.html, mails.attempts)
        .execution_options(synchronize_session=False)
    )


def settle(session: Session, mail_id: UUID, attempt: int, **values: object) -> bool:
    """Write down how an attempt ended; nothing when its lease ended and another one began."""
    done = session.execute(
        sa.update(table_of(MailMessage))
        .where(mails.id == mail_id, mails.status == "waiting", mails.attempts == attempt)
        .values(**values)
    )
    return bool(getattr(done, "rowcount", 0))


def renew(session: Session, mail_id: UUID, moment: datetime) -> bool:
    """Let a mail that was sent or failed wait anew; whether there was one."""
    done = session.execute(
        sa.update(table_of(MailMessage))
        .where(mails.id == mail_id, mails.status != "waiting")
        .values(status="waiting", attempts=0, problem="", due_at=moment, sent_at=None)
    )
    return bool(getattr(done, "rowcount", 0))


def one(session: Session, mail_id: UUID) -> sa.Row[Any] | None:
    """A mail as headquarters sees it."""
    return session.execute(sa.select(*CARD).where(mails.id == mail_id)).one_or_none()


def page(
    session: Session,
    *,
    text: str,
    status: str,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """Mails newest first, those before the moment and id given."""
    given: dict[str, object] = {"most": limit, "status": status, "text": f"%{pattern_of(text.lower())}%"}
    if before:
        given |= {"before_moment": before[0], "before_id": before[1]}
    statement = _page(has_text=bool(text), has_status=bool(status), is_following=before is not None)
    return session.execute(statement, given).all()


@cache
def _page(*, has_text: bool, has_status: bool, is_following: bool) -> sa.Executable:
    statement = (
        sa.select(*CARD)
        .order_by(mails.created_at.desc(), mails.id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    if has_text:
        text = sa.bindparam("text", type_=sa.Text)
        statement = statement.where(
            sa.func.lower(mails.recipient).like(text, escape="\\")
            | sa.func.lower(mails.subject).like(text, escape="\\")
        )
    if has_status:
        statement = statement.where(mails.status == sa.bindparam("status", type_=sa.Text))
    if is_following:
        last = sa.tuple_(
            sa.bindparam("before_moment", type_=mails.created_at.type),
            sa.bindparam("before_id", type_=mails.id.type),
        )
        statement = statement.where(sa.tuple_(mails.created_at, mails.id) < last)
    return statement
