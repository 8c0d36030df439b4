"""The outbox: mails are rows of the transaction that they tell about, and are sent after it."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, Table, UtcDateTime
from storefront.kit.clock import now
from storefront.kit.ids import new_id


class MailMessage(Table, table=True):
    """One mail to one person. `waiting` ones are due at `due_at`; whoever sends one claims it by moving that."""

    __tablename__ = "mail_messages"
    __table_args__ = (
        sa.CheckConstraint("status in ('waiting', 'sent', 'failed')", name="status"),
        sa.Index(None, "status", "due_at"),
        sa.Index(None, "created_at", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    recipient: str = Field(sa_type=CODE)
    template: str = Field(sa_type=CODE)
    subject: str
    text: str
    html: str
    status: str = "waiting"
    attempts: int = 0
    problem: str = ""
    """Why the last attempt failed."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    due_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
