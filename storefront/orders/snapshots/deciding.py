"""What a seller asks for, and what it decided."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OrderEventView:
    """What the seller decided about an order: `accepted`, `rejected`, or `lines_rejected` with their SKUs."""

    kind: str
    reason: str
    skus: tuple[str, ...]
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class IncomingFilter:
    """Which of the orders that were placed with a seller: those that wait for a decision, unless asked otherwise.

    `status` `all` is any; `outlet` is its number or the beginning of its name; `sort` is `placed_at` or `-placed_at`,
    and empty what fits: those that wait oldest first, all others newest first.
    """

    status: str = "submitted"
    text: str = ""
    outlet: str = ""
    placed_from: date | datetime | None = None
    placed_to: date | datetime | None = None
    sort: str = ""
    limit: int = 24
    cursor: str | None = None
