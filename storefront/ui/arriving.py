"""Every page begins here: who is there, in which context, and what the page itself wants to read, in one go."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from reflex.state import BaseState
from reflex_base.event import EventHandler
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.snapshots import CartView
from storefront.connectors.topics import cart_topic
from storefront.kit.errors import StorefrontError
from storefront.parties import service as parties
from storefront.parties.actor import OutletActor
from storefront.parties.errors import OutletNotFound
from storefront.sellers.errors import SellerNotFound
from storefront.ui.acting import act, ask
from storefront.ui.live import live_tabs
from storefront.ui.routes import Place, address, place_of
from storefront.ui.states.context import ContextState, frame_noted, note_frame
from storefront.ui.states.notice import clear_refusal
from storefront.ui.states.rows import SellerRow
from storefront.ui.words import SELLER_KINDS, desk_of_duty, key_of, lines_in_words, time_left

Result = TypeVar("Result")
SELLER_AREAS = frozenset({"cart", "checkout"})
EVERY_SELLER_AREAS = frozenset({"buy-again"})
"""Pages that list what several sellers sell."""

FRAME_KEPT_FOR = 20.0
"""Seconds for which the frame is trusted to the news alone."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The context of a page: the visitor in an outlet, its carts with every seller, and the seller it looks at.

    Without carts when the page can do without and the frame shows them already.
    """

    actor: OutletActor
    carts: tuple[CartView, ...]
    cart: CartView | None
    seller_code: str

    @property
    def seller(self) -> str:
        """The code of the seller in view.

        Raises:
            SellerNotFound: the outlet may buy from nobody.
        """
        if not self.seller_code:
            raise SellerNotFound("")
        return self.seller_code


PageWork = Callable[[Session, Visit], Result]


async def arrive(
    state: BaseState, work: PageWork[Result], *, refresh: EventHandler, needs_carts: bool = True
) -> Result:
    """Watch the outlet's carts from now on, read the context and the page in one session, and show the context.

    `refresh` is called when somebody else changes them. Without `needs_carts`, going from one list to the next in
    the same place leaves the frame as the news keeps it. A page that is refused is left in the phase `refused`.

    Raises:
        StorefrontError: whatever the services refuse.
    """
    place = here(state)
    context = await state.get_state(ContextState)
    is_new_outlet = context.outlet_number != place.outlet
    preferred = _seller_asked_for(place) or ("" if is_new_outlet else context.seller_code)
    is_kept = not needs_carts and is_frame_kept(state, context, place, preferred)
    await clear_refusal(state)
    if not is_kept:
        # Before anything is read: what changes while it is read is news, too.
        live_tabs.watch(state, refresh, cart_topic(place.outlet))

    def read(session: Session, actor: OutletActor) -> tuple[Visit, Result, bool]:
        visit = Visit(actor, (), None, preferred) if is_kept else visit_of(session, actor, preferred)
        has_others = is_new_outlet and len(parties.list_outlets(session, actor, limit=2).items) > 1
        return visit, work(session, visit), has_others

    try:
        visit, result, has_others = await ask(state, place.outlet, read)
        if is_new_outlet:
            await act(state, place.outlet, parties.remember_outlet)
            context.has_other_outlets = has_others
    except BaseException as refusal:
        live_tabs.leave(state)
        if isinstance(refusal, StorefrontError):
            _show_refused(state, context, place, refusal)
        raise
    context.search_text = place.asked("q") if place.area == "catalog" else ""
    if not is_kept:
        show_context(context, visit, place)
        note_frame(context, f"{place.outlet}/{place.area}/{context.seller_code}")
    return result


def _seller_asked_for(place: Place) -> str:
    return place.item if place.area in SELLER_AREAS else place.asked("seller")


def _show_refused(state: BaseState, context: ContextState, place: Place, refusal: StorefrontError) -> None:
    state.reset()
    state.phase = "refused"
    if isinstance(refusal, OutletNotFound):
        context.reset()
        context.outlet_number = place.outlet
        context.outlet_name = "Not yours to order for"
        context.has_other_outlets = True


def is_frame_kept(state: BaseState, context: ContextState, place: Place, seller: str) -> bool:
    """Whether the frame was read for this very place a moment ago, and this tab has heard the news since."""
    read_for, read_at = frame_noted(context)
    is_recent = time.time() - read_at < FRAME_KEPT_FOR
    return (
        is_recent
        and read_for == f"{place.outlet}/{place.area}/{seller}"
        and live_tabs.is_watching(state, cart_topic(place.outlet))
    )


def here(state: BaseState) -> Place:
    """The place that the caller's address names."""
    url = state.router.url
    return place_of(url.path, url.query_parameters)


