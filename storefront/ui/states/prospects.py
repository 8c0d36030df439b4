"""The list of those who want to become partners."""

from dataclasses import dataclass
from urllib.parse import urlencode

import reflex as rx

from storefront.kit.errors import StorefrontError
from storefront.kit.paging import Page
from storefront.onboarding import service as onboarding
from storefront.onboarding.snapshots import ProspectCard, ProspectFilter
from storefront.ui.acting import ask_as_contact, signed_in
from storefront.ui.states.notice import say
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.typed import typed
from storefront.ui.words import day

PROSPECTS = "/admin/prospects"
TABS = (("submitted", "Waiting"), ("approved", "Approved"), ("rejected", "Rejected"), ("all", "All"))
TONES = {"submitted": "warn", "approved": "good", "rejected": "bad"}
KINDS = {"buyer": "Wants to buy", "seller": "Wants to sell"}


@dataclass(frozen=True, slots=True)
class ProspectRow:
    """A prospect of the list."""

    number: str = ""
    href: str = ""
    kind: str = ""
    status: str = ""
    tone: str = ""
    company: str = ""
    contact: str = ""
    email: str = ""
    city: str = ""
    submitted: str = ""


class ProspectsState(rx.State):
    """Prospects of one status, newest first."""

    phase: str = "loading"
    prospects: list[ProspectRow] = []
    tabs: list[ChoiceRow] = []
    current_tab: str = "submitted"
    text: str = ""
    shown: str = ""
    has_more: bool = False
    is_empty: bool = False
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_prospects(self) -> None:
        """Show those that the address asks for: those that wait, unless it says otherwise."""
        asked = self.router.url.query_parameters
        self.current_tab = asked.get("status", "") or "submitted"
        self.text = asked.get("q", "")[:200]
        self.tabs = [ChoiceRow(status, words, href=_address(status, self.text)) for status, words in TABS]
        self.prospects = []
        try:
            await self._add(None)
        except StorefrontError:
            self.phase = "refused"
            raise
        self.phase = "ready"

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page below; at the end there is none."""
        if not self._cursor:
            # A second click on the last "more": without a cursor the first page would come again.
            await ask_as_contact(self, lambda _session, actor: actor.must("headquarters"))
            return
        await self._add(self._cursor)
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def search_prospects(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to what was typed."""
        await ask_as_contact(self, lambda _session, actor: actor.must("headquarters"))
        return rx.redirect(_address(self.current_tab, typed(form, "q", longest=200)))

    async def _add(self, cursor: str | None) -> None:
        status = "" if self.current_tab == "all" else self.current_tab
        wanted = ProspectFilter(status, self.text, cursor)
        found: Page[ProspectCard] = await ask_as_contact(
            self, lambda session, actor: onboarding.list_prospects(session, actor, wanted)
        )
        self.prospects = [*self.prospects, *(prospect_row(card) for card in found.items)]
        self._cursor = found.next_cursor
        self.has_more = found.next_cursor is not None
        self.is_empty = not self.prospects
        self.shown = "1 prospect" if len(self.prospects) == 1 else f"{len(self.prospects):,} prospects"


def prospect_row(card: ProspectCard) -> ProspectRow:
    """A prospect as a row."""
    return ProspectRow(
        number=card.number,
        href=f"{PROSPECTS}/{card.number}",
        kind=KINDS[card.kind],
        status=card.status.capitalize(),
        tone=TONES[card.status],
        company=card.company,
        contact=card.contact_name,
        email=card.email,
        city=card.city,
        submitted=day(card.submitted_at),
    )


def _address(status: str, text: str) -> str:
    asked = {"status": "" if status == "submitted" else status, "q": text}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{PROSPECTS}?{query}" if query else PROSPECTS
