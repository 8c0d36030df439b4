"""What this slice takes in and shows to others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

STATUSES = ("waiting", "sent", "failed")


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as it goes out."""

    id: UUID
    recipient: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class MailCard:
    """A mail of the outbox as headquarters sees it."""

    id: UUID
    recipient: str
    template: str
    subject: str
    text: str
    html: str
    status: str
    attempts: int
    problem: str
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one round of sending did."""

    sent: int
    failed: int
    """Attempts that failed; most of these mails are tried again later."""
