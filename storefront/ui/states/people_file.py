"""Several people at once: what each row of a list means, then all good ones invited."""

import reflex as rx

from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.errors import ListOfPeopleUnreadable
from storefront.kit.errors import Conflict
from storefront.ui.acting import act_hierarchy, ask_hierarchy, signed_in
from storefront.ui.routes import hierarchy_at
from storefront.ui.states.notice import say
from storefront.ui.states.people import PeopleState
from storefront.ui.states.people_rows import judged_row
from storefront.ui.states.rows import FileRow
from storefront.ui.typed import typed

LONGEST_LIST = 200_000
"""Characters: a thousand rows of two hundred."""


class PeopleFileState(rx.State):
    """The rows of a list, judged but not written."""

    rows: list[FileRow] = []
    notes: list[str] = []
    good: int = 0
    summary: str = ""
    _text: str = ""
    _hierarchy: str = ""
    """Where the list was judged: nowhere else is anybody invited by it."""

    @rx.event
    @signed_in
    async def judge_list(self, form: dict[str, str]) -> None:
        """Tell what inviting these people would do; nothing is written."""
        text = typed(form, "list", longest=LONGEST_LIST + 1)
        number = hierarchy_at(str(self.router.url.path))
        self._forget()
        await ask_hierarchy(self, number, lambda _session, _actor: None)
        if len(text) > LONGEST_LIST:
            raise ListOfPeopleUnreadable(
                f"At most {LONGEST_LIST:,} characters are taken at once. Divide the list."
            )
        read = hierarchies.read_people(text.encode())
        answers = await ask_hierarchy(
            self, number, lambda session, actor: hierarchies.judge_people(session, actor, read.rows)
        )
        self.rows = [judged_row(answer) for answer in answers]
        self.notes = list(read.notes)
        self.good = sum(answer.is_good for answer in answers)
        self.summary = f"{self.good:,} of {len(answers):,} rows will be invited"
        self._text, self._hierarchy = text, number
        await say(self, f"{self.summary}.")

    @rx.event
    @signed_in
    async def invite_list(self) -> rx.event.EventSpec:
        """Invite everybody whose row is good."""
        number, text = hierarchy_at(str(self.router.url.path)), self._text
        await ask_hierarchy(self, number, lambda _session, _actor: None)
        if text and number != self._hierarchy:
            self._forget()
            raise Conflict("This list was looked at for another organization. Look at it here first.")
        read = hierarchies.read_people(text.encode())
        answers = await act_hierarchy(
            self, number, lambda session, actor: hierarchies.invite_people(session, actor, read.rows)
        )
        invited = sum(answer.is_good for answer in answers)
        self._forget()
        await say(self, f"{invited:,} invited.")
        return PeopleState.load_people  # pyright: ignore[reportReturnType] -- a handler is an event

    def _forget(self) -> None:
        self.rows, self.notes, self.good, self.summary, self._text = [], [], 0, "", ""
