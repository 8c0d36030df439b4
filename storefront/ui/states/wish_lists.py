"""Wish lists of the visitor at an outlet."""

from collections.abc import Callable
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.snapshots import CartView, WantedLine
from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.errors import WishListNotFound, WishNotFound
from storefront.templates.snapshots import Wish, WishListCard, WishListView
from storefront.ui.acting import act, ask, signed_in
from storefront.ui.adding import quantity_of
from storefront.ui.arriving import Visit, arrive, here, show_context, visit_of
from storefront.ui.differences import show_difference
from storefront.ui.routes import address, picture_of
from storefront.ui.states.comfort_rows import WishListRow, WishRow
from storefront.ui.states.context import ContextState
from storefront.ui.states.frame import FrameState
from storefront.ui.states.notice import say
from storefront.ui.typed import typed
from storefront.ui.words import LEVELS, TONES, lines_in_words, rule_in_words

Work = Callable[[Session, OutletActor], WishListView]


class WishListsState(rx.State):
    """The lists, the one in view, and what was removed last."""

    phase: str = "loading"
    lists: list[WishListRow] = []
    current: WishListRow = WishListRow()
    lines: list[WishRow] = []
    is_empty: bool = False
    removed: str = ""
    """What was removed last, in words; it can be brought back."""
    note_of: WishRow = WishRow()
    filled: int = 0
    """How often the sheet was filled: it shows once this changes."""
    _removed_list: str = ""
    _removed_line: str = ""

    @rx.event
    @signed_in
    async def load_wish_lists(self) -> None:
        """Show the list that the address names, or the first one."""
        place = here(self)
        wanted = _id(place.item, WishListNotFound()) if place.item else None

        def read(session: Session, visit: Visit) -> tuple[tuple[WishListCard, ...], WishListView | None]:
            cards = templates.list_wish_lists(session, visit.actor)
            if not cards and wanted is None:
                return cards, None
            return cards, templates.show_wish_list(session, visit.actor, wish_list_id=wanted)

        cards, view = await arrive(self, read, refresh=FrameState.refresh_frame)
        self.removed = ""
        self._show(cards, view)

    @rx.event
    @signed_in
    async def add_to_cart(self, form: dict[str, str]) -> None:
        """Add a line to the cart of its seller; it stays on the list."""
        line = self._line(typed(form, "wish"))
        quantity = quantity_of(typed(form, "quantity"))
        wanted = WantedLine(line.sku, quantity, line.catalog)

        def add(session: Session, actor: OutletActor) -> tuple[CartView, Visit]:
            cart = carts.add_lines(session, actor, seller=line.seller_code, lines=[wanted])
            return cart, visit_of(session, actor, context.seller_code)

        context = await self.get_state(ContextState)
        cart, visit = await act(self, here(self).outlet, add, changes_carts=True)
        show_context(context, visit, here(self))
        await say(
            self,
            f"Added {quantity:,}. The cart with {cart.seller.name} has {lines_in_words(len(cart.lines))}.",
        )

    @rx.event
    @signed_in
    async def order_all(self) -> None:
        """Show what all lines would add to the carts."""
        wanted = self._current()

        def read(session: Session, actor: OutletActor) -> WishListView:
            return templates.show_wish_list(session, actor, wish_list_id=wanted)

        view = await ask(self, here(self).outlet, read)
        await show_difference(self, templates.wished_lines(view), title=view.card.name)

    @rx.event
    @signed_in
    async def save_as_template(self) -> rx.event.EventSpec:
        """Make a template of all lines, and show it; the list stays."""
        wanted, outlet = self._current(), here(self).outlet
        view = await act(
            self,
            outlet,
            lambda session, actor: templates.create_from_wish_list(session, actor, wish_list_id=wanted),
        )
        await say(self, f"{view.card.name} is a template now.")
        return rx.redirect(address(outlet, "templates", str(view.card.id)))

    @rx.event
    @signed_in
    async def set_quantity(self, line_id: str, quantity: str) -> None:
        """Want another quantity of a line."""
        wanted, line = quantity_of(quantity), _id(line_id, WishNotFound())
        current = self._current()
        await self._change(
            lambda session, actor: templates.change_wish(
                session, actor, wish_list_id=current, line_id=line, quantity=wanted
            )
        )

    @rx.event
    @signed_in
    async def open_note(self, line_id: str) -> None:
        """Fill the sheet in which the note of a line is changed."""
        await ask(self, here(self).outlet, lambda _session, _actor: None)
        self.note_of = self._line(line_id)
        self.filled += 1

    @rx.event
    @signed_in
    async def save_note(self, form: dict[str, str]) -> None:
        """Set the note of the line whose sheet is open."""
        line, current, note = _id(self.note_of.id, WishNotFound()), self._current(), typed(form, "note")
        await self._change(
            lambda session, actor: templates.change_wish(
                session, actor, wish_list_id=current, line_id=line, note=note
            )
        )

    @rx.event
    @signed_in
    async def remove_line(self, line_id: str) -> None:
        """Take a line off the list; it can be brought back."""
        line, current = _id(line_id, WishNotFound()), self._current()
        await self._change(
            lambda session, actor: templates.remove_wish(session, actor, wish_list_id=current, line_id=line)
        )
        self.removed = "The line was removed."
        self._removed_list, self._removed_line = str(current), str(line)

    @rx.event
    @signed_in
    async def remove_list(self) -> rx.event.EventSpec | None:
        """Remove the list in view; it can be brought back."""
        current = self._current()
        name = self.current.name

        def remove(session: Session, actor: OutletActor) -> tuple[WishListCard, ...]:
            templates.delete_wish_list(session, actor, wish_list_id=current)
            return templates.list_wish_lists(session, actor)

        cards = await act(self, here(self).outlet, remove)
        await self._show_first(cards)
        self.removed = f"{name} was removed."
        self._removed_list, self._removed_line = str(current), ""

    @rx.event
    @signed_in
    async def bring_back(self) -> None:
        """Bring back what was removed last."""
        wish_list = _id(self._removed_list, WishListNotFound())
        line = _id(self._removed_line, WishNotFound()) if self._removed_line else None

        def restore(session: Session, actor: OutletActor) -> WishListView:
            if line is None:
                return templates.restore_wish_list(session, actor, wish_list_id=wish_list)
            return templates.restore_wish(session, actor, wish_list_id=wish_list, line_id=line)

        await self._change(restore)
        self.removed = ""

    @rx.event
    @signed_in
    async def create_list(self, form: dict[str, str]) -> None:
        """Make a new list, and show it."""
        name = typed(form, "name")
        await self._change(lambda session, actor: templates.create_wish_list(session, actor, name=name))

    @rx.event
    @signed_in
    async def rename_list(self, form: dict[str, str]) -> None:
        """Give the list in view another name."""
        name, current = typed(form, "name"), self._current()
        await self._change(
            lambda session, actor: templates.rename_wish_list(session, actor, wish_list_id=current, name=name)
        )

    async def _change(self, work: Work) -> None:
        def change(session: Session, actor: OutletActor) -> tuple[tuple[WishListCard, ...], WishListView]:
            view = work(session, actor)
            return templates.list_wish_lists(session, actor), view

        cards, view = await act(self, here(self).outlet, change)
        self._show(cards, view)
        await say(self, f"{view.card.name}: {lines_in_words(view.card.line_count)}.")

    async def _show_first(self, cards: tuple[WishListCard, ...]) -> None:
        view = None
        if cards:
            view = await ask(self, here(self).outlet, templates.show_wish_list)
        self._show(cards, view)

    def _show(self, cards: tuple[WishListCard, ...], view: WishListView | None) -> None:
        outlet = here(self).outlet
        current = view.card.id if view else None
        self.lists = [_list_row(card, outlet=outlet, is_current=card.id == current) for card in cards]
        self.current = _list_row(view.card, outlet=outlet, is_current=True) if view else WishListRow()
        self.lines = [wish_row(line, outlet=outlet) for line in view.lines] if view else []
        self.is_empty = not self.lines
        self.phase = "ready"

    def _current(self) -> UUID:
        return _id(self.current.id, WishListNotFound())

    def _line(self, line_id: object) -> WishRow:
        row = next((row for row in self.lines if row.id == str(line_id)), None)
        if row is None:
            raise WishNotFound
        return row


