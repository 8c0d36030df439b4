"""The lines of a template under change: quantities, par levels, places, and new ones."""

from collections.abc import Sequence
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.errors import LinesRefused
from storefront.carts.snapshots import ReadRow
from storefront.kit.errors import Invalid
from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.errors import AlreadyInTemplate
from storefront.templates.snapshots import TemplateLineInput, TemplateView
from storefront.ui.acting import ask, signed_in
from storefront.ui.adding import quantity_of
from storefront.ui.arriving import here
from storefront.ui.states.notice import say
from storefront.ui.states.template import TemplateState, change_shown, shown_line
from storefront.ui.states.template_rows import UnreadRow
from storefront.ui.templating import line_id_of, template_id_of
from storefront.ui.typed import listed, typed
from storefront.ui.words import lines_in_words


class TemplateLinesState(rx.State):
    """What is to be added, as long as there is a question about it; and rows of a list that could not be added."""

    question: str = ""
    set_words: str = ""
    add_words: str = ""
    unread: list[UnreadRow] = []
    _waiting: tuple[TemplateLineInput, ...] = ()

    @rx.event
    @signed_in
    async def add_one_step(self, line_id: str) -> None:
        """One multiple more of a line."""
        await self._set_quantity(line_id, (await shown_line(self, line_id)).more)

    @rx.event
    @signed_in
    async def take_one_step(self, line_id: str) -> None:
        """One multiple less of a line, never less than can be ordered."""
        await self._set_quantity(line_id, (await shown_line(self, line_id)).less)

    @rx.event
    @signed_in
    async def set_quantity(self, line_id: str, quantity: str) -> None:
        """Set the quantity of a line to what was typed."""
        row, wanted = await shown_line(self, line_id), quantity_of(quantity)
        if row.quantity == wanted:
            await ask(self, here(self).outlet, lambda _session, _actor: None)
            return
        await self._set_quantity(line_id, wanted)

    @rx.event
    @signed_in
    async def set_par_level(self, line_id: str, par_level: str) -> None:
        """Set how many the shelf should hold; an empty field means that it is not counted."""
        row, line, text = await shown_line(self, line_id), line_id_of(line_id), str(par_level).strip()
        if text == row.par_level:
            await ask(self, here(self).outlet, lambda _session, _actor: None)
            return
        wanted = quantity_of(text) if text else None
        await change_shown(
            self,
            lambda session, actor, template_id, version: templates.change_line(
                session, actor, template_id=template_id, line_id=line, par_level=wanted, version=version
            ),
        )
        await say(self, f"{row.name}: {f'par level {wanted:,}' if wanted else 'no par level'}.")

    @rx.event
    @signed_in
    async def move_up(self, line_id: str) -> None:
        """Put a line before the one above it."""
        await self._move(line_id, by=-1)

    @rx.event
    @signed_in
    async def move_down(self, line_id: str) -> None:
        """Put a line after the one below it."""
        await self._move(line_id, by=1)

    @rx.event
    @signed_in
    async def remove_line(self, line_id: str) -> None:
        """Take a line out."""
        row, line = await shown_line(self, line_id), line_id_of(line_id)
        await change_shown(
            self,
            lambda session, actor, template_id, version: templates.remove_lines(
                session, actor, template_id=template_id, line_ids=[line], version=version
            ),
        )
        await say(self, f"{row.name} is out. {(await self.get_state(TemplateState)).count}.")

    @rx.event
    @signed_in
    async def add_line(self, form: dict[str, str]) -> None:
        """Add a product by its number; asks when it is there already."""
        line = TemplateLineInput(typed(form, "sku"), quantity_of(typed(form, "quantity") or "1"))
        self.unread = []
        await self._add((line,), "ask")

    @rx.event
    @signed_in
    async def set_those_there(self) -> None:
        """Give the products that are there already the quantities of the new lines."""
        await self._answer("set")

    @rx.event
    @signed_in
    async def add_to_those_there(self) -> None:
        """Add the quantities of the new lines to those of the products that are there already."""
        await self._answer("add")

    @rx.event
    @signed_in
    async def leave_those_there(self) -> None:
        """Add nothing."""
        await ask(self, here(self).outlet, lambda _session, _actor: None)
        self._ask_nothing()

    @rx.event
    @signed_in
    async def add_list(self, form: dict[str, str]) -> None:
        """Add the rows of a pasted list; those that cannot be added are shown with the reason."""
        read = carts.read_list(listed(form, "list"))
        if not read.rows:
            raise Invalid("Paste a row for each product: its number, then how many.", fields={"list": "rows"})
        await self._add_rows(read.rows)

    async def _add_rows(self, rows: Sequence[ReadRow]) -> None:
        outlet, template_id = here(self).outlet, template_id_of(here(self).item)
        lines = [TemplateLineInput(row.sku, row.quantity, row.catalog, row.seller) for row in rows]
        usable = [place for place, row in enumerate(rows) if not row.problem]

        def refused(session: Session, actor: OutletActor) -> dict[int, str]:
            try:
                templates.check_lines(
                    session, actor, template_id=template_id, lines=[lines[place] for place in usable]
                )
            except LinesRefused as refusal:
                return {usable[each.line]: each.message for each in refusal.problems}
            return {}

        problems = {place: row.problem for place, row in enumerate(rows) if row.problem}
        problems |= await ask(self, outlet, refused)
        self.unread = [
            UnreadRow(f"{rows[place].number:,}", rows[place].text[:100], problem)
            for place, problem in sorted(problems.items())
        ]
        good = tuple(line for place, line in enumerate(lines) if place not in problems)
        if good:
            await self._add(good, "ask")

    async def _answer(self, when_there: str) -> None:
        lines = self._waiting
        self._ask_nothing()
        await self._add(lines, when_there)

    async def _add(self, lines: tuple[TemplateLineInput, ...], when_there: str) -> None:
        self._ask_nothing()

        def add(session: Session, actor: OutletActor, template_id: UUID, version: int) -> TemplateView:
            return templates.add_to_template(
                session,
                actor,
                template_id=template_id,
                lines=lines,
                when_there=when_there,
                version=version,
            )

        try:
            await change_shown(self, add)
        except AlreadyInTemplate as refusal:
            self._waiting = lines
            self.question, self.set_words, self.add_words = question_of(refusal)
            return
        shown = await self.get_state(TemplateState)
        await say(self, f"Added {lines_in_words(len(lines))}. The template has {shown.count}.")

    async def _set_quantity(self, line_id: str, quantity: int) -> None:
        line = line_id_of(line_id)
        await change_shown(
            self,
            lambda session, actor, template_id, version: templates.change_line(
                session, actor, template_id=template_id, line_id=line, quantity=quantity, version=version
            ),
        )
        await say(self, f"{(await shown_line(self, line_id)).name}: {quantity:,}.")

    async def _move(self, line_id: str, *, by: int) -> None:
        row, line = await shown_line(self, line_id), line_id_of(line_id)
        shown = await self.get_state(TemplateState)
        to = shown.lines.index(row) + by
        await change_shown(
            self,
            lambda session, actor, template_id, version: templates.move_line(
                session, actor, template_id=template_id, line_id=line, to=to, version=version
            ),
        )
        await say(self, f"{row.name} is line {max(0, to) + 1}.")

    def _ask_nothing(self) -> None:
        self.question, self._waiting = "", ()


def question_of(refusal: AlreadyInTemplate) -> tuple[str, str, str]:
    """What to ask about products that are there, and the words of the two answers."""
    first, count = refusal.there[0], len(refusal.there)
    if count > 1:
        return (
            f"{count:,} of these products are in the template already.",
            "Set their quantities",
            "Add to their quantities",
        )
    both = first.quantity_there + first.quantity_wanted
    return (
        f"{first.name} is in the template already, with {first.quantity_there:,}.",
        f"Set it to {first.quantity_wanted:,}",
        f"Add {first.quantity_wanted:,}, which makes {both:,}",
    )
