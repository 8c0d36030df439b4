"""What the address of a page of a seller's desk names, and how such a page is read."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import unquote

import reflex as rx
from reflex_base.event import EventHandler
from sqlmodel import Session

from storefront.connectors.topics import seller_topic
from storefront.kit.errors import StorefrontError
from storefront.parties.actor import SellerActor
from storefront.ui.acting import ask_seller
from storefront.ui.live import live_tabs
from storefront.ui.routes import LONGEST, seller_at
from storefront.ui.states.notice import clear_refusal

Result = TypeVar("Result")


def channel_of(state: rx.State) -> str:
    """The channel whose desk the page belongs to."""
    return seller_at(str(state.router.url.path))


def order_of(state: rx.State) -> str:
    """The number of the order that the address names, or nothing."""
    parts = [part for part in str(state.router.url.path)[:LONGEST].split("/") if part]
    return unquote(parts[3]) if len(parts) > 3 and parts[2] == "orders" else ""


def asked_of(state: rx.State, name: str) -> str:
    """One value of the address's query, or nothing."""
    return str(state.router.url.query_parameters.get(name, ""))[:200]


async def arrive_at_desk(
    state: rx.State,
    work: Callable[[Session, SellerActor], Result],
    *,
    refresh: EventHandler | None = None,
) -> tuple[SellerActor, Result]:
    """Read a page of the desk; with `refresh`, watch the seller's orders from before that on.

    A page that is refused is left in the phase `refused`.

    Raises:
        StorefrontError: whatever the services refuse.
    """
    await clear_refusal(state)
    channel = channel_of(state)
    try:
        if refresh is not None:
            # Before the page is read: what changes while it is read is news, too.
            seller = await ask_seller(state, channel, lambda _session, actor: actor.seller_code)
            live_tabs.watch(state, refresh, seller_topic(seller))
        return await ask_seller(state, channel, lambda session, actor: (actor, work(session, actor)))
    except StorefrontError:
        live_tabs.leave(state)
        state.reset()
        state.phase = "refused"  # pyright: ignore[reportAttributeAccessIssue] -- every page of a desk has one
        raise
