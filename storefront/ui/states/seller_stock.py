"""A seller's stock: searched, corrected, explained."""

import reflex as rx
from sqlmodel import Session

from storefront.inventory import service as inventory
from storefront.inventory.snapshots import Movement, StockAdjustment, StockCard
from storefront.kit.errors import Invalid
from storefront.kit.paging import Page
from storefront.offers.service import adjust_stock
from storefront.parties.actor import SellerActor
from storefront.ui.acting import act_seller, ask_seller, signed_in
from storefront.ui.routes import seller_address
from storefront.ui.seller_places import arrive_at_desk, asked_of, channel_of
from storefront.ui.states.notice import say
from storefront.ui.states.seller_rows import MovementRow, StockRow, movement_row, stock_row
from storefront.ui.typed import typed

LONGEST_SKU = 80
LONGEST_NUMBER = 12


class SellerStockState(rx.State):
    """One page of the stock, and the product that is looked at."""

    phase: str = "loading"
    seller: str = ""
    stock: list[StockRow] = []
    shown: str = ""
    has_more: bool = False
    is_empty: bool = False
    is_filtered: bool = False
    text: str = ""
    below: str = ""
    clear_href: str = "/"
    inbox_href: str = "/"
    form_key: str = ""
    current: StockRow = StockRow()
    movements: list[MovementRow] = []
    sheet_key: str = ""
    is_looking: bool = False
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_stock(self) -> None:
        """Show what the address asks for."""
        self.text, self.below = asked_of(self, "q"), asked_of(self, "below")
        text, below = self.text, _number(self.below, "below")
        actor, found = await arrive_at_desk(
            self, lambda session, actor: inventory.list_stock(session, actor, text=text, below=below)
        )
        channel = channel_of(self)
        self.seller = actor.seller_name
        self.is_filtered = bool(text or self.below)
        self.clear_href = seller_address(channel, "stock")
        self.inbox_href = seller_address(channel)
        self.form_key = seller_address(channel, "stock", q=text, below=self.below)
        self.is_looking = False
        self.stock = []
        self._add(found)
        self.phase = "ready"

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page below; at the end there is none."""
        cursor, text, below = self._cursor, self.text, _number(self.below, "below")
        if not cursor:
            # A second click on the last "more": without a cursor the first page would come again.
            await ask_seller(self, channel_of(self), lambda _session, _actor: None)
            return
        self._add(
            await ask_seller(
                self,
                channel_of(self),
                lambda session, actor: inventory.list_stock(
                    session, actor, text=text, below=below, cursor=cursor
                ),
            )
        )
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def search_stock(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the selection that was typed."""
        text, below = typed(form, "q", longest=120), typed(form, "below", longest=LONGEST_NUMBER)
        _number(below, "below")
        channel = channel_of(self)
        await ask_seller(self, channel, lambda _session, _actor: None)
        return rx.redirect(seller_address(channel, "stock", q=text, below=below))

    @rx.event
    @signed_in
    async def open_stock(self, sku: str) -> None:
        """Look at one product: what there is, and what was changed of it."""
        wanted = str(sku)[:LONGEST_SKU]
        found = await ask_seller(
            self,
            channel_of(self),
            lambda session, actor: inventory.list_movements(session, actor, sku=wanted),
        )
        self.current = next((row for row in self.stock if row.sku == wanted), StockRow(sku=wanted))
        self._show_movements(found)
        self.is_looking = True

    @rx.event
    @signed_in
    async def close_stock(self) -> None:
        """Look at no product any more."""
        await ask_seller(self, channel_of(self), lambda _session, _actor: None)
        self.is_looking = False

    @rx.event
    @signed_in
    async def adjust(self, form: dict[str, str]) -> None:
        """Change what is on hand of the product that is looked at."""
        sku = typed(form, "sku", longest=LONGEST_SKU)
        wanted = StockAdjustment(
            change=_number(typed(form, "change", longest=LONGEST_NUMBER), "change"),
            on_hand=_number(typed(form, "on_hand", longest=LONGEST_NUMBER), "on_hand"),
            reason=typed(form, "reason"),
        )

        def do(session: Session, actor: SellerActor) -> tuple[StockCard, Page[Movement]]:
            card = adjust_stock(session, actor, sku=sku, wanted=wanted)
            return card, inventory.list_movements(session, actor, sku=sku)

        card, found = await act_seller(self, channel_of(self), do)
        self.current = stock_row(card)
        self.stock = [self.current if row.sku == card.sku else row for row in self.stock]
        self._show_movements(found)
        await say(self, f"{card.on_hand:,} of {card.sku} on hand, {card.available:,} available.")

    def _show_movements(self, found: Page[Movement]) -> None:
        self.movements = [movement_row(made) for made in found.items]
        self.sheet_key = f"{self.current.sku} {self.current.on_hand} {len(self.movements)}"

    def _add(self, found: Page[StockCard]) -> None:
        self.stock = [*self.stock, *(stock_row(card) for card in found.items)]
        self._cursor = found.next_cursor
        self.has_more = found.next_cursor is not None
        self.is_empty = not self.stock
        self.shown = "1 product" if len(self.stock) == 1 else f"{len(self.stock):,} products"


def _number(text: str, field: str) -> int | None:
    if not text:
        return None
    try:
        return int(text)
    except ValueError as error:
        raise Invalid(
            "Write a number of pieces, such as 12 or -3.", fields={field: "a whole number"}
        ) from error
