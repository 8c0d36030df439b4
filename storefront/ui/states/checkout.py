"""Ordering a cart: what is asked, what changed meanwhile, and the one attempt that counts."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import reflex as rx
from sqlmodel import Session

from storefront.carts.snapshots import CartLineView, CartView
from storefront.connectors.topics import current_topics, seller_topic
from storefront.credit import service as credit
from storefront.credit.snapshots import CreditStanding
from storefront.kit.errors import Conflict
from storefront.kit.money import Money
from storefront.orders import service as orders
from storefront.orders.errors import PriceChanged, StockShort
from storefront.orders.snapshots import CheckoutRequest
from storefront.parties import service as parties
from storefront.parties.actor import OutletActor
from storefront.sellers.errors import SellerNotFound
from storefront.ui.acting import act, ask, signed_in
from storefront.ui.arriving import Visit, arrive, here, show_context, visit_of
from storefront.ui.routes import address
from storefront.ui.states.cart import BLOCKING, LINES_AT_ONCE, line_row
from storefront.ui.states.context import ContextState
from storefront.ui.states.notice import say, show_refusal
from storefront.ui.states.rows import DifferenceRow, LineRow
from storefront.ui.threads import in_thread
from storefront.ui.typed import day_of, typed
from storefront.ui.words import day, lines_in_words

WHAT = {
    "dearer": "Dearer",
    "cheaper": "Cheaper",
    "short": "Too little stock",
    "rule_changed": "Quantity no longer fits",
    "not_in_catalog": "Not in your catalogs: stays in the cart",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the page reads."""

    cart: CartView
    standing: CreditStanding
    address: tuple[str, ...]
    earliest: date
    latest: date


class CheckoutState(rx.State):
    """The cart as it would be ordered now."""

    phase: str = "loading"
    seller_name: str = ""
    lines: list[LineRow] = []
    hidden: str = ""
    count: str = ""
    total: str = ""
    total_before: str = ""
    missing: str = ""
    differences: list[DifferenceRow] = []
    is_accepted: bool = False
    is_blocked: bool = False
    is_empty: bool = False
    deliver_to: list[str] = []
    earliest: str = ""
    earliest_in_words: str = ""
    latest: str = ""
    has_credit: bool = False
    remaining: str = ""
    remaining_after: str = ""
    cart_href: str = "/outlets"
    _total: Money | None = None
    _shown: str = ""
    _accepted: str = ""
    _key: str = ""
    _place: str = ""

    @rx.event
    @signed_in
    async def load_checkout(self) -> None:
        """Show what would be ordered, at today's prices."""
        self._show(await arrive(self, _read, refresh=CheckoutState.refresh_checkout))

    @rx.event
    @signed_in
    async def refresh_checkout(self) -> None:
        """Show what somebody else changed; what was accepted must be accepted anew."""
        await self._look_again()
        await say(self, f"The cart was changed. The total is {self.total}.")

    @rx.event
    @signed_in
    async def accept_differences(self, total: str) -> None:
        """Agree to the prices behind the total that was on the screen."""
        await ask(self, here(self).outlet, lambda _session, _actor: None)
        self._must_be_shown(str(total))
        self._accepted = self._shown
        self.is_accepted = True
        await say(self, f"Accepted. The total is {self.total}.")

    @rx.event
    @signed_in
    async def place_order(self, form: dict[str, str]) -> rx.event.EventSpec | None:
        """Order on account; the same attempt twice is one order."""
        place, key = here(self), self._key
        if not key:
            # A second click, behind the one that ordered: the browser is on its way to the order.
            await ask(self, place.outlet, lambda _session, _actor: None)
            return None
        self._must_be_shown(typed(form, "shown_total"))
        if not self.is_accepted:
            raise Conflict("Some prices changed. Look at them and accept them first.")
        request = _request(form, self._total)
        try:
            placed = await act(
                self,
                place.outlet,
                lambda session, actor: orders.place(
                    session, actor, seller=place.item, request=request, idempotency_key=key
                ),
                changes_carts=True,
            )
        except (PriceChanged, StockShort) as refusal:
            await self._look_again()
            await show_refusal(self, refusal)
            return None
        self._key = ""
        seller = placed.order.summary.seller_code
        await in_thread(lambda: current_topics().publish(seller_topic(seller)))
        left = ", ".join(placed.order.left_in_cart)
        return rx.redirect(
            address(place.outlet, "orders", placed.order.summary.number, placed="1", left=left), replace=True
        )

    def _must_be_shown(self, total: str) -> None:
        """What changed between the look and the click was not agreed to; a program may leave the total out."""
        if total not in {"", self.total}:
            raise Conflict(f"The total is now {self.total}. Look at the lines and go on from there.")

    async def _look_again(self) -> None:
        place = here(self)

        def read(session: Session, actor: OutletActor) -> tuple[Visit, Desk]:
            visit = visit_of(session, actor, place.item)
            return visit, _read(session, visit)

        visit, desk = await ask(self, place.outlet, read)
        show_context(await self.get_state(ContextState), visit, place)
        self._show(desk)

    def _show(self, desk: Desk) -> None:
        cart, place = desk.cart, here(self)
        ordered = [line for line in cart.lines if line.line_total is not None]
        self.seller_name = cart.seller.name
        shown = ordered[:LINES_AT_ONCE]
        self.hidden = lines_in_words(len(ordered) - len(shown)) if len(ordered) > len(shown) else ""
        self.lines = [line_row(line, outlet=place.outlet, seller=cart.seller.code) for line in shown]
        self.count = lines_in_words(len(ordered))
        self.total = cart.subtotal.words
        self.total_before = _total_before(cart).words
        self.missing = cart.minimum_order_missing.words if cart.minimum_order_missing.minor else ""
        self.differences = [row for line in cart.lines for row in _differences(line)]
        self.is_blocked = any(
            issue.code in BLOCKING - {"not_in_catalog"} for line in cart.lines for issue in line.issues
        )
        prices = ",".join(line.unit_price.amount if line.unit_price else "-" for line in cart.lines)
        self._shown = f"{cart.version}/{prices}"
        self.is_accepted = not self.differences or self._accepted == self._shown
        self.is_empty = not ordered
        self.deliver_to = list(desk.address)
        self.earliest_in_words = day(desk.earliest)
        self.earliest, self.latest = desk.earliest.isoformat(), desk.latest.isoformat()
        self.has_credit = desk.standing.limit.minor > 0
        self.remaining = desk.standing.remaining.words
        self.remaining_after = (desk.standing.remaining - cart.subtotal).words
        self.cart_href = address(place.outlet, "cart", cart.seller.code)
        self._total = cart.subtotal
        where = f"{place.outlet}/{cart.seller.code}/{cart.version}"
        if where != self._place or not self._key:
            self._key, self._place = str(uuid4()), where
        self.phase = "ready"


