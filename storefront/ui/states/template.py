"""One template: ordered from, counted for, and its lines changed."""

from collections.abc import Callable, Mapping
from typing import cast
from uuid import UUID

import reflex as rx
from reflex.state import BaseState
from sqlmodel import Session

from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.errors import TemplateChanged, TemplateLineNotFound
from storefront.templates.snapshots import LinePick, TemplateToday, TemplateView
from storefront.ui.acting import act, ask, signed_in
from storefront.ui.arriving import arrive, here
from storefront.ui.differences import show_difference
from storefront.ui.ordering_templates import lines_to_order
from storefront.ui.routes import address
from storefront.ui.states.frame import FrameState
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.states.template_rows import SellerSumRow, TemplateLineRow, TemplateRow
from storefront.ui.templating import (
    left_out_in_words,
    line_id_of,
    line_rows,
    missing_in_words,
    sum_rows,
    template_id_of,
    template_row,
)
from storefront.ui.typed import typed
from storefront.ui.words import lines_in_words

LINES_AT_ONCE = 100
MODES = {"order": "Order", "count": "Count the shelf", "edit": "Edit lines"}

Work = Callable[[Session, OutletActor, UUID, int], TemplateView]
"""A change to the template, which was shown at a version."""


class TemplateState(rx.State):
    """Lines at today's prices and stock; which of its three uses is in view, the address says."""

    phase: str = "loading"
    template: TemplateRow = TemplateRow()
    mode: str = "order"
    modes: list[ChoiceRow] = []
    lines: list[TemplateLineRow] = []
    count: str = ""
    sums: list[SellerSumRow] = []
    left_out: str = ""
    hidden: str = ""
    counted: str = ""
    missing: str = ""
    can_order: bool = False
    is_empty: bool = False
    has_par_levels: bool = False
    _version: int = 0
    _limit: int = LINES_AT_ONCE

    @rx.event
    @signed_in
    async def load_template(self) -> None:
        """Show the template that the address names."""
        self._limit = LINES_AT_ONCE
        wanted = self._id()
        today = await arrive(
            self,
            lambda session, visit: templates.show_today(session, visit.actor, template_id=wanted),
            refresh=FrameState.refresh_frame,
        )
        self._show(today)

    @rx.event
    @signed_in
    async def show_more_lines(self) -> None:
        """Show the next lines below."""
        today = await self._today()
        self._limit += LINES_AT_ONCE
        self._show(today)

    @rx.event
    @signed_in
    async def order_all(self) -> None:
        """Show what all lines would add to the carts."""
        title, lines = await lines_to_order(self, self._id())
        await show_difference(self, lines, title=title)

    @rx.event
    @signed_in
    async def order_ticked(self, form: dict[str, str]) -> None:
        """Show what the lines that are ticked would add to the carts."""
        ticked = [LinePick(line_id_of(name)) for name, value in _fields(form).items() if value]
        title, lines = await lines_to_order(self, self._id(), picks=ticked)
        await show_difference(self, lines, title=title)

    @rx.event
    @signed_in
    async def order_missing(self) -> None:
        """Show what would bring the shelf back to its par levels."""
        title, lines = await lines_to_order(self, self._id(), is_by_count=True)
        await show_difference(self, lines, title=title)

    @rx.event
    @signed_in
    async def rename_template(self, form: dict[str, str]) -> None:
        """Give it another name."""
        name = typed(form, "name")
        await change_shown(
            self,
            lambda session, actor, template_id, version: templates.change_template(
                session, actor, template_id=template_id, name=name, version=version
            ),
        )

    @rx.event
    @signed_in
    async def clone_template(self) -> rx.event.EventSpec:
        """Make a copy of one's own, and go to it."""
        outlet, template_id = here(self).outlet, self._id()
        view = await act(
            self,
            outlet,
            lambda session, actor: templates.clone_template(session, actor, template_id=template_id),
        )
        return rx.redirect(address(outlet, "templates", str(view.card.id), mode="edit"))

    @rx.event
    @signed_in
    async def delete_template(self) -> rx.event.EventSpec:
        """Take it away, and go to the list, where it can be undone."""
        outlet, template_id = here(self).outlet, self._id()
        await act(
            self,
            outlet,
            lambda session, actor: templates.delete_template(session, actor, template_id=template_id),
        )
        return rx.redirect(address(outlet, "templates", deleted=str(template_id)))

    def _id(self) -> UUID:
        return template_id_of(here(self).item)

    async def _today(self) -> TemplateToday:
        template_id = self._id()
        return await ask(
            self,
            here(self).outlet,
            lambda session, actor: templates.show_today(session, actor, template_id=template_id),
        )

    def _show(self, today: TemplateToday) -> None:
        place, card = here(self), today.template.card
        asked = place.asked("mode")
        self.mode = asked if asked in MODES and (card.can_edit or asked != "edit") else "order"
        self.template = template_row(card, outlet=place.outlet)
        self.modes = [
            ChoiceRow(
                value,
                label,
                href=address(place.outlet, "templates", str(card.id), mode="" if value == "order" else value),
                is_current=value == self.mode,
            )
            for value, label in MODES.items()
            if card.can_edit or value != "edit"
        ]
        self.lines = line_rows(today, outlet=place.outlet, most=self._limit)
        rest = card.line_count - len(self.lines)
        self.hidden = lines_in_words(rest) if rest > 0 else ""
        self.count = lines_in_words(card.line_count)
        self.sums, self.left_out = sum_rows(today), left_out_in_words(today)
        self.missing = missing_in_words(today.to_order)
        self.can_order = any(answer.is_addable for answer in today.resolution.lines)
        self.is_empty = not today.template.lines
        levels = sum(line.par_level is not None for line in today.template.lines)
        self.has_par_levels = levels > 0
        counted = sum(quantity is not None for quantity in today.to_order)
        self.counted = f"{counted:,} of {levels:,} counted"
        self._version = card.version
        self.phase = "ready"


async def change_shown(state: BaseState, work: Work) -> None:
    """Change the template of the page as it was shown, and show it again, also when somebody else was faster.

    Raises:
        StorefrontError: what the service refuses.
    """
    shown = await state.get_state(TemplateState)
    template_id, version = template_id_of(here(state).item), shown._version  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- public names go to the browser

    def write(session: Session, actor: OutletActor) -> TemplateToday:
        return templates.resolve_template(session, actor, work(session, actor, template_id, version))

    try:
        today = await act(state, here(state).outlet, write)
    except TemplateChanged:
        outlet = here(state).outlet
        today = await ask(
            state,
            outlet,
            lambda session, actor: templates.show_today(session, actor, template_id=template_id),
        )
        shown._show(today)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- as above
        raise
    shown._show(today)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- as above


async def shown_line(state: BaseState, line_id: object) -> TemplateLineRow:
    """The line of the page that a browser means.

    Raises:
        TemplateLineNotFound: it is not shown.
    """
    shown, wanted = await state.get_state(TemplateState), str(line_id)
    row = next((row for row in shown.lines if row.id == wanted), None)
    if row is None:
        raise TemplateLineNotFound
    return row


def _fields(form: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", form) if isinstance(form, Mapping) else {}
