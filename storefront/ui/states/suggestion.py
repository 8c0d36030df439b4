"""The basket that the outlet probably needs: looked at, corrected, and sent on to the cart by the visitor alone."""

from dataclasses import replace

import reflex as rx

from storefront.carts.snapshots import ListLine
from storefront.catalog.errors import QuantityRefused
from storefront.catalog.rules import quantity_problem
from storefront.catalog.snapshots import QuantityRule
from storefront.kit.errors import Invalid
from storefront.reordering import service as reordering
from storefront.ui.acting import ask, signed_in
from storefront.ui.adding import quantity_of
from storefront.ui.arriving import arrive, here
from storefront.ui.differences import show_difference
from storefront.ui.routes import address
from storefront.ui.states.context import ContextState
from storefront.ui.states.frame import FrameState
from storefront.ui.states.rows import ChoiceRow, SuggestionRow
from storefront.ui.suggested import suggestion_row

TITLE = "Suggested for today"


class SuggestionState(rx.State):
    """One seller's suggestion and what the visitor made of it."""

    phase: str = "loading"
    rows: list[SuggestionRow] = []
    sellers: list[ChoiceRow] = []
    seller_name: str = ""
    reason_for_none: str = ""
    ticked_count: int = 0

    @rx.event
    @signed_in
    async def load_suggestion(self) -> None:
        """Suggest for the seller that the address names, or the one in view."""
        found = await arrive(
            self,
            lambda session, visit: reordering.suggest(session, visit.actor, seller=visit.seller),
            refresh=FrameState.refresh_frame,
        )
        outlet, seller = here(self).outlet, found.seller.code
        context = await self.get_state(ContextState)
        self.sellers = [
            ChoiceRow(
                row.code,
                row.name,
                href=address(outlet, "suggestion", seller=row.code),
                is_current=row.code == seller,
            )
            for row in context.sellers
        ]
        self.seller_name = found.seller.name
        self.reason_for_none = none_in_words(found.orders, found.orders_needed, found.seller.name)
        self._show([suggestion_row(line, outlet=outlet, seller=seller) for line in found.lines])
        self.phase = "ready"

    @rx.event
    @signed_in
    async def tick_line(self, key: str, is_ticked: bool) -> None:  # noqa: FBT001 -- called with what a box sends
        """Take a line in, or leave it out."""
        await self._still_here()
        self._show(
            [replace(row, is_ticked=is_ticked is True) if row.key == str(key) else row for row in self.rows]
        )

    @rx.event
    @signed_in
    async def tick_all(self) -> None:
        """Take all lines in; when all are, leave all out."""
        await self._still_here()
        is_all = all(row.is_ticked for row in self.rows)
        self._show([replace(row, is_ticked=not is_all) for row in self.rows])

    @rx.event
    @signed_in
    async def set_quantity(self, key: str, quantity: str) -> None:
        """Change the quantity of a line; one that does not fit the product's rule is refused."""
        await self._still_here()
        row = next((row for row in self.rows if row.key == str(key)), None)
        if row is None:
            raise Invalid("This product is not in the suggestion any more. Load the page again.")
        wanted = quantity_of(quantity)
        rule = QuantityRule(row.minimum, int(row.maximum) if row.maximum else None, row.multiple, row.minimum)
        if problem := quantity_problem(rule, wanted):
            raise QuantityRefused(f"{row.sku}: {problem}.", sku=row.sku, fields={"quantity": problem})
        changed = replace(
            row, quantity=wanted, less=max(wanted - row.multiple, row.minimum), more=wanted + row.multiple
        )
        self._show([changed if each.key == row.key else each for each in self.rows])

    @rx.event
    @signed_in
    async def add_selected(self) -> None:
        """Show what is ticked as a difference to today's offers, from where it goes to the cart."""
        await self._add([row for row in self.rows if row.is_ticked])

    @rx.event
    @signed_in
    async def add_all(self) -> None:
        """Show the whole suggestion as a difference, ticked or not."""
        await self._add(self.rows)

    async def _add(self, rows: list[SuggestionRow]) -> None:
        await self._still_here()
        if not rows:
            raise Invalid("No line is ticked. Tick what you need.")
        lines = [ListLine(row.sku, row.quantity, row.catalog, row.seller) for row in rows]
        await show_difference(self, lines, title=TITLE)

    async def _still_here(self) -> None:
        await ask(self, here(self).outlet, lambda _session, _actor: None)

    def _show(self, rows: list[SuggestionRow]) -> None:
        self.rows = rows
        self.ticked_count = sum(row.is_ticked for row in rows)


def none_in_words(orders: int, needed: int, seller: str) -> str:
    """Why nothing is suggested, should nothing be."""
    if orders >= needed:
        return f"Nothing that this outlet usually buys from {seller} can be ordered today."
    had = "no order" if orders == 0 else "1 order" if orders == 1 else f"{orders} orders"
    return (
        f"Not enough history yet: this outlet has {had} with {seller}. After {needed} orders what it probably needs"
        " is suggested here."
    )