def _read(session: Session, visit: Visit) -> Desk:
    if visit.cart is None:
        raise SellerNotFound("")
    first, last = orders.delivery_window(session, visit.actor, seller=visit.seller)
    return Desk(
        cart=visit.cart,
        standing=credit.show_credit(session, visit.actor, currency=visit.cart.seller.currency),
        address=parties.delivery_address(session, visit.actor).lines,
        earliest=first,
        latest=last,
    )


def _request(form: object, total: Money | None) -> CheckoutRequest:
    return CheckoutRequest(
        purchase_order_number=typed(form, "purchase_order_number"),
        note=typed(form, "note"),
        requested_delivery_date=day_of(typed(form, "requested_delivery_date"), "requested_delivery_date"),
        expected_total=total,
    )


def _differences(line: CartLineView) -> list[DifferenceRow]:
    rows: list[DifferenceRow] = []
    for issue in line.issues:
        before, after = f"{line.quantity:,}", ""
        if issue.code in {"dearer", "cheaper"} and line.previous_unit_price and line.unit_price:
            before, after = line.previous_unit_price.words, line.unit_price.words
        elif issue.code == "short":
            after = f"{line.available:,} left"
        rows.append(
            DifferenceRow(
                sku=line.sku,
                name=line.name,
                what=WHAT.get(issue.code, issue.message),
                before=before,
                after=after,
                tone="bad" if issue.code in BLOCKING else "low",
            )
        )
    return rows


def _total_before(cart: CartView) -> Money:
    total = Money(0, cart.seller.currency)
    for line in cart.lines:
        if line.line_total is not None:
            total = total + (
                line.previous_unit_price.times(line.quantity) if line.previous_unit_price else line.line_total
            )
    return total
