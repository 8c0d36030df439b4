"""Entries of the audit as JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field
from typing_extensions import TypedDict

from storefront.api.answers import moment
from storefront.api.schemas.inputs import ListQuery, Text
from storefront.audit.snapshots import AuditFilter, AuditRecord

Words = Annotated[Text, Field(max_length=254)]


class AuditQuery(ListQuery):
    """Which entries; what is left out is not asked for."""

    action: Annotated[Words, Field(description="The whole action, or its beginning such as `member`.")] = ""
    subject: Annotated[Words, Field(description="What it was done to: a number, a code or an address.")] = ""
    who: Annotated[Words, Field(description="Part of the name of who did it, or of in whose name.")] = ""
    made_from: AwareDatetime | None = None
    made_to: AwareDatetime | None = None
    hierarchy: Annotated[Words, Field(description="Only the organization of this hierarchy.")] = ""

    def filter(self) -> AuditFilter:
        """For the service."""
        return AuditFilter(self.action, self.subject, self.who, self.made_from, self.made_to)


class AuditBody(TypedDict):
    """One write; `before` and `after` hold only what changed."""

    sequence: int
    made_at: str
    who: str
    on_behalf_of: str | None
    address: str
    action: str
    subject: str
    reason: str | None
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


def entry(record: AuditRecord) -> AuditBody:
    """One write."""
    made_at: datetime = record.made_at
    return {
        "sequence": record.sequence,
        "made_at": moment(made_at),
        "who": record.name,
        "on_behalf_of": record.on_behalf_of or None,
        "address": record.address,
        "action": record.action,
        "subject": record.subject,
        "reason": record.reason or None,
        "before": record.before,
        "after": record.after,
    }
