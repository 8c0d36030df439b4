"""The cart of an outlet with one seller."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import reflex as rx
from reflex.state import BaseState
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.errors import LineNotFound
from storefront.carts.snapshots import Beside, CartLineView, CartView, ChangeView
from storefront.kit.paging import Page
from storefront.parties.actor import OutletActor
from storefront.sellers.errors import SellerNotFound
from storefront.ui.acting import act, ask, signed_in
from storefront.ui.adding import quantity_of
from storefront.ui.arriving import Visit, arrive, here, show_cart_in_context, show_context, visit_of
from storefront.ui.routes import address, picture_of
from storefront.ui.states.beside import history_read_to, show_beside_cart, show_history
from storefront.ui.states.context import ContextState
from storefront.ui.states.notice import say
from storefront.ui.states.rows import LineRow
from storefront.ui.words import DUTIES, ago, lines_in_words, rule_in_words

LINES_AT_ONCE = 60
"""A cart may have a thousand lines; each click sends those that are shown."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A cart with all that is beside it; `changes` only while the history is open."""

    cart: CartView
    beside: Beside
    changes: Page[ChangeView] | None


BLOCKING = frozenset({"not_in_catalog", "rule_changed", "short"})


class CartState(rx.State):
    """Lines at today's prices, and what is still missing before they can be ordered."""

    phase: str = "loading"
    seller_name: str = ""
    lines: list[LineRow] = []
    count: str = ""
    units: str = ""
    subtotal: str = ""
    minimum: str = ""
    missing: str = ""
    percent: str = "100%"
    problems: str = ""
    changed: str = ""
    checkout_href: str = "/outlets"
    can_undo: bool = False
    can_check_out: bool = False
    is_empty: bool = False
    hidden: str = ""
    """How many lines are not shown yet, in words."""
    _version: int = 0
    _limit: int = LINES_AT_ONCE

    @rx.event
    @signed_in
    async def load_cart(self) -> None:
        """Show the cart that the address names, and what is beside it."""
        self._limit = LINES_AT_ONCE
        desk = await arrive(self, _desk_in_view, refresh=CartState.refresh_cart)
        await show_history(self, None)
        await _show_desk(self, desk)

    @rx.event
    @signed_in
    async def show_more_lines(self) -> None:
        """Show the next lines below."""
        place = here(self)
        view = await ask(
            self, place.outlet, lambda session, actor: carts.show_cart(session, actor, seller=place.item)
        )
        self._limit += LINES_AT_ONCE
        self._show(view)

    @rx.event
    @signed_in
    async def refresh_cart(self) -> None:
        """Show what somebody else changed."""
        place, known = here(self), self._version
        is_open, _ = await history_read_to(self)

        def read(session: Session, actor: OutletActor) -> tuple[Visit, Desk | None]:
            visit = visit_of(session, actor, place.item)
            is_new = visit.cart is not None and visit.cart.version != known
            return visit, _desk(session, actor, visit.cart, with_history=is_open) if is_new else None

        visit, desk = await ask(self, place.outlet, read)
        show_context(await self.get_state(ContextState), visit, place)
        if desk is not None:
            await _show_desk(self, desk)
            await say(self, f"The cart was changed. It has {self.count}, {self.subtotal}.")

    @rx.event
    @signed_in
    async def add_one_step(self, line_id: str) -> None:
        """One multiple more of a line."""
        await self._step(line_id, by=1)

    @rx.event
    @signed_in
    async def take_one_step(self, line_id: str) -> None:
        """One multiple less of a line; below its minimum it leaves the cart."""
        await self._step(line_id, by=-1)

    @rx.event
    @signed_in
    async def set_quantity(self, line_id: str, quantity: str) -> None:
        """Set the quantity of a line to what was typed."""
        line, wanted = _id(line_id), quantity_of(quantity)
        row = next((row for row in self.lines if row.id == str(line_id)), None)
        if row is not None and row.quantity == wanted:
            await ask(self, here(self).outlet, lambda _session, _actor: None)
            return
        seller = here(self).item
        await self._change(
            lambda session, actor: carts.change_line(
                session, actor, seller=seller, line_id=line, quantity=wanted
            )
        )

    @rx.event
    @signed_in
    async def remove_line(self, line_id: str) -> None:
        """Take a line out; it can be undone."""
        line, seller = _id(line_id), here(self).item
        await self._change(
            lambda session, actor: carts.remove_line(session, actor, seller=seller, line_id=line)
        )

    @rx.event
    @signed_in
    async def clear_cart(self) -> None:
        """Take all lines out; it can be undone."""
        seller = here(self).item
        await change_cart(self, lambda session, actor: carts.clear(session, actor, seller=seller))

    @rx.event
    @signed_in
    async def undo_change(self) -> None:
        """Take back the newest change to this cart."""
        seller = here(self).item
        await change_cart(self, lambda session, actor: carts.undo(session, actor, seller=seller))

    async def _step(self, line_id: str, *, by: int) -> None:
        row = next((row for row in self.lines if row.id == str(line_id)), None)
        line, seller = _id(line_id), here(self).item
        if row is None:
            raise LineNotFound
        wanted = row.more if by > 0 else row.less
        if wanted == 0:
            await self._change(
                lambda session, actor: carts.remove_line(session, actor, seller=seller, line_id=line)
            )
            return
        await self._change(
            lambda session, actor: carts.change_line(
                session, actor, seller=seller, line_id=line, quantity=wanted
            )
        )

    async def _change(self, work: Callable[[Session, OutletActor], CartView]) -> None:
        """A change of lines alone: nothing beside the cart moves, unless the history is open."""
        is_open, _ = await history_read_to(self)
        if is_open:
            await change_cart(self, work)
            return
        view = await act(self, here(self).outlet, work, changes_carts=True)
        show_cart_in_context(await self.get_state(ContextState), view)
        self._show(view)
        await say(self, f"{self.count}, {self.subtotal}.")

    def _show(self, view: CartView) -> None:
        outlet = here(self).outlet
        minimum, missing = view.seller.minimum_order, view.minimum_order_missing
        self.seller_name = view.seller.name
        shown = view.lines[: self._limit]
        self.lines = [line_row(line, outlet=outlet, seller=view.seller.code) for line in shown]
        self.hidden = lines_in_words(len(view.lines) - len(shown)) if len(view.lines) > len(shown) else ""
        self.count = lines_in_words(len(view.lines))
        self.units = f"{view.units:,} pieces"
        self.subtotal = view.subtotal.words
        self.minimum = minimum.words if minimum.minor else ""
        self.missing = missing.words if missing.minor else ""
        self.percent = f"{min(100, view.subtotal.minor * 100 // max(1, minimum.minor))}%"
        self.problems = problems_in_words(view)
        self.changed = f"Changed {ago(view.changed_at)}" if view.changed_at and view.lines else ""
        self.checkout_href = address(outlet, "checkout", view.seller.code)
        self.can_undo = view.can_undo
        self.can_check_out = any(line.line_total is not None for line in view.lines) and not missing.minor
        self.is_empty = not view.lines
        self._version = view.version
        self.phase = "ready"


