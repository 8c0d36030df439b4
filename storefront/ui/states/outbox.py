"""The outbox, for headquarters."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

import reflex as rx

from storefront.kit.paging import Page
from storefront.mail.errors import MailNotFound
from storefront.mail.snapshots import MailCard
from storefront.parties import service as parties
from storefront.ui.acting import act_as_contact, ask_as_contact, signed_in
from storefront.ui.states.notice import say
from storefront.ui.typed import typed
from storefront.ui.words import day_and_time

STATUSES = {"waiting": ("Waiting", "low"), "sent": ("Sent", "good"), "failed": ("Failed", "bad")}
LONGEST_VALUE = 200
OUTBOX = "/admin/outbox"


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail of the outbox."""

    id: str = ""
    recipient: str = ""
    subject: str = ""
    kind: str = ""
    status: str = ""
    tone: str = "quiet"
    problem: str = ""
    made: str = ""
    sent: str = ""
    is_waiting: bool = False


class OutboxState(rx.State):
    """One page of mails, and the one that is read."""

    phase: str = "loading"
    mails: list[MailRow] = []
    shown: str = ""
    has_more: bool = False
    is_empty: bool = False
    is_filtered: bool = False
    text: str = ""
    status: str = ""
    form_key: str = ""
    read: MailRow = MailRow()
    filled: int = 0
    """How often the sheet was filled: it shows once this changes."""
    read_text: str = ""
    read_html: str = ""
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_outbox(self) -> None:
        """Show the newest mails that fit what the address asks for."""
        self.phase = "refused"
        asked = self.router.url.query_parameters
        text, status = (str(asked.get(name, ""))[:LONGEST_VALUE] for name in ("q", "status"))
        await self._find(text, status)
        self.is_filtered = bool(text or status)
        self.form_key = outbox_address(text, status)
        self.phase = "ready"
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def filter_outbox(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the mails that fit what was typed."""
        text, status = typed(form, "q", longest=LONGEST_VALUE), typed(form, "status", longest=LONGEST_VALUE)
        await ask_as_contact(
            self,
            lambda session, actor: parties.list_outbox(session, actor, text=text, status=status),
        )
        return rx.redirect(outbox_address(text, status))

    @rx.event
    @signed_in
    async def load_more_mails(self) -> None:
        """Add the next page below; at the end there is none."""
        text, status, cursor = self.text, self.status, self._cursor
        page = await ask_as_contact(
            self,
            lambda session, actor: parties.list_outbox(
                session, actor, text=text, status=status, cursor=cursor
            ),
        )
        if cursor is not None:
            self._show(page)
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def read_mail(self, mail_id: str) -> None:
        """Open one mail."""
        wanted = _id(mail_id)
        card = await ask_as_contact(
            self, lambda session, actor: parties.read_mail(session, actor, mail_id=wanted)
        )
        self.read, self.read_text, self.read_html = _row(card), card.text, card.html
        self.filled += 1

    @rx.event
    @signed_in
    async def send_mail_again(self, mail_id: str) -> None:
        """Have a mail sent once more."""
        wanted = _id(mail_id)
        await act_as_contact(
            self, lambda session, actor: parties.send_mail_again(session, actor, mail_id=wanted)
        )
        await self._find(self.text, self.status)
        await say(self, "The mail is sent again.")

    async def _find(self, text: str, status: str) -> None:
        page = await ask_as_contact(
            self, lambda session, actor: parties.list_outbox(session, actor, text=text, status=status)
        )
        self.text, self.status, self.mails = text, status, []
        self._show(page)

    def _show(self, page: Page[MailCard]) -> None:
        self.mails = [*self.mails, *(_row(card) for card in page.items)]
        self._cursor = page.next_cursor
        self.has_more = page.next_cursor is not None
        count = len(self.mails)
        self.is_empty = count == 0
        more = " shown, and there are more" if self.has_more else ""
        self.shown = f"{count:,} mail{'' if count == 1 else 's'}{more}"


def outbox_address(text: str, status: str) -> str:
    """The outbox with only the mails that fit."""
    asked = urlencode({name: value for name, value in (("q", text), ("status", status)) if value})
    return f"{OUTBOX}?{asked}" if asked else OUTBOX


def _row(card: MailCard) -> MailRow:
    status, tone = STATUSES[card.status]
    return MailRow(
        id=str(card.id),
        recipient=card.recipient,
        subject=card.subject,
        kind=card.template.replace("_", " "),
        status=status,
        tone=tone,
        problem=card.problem,
        made=day_and_time(card.created_at),
        sent=day_and_time(card.sent_at),
        is_waiting=card.status == "waiting",
    )


def _id(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as error:
        raise MailNotFound from error
