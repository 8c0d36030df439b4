"""Writing down who did what, and reading it: the slice's only door.

Whose entries somebody may read is decided above; here a scope says it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlmodel import Session

from storefront.audit import queries
from storefront.audit.rules import BEGINNING, digest_of
from storefront.audit.snapshots import AuditFilter, AuditRecord, AuditScope, Deed, Doer, Verification
from storefront.kit.clock import as_utc, now
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable

PIECE = 1_000
EXPORTED_AT_ONCE = 200


def record(session: Session, doer: Doer, *deeds: Deed) -> None:
    """Write deeds down as the transaction's last act: the end of the chain stays locked until the commit."""
    if not deeds:
        return
    last, digest = queries.extend(session, len(deeds))
    moment = now()
    rows: list[dict[str, Any]] = []
    for sequence, deed in enumerate(deeds, start=last - len(deeds) + 1):
        entry: dict[str, Any] = {"sequence": sequence, "made_at": moment, **asdict(doer), **asdict(deed)}
        previous, digest = digest, digest_of(digest, _plain(entry))
        rows.append({**entry, "previous_digest": previous, "digest": digest})
    queries.append(session, rows)


def list_entries(
    session: Session, scope: AuditScope, wanted: AuditFilter, *, cursor: str | None = None, limit: int = 24
) -> Page[AuditRecord]:
    """Entries within a scope, newest first.

    Raises:
        Invalid: the limit or the cursor is not acceptable.
    """
    checked_limit(limit)
    after = decode_cursor("audit", cursor, int)
    before = int(after[0]) if after else None
    if not all(map(is_storable, (wanted.action, wanted.subject, wanted.who))):
        return Page((), None)
    rows = queries.page(session, scope, wanted, before=before, limit=limit + 1)
    following = encode_cursor("audit", rows[limit - 1].sequence) if len(rows) > limit else None
    return Page(tuple(AuditRecord(*row) for row in rows[:limit]), following)


def every_entry(session: Session, scope: AuditScope, wanted: AuditFilter) -> Iterator[AuditRecord]:
    """All entries within a scope, newest first, read piece by piece."""
    cursor: str | None = None
    while True:
        page = list_entries(session, scope, wanted, cursor=cursor, limit=EXPORTED_AT_ONCE)
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return


def verify(session: Session) -> Verification:
    """Go through the whole chain, and find the first entry that does not fit: changed, missing, or added past it."""
    sequence, digest = 0, BEGINNING
    while rows := queries.chain(session, after=sequence, limit=PIECE):
        for row in rows:
            problem = _misfit(row, sequence, digest)
            if problem:
                return Verification(sequence, row["sequence"], problem)
            sequence, digest = row["sequence"], row["digest"]
    head = queries.head(session)
    if head is not None and (head.sequence, head.digest) != (sequence, digest):
        return Verification(sequence, sequence + 1, "entries are missing at the end")
    return Verification(sequence, None)


def _misfit(row: Mapping[str, Any], sequence: int, digest: str) -> str:
    if row["sequence"] != sequence + 1:
        return f"entry {sequence + 1} is missing"
    if row["previous_digest"] != digest:
        return "it does not follow the entry before it"
    entry = {name: value for name, value in row.items() if name not in {"previous_digest", "digest"}}
    return "" if digest_of(digest, _plain(entry)) == row["digest"] else "it was changed after it was written"


def _plain(entry: dict[str, Any]) -> dict[str, object]:
    """The entry as JSON values, the same before it is written and after it is read."""
    return {
        **entry,
        "made_at": as_utc(entry["made_at"]).isoformat(timespec="microseconds"),
        **{
            name: value.hex if isinstance(value, UUID) else value
            for name, value in entry.items()
            if name.endswith("_id")
        },
    }
