"""A list as a difference: what each line means now, corrected, chosen from, and added."""

from collections.abc import Sequence
from dataclasses import replace

import reflex as rx

from storefront.carts import service as carts
from storefront.carts.snapshots import Alternative, Applied, ListLine, Resolution
from storefront.kit.errors import Conflict
from storefront.kit.ids import new_id
from storefront.kit.money import Money
from storefront.ui.acting import act, ask, signed_in
from storefront.ui.adding import quantity_of
from storefront.ui.arriving import here, show_context, visit_of
from storefront.ui.listed import (
    amounts_of,
    done_in_words,
    filled_carts,
    instead_of,
    listed_rows,
    skipped_rows,
    total_rows,
)
from storefront.ui.states.context import ContextState
from storefront.ui.states.notice import clear_refusal, say
from storefront.ui.states.rows import FilledCartRow, ListedRow, TotalRow
from storefront.ui.words import lines_in_words

PAGE = 50
SHOWN_SKIPPED = 50


class ListGone(Conflict):
    """The difference that a handler was called for is not open any more, or was opened in another outlet."""

    code = "list_gone"

    def __init__(self) -> None:
        super().__init__("This list is not open any more. Open it again.")


class DifferenceState(rx.State):
    """The open list; a thousand lines are kept, a page of them is shown."""

    is_open: bool = False
    phase: str = "review"
    title: str = ""
    rows: list[ListedRow] = []
    shown: str = ""
    summary: str = ""
    has_before: bool = False
    has_after: bool = False
    only_problems: bool = False
    problems: str = ""
    totals: list[TotalRow] = []
    addable: str = ""
    ticked: str = ""
    can_add_all: bool = False
    can_add_ticked: bool = False
    is_page_ticked: bool = False
    done: str = ""
    skipped: list[ListedRow] = []
    skipped_more: str = ""
    filled: list[FilledCartRow] = []
    _outlet: str = ""
    _lines: list[ListLine] = []
    _all: list[ListedRow] = []
    _amounts: list[tuple[str, Money] | None] = []
    _choices: dict[int, tuple[Alternative, ...]] = {}
    _unticked: set[int] = set()
    _page: int = 0
    _key: str = ""

    @rx.event
    @signed_in
    async def turn_page(self, by: int) -> None:
        """Show the lines before or after those that are shown."""
        await self._still_open()
        self._page += 1 if by == 1 else -1
        self._show_page()

    @rx.event
    @signed_in
    async def show_problems(self, only: bool) -> None:  # noqa: FBT001 -- Reflex calls it so
        """Show only the lines that need a look, or all."""
        await self._still_open()
        self.only_problems = only is True
        self._page = 0
        self._show_page()

    @rx.event
    @signed_in
    async def tick_line(self, place: int, ticked: bool) -> None:  # noqa: FBT001 -- Reflex calls it so
        """Take a line into what `add_ticked` adds, or out of it."""
        await self._still_open()
        self._line(place)
        self._tick([place], ticked=ticked is True)

    @rx.event
    @signed_in
    async def tick_page(self, ticked: bool) -> None:  # noqa: FBT001 -- Reflex calls it so
        """Take all lines that are shown in, or out."""
        await self._still_open()
        self._tick([row.place for row in self.rows], ticked=ticked is True)

    @rx.event
    @signed_in
    async def set_line_quantity(self, place: int, quantity: str) -> None:
        """Ask for another quantity of a line."""
        await self._still_open()
        line = self._line(place)
        await self._change(place, replace(line, quantity=quantity_of(quantity)))

    @rx.event
    @signed_in
    async def choose_instead(self, place: int, choice: str) -> None:
        """Order something else in place of a line."""
        await self._still_open()
        line = self._line(place)
        offered = self._choices.get(place, ())
        chosen = str(choice)
        if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 4 and int(chosen) < len(offered)):
            return
        self._unticked.discard(place)
        await self._change(place, instead_of(line, offered[int(chosen)]))

    @rx.event
    @signed_in
    async def add_all(self) -> None:
        """Add every line that can be added; a second click adds nothing."""
        if await self._is_done():
            return
        await self._add(list(range(len(self._lines))))

    @rx.event
    @signed_in
    async def add_ticked(self) -> None:
        """Add the lines that are ticked; a second click adds nothing."""
        if await self._is_done():
            return
        await self._add([row.place for row in self._all if row.is_ticked])

    @rx.event
    @signed_in
    async def close_difference(self) -> None:
        """Forget the list; nothing more is added."""
        await ask(self, here(self).outlet, lambda _session, _actor: None)
        self.reset()

    def _open(self, outlet: str, lines: list[ListLine], resolution: Resolution, title: str) -> None:
        self.reset()
        self.is_open = True
        self.title = title
        self._outlet, self._lines = outlet, lines
        self._show(resolution)

    def _line(self, place: object) -> ListLine:
        if not isinstance(place, int) or not 0 <= place < len(self._lines):
            raise ListGone
        return self._lines[place]

    async def _still_open(self) -> None:
        """Find the visitor; refuse when there is no list of this outlet to act on."""
        outlet = here(self).outlet
        await ask(self, outlet, lambda _session, _actor: None)
        if not self.is_open or self.phase != "review" or outlet != self._outlet:
            raise ListGone

    async def _is_done(self) -> bool:
        if self.is_open and self.phase == "done":
            await ask(self, here(self).outlet, lambda _session, _actor: None)
            return True
        await self._still_open()
        return False

    async def _change(self, place: int, line: ListLine) -> None:
        """Put another line in a line's place; what it leaves or takes counts for all others of the product."""
        lines = [*self._lines[:place], line, *self._lines[place + 1 :]]
        resolution = await ask(
            self, self._outlet, lambda session, actor: carts.resolve(session, actor, lines=lines)
        )
        self._lines = lines
        self._show(resolution)
        await clear_refusal(self)
        row = self._all[place]
        await say(self, f"Line {row.number}: {row.state}. {row.message} {row.quantity:,} can be added.")

    def _tick(self, places: Sequence[int], *, ticked: bool) -> None:
        self._unticked = self._unticked.difference(places) if ticked else self._unticked.union(places)
        self._all = [
            replace(row, is_ticked=row.is_addable and row.place not in self._unticked) for row in self._all
        ]
        self._show_sums()
        self._show_page()

    async def _add(self, places: Sequence[int]) -> None:
        key, lines = self._key, [self._lines[place] for place in places]
        done = await act(
            self,
            self._outlet,
            lambda session, actor: carts.apply(session, actor, lines=lines, idempotency_key=key),
            changes_carts=True,
        )
        self._show_done(done, places)
        await self._show_frame()
        await say(self, self.done)

    async def _show_frame(self) -> None:
        """This tab is not told by the news what it did itself."""
        context = await self.get_state(ContextState)
        seller = context.seller_code
        visit = await ask(self, self._outlet, lambda session, actor: visit_of(session, actor, seller))
        show_context(context, visit, here(self))

    def _show_done(self, done: Applied, places: Sequence[int]) -> None:
        self.phase = "done"
        self.done = done_in_words(done)
        self.filled = filled_carts(done.carts, outlet=self._outlet)
        left = skipped_rows(done, [self._all[place] for place in places])
        self.skipped = left[:SHOWN_SKIPPED]
        self.skipped_more = (
            f"and {lines_in_words(len(left) - SHOWN_SKIPPED)} more" if left[SHOWN_SKIPPED:] else ""
        )
        self.rows, self._all, self._lines, self._choices = [], [], [], {}

    def _show(self, resolution: Resolution) -> None:
        self._key = new_id().hex  # what would be added may be another thing now, so it is another attempt
        self._all = listed_rows(resolution, unticked=self._unticked)
        self._choices = {line.place: line.alternatives for line in resolution.lines if line.alternatives}
        self._amounts = amounts_of(resolution)
        problems = sum(row.needs_look for row in self._all)
        self.problems = f"{problems:,} of {lines_in_words(len(self._all))}" if problems else ""
        self.summary = f"{lines_in_words(len(self._all))}. " + (
            f"{problems:,} need a look."
            if problems > 1
            else "1 needs a look."
            if problems
            else "All as before."
        )
        self._show_sums()
        self._show_page()

    def _show_sums(self) -> None:
        addable = sum(row.is_addable for row in self._all)
        ticked = sum(row.is_ticked for row in self._all)
        self.totals = total_rows(self._amounts, unticked=self._unticked)
        self.addable, self.ticked = f"{addable:,}", f"{ticked:,}"
        self.can_add_all, self.can_add_ticked = addable > 0, ticked > 0

    def _show_page(self) -> None:
        rows = [row for row in self._all if row.needs_look or not self.only_problems]
        last = max(0, (len(rows) - 1) // PAGE)
        self._page = min(max(0, self._page), last)
        start = self._page * PAGE
        self.rows = rows[start : start + PAGE]
        self.has_before, self.has_after = self._page > 0, self._page < last
        self.shown = f"{start + 1:,} to {start + len(self.rows):,} of {len(rows):,}" if rows else "No lines"
        can_tick = [row for row in self.rows if row.is_addable]
        self.is_page_ticked = bool(can_tick) and all(row.is_ticked for row in can_tick)


async def open_difference(screen: rx.State, lines: Sequence[ListLine], *, title: str) -> None:
    """Resolve a list in the outlet of the page and open it; see `ui.differences.show_difference`."""
    state = await screen.get_state(DifferenceState)
    outlet = here(screen).outlet
    asked = list(lines)
    resolution = await ask(screen, outlet, lambda session, actor: carts.resolve(session, actor, lines=asked))
    await clear_refusal(screen)
    state._open(outlet, asked, resolution, title)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
