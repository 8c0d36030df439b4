"""Who did what: for headquarters everything, for an organization's admins their own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import reflex as rx

from storefront.audit import service as audit
from storefront.audit.snapshots import AuditFilter, AuditRecord
from storefront.kit.clock import end_of, start_of
from storefront.kit.paging import Page
from storefront.parties import service as parties
from storefront.settings import get_settings
from storefront.ui.acting import ask_as_contact, ask_hierarchy, signed_in
from storefront.ui.routes import hierarchy_at, organization_address
from storefront.ui.states.notice import say
from storefront.ui.typed import day_of, typed
from storefront.ui.words import day_and_time

FIELDS = ("action", "subject", "who", "made_from", "made_to")
LONGEST_VALUE = 254
EVERYTHING = "/admin/audit"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A field that changed; nothing before is an empty text."""

    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of the audit."""

    sequence: int = 0
    made: str = ""
    who: str = ""
    address: str = ""
    action: str = ""
    action_href: str = ""
    """The same selection with entries of this action alone."""
    subject: str = ""
    subject_href: str = ""
    reason: str = ""
    changes: list[ChangeRow] | None = None


class AuditState(rx.State):
    """One page of entries and what they are filtered by; the address says whose."""

    phase: str = "loading"
    entries: list[EntryRow] = []
    shown: str = ""
    has_more: bool = False
    is_empty: bool = False
    is_filtered: bool = False
    values: dict[str, str] = dict.fromkeys(FIELDS, "")
    clear_href: str = "/"
    export_href: str = "/"
    form_key: str = ""
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_audit(self) -> None:
        """Show the selection that the address asks for."""
        self.phase = "refused"
        asked = self.router.url.query_parameters
        values = {name: str(asked.get(name, ""))[:LONGEST_VALUE] for name in FIELDS}
        page = await self._read(_filter(values), None)
        number = hierarchy_at(str(self.router.url.path))
        self.values, self.entries = values, []
        self.is_filtered = any(values.values())
        self.clear_href = self._address({})
        wanted = _filter(values)
        query = {
            "action": wanted.action,
            "subject": wanted.subject,
            "who": wanted.who,
            "made_from": wanted.made_from.isoformat() if wanted.made_from else "",
            "made_to": wanted.made_to.isoformat() if wanted.made_to else "",
            "hierarchy": number,
        }
        given = {name: value for name, value in query.items() if value}
        self.export_href = f"/api/v1/audit/export.csv?{urlencode(given)}"
        self.form_key = urlencode(values)
        self._show(page)
        self.phase = "ready"

    @rx.event
    @signed_in
    async def load_more_entries(self) -> None:
        """Add the next page below; at the end there is none."""
        cursor = self._cursor
        page = await self._read(_filter(self.values), cursor)
        if cursor is not None:
            self._show(page)
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def filter_audit(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the selection that was typed."""
        values = {name: typed(form, name, longest=LONGEST_VALUE) for name in FIELDS}
        await self._read(_filter(values), None)
        return rx.redirect(self._address(values))

    def _address(self, values: Mapping[str, str]) -> str:
        number = hierarchy_at(str(self.router.url.path))
        if number:
            return organization_address(number, "audit", **values)
        query = urlencode({name: value for name, value in values.items() if value})
        return f"{EVERYTHING}?{query}" if query else EVERYTHING

    async def _read(self, wanted: AuditFilter, cursor: str | None) -> Page[AuditRecord]:
        number = hierarchy_at(str(self.router.url.path))
        if number:
            return await ask_hierarchy(
                self,
                number,
                lambda session, actor: audit.list_entries(
                    session, parties.organization_audit_scope(actor), wanted, cursor=cursor
                ),
            )
        return await ask_as_contact(
            self,
            lambda session, actor: audit.list_entries(
                session, parties.audit_scope(session, actor), wanted, cursor=cursor
            ),
        )

    def _show(self, page: Page[AuditRecord]) -> None:
        rows = [
            replace(
                _entry_row(record),
                action_href=self._address({**self.values, "action": record.action}),
                subject_href=self._address({**self.values, "subject": record.subject}),
            )
            for record in page.items
        ]
        self.entries = [*self.entries, *rows]
        self._cursor = page.next_cursor
        self.has_more = page.next_cursor is not None
        count = len(self.entries)
        self.is_empty = count == 0
        more = " shown, and there are more" if self.has_more else ""
        self.shown = f"{count:,} entr{'y' if count == 1 else 'ies'}{more}"


def _filter(values: Mapping[str, str]) -> AuditFilter:
    """Days are whole ones, in the site's zone."""
    zone = get_settings().timezone
    first, last = day_of(values["made_from"], "made_from"), day_of(values["made_to"], "made_to")
    return AuditFilter(
        action=values["action"],
        subject=values["subject"],
        who=values["who"],
        made_from=start_of(first, zone) if first else None,
        made_to=end_of(last, zone) if last else None,
    )


def _entry_row(record: AuditRecord) -> EntryRow:
    before, after = record.before or {}, record.after or {}
    fields = list(dict.fromkeys([*before, *after]))
    who = record.name or "Nobody signed in"
    return EntryRow(
        sequence=record.sequence,
        made=day_and_time(record.made_at),
        who=f"{who} for {record.on_behalf_of}" if record.on_behalf_of else who,
        address=record.address,
        action=record.action,
        subject=record.subject,
        reason=record.reason,
        changes=[
            ChangeRow(
                name.replace("_", " "),
                _words(before[name]) if before.get(name) is not None else "",
                _words(after.get(name)),
            )
            for name in fields
            if before.get(name) is not None or after.get(name) is not None
        ],
    )


def _words(value: object) -> str:
    if value is None:
        return "\N{EN DASH}"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)[:500]