def wish_row(line: Wish, *, outlet: str) -> WishRow:
    """A line of a wish list as a row."""
    rule = line.quantity_rule
    level = LEVELS.get(line.availability, "Not offered")
    return WishRow(
        id=str(line.id),
        sku=line.sku,
        catalog=line.catalog,
        name=line.name,
        seller=line.seller_name,
        seller_code=line.seller,
        href=address(outlet, "product", line.sku, seller=line.seller, catalog=line.catalog),
        image=picture_of(line.sku),
        price=line.unit_price.words if line.unit_price else "",
        rule=rule_in_words(rule) if rule else "",
        word=f"{level}: {line.available:,} left" if line.availability == "low" else level,
        tone=TONES.get(line.availability, "quiet"),
        changes=" ".join(line.changes),
        note=line.note,
        quantity=line.quantity,
        minimum=rule.minimum if rule else 1,
        maximum=str(rule.maximum or "") if rule else "",
        multiple=rule.multiple if rule else 1,
        is_orderable=line.unit_price is not None and line.availability != "out_of_stock",
    )


def _list_row(card: WishListCard, *, outlet: str, is_current: bool) -> WishListRow:
    return WishListRow(
        id=str(card.id),
        name=card.name,
        count=f"{card.line_count:,}",
        href=address(outlet, "wish-lists", str(card.id)),
        is_current=is_current,
        is_default=card.is_default,
    )


def _id(text: object, refusal: Exception) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise refusal from None
