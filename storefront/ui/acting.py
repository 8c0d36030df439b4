"""From a screen handler to a service and back: who is asking, a session, a worker thread."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import reflex as rx
from reflex.state import BaseState
from sqlmodel import Session

from storefront.connectors.topics import cart_topic, current_topics
from storefront.db.session import in_transaction, reading
from storefront.kit.errors import NotSignedIn, StorefrontError
from storefront.parties import service as parties
from storefront.parties.actor import Actor, HierarchyActor, OutletActor, SellerActor
from storefront.sellers import service as sellers
from storefront.ui.live import tab_of
from storefront.ui.marks import address_of, marked, session_of
from storefront.ui.routes import hierarchy_at, place_of, seller_at, sign_in_address
from storefront.ui.states.notice import clear_refusal, show_refusal
from storefront.ui.threads import in_thread
from storefront.ui.tracing import note_contact

Result = TypeVar("Result")
ContactWork = Callable[[Session, Actor], Result]
OutletWork = Callable[[Session, OutletActor], Result]
HierarchyWork = Callable[[Session, HierarchyActor], Result]
SellerWork = Callable[[Session, SellerActor], Result]
Screen = TypeVar("Screen", bound=rx.State)
Arguments = ParamSpec("Arguments")
Handler = Callable[Concatenate[Screen, Arguments], Awaitable[Any]]


def signed_in(handler: Handler[Screen, Arguments]) -> Handler[Screen, Arguments]:
    """Mark a handler for signed-in contacts; the service that it calls decides what they may do.

    A refusal is shown in the page's refusal area and changes nothing else; a session that has ended leads to the
    sign-in page and from there back. Whoever may not be at this address hears only that, also where something else
    was wrong with the act and was noticed first.
    """

    @functools.wraps(handler)
    async def guarded(self: Screen, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Any:
        try:
            return await handler(self, *args, **kwargs)
        except NotSignedIn:
            return rx.redirect(sign_in_address(address_of(self)))
        except StorefrontError as refusal:
            told = refusal
        try:
            await _ask(self, _entering_here(self), lambda _session, _actor: None)
        except NotSignedIn:
            return rx.redirect(sign_in_address(address_of(self)))
        except StorefrontError as not_here:
            told = not_here
        await show_refusal(self, told)
        return None

    return marked(guarded, "signed_in")


async def ask(state: BaseState, outlet: str, work: OutletWork[Result]) -> Result:
    """What `work` reads for the visitor in an outlet.

    Raises:
        NotSignedIn: the session has ended.
        OutletNotFound: the visitor may not act for this outlet, or not any more.
    """
    return await _ask(state, _entering(outlet), work)


async def ask_hierarchy(state: BaseState, hierarchy: str, work: HierarchyWork[Result]) -> Result:
    """What `work` reads for the visitor who runs a customer hierarchy.

    Raises:
        NotSignedIn: the session has ended.
        HierarchyNotFound: the visitor does not run it, or not any more.
    """
    return await _ask(state, lambda session, token: parties.enter_hierarchy(session, token, hierarchy), work)


async def ask_seller(state: BaseState, seller: str, work: SellerWork[Result]) -> Result:
    """What `work` reads for the visitor who works for a seller.

    Raises:
        NotSignedIn: the session has ended.
        SellerNotFound: the visitor does not work for it, or not any more.
    """
    return await _ask(state, lambda session, token: sellers.enter_seller(session, token, seller), work)


async def ask_as_contact(state: BaseState, work: ContactWork[Result]) -> Result:
    """What `work` reads for the visitor, in no outlet.

    Raises:
        NotSignedIn: the session has ended.
    """
    return await _ask(state, parties.identify, work)


async def act(
    state: BaseState, outlet: str, work: OutletWork[Result], *, changes_carts: bool = False
) -> Result:
    """What `work` does for the visitor in an outlet, whole or not at all; the outlet's other tabs hear of it.

    Raises:
        NotSignedIn: the session has ended.
        OutletNotFound: the visitor may not act for this outlet, or not any more.
    """
    result = await _act(state, _entering(outlet), work)
    if changes_carts:
        tab = tab_of(state)
        await in_thread(lambda: current_topics().publish(cart_topic(outlet), source=tab))
    return result


async def act_hierarchy(state: BaseState, hierarchy: str, work: HierarchyWork[Result]) -> Result:
    """What `work` does for the visitor who runs a customer hierarchy, whole or not at all.

    Raises:
        NotSignedIn: the session has ended.
        HierarchyNotFound: the visitor does not run it, or not any more.
    """
    return await _act(state, lambda session, token: parties.enter_hierarchy(session, token, hierarchy), work)


async def act_seller(state: BaseState, seller: str, work: SellerWork[Result]) -> Result:
    """What `work` does for the visitor who works for a seller, whole or not at all.

    Raises:
        NotSignedIn: the session has ended.
        SellerNotFound: the visitor does not work for it, or not any more.
    """
    return await _act(state, lambda session, token: sellers.enter_seller(session, token, seller), work)


async def act_as_contact(state: BaseState, work: ContactWork[Result]) -> Result:
    """What `work` does for the visitor, in no outlet.

    Raises:
        NotSignedIn: the session has ended.
    """
    return await _act(state, parties.identify, work)


def _entering(outlet: str) -> Callable[[Session, str], OutletActor]:
    """The way into an outlet: an employee's open session for it is found by the outlet in the address."""
    return lambda session, token: parties.enter_outlet(session, token, outlet, finds_acting_session=True)


def _entering_here(state: BaseState) -> Callable[[Session, str], Actor]:
    """The way in that the visitor's address asks for."""
    path = state.router.url.path
    if hierarchy := hierarchy_at(path):
        return lambda session, token: parties.enter_hierarchy(session, token, hierarchy)
    if seller := seller_at(path):
        return lambda session, token: sellers.enter_seller(session, token, seller)
    if path.startswith("/o/"):
        return _entering(place_of(path, {}).outlet)
    return parties.identify


async def _ask(
    state: BaseState, enter: Callable[[Session, str], Any], work: Callable[[Session, Any], Result]
) -> Result:
    token_hash = _session(state)

    def read() -> Result:
        with reading() as session:
            actor: Actor = _enter(session, enter, token_hash)
            result = work(session, actor)
        _keep_alive(actor)
        return result

    return await in_thread(read)


async def _act(
    state: BaseState, enter: Callable[[Session, str], Any], work: Callable[[Session, Any], Result]
) -> Result:
    token_hash = _session(state)
    result = await in_thread(
        lambda: in_transaction(lambda session: work(session, _enter(session, enter, token_hash)))
    )
    await clear_refusal(state)
    return result


def _enter(session: Session, enter: Callable[[Session, str], Any], token_hash: str) -> Any:
    actor = enter(session, token_hash)
    note_contact(actor)
    return actor


def _session(state: BaseState) -> str:
    token_hash = session_of(state)
    if not token_hash:
        raise NotSignedIn
    return token_hash


def _keep_alive(actor: Actor) -> None:
    if actor.is_stale:
        in_transaction(lambda session: parties.keep_alive(session, actor))
