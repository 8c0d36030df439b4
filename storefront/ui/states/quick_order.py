"""Quick order: rows typed, scanned, pasted or uploaded, answered and put into carts together.

The rows themselves live in the database, see decision 16; typing, scanning and files reach it through the API.
"""

from collections.abc import Callable
from typing import TypeVar

import reflex as rx
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.errors import RowNotFound
from storefront.carts.snapshots import Grid, GridOrder
from storefront.parties.actor import OutletActor
from storefront.ui.acting import act, ask, signed_in
from storefront.ui.arriving import Visit, arrive, here, show_context, visit_of
from storefront.ui.states.context import ContextState
from storefront.ui.states.frame import FrameState
from storefront.ui.states.notice import say
from storefront.ui.states.quick_order_rows import (
    FILTERS,
    AddedCartRow,
    QuickRow,
    added_cart,
    counts_of,
    kind_of,
    quick_row,
    rows_in_words,
    total_rows,
)
from storefront.ui.states.rows import ChoiceRow, TotalRow
from storefront.ui.typed import typed

ROWS_AT_ONCE = 50
Result = TypeVar("Result")


class QuickOrderState(rx.State):
    """One page of the rows, how many there are of each kind, and what would be added."""

    phase: str = "loading"
    rows: list[QuickRow] = []
    kinds: list[ChoiceRow] = []
    totals: list[TotalRow] = []
    counted: str = ""
    shown: str = ""
    add_label: str = "Add to carts"
    added: str = ""
    added_carts: list[AddedCartRow] = []
    bad_rows: str = ""
    can_add: bool = False
    can_go_back: bool = False
    can_go_on: bool = False
    is_empty: bool = True
    ticked: str = ""
    """How many rows are picked; empty when none is, and all are added."""
    kind: str = "all"
    _ticked: set[int] = set()
    _page: int = 0
    _outlet: str = ""

    @rx.event
    @signed_in
    async def load_quick_order(self) -> None:
        """Show what the contact has for the outlet."""
        self._begin_at(here(self).outlet)
        grid = await arrive(self, _grid_of, refresh=FrameState.refresh_frame)
        self._show(grid)

    @rx.event
    @signed_in
    async def refresh_grid(self) -> None:
        """Show rows that came through the API."""
        before = self.counted
        await self._show_again()
        if self.counted != before:
            await say(self, f"{self.counted}.")

    @rx.event
    @signed_in
    async def correct_row(self, form: dict[str, str]) -> None:
        """Keep what was typed in a row."""
        row_id = _number(typed(form, "id"))
        sku, quantity = typed(form, "sku", longest=200), typed(form, "quantity", longest=200)
        catalog, seller = typed(form, "catalog", longest=200), typed(form, "seller", longest=200)
        await self._change(
            lambda session, actor: carts.change_grid_row(
                session,
                actor,
                row_id=row_id,
                sku=sku,
                quantity=quantity,
                catalog=catalog or None,
                seller=seller or None,
            )
        )
        row = next((row for row in self.rows if row.id == row_id), None)
        await say(self, f"{row.label}: {row.state}. {row.message}" if row else f"Corrected. {self.counted}.")

    @rx.event
    @signed_in
    async def choose_alternative(self, row_id: int, key: str) -> None:
        """Order something else in place of a row."""
        wanted = _number(row_id)
        row = next((row for row in self.rows if row.id == wanted), None)
        sku, catalog, seller = ([*str(key).split("\n"), "", ""])[:3]
        if row is None:
            raise RowNotFound
        await self._change(
            lambda session, actor: carts.change_grid_row(
                session,
                actor,
                row_id=wanted,
                sku=sku,
                quantity=row.quantity,
                catalog=catalog or None,
                seller=seller or None,
            )
        )
        await say(self, f"{sku} in place of {row.label}. {self.counted}.")

    @rx.event
    @signed_in
    async def remove_row(self, row_id: int) -> None:
        """Take a row out."""
        wanted = _number(row_id)
        await self._change(lambda session, actor: carts.remove_grid_row(session, actor, row_id=wanted))
        await say(self, f"Removed. {self.counted}.")

    @rx.event
    @signed_in
    async def clear_rows(self) -> None:
        """Take all rows out."""
        await self._change(carts.clear_grid)
        await say(self, "All rows were removed.")

    @rx.event
    @signed_in
    async def show_kind(self, kind: str) -> None:
        """Show only the rows of one kind."""
        self.kind = str(kind) if str(kind) in FILTERS else "all"
        self._page = 0
        await self._show_again()
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def turn_page(self, by: int) -> None:
        """Show the rows before or after these."""
        self._page = max(0, self._page + (1 if by == 1 else -1))
        await self._show_again()
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def tick_row(self, row_id: int, ticked: bool) -> None:  # noqa: FBT001 -- Reflex calls it so
        """Pick a row to be put into a cart, or let go of it."""
        await ask(self, here(self).outlet, lambda _session, _actor: None)
        wanted = _number(row_id)
        if not any(row.id == wanted for row in self.rows):
            raise RowNotFound
        self._ticked = self._ticked | {wanted} if ticked is True else self._ticked - {wanted}
        await self._show_again()

    @rx.event
    @signed_in
    async def untick_rows(self) -> None:
        """Let go of all picked rows: all are added again."""
        self._ticked = set()
        await self._show_again()

    @rx.event
    @signed_in
    async def add_all(self) -> None:
        """Put every row that can be added into the cart of its seller, or the picked ones; the others stay."""
        picked = frozenset(self._ticked) or None
        ordered = await self._change(
            lambda session, actor: carts.order_grid(session, actor, row_ids=picked), changes_carts=True
        )
        outlet = here(self).outlet
        if ordered.carts:
            self.added_carts = [added_cart(view, outlet=outlet) for view in ordered.carts]
        self.added = _added_in_words(ordered)
        await say(self, self.added)

    @rx.event
    @signed_in
    async def undo_adding(self) -> None:
        """Take what was added last out of the carts, and show its rows again."""
        await self._change(carts.undo_grid_order, changes_carts=True)
        self.added, self.added_carts = "", []
        await say(self, f"Taken back. {self.counted}.")

    def _begin_at(self, outlet: str) -> None:
        """Another outlet has its own rows; coming back to this one finds the page as it was."""
        if self._outlet != outlet:
            self.reset()
            self._outlet = outlet

    async def _change(
        self, work: Callable[[Session, OutletActor], Result], *, changes_carts: bool = False
    ) -> Result:
        """Do something to the rows, then show them; the service resolves them outside of the transaction."""
        result = await act(self, here(self).outlet, work, changes_carts=changes_carts)
        if not changes_carts:
            await self._show_again()
            return result
        place = here(self)
        context = await self.get_state(ContextState)
        seller = context.seller_code
        grid, visit = await ask(
            self,
            place.outlet,
            lambda session, actor: (carts.show_grid(session, actor), visit_of(session, actor, seller)),
        )
        show_context(context, visit, place)
        self._show(grid)
        return result

    async def _show_again(self) -> None:
        self._show(await ask(self, here(self).outlet, carts.show_grid))

    def _show(self, grid: Grid) -> None:
        outlet = here(self).outlet
        counts = counts_of(grid)
        if not counts.get(self.kind):
            self.kind = "all"
        rows = [row for row in grid.rows if self.kind in {"all", kind_of(row)}]
        self._page = min(self._page, max(0, (len(rows) - 1) // ROWS_AT_ONCE))
        start = self._page * ROWS_AT_ONCE
        page = rows[start : start + ROWS_AT_ONCE]
        addable_ids = {row.id for row in grid.rows if row.is_addable}
        self._ticked = self._ticked & addable_ids
        picked = len(self._ticked)
        self.ticked = rows_in_words(picked) if picked else ""
        self.rows = [quick_row(row, outlet=outlet, is_ticked=row.id in self._ticked) for row in page]
        self.shown = f"{start + 1:,} to {start + len(page):,} of {rows_in_words(len(rows))}" if page else ""
        self.can_go_back, self.can_go_on = start > 0, start + len(page) < len(rows)
        self.kinds = [
            ChoiceRow(value, label, f"{counts[value]:,}", is_current=value == self.kind)
            for value, label in FILTERS.items()
        ]
        addable = picked or counts["look"] + counts["ready"]
        self.totals = total_rows(grid, picked=self._ticked)
        kind = "picked " if picked else ""
        self.add_label = f"Add {kind}{rows_in_words(addable)} to carts" if addable else "Add to carts"
        self.can_add = addable > 0
        self.bad_rows = rows_in_words(counts["correct"]) if counts["correct"] else ""
        self.counted = _counted_in_words(counts)
        self.is_empty = not grid.rows
        self.phase = "ready"


def _grid_of(session: Session, visit: Visit) -> Grid:
    return carts.show_grid(session, visit.actor)


def _counted_in_words(counts: dict[str, int]) -> str:
    if not counts["all"]:
        return "No rows"
    bad = counts["correct"]
    rest = f"{bad:,} to correct" if bad else "all can be added"
    return f"{rows_in_words(counts['all'])}, {rest}"


def _added_in_words(ordered: GridOrder) -> str:
    if not ordered.added:
        return "Nothing was added: no row can be ordered as it is."
    places = "1 cart" if len(ordered.carts) == 1 else f"{len(ordered.carts)} carts"
    short = f", {ordered.short:,} of them in part" if ordered.short else ""
    left = f" {rows_in_words(ordered.left)} stayed here." if ordered.left else ""
    return f"{rows_in_words(ordered.added)} added to {places}{short}.{left}"


def _number(text: object) -> int:
    digits = str(text)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise RowNotFound
    return int(digits)