async def change_cart(state: BaseState, work: Callable[[Session, OutletActor], CartView]) -> None:
    """Change the cart in view, and show it again with all that is beside it."""
    is_open, _ = await history_read_to(state)

    def change(session: Session, actor: OutletActor) -> Desk:
        return _desk(session, actor, work(session, actor), with_history=is_open)

    desk = await act(state, here(state).outlet, change, changes_carts=True)
    show_cart_in_context(await state.get_state(ContextState), desk.cart)
    await _show_desk(state, desk)
    await say(state, f"{lines_in_words(len(desk.cart.lines))}, {desk.cart.subtotal.words}.")


def _desk_in_view(session: Session, visit: Visit) -> Desk:
    return _desk(session, visit.actor, visit.cart, with_history=False)


def _desk(session: Session, actor: OutletActor, cart: CartView | None, *, with_history: bool) -> Desk:
    if cart is None:
        raise SellerNotFound("")
    changes = carts.list_changes(session, actor, seller=cart.seller.code) if with_history else None
    return Desk(cart, carts.show_beside(session, actor, cart=cart), changes)


async def _show_desk(state: BaseState, desk: Desk) -> None:
    shown = await state.get_state(CartState)
    shown._show(desk.cart)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- the State's own module; public names are open to browsers
    await show_beside_cart(state, desk.beside, outlet=here(state).outlet, seller=desk.cart.seller.code)
    if desk.changes is not None:
        await show_history(state, desk.changes)


def line_row(line: CartLineView, *, outlet: str, seller: str) -> LineRow:
    """A cart line as a row."""
    rule = line.quantity_rule
    multiple = rule.multiple if rule else 1
    less = (-(-line.quantity // multiple) - 1) * multiple
    return LineRow(
        id=str(line.id),
        sku=line.sku,
        name=line.name,
        catalog_name=line.catalog,
        href=address(outlet, "product", line.sku, seller=seller, catalog=line.catalog),
        image=picture_of(line.sku),
        price=line.unit_price.words if line.unit_price else "",
        total=line.line_total.words if line.line_total else "not in total",
        quantity=line.quantity,
        minimum=rule.minimum if rule else 1,
        maximum=str(rule.maximum or "") if rule else "",
        multiple=multiple,
        more=(line.quantity // multiple + 1) * multiple,
        less=less if rule and less >= rule.minimum else 0,
        rule=rule_in_words(rule) if rule else "",
        added_by=line.added_by,
        mark=DUTIES.get(line.added_as or "", ""),
        note=line.note,
        issue=" ".join(issue.message for issue in line.issues),
        issue_tone="bad" if any(issue.code in BLOCKING for issue in line.issues) else "low",
        is_left_out=line.line_total is None,
    )


def problems_in_words(view: CartView) -> str:
    """How many lines cannot be ordered as they are; empty when all can."""
    count = sum(any(issue.code in BLOCKING for issue in line.issues) for line in view.lines)
    return (
        ""
        if not count
        else "1 line needs a look before you order"
        if count == 1
        else f"{count} lines need a look before you order"
    )


def _id(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as error:
        raise LineNotFound from error
