"""An order that customer service enters: the outlet, whom it is for, the seller, the lines."""

from dataclasses import dataclass, replace
from uuid import uuid4

import reflex as rx
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.snapshots import Applied, CartView, ListLine, Resolution
from storefront.on_behalf import service as on_behalf
from storefront.on_behalf.snapshots import Found, OutletToServe
from storefront.parties.actor import Actor, OutletActor
from storefront.sellers.errors import SellerNotFound
from storefront.ui.acting import act, ask, ask_as_contact, signed_in
from storefront.ui.adding import quantity_of
from storefront.ui.arriving import here
from storefront.ui.listed import amounts_of, done_in_words, listed_rows, total_rows
from storefront.ui.routes import address
from storefront.ui.states.notice import clear_refusal, say
from storefront.ui.states.rows import ChoiceRow, ListedRow, TotalRow
from storefront.ui.states.serving import ServingState, show_outlet_to_serve
from storefront.ui.states.trade_orders import ENTRY, href
from storefront.ui.states.visit_rows import FoundOutletRow
from storefront.ui.typed import listed, typed
from storefront.ui.words import lines_in_words

LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lines mean at the seller of the header, and what waits in its cart already."""

    views: tuple[CartView, ...]
    seller: str
    resolution: Resolution


class OrderEntryState(rx.State):
    """The header, then the lines; `step` is `outlet`, `header` or `lines`."""

    phase: str = "loading"
    step: str = "outlet"
    text: str = ""
    outlets: list[FoundOutletRow] = []
    acting_for: str = ""
    sellers: list[ChoiceRow] = []
    seller: str = ""
    lines: list[ListedRow] = []
    totals: list[TotalRow] = []
    waiting: str = ""
    """What the outlet's cart with this seller holds already: it is ordered with it."""
    pasted: int = 0
    """How many pasted lists became lines."""
    flagged: str = ""
    done: str = ""
    pages_href: str = ""
    _wanted: list[tuple[str, int]] = []
    _outlet: str = ""
    _key: str = ""

    @rx.event
    @signed_in
    async def load_entry(self) -> None:
        """Begin with the outlet that the address names, or with a search for one."""
        place = here(self)
        outlet, text = place.asked("outlet")[:80], place.asked("q")[:LONGEST_VALUE]
        contact = place.asked("contact")[:LONGEST_VALUE]
        if outlet != self._outlet:
            self.reset()
        self._outlet = outlet

        def read(session: Session, actor: Actor) -> tuple[Found, OutletToServe | None]:
            found = on_behalf.search(session, actor, text=text, limit=24)
            return found, on_behalf.find_outlet(session, actor, outlet=outlet) if outlet else None

        found, card = await ask_as_contact(self, read)
        await clear_refusal(self)
        self.text = text
        self.outlets = [
            FoundOutletRow(
                name=each.name,
                about=f"{each.number}, {each.organization_name}",
                href=href(ENTRY, outlet=each.number, contact=contact),
            )
            for each in found.outlets
        ]
        self.step = "outlet"
        if card is not None:
            show_outlet_to_serve(await self.get_state(ServingState), card, contact=contact)
            self.step = "lines" if card.open_until else "header"
        if self.step == "lines":
            await self._resolve()
        self.phase = "ready"

    @rx.event
    @signed_in
    async def choose_seller(self, code: str) -> None:
        """Another seller fulfils: lines that it does not have are flagged and stay."""
        before = self.seller
        self.seller = str(code)[:80]
        try:
            await self._resolve()
        except SellerNotFound:
            self.seller = before
            raise
        await say(self, f"{self.flagged or 'Every line can be had'}.")

    @rx.event
    @signed_in
    async def add_line(self, form: dict[str, str]) -> None:
        """One line more, as it was typed."""
        await self._enter()
        row = carts.read_typed(typed(form, "sku", longest=200), typed(form, "quantity", longest=20))
        await self._add([(row.sku, row.quantity)])

    @rx.event
    @signed_in
    async def paste_lines(self, form: dict[str, str]) -> None:
        """The lines of a pasted list."""
        await self._enter()
        read = carts.read_list(listed(form, "list"))
        await self._add([(row.sku, row.quantity) for row in read.rows])
        self.pasted += 1

    @rx.event
    @signed_in
    async def set_quantity(self, place: int, quantity: str) -> None:
        """Another quantity for a line."""
        await self._enter()
        at, wanted = _place(place), quantity_of(quantity)
        self._wanted = [
            (sku, wanted if number == at else count) for number, (sku, count) in enumerate(self._wanted)
        ]
        await self._resolve()

    @rx.event
    @signed_in
    async def remove_line(self, place: int, ticked: bool) -> None:  # noqa: ARG002, FBT001 -- as the table calls it
        """Take a line out."""
        at = _place(place)
        self._wanted = [line for number, line in enumerate(self._wanted) if number != at]
        await self._resolve()

    @rx.event
    @signed_in
    async def choose_instead(self, place: int, chosen: str) -> None:
        """Another product of the same seller in place of a line's."""
        at = _place(place)
        row = next((row for row in self.lines if row.place == at), None)
        choice = next((each for each in row.choices if each.value == str(chosen)), None) if row else None
        if choice is not None:
            self._wanted = [
                (choice.href if number == at else sku, count)
                for number, (sku, count) in enumerate(self._wanted)
            ]
        await self._resolve()

    @rx.event
    @signed_in
    async def put_into_cart(self) -> rx.event.EventSpec | None:
        """Put what can be had into the outlet's cart and go to its checkout; what cannot stays here, flagged."""
        lines, key, seller = self._listed(), self._key or uuid4().hex, self.seller
        self._key = key

        def apply(session: Session, actor: OutletActor) -> Applied:
            return carts.apply(session, actor, lines=lines, idempotency_key=key)

        done = await act(self, self._outlet, apply, changes_carts=True)
        left = {line.line for line in done.skipped}
        self._wanted = [line for number, line in enumerate(self._wanted) if number in left]
        self._key = ""
        self.done = done_in_words(done)
        await self._resolve()
        await say(self, self.done)
        if left or not done.added:
            return None
        return rx.redirect(address(self._outlet, "checkout", seller))

    async def _enter(self) -> None:
        """Find out who is there before what they sent is read."""
        await ask(self, self._outlet, lambda _session, _actor: None)

    async def _add(self, lines: list[tuple[str, int]]) -> None:
        self._wanted = [*self._wanted, *((sku, count) for sku, count in lines if sku)][
            : carts.MAXIMUM_LIST_LINES
        ]
        self._key = ""
        self.done = ""
        await self._resolve()
        await say(self, f"{lines_in_words(len(self._wanted))}. {self.flagged}")

    def _listed(self) -> list[ListLine]:
        return [ListLine(sku, count, seller=self.seller or None) for sku, count in self._wanted]

    async def _resolve(self) -> None:
        wanted, lines = self.seller, self._wanted

        def read(session: Session, actor: OutletActor) -> Entry:
            views = carts.list_carts(session, actor)
            codes = [view.seller.code for view in views]
            if wanted and wanted not in codes:
                raise SellerNotFound(wanted)
            seller = wanted or next(iter(codes), "")
            asked = [ListLine(sku, count, seller=seller) for sku, count in lines]
            return Entry(views, seller, carts.resolve(session, actor, lines=asked))

        self._show(await ask(self, self._outlet, read))

    def _show(self, entry: Entry) -> None:
        self.seller = entry.seller
        self.sellers = [
            ChoiceRow(view.seller.code, view.seller.name, is_current=view.seller.code == entry.seller)
            for view in entry.views
        ]
        own = next((view for view in entry.views if view.seller.code == entry.seller), None)
        self.waiting = f"{lines_in_words(len(own.lines))}, {own.subtotal.words}" if own and own.lines else ""
        resolution = entry.resolution
        rows = listed_rows(resolution, unticked=())
        self.lines = [
            replace(
                row,
                choices=tuple(
                    ChoiceRow(
                        str(at), f"{other.name} ({other.sku}): {other.unit_price.words}", href=other.sku
                    )
                    for at, other in enumerate(line.alternatives)
                    if other.seller == entry.seller
                ),
                has_choices=any(other.seller == entry.seller for other in line.alternatives),
            )
            for row, line in zip(rows, resolution.lines, strict=True)
        ]
        self.totals = total_rows(amounts_of(resolution), unticked=())
        missing = sum(not line.is_addable for line in resolution.lines)
        self.flagged = f"{lines_in_words(missing)} cannot be had from this seller" if missing else ""
        self.pages_href = address(self._outlet)


def _place(value: object) -> int:
    return value if isinstance(value, int) else -1
