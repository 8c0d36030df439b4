"""What this slice takes in and shows to others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done, to be written down; `before` and `after` hold only what changed, as JSON values."""

    action: str
    subject: str
    organization_id: UUID | None = None
    seller_id: UUID | None = None
    reason: str = ""
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did something, in whose name, and from where."""

    contact_id: UUID | None
    name: str
    address: str = ""
    on_behalf_of: str = ""
    acting_session_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; what is empty is not asked for."""

    action: str = ""
    """The whole action, or its beginning up to a dot, such as `member`."""
    subject: str = ""
    who: str = ""
    """A part of the name of who did it, or of in whose name."""
    made_from: datetime | None = None
    made_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditScope:
    """Whose entries may be read at all: everybody's, those of some organizations, or those of one seller."""

    is_everything: bool = False
    organization_ids: tuple[UUID, ...] = ()
    seller_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """An entry as it is read."""

    sequence: int
    made_at: datetime
    name: str
    on_behalf_of: str
    address: str
    action: str
    subject: str
    organization_id: UUID | None
    reason: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Verification:
    """What a look through the whole chain found."""

    entries: int
    first_broken: int | None
    """Sequence of the first entry that does not fit; None when all do."""
    problem: str = ""
