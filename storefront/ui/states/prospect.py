"""One prospect: what it sent, what is noted about it, and the decision."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx
from sqlmodel import Session

from storefront.kit.errors import StorefrontError
from storefront.onboarding import service as onboarding
from storefront.onboarding.snapshots import Approval, Choices, ProspectView
from storefront.parties.actor import Actor
from storefront.ui.acting import act_as_contact, ask_as_contact, signed_in
from storefront.ui.routes import organization_address
from storefront.ui.states.notice import say
from storefront.ui.states.prospects import KINDS, PROSPECTS, TONES
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.typed import amount_of, typed
from storefront.ui.words import day, day_and_time

Work = Callable[[Session, Actor], ProspectView]
CRITERIA = {
    "size": "Its size fits",
    "industry": "Its industry fits",
    "offer": "It offers, or wants, what we trade in",
    "policy": "Our policy allows it",
    "duplicates": "Whom it may be already was looked at",
}


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """Something that is looked at."""

    name: str = ""
    words: str = ""
    is_checked: bool = False


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note."""

    text: str = ""
    by: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """Who it may be already."""

    name: str = ""
    number: str = ""
    kind: str = ""
    reasons: str = ""
    href: str = ""


class ProspectState(rx.State):
    """What the page shows of one prospect."""

    phase: str = "loading"
    number: str = ""
    kind: str = ""
    kind_words: str = ""
    status: str = ""
    status_words: str = ""
    tone: str = ""
    company: str = ""
    facts: list[ChoiceRow] = []
    made: list[ChoiceRow] = []
    comments: str = ""
    decided: str = ""
    reason: str = ""
    criteria: list[CriterionRow] = []
    notes: list[NoteRow] = []
    duplicates: list[DuplicateRow] = []
    sellers: list[ChoiceRow] = []
    catalogs: list[ChoiceRow] = []
    price_groups: list[ChoiceRow] = []

    @rx.event
    @signed_in
    async def load_prospect(self) -> None:
        """Show the prospect that the address names."""
        number = self._asked()
        try:
            view, choices = await ask_as_contact(
                self,
                lambda session, actor: (
                    onboarding.show_prospect(session, actor, number=number),
                    onboarding.list_choices(session, actor),
                ),
            )
        except StorefrontError:
            self.phase = "refused"
            raise
        self._show(view)
        self._offer(choices)
        self.phase = "ready"

    @rx.event
    @signed_in
    async def toggle_criterion(self, name: str) -> None:
        """Keep that one of the criteria was looked at, or was not."""
        is_checked = any(row.name == name and row.is_checked for row in self.criteria)
        number, criteria = self._asked(), {str(name)[:40]: not is_checked}
        await self._act(
            lambda session, actor: onboarding.check(session, actor, number=number, criteria=criteria),
            "Saved.",
        )

    @rx.event
    @signed_in
    async def add_note(self, form: dict[str, str]) -> None:
        """Keep a note."""
        number, text = self._asked(), typed(form, "note", longest=10_000)
        await self._act(
            lambda session, actor: onboarding.note(session, actor, number=number, text=text), "Noted."
        )

    @rx.event
    @signed_in
    async def reject(self, form: dict[str, str]) -> None:
        """Reject it with the reason that was typed."""
        number, reason = self._asked(), typed(form, "reason", longest=2_000)
        await self._act(
            lambda session, actor: onboarding.reject(session, actor, number=number, reason=reason),
            "Rejected; the applicant is mailed.",
        )

    @rx.event
    @signed_in
    async def approve(self, form: dict[str, str]) -> None:
        """Approve it on the terms that were chosen."""
        number = self._asked()
        catalogs = self._ticked(form, "catalog", self.catalogs)
        approval = Approval(
            sellers=self._ticked(form, "seller", self.sellers),
            catalogs=catalogs or None,
            price_groups=self._ticked(form, "group", self.price_groups),
            credit_limit=amount_of(typed(form, "limit", longest=40), "credit_limit"),
            channel=typed(form, "channel", longest=80),
            code=typed(form, "code", longest=80),
        )
        await self._act(
            lambda session, actor: onboarding.approve(session, actor, number=number, approval=approval),
            "Approved; the applicant is mailed.",
        )

    async def _act(self, work: Work, words: str) -> None:
        self._show(await act_as_contact(self, work))
        await say(self, words)

    def _asked(self) -> str:
        parts = [part for part in str(self.router.url.path).split("/") if part]
        return parts[2][:80] if len(parts) > 2 and parts[:2] == ["admin", "prospects"] else ""

    def _ticked(self, form: object, kind: str, rows: list[ChoiceRow]) -> tuple[str, ...]:
        return tuple(row.value for row in rows if typed(form, f"{kind}-{row.value}"))

    def _offer(self, choices: Choices) -> None:
        self.sellers = [ChoiceRow(card.code, card.name) for card in choices.sellers]
        self.catalogs = [ChoiceRow(card.code, card.name) for card in choices.catalogs]
        self.price_groups = [ChoiceRow(card.code, card.name) for card in choices.price_groups]

    def _show(self, view: ProspectView) -> None:
        self.number, self.kind, self.status = view.number, view.kind, view.status
        self.kind_words, self.status_words = KINDS[view.kind], view.status.capitalize()
        self.tone = TONES[view.status]
        self.company, self.comments, self.reason = (
            view.application.company,
            view.application.comments,
            view.reason,
        )
        self.facts = _facts(view)
        self.made = _made(view)
        by = f" by {view.decided_by}" if view.decided_by else ""
        self.decided = f"{self.status_words} on {day(view.decided_at)}{by}" if view.decided_at else ""
        self.criteria = [CriterionRow(name, words, view.criteria[name]) for name, words in CRITERIA.items()]
        self.notes = [NoteRow(each.text, each.by, day_and_time(each.made_at)) for each in view.notes]
        self.duplicates = [
            DuplicateRow(
                each.name,
                each.number,
                each.kind.capitalize(),
                ", ".join(each.reasons),
                f"{PROSPECTS}/{each.number}"
                if each.kind == "prospect"
                else organization_address(each.hierarchy_number)
                if each.hierarchy_number
                else "",
            )
            for each in view.duplicates
        ]


def _facts(view: ProspectView) -> list[ChoiceRow]:
    sent = view.application
    place = ", ".join(part for part in (sent.street, sent.postcode, sent.city, sent.country) if part)
    facts = (
        ("Contact", sent.contact_name),
        ("E-mail", sent.email),
        ("Phone", sent.phone),
        ("Address", place),
        ("Categories", ", ".join(sent.categories)),
        ("Size", sent.size),
        ("Sent", day_and_time(view.submitted_at)),
        ("From", view.address),
    )
    return [ChoiceRow(value, name) for name, value in facts if value]


def _made(view: ProspectView) -> list[ChoiceRow]:
    made = (
        ("Organization", view.organization_number),
        ("Hierarchy", view.hierarchy_number),
        ("First outlet", view.outlet_number),
        ("Seller", view.seller_code),
    )
    return [ChoiceRow(value, name) for name, value in made if value]
