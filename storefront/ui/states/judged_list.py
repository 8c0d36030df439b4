"""A list whose rows are judged in a dry run, shown, and then done: many adjustments, many people."""

from collections.abc import Sequence

import reflex as rx

from storefront.kit.errors import Conflict
from storefront.ui.acting import signed_in
from storefront.ui.states.notice import say
from storefront.ui.states.rows import FileRow
from storefront.ui.typed import listed

SHOWN = 200
Told = tuple[FileRow, bool]
"""A row with what it would do, and whether it would do anything."""


class JudgedListState(rx.State, mixin=True):
    """The rows of a list, judged but not written. Each kind of list has a State of its own, with what is left open here."""

    rows: list[FileRow] = []
    notes: list[str] = []
    good: int = 0
    summary: str = ""
    _text: str = ""
    _place: str = ""
    """Where the list was judged: at no other place is it written."""

    @rx.event
    @signed_in
    async def judge_list(self, form: dict[str, str]) -> None:
        """Tell what each row would do; nothing is written."""
        place = self._here()
        await self._enter(place)
        text = listed(form, "list")
        told, notes = await self._judge(place, text.encode("utf-8", "replace"))
        self._show(told, notes)
        self._text, self._place = text, place
        await say(self, f"{self.summary}.")

    @rx.event
    @signed_in
    async def write_list(self) -> rx.event.EventSpec:
        """Do what every good row says."""
        text, place = self._text, self._here()
        await self._enter(place)
        if text and place != self._place:
            self._forget()
            raise Conflict(self._elsewhere())
        done, anew = await self._write(place, text.encode("utf-8", "replace"))
        self._forget()
        await say(self, done)
        return anew

    def _here(self) -> str:
        """The place that the address names, for which lists are judged and written."""
        raise NotImplementedError

    def _elsewhere(self) -> str:
        """What to say about a list that was judged at another place."""
        raise NotImplementedError

    async def _enter(self, place: str) -> None:
        """Refuse whoever may not be there."""
        raise NotImplementedError

    async def _judge(self, place: str, content: bytes) -> tuple[Sequence[Told], Sequence[str]]:
        """Each row in order, and what to know about how the list was read."""
        raise NotImplementedError

    def _in_words(self, good: int, total: int) -> str:
        """How many of all rows would do something."""
        raise NotImplementedError

    async def _write(self, place: str, content: bytes) -> tuple[str, rx.event.EventSpec]:
        """What was done in words, and what shows the page anew."""
        raise NotImplementedError

    def _show(self, told: Sequence[Told], notes: Sequence[str]) -> None:
        is_long = len(told) > SHOWN
        shown = sorted(told, key=lambda each: each[1]) if is_long else told
        more = [f"The first {SHOWN} rows are shown, those with a problem before the others."]
        self.rows = [row for row, _ in shown[:SHOWN]]
        self.notes = [*notes, *(more if is_long else [])]
        self.good = sum(is_good for _, is_good in told)
        self.summary = self._in_words(self.good, len(told))

    def _forget(self) -> None:
        self.rows, self.notes, self.good, self.summary, self._text = [], [], 0, "", ""
