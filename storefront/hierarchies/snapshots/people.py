"""Members of a hierarchy, and people who are to become some."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storefront.kit.paging import DEFAULT_LIMIT

MEMBER_STATUSES = ("invited", "active", "disabled")


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A membership as those see it who run its node."""

    id: UUID
    contact_id: UUID | None
    """None, as what else is known of the contact, until the invitation was accepted."""
    name: str
    """The address until then: what the contact is called elsewhere is not theirs to know who invite it."""
    email: str
    node_number: str
    node_name: str
    node_kind: str
    role: str
    status: str
    reason: str
    """Why it was disabled."""
    disabled_at: datetime | None
    disabled_by: str
    last_seen_at: datetime | None
    """When the contact was last signed in, anywhere."""
    invited_until: datetime | None
    """When the open invitation expires; none when there is no open one."""


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """Which members are wanted; what is empty is not asked for."""

    text: str = ""
    """A part of the name or the address."""
    role: str = ""
    status: str = ""
    node: str = ""
    """The number of a node: members set at it, not those below or above."""
    cursor: str | None = None
    limit: int = DEFAULT_LIMIT


@dataclass(frozen=True, slots=True)
class MemberInput:
    """Somebody to be invited, as it was typed; without a node, to the whole of what the inviter runs."""

    email: str
    name: str = ""
    role: str = "user"
    node: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row of a file of people."""

    number: int
    """Its place in the file, from 1."""
    member: MemberInput


@dataclass(frozen=True, slots=True)
class ReadPeople:
    """A file of people, read but not judged."""

    rows: tuple[PersonRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """What a row of such a file means: `new`, `again`, `member`, `twice` or `refused`; only the first two invite."""

    row: PersonRow
    outcome: str
    node_name: str = ""
    problem: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the row invites somebody."""
        return self.outcome in {"new", "again"}
