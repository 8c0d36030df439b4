"""Who did what: read, filtered and exported by those whose it is."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from storefront.api.actor import Caller, SignedIn, ask, ask_hierarchy
from storefront.api.answers import PageBody, answer, moment, page
from storefront.api.schemas.audit import AuditBody, AuditQuery, entry
from storefront.api.spreadsheets import ROWS_AT_ONCE, Layout, csv_chunks
from storefront.audit import service as audit
from storefront.audit.snapshots import AuditRecord, AuditScope
from storefront.db.session import reading
from storefront.kit.clock import now
from storefront.parties import service as parties

router = APIRouter(prefix="/api/v1/audit", tags=["audit"])

COLUMNS = (
    "sequence",
    "made_at",
    "who",
    "on_behalf_of",
    "address",
    "action",
    "subject",
    "reason",
    "before",
    "after",
)


def _document(value: Mapping[str, object] | None) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


ENTRIES: Layout[AuditRecord] = Layout(
    "Audit",
    COLUMNS,
    lambda each: (
        each.sequence,
        moment(each.made_at),
        each.name,
        each.on_behalf_of,
        each.address,
        each.action,
        each.subject,
        each.reason,
        _document(each.before),
        _document(each.after),
    ),
)


@router.get("", response_model=PageBody[AuditBody])
def list_entries(caller: SignedIn, query: Annotated[AuditQuery, Query()]) -> Response:
    """Entries newest first: all for headquarters, an organization's for its admins, a seller's for its managers."""
    scope = _scope(caller, query.hierarchy)
    wanted = query.filter()
    with reading() as session:
        found = audit.list_entries(session, scope, wanted, cursor=query.cursor, limit=query.limit)
    return answer(page(found, entry))


@router.get(
    "/export.csv", responses={200: {"content": {"text/csv": {}}, "description": "A row for each entry."}}
)
def export_entries(caller: SignedIn, query: Annotated[AuditQuery, Query()]) -> Response:
    """The same selection as a file; `limit` and `cursor` do not matter."""
    entries = _every(_scope(caller, query.hierarchy), query)
    first = list(islice(entries, ROWS_AT_ONCE))
    headers = {
        "content-disposition": f'attachment; filename="audit-{now().date().isoformat()}.csv"',
        "cache-control": "no-store",
    }
    chunks = csv_chunks(ENTRIES, chain(first, entries))
    return StreamingResponse(chunks, media_type="text/csv; charset=utf-8", headers=headers)


def _scope(caller: Caller, hierarchy: str) -> AuditScope:
    if hierarchy:
        return ask_hierarchy(
            caller, hierarchy, lambda _session, actor: parties.organization_audit_scope(actor)
        )
    return ask(caller, parties.audit_scope)


def _every(scope: AuditScope, query: AuditQuery) -> Iterator[AuditRecord]:
    with reading() as session:
        yield from audit.every_entry(session, scope, query.filter())
