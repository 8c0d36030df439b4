"""Counting the shelf with a template: saved as one counts, so that nothing is lost on the way."""

from collections.abc import Sequence

import reflex as rx

from storefront.templates import service as templates
from storefront.templates.snapshots import Counted
from storefront.ui.acting import ask, signed_in
from storefront.ui.adding import quantity_of
from storefront.ui.arriving import here
from storefront.ui.states.notice import say
from storefront.ui.states.template import change_shown, shown_line
from storefront.ui.templating import line_id_of


class CountingState(rx.State):
    """Shows nothing of its own: what was counted is in the lines of the template."""

    @rx.event
    @signed_in
    async def count_line(self, line_id: str, on_hand: str) -> None:
        """Write down how many are on the shelf; an empty field takes the count away."""
        row, text = await shown_line(self, line_id), str(on_hand).strip()
        if text == row.on_hand:
            await ask(self, here(self).outlet, lambda _session, _actor: None)
            return
        await self._count([Counted(line_id_of(line_id), quantity_of(text) if text else None)])

    @rx.event
    @signed_in
    async def count_one_more(self, line_id: str) -> None:
        """One more on the shelf than was counted."""
        row = await shown_line(self, line_id)
        await self._count([Counted(line_id_of(line_id), row.further)])

    @rx.event
    @signed_in
    async def count_one_less(self, line_id: str) -> None:
        """One less on the shelf than was counted; a first click says that there is none."""
        row = await shown_line(self, line_id)
        await self._count([Counted(line_id_of(line_id), row.fewer)])

    @rx.event
    @signed_in
    async def count_anew(self) -> None:
        """Forget what this outlet counted."""
        await change_shown(
            self,
            lambda session, actor, template_id, _version: templates.forget_counts(
                session, actor, template_id=template_id
            ),
        )
        await say(self, "Nothing counted yet.")

    async def _count(self, counts: Sequence[Counted]) -> None:
        await change_shown(
            self,
            lambda session, actor, template_id, _version: templates.count_lines(
                session, actor, template_id=template_id, counts=counts
            ),
        )
        row = await shown_line(self, counts[0].line_id)
        await say(self, f"{row.name}: {row.on_hand or 'not counted'}. {row.order}.")