def visit_of(session: Session, actor: OutletActor, preferred: str) -> Visit:
    """The outlet's carts, and the one with the seller asked for; without one, that of the last change."""
    views = carts.list_carts(session, actor)
    if preferred:
        chosen = next((view for view in views if view.seller.code == preferred), None)
        if chosen is None:
            raise SellerNotFound(preferred)
        return Visit(actor, views, chosen, preferred)
    used = [view for view in views if view.lines and view.changed_at]
    latest = (
        max(used, key=lambda view: view.changed_at or view.seller.position, default=None) if used else None
    )
    cart = latest or next(iter(views), None)
    return Visit(actor, views, cart, cart.seller.code if cart else "")


def show_context(context: ContextState, visit: Visit, place: Place) -> None:
    """Put a visit into the frame of the page."""
    actor, number = visit.actor, visit.actor.outlet_number
    seller = visit.cart.seller.code if visit.cart else ""
    context.outlet_number = number
    context.outlet_name = actor.outlet_name
    context.organization = actor.organization_name
    context.contact = actor.name
    context.is_admin = actor.is_admin
    show_acting(context, actor)
    context.sellers = [
        _seller_row(view, place, number, is_current=view is visit.cart) for view in visit.carts
    ]
    context.home_href = address(number)
    context.catalog_href = address(number, "catalog", seller=seller)
    context.quick_order_href = address(number, "quick-order")
    context.buy_again_href = address(number, "buy-again")
    context.templates_href = address(number, "templates")
    context.wish_lists_href = address(number, "wish-lists")
    context.suggestion_href = address(number, "suggestion", seller=seller)
    context.carts_href = address(number, "carts")
    context.orders_href = address(number, "orders")
    context.account_href = address(number, "account")
    context.visits_href = address(number, "visits")
    context.asking_href = address(number, "account", ask="seller")
    if visit.cart is not None:
        context.seller_code = seller
        context.seller_name = visit.cart.seller.name
        show_cart_in_context(context, visit.cart)
    if place.area in EVERY_SELLER_AREAS:
        context.in_cart = in_cart(visit.carts)


def show_acting(context: ContextState, actor: OutletActor) -> None:
    """Name both, and the time that is left, when an employee acts for the outlet."""
    acting = actor.on_behalf
    if acting is None:
        context.acting_for = context.acting_left = ""
        return
    whom = f"{acting.contact_name}, {actor.outlet_name}" if acting.contact_name else actor.outlet_name
    context.acting_for = f"{actor.name} for {whom}"
    context.acting_left = time_left(acting.expires_at)
    context.desk_href = desk_of_duty(acting.duty)
    context.has_other_outlets = True


def in_cart(views: Iterable[CartView]) -> dict[str, int]:
    """How many of each product of each catalog are in some carts."""
    return {key_of(line.sku, line.catalog): line.quantity for view in views for line in view.lines}


def show_cart_in_context(context: ContextState, view: CartView) -> None:
    """Put the seller's cart into the frame after a change."""
    context.cart_href = address(context.outlet_number, "cart", view.seller.code)
    context.cart_lines = lines_in_words(len(view.lines))
    context.cart_total = view.subtotal.words
    context.cart_is_empty = not view.lines
    context.in_cart = in_cart([view])


def _seller_row(view: CartView, place: Place, outlet: str, *, is_current: bool) -> SellerRow:
    code = view.seller.code
    area = place.area
    same_page = (
        address(outlet, "cart", code)
        if area in SELLER_AREAS
        else address(outlet, area, seller=code)
        if area in {"catalog", "orders", "suggestion"}
        else ""
    )
    missing = view.minimum_order_missing
    return SellerRow(
        code=code,
        name=view.seller.name,
        kind=SELLER_KINDS.get(view.seller.kind, view.seller.kind),
        lines=lines_in_words(len(view.lines)),
        subtotal=view.subtotal.words if view.lines else "",
        minimum=view.seller.minimum_order.words,
        missing=missing.words if missing.minor else "",
        href=same_page or address(outlet, "catalog", seller=code),
        cart_href=address(outlet, "cart", code),
        catalog_href=address(outlet, "catalog", seller=code),
        is_current=is_current,
        has_lines=bool(view.lines),
    )
