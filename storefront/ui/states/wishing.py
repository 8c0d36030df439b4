"""The hearts beside products, and the tray of what is compared."""

import time

import reflex as rx
from sqlmodel import Session

from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.errors import OtherCatalog
from storefront.templates.snapshots import ComparisonView, Marks
from storefront.ui.acting import act, ask, signed_in
from storefront.ui.arriving import here
from storefront.ui.routes import address, picture_of
from storefront.ui.states.catalog import CatalogState, follows_typing
from storefront.ui.states.comfort_rows import TrayRow
from storefront.ui.states.context import ContextState
from storefront.ui.states.notice import say
from storefront.ui.states.product import ProductState
from storefront.ui.words import key_of

LONGEST = 100


class WishingState(rx.State):
    """Which of the products in view are wished for, and what is being compared."""

    wished: dict[str, bool] = {}
    compared: dict[str, bool] = {}
    tray: list[TrayRow] = []
    count: str = ""
    compare_href: str = "/outlets"
    question: str = ""
    """Why the last product cannot join the others, and that one may start anew with it."""
    _waiting: tuple[str, str] = ("", "")
    _found_here: str = ""
    _found_at: float = 0.0

    @rx.event
    @signed_in
    async def load_marks(self) -> None:
        """Mark the products in view, unless typing has just marked them."""
        place = here(self)
        found_here, self._found_here = self._found_here, ""
        if follows_typing(place, found_here, self._found_at):
            return
        if place.area == "product":
            product = await self.get_state(ProductState)
            keys = [(product.offer.sku, product.offer.catalog)]
        else:
            catalog = await self.get_state(CatalogState)
            keys = [(row.sku, row.catalog) for row in catalog.offers]
        marks = await ask(
            self, place.outlet, lambda session, actor: templates.show_marks(session, actor, keys=keys)
        )
        self._show(marks)

    @rx.event
    @signed_in
    async def toggle_wish(self, sku: str, catalog: str) -> None:
        """Put a product on the default wish list, or take it off all of them."""
        wanted, of = str(sku)[:LONGEST], str(catalog)[:LONGEST]
        key = key_of(wanted, of)
        seller = await self._seller()
        is_wished = self.wished.get(key, False)

        def toggle(session: Session, actor: OutletActor) -> None:
            if is_wished:
                templates.unwish(session, actor, sku=wanted, catalog=of)
            else:
                templates.wish(session, actor, seller=seller, sku=wanted, catalog=of)

        await act(self, here(self).outlet, toggle)
        self.wished = {**self.wished, key: not is_wished}
        await say(self, "Taken off your wish lists." if is_wished else "Saved to your wish list.")

    @rx.event
    @signed_in
    async def toggle_compared(self, sku: str, catalog: str) -> None:
        """Put a product into the comparison, or take it out."""
        wanted, of = str(sku)[:LONGEST], str(catalog)[:LONGEST]
        seller = await self._seller()
        self.question = ""
        is_in = self.compared.get(key_of(wanted, of), False)
        try:
            view = await act(
                self,
                here(self).outlet,
                lambda session, actor: (
                    templates.drop_compared(session, actor, sku=wanted)
                    if is_in
                    else templates.compare_product(session, actor, seller=seller, sku=wanted, catalog=of)
                ),
            )
        except OtherCatalog as refusal:
            self.question, self._waiting = refusal.message, (wanted, of)
            return
        self._show_tray(view)
        await say(self, f"{self.count} to compare." if self.tray else "Nothing to compare.")

    @rx.event
    @signed_in
    async def start_anew(self) -> None:
        """Let go of what is compared, and begin with the product that could not join it."""
        seller = await self._seller()
        sku, catalog = self._waiting
        view = await act(
            self,
            here(self).outlet,
            lambda session, actor: templates.compare_product(
                session, actor, seller=seller, sku=sku, catalog=catalog, starts_anew=True
            ),
        )
        self.question, self._waiting = "", ("", "")
        self._show_tray(view)

    @rx.event
    @signed_in
    async def drop_compared(self, sku: str) -> None:
        """Take a product out of the comparison."""
        wanted = str(sku)[:LONGEST]
        view = await act(
            self,
            here(self).outlet,
            lambda session, actor: templates.drop_compared(session, actor, sku=wanted),
        )
        self.question = ""
        self._show_tray(view)

    @rx.event
    @signed_in
    async def clear_comparison(self) -> None:
        """Compare nothing any more."""
        await act(self, here(self).outlet, templates.clear_comparison)
        self.question, self.tray, self.compared = "", [], {}

    async def _seller(self) -> str:
        context = await self.get_state(ContextState)
        return here(self).asked("seller") or context.seller_code

    def _show(self, marks: Marks) -> None:
        self.wished = {key_of(sku, catalog): True for sku, catalog in marks.wished}
        self.question = ""
        self._show_items(marks.comparison_catalog, marks.compared)

    def _show_tray(self, view: ComparisonView) -> None:
        self._show_items(view.catalog, tuple((item.sku, item.name) for item in view.items))

    def _show_items(self, catalog: str, items: tuple[tuple[str, str], ...]) -> None:
        self.tray = [TrayRow(sku, name, picture_of(sku)) for sku, name in items]
        self.compared = {key_of(sku, catalog): True for sku, _ in items}
        self.count = "1 product" if len(items) == 1 else f"{len(items)} products"
        self.compare_href = address(here(self).outlet, "compare")


def show_typed_marks(wishing: WishingState, marks: Marks, address_that_follows: str) -> None:
    """Show the marks of what was found as somebody typed; the address that follows need not ask for them again."""
    wishing._show(marks)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- the State's own module; public names are open to browsers
    wishing._found_here, wishing._found_at = address_that_follows, time.time()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- as above
