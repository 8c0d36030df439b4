"""Acts beside a cart: its history taken back, lines saved, noted and moved elsewhere."""

from uuid import UUID

import reflex as rx
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.errors import ChangeNotFound, LineNotFound
from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.errors import AlreadyInTemplate, TemplateNotFound, WishListNotFound
from storefront.templates.snapshots import TemplateCard, TemplateFilter, WishListCard
from storefront.ui.acting import ask, signed_in
from storefront.ui.adding import quantity_of
from storefront.ui.arriving import here
from storefront.ui.states.beside import history_read_to, show_history
from storefront.ui.states.cart import CartState, change_cart
from storefront.ui.states.rows import ChoiceRow, LineRow
from storefront.ui.typed import typed

MOST_TEMPLATES = 50


class ComfortState(rx.State):
    """The line whose sheet is open, and where it may go."""

    line: LineRow = LineRow()
    wish_lists: list[ChoiceRow] = []
    templates: list[ChoiceRow] = []
    question: str = ""
    """What to do with a product that the chosen template has already."""
    filled: int = 0
    """How often the sheet was filled: it shows once this changes."""
    _template: str = ""

    @rx.event
    @signed_in
    async def toggle_history(self) -> None:
        """Show what was done to this cart, or put it away."""
        place = here(self)
        is_open, _ = await history_read_to(self)
        page = await ask(
            self,
            place.outlet,
            lambda session, actor: carts.list_changes(session, actor, seller=place.item),
        )
        await show_history(self, None if is_open else page)

    @rx.event
    @signed_in
    async def load_more_changes(self) -> None:
        """Show older steps below; at the end there are none."""
        place = here(self)
        is_open, cursor = await history_read_to(self)
        page = await ask(
            self,
            place.outlet,
            lambda session, actor: carts.list_changes(session, actor, seller=place.item, cursor=cursor),
        )
        if is_open and cursor:
            await show_history(self, page, is_next=True)

    @rx.event
    @signed_in
    async def undo_step(self, change_id: str) -> None:
        """Take back one step of the history."""
        seller, change = here(self).item, _id(change_id, ChangeNotFound())
        await change_cart(
            self,
            lambda session, actor: carts.undo_change(session, actor, seller=seller, change_id=change),
        )

    @rx.event
    @signed_in
    async def restore_cart(self) -> None:
        """Bring back what was cleared."""
        seller = here(self).item
        await change_cart(self, lambda session, actor: carts.restore(session, actor, seller=seller))

    @rx.event
    @signed_in
    async def save_line(self, line_id: str) -> None:
        """Put a line aside for later."""
        seller, line = here(self).item, _id(line_id, LineNotFound())
        await change_cart(
            self, lambda session, actor: carts.save_line(session, actor, seller=seller, line_id=line)
        )

    @rx.event
    @signed_in
    async def return_saved(self, form: dict[str, str]) -> None:
        """Move what is saved back into the cart, in the quantity of its field."""
        seller, saved = here(self).item, _id(typed(form, "saved"), LineNotFound())
        quantity = quantity_of(typed(form, "quantity"))
        await change_cart(
            self,
            lambda session, actor: carts.return_saved(
                session, actor, seller=seller, saved_id=saved, quantity=quantity
            ),
        )

    @rx.event
    @signed_in
    async def forget_saved(self, saved_id: str) -> None:
        """Take a line out of what is saved for later; it can be undone."""
        seller, saved = here(self).item, _id(saved_id, LineNotFound())
        await change_cart(
            self, lambda session, actor: carts.forget_saved(session, actor, seller=seller, saved_id=saved)
        )

    @rx.event
    @signed_in
    async def open_line(self, line_id: str) -> None:
        """Fill the sheet of a line: its note, and the lists that it can go to."""
        cart = await self.get_state(CartState)
        lists, found = await ask(self, here(self).outlet, _lists)
        row = next((row for row in cart.lines if row.id == str(line_id)), None)
        if row is None:
            raise LineNotFound
        self.line, self.question, self._template = row, "", ""
        self.wish_lists = [ChoiceRow(str(card.id), card.name) for card in lists]
        self.templates = [ChoiceRow(str(card.id), card.name) for card in found if card.can_edit]
        self.filled += 1

    @rx.event
    @signed_in
    async def save_note(self, form: dict[str, str]) -> None:
        """Set the note of the line whose sheet is open."""
        seller, line, note = here(self).item, _id(self.line.id, LineNotFound()), typed(form, "note")
        await change_cart(
            self,
            lambda session, actor: carts.note_line(session, actor, seller=seller, line_id=line, note=note),
        )

    @rx.event
    @signed_in
    async def move_to_wish_list(self, form: dict[str, str]) -> None:
        """Move the line to the wish list that was chosen; without any the first one is made."""
        seller, line = here(self).item, _id(self.line.id, LineNotFound())
        chosen = typed(form, "wish_list")
        wish_list = _id(chosen, WishListNotFound()) if chosen else None
        await change_cart(
            self,
            lambda session, actor: templates.move_line_to_wish_list(
                session, actor, seller=seller, line_id=line, wish_list_id=wish_list
            ),
        )

    @rx.event
    @signed_in
    async def move_to_template(self, form: dict[str, str]) -> None:
        """Move the line to the template that was chosen; asks when the product is there already."""
        self._template = typed(form, "template")
        await self._move("ask")

    @rx.event
    @signed_in
    async def answer_question(self, when_there: str) -> None:
        """Set the template's quantity to the line's, or add the line's to it."""
        await self._move(str(when_there))

    async def _move(self, when_there: str) -> None:
        seller, line = here(self).item, _id(self.line.id, LineNotFound())
        template = _id(self._template, TemplateNotFound())
        self.question = ""
        try:
            await change_cart(
                self,
                lambda session, actor: templates.move_line_to_template(
                    session, actor, seller=seller, line_id=line, template_id=template, when_there=when_there
                ),
            )
        except AlreadyInTemplate as refusal:
            self.question = refusal.message


def _lists(session: Session, actor: OutletActor) -> tuple[tuple[WishListCard, ...], tuple[TemplateCard, ...]]:
    found = templates.list_templates(session, actor, TemplateFilter(limit=MOST_TEMPLATES))
    return templates.list_wish_lists(session, actor), found.items


def _id(text: object, refusal: Exception) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise refusal from None
