"""Moving in by a file, for headquarters: tried first, then written."""

from dataclasses import dataclass

import reflex as rx
from sqlmodel import Session

from storefront.kit.errors import StorefrontError
from storefront.onboarding import service as onboarding
from storefront.onboarding.snapshots import KINDS, ImportReport, Merge, RowAnswer
from storefront.parties.actor import Actor
from storefront.ui.acting import act_as_contact, ask_as_contact, signed_in
from storefront.ui.states.notice import say
from storefront.ui.typed import listed, typed

LONGEST_FILE = 700_000
"""Characters: what a page sends at once is bounded; longer files go through the API or the command line."""
ROWS_AT_ONCE = 100
WORDS = {
    "new": ("New", "good"),
    "changed": ("Changed", "low"),
    "same": ("Same", "quiet"),
    "wrong": ("Wrong", "bad"),
}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of the file, answered."""

    line: str = ""
    subject: str = ""
    outcome: str = ""
    tone: str = "quiet"
    words: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """How many rows have an outcome; chosen, only they are shown."""

    value: str = ""
    label: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class MergeRow:
    """Rows that are one person."""

    who: str = ""
    lines: str = ""
    words: str = ""


class ImportingState(rx.State):
    """A file that was tried: its rows by outcome, and who is merged."""

    phase: str = "loading"
    answers: list[AnswerRow] = []
    outcomes: list[OutcomeRow] = []
    merges: list[MergeRow] = []
    merged: str = ""
    notes: list[str] = []
    summary: str = ""
    shown: str = ""
    has_more: bool = False
    can_apply: bool = False
    has_wrong: bool = False
    is_written: bool = False
    _kind: str = KINDS[0]
    _text: str = ""
    _outcome: str = ""
    _report: ImportReport = ImportReport(())

    @rx.event
    @signed_in
    async def load_importing(self) -> None:
        """Begin anew, for whoever may."""
        try:
            await ask_as_contact(self, _must_be_headquarters)
        except StorefrontError:
            self.phase = "refused"
            raise
        self.reset()
        self.phase = "ready"

    @rx.event
    @signed_in
    async def try_file(self, form: dict[str, str]) -> None:
        """Tell what each row means; nothing is written."""
        await ask_as_contact(self, _must_be_headquarters)
        instead = "Use the API, or the command line."
        kind, text = typed(form, "kind", longest=40), listed(form, "file", most=LONGEST_FILE, instead=instead)
        kind = kind if kind in KINDS else KINDS[0]
        read = onboarding.read_import(text.encode("utf-8", "replace"), kind=kind)
        report = await ask_as_contact(
            self, lambda session, actor: onboarding.judge_import(session, actor, read=read)
        )
        self._kind, self._text = kind, text
        await self._show(report)

    @rx.event
    @signed_in
    async def apply_file(self, skip_wrong: bool) -> None:  # noqa: FBT001 -- Reflex calls it so
        """Write what was tried; wrong rows stop it, unless they are left out."""
        await ask_as_contact(self, _must_be_headquarters)
        read = onboarding.read_import(self._text.encode("utf-8", "replace"), kind=self._kind)
        skips = skip_wrong is True
        report = await act_as_contact(
            self,
            lambda session, actor: onboarding.apply_import(session, actor, read=read, skip_wrong=skips),
        )
        self._text = ""
        await self._show(report)

    @rx.event
    @signed_in
    async def show_outcome(self, outcome: str) -> None:
        """Show only rows of one outcome, or all again."""
        await ask_as_contact(self, _must_be_headquarters)
        self._outcome = str(outcome) if str(outcome) in WORDS else ""
        self._show_rows(0)
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def show_more_rows(self) -> None:
        """Add more rows below; at the end there are none."""
        await ask_as_contact(self, _must_be_headquarters)
        self._show_rows(len(self.answers))
        await say(self, f"{self.shown}.")

    async def _show(self, report: ImportReport) -> None:
        self._report, self._outcome = report, ""
        wrong = report.count("wrong")
        self.has_wrong = wrong > 0
        self.is_written = report.is_written
        useful = report.count("new") + report.count("changed")
        self.can_apply = not report.is_written and useful > 0
        self.notes = list(report.notes)
        self.merges = [_merge(each) for each in report.merges[:ROWS_AT_ONCE]]
        count = len(report.merges)
        beyond = f", the first {ROWS_AT_ONCE} shown" if count > ROWS_AT_ONCE else ""
        self.merged = f"{count:,} {'person' if count == 1 else 'people'} merged{beyond}" if count else ""
        words = ", ".join(f"{report.count(value):,} {label.lower()}" for value, (label, _) in WORDS.items())
        self.summary = f"{'Written' if report.is_written else 'Nothing is written yet'}: {words}"
        self._show_rows(0)
        await say(self, f"{self.summary}.")

    def _show_rows(self, after: int) -> None:
        report = self._report
        wanted = [each for each in report.answers if self._outcome in {"", each.outcome}]
        more = [_answer(each) for each in wanted[after : after + ROWS_AT_ONCE]]
        self.answers = [*self.answers[:after], *more]
        self.shown = f"{len(self.answers):,} of {len(wanted):,} rows"
        self.has_more = len(self.answers) < len(wanted)
        self.outcomes = [
            OutcomeRow("", f"All ({len(report.answers):,})", is_current=not self._outcome),
            *(
                OutcomeRow(value, f"{label} ({report.count(value):,})", is_current=value == self._outcome)
                for value, (label, _) in WORDS.items()
            ),
        ]


def _must_be_headquarters(_session: Session, actor: Actor) -> None:
    actor.must("headquarters")


def _answer(each: RowAnswer) -> AnswerRow:
    outcome, tone = WORDS[each.outcome]
    return AnswerRow(f"{each.line:,}", each.subject, outcome, tone, each.words)


def _merge(each: Merge) -> MergeRow:
    others = f"not {', '.join(each.other_names)}" if each.other_names else ""
    known = "was here before" if each.is_known else ""
    return MergeRow(
        f"{each.name}, {each.email}",
        f"Lines {', '.join(f'{line:,}' for line in each.lines)}",
        "; ".join(filter(None, (known, others, *each.notes))),
    )
