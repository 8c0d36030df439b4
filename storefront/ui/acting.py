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
from storefront.parties.actor import Actor, OutletActor
from storefront.ui.live import tab_of
from storefront.ui.marks import address_of, marked, session_of
from storefront.ui.routes import sign_in_address
from storefront.ui.states.notice import clear_refusal, show_refusal
from storefront.ui.threads import in_thread

Result = TypeVar("Result")
ContactWork = Callable[[Session, Actor], Result]
OutletWork = Callable[[Session, OutletActor], Result]
Screen = TypeVar("Screen", bound=rx.State)
Arguments = ParamSpec("Arguments")
Handler = Callable[Concatenate[Screen, Arguments], Awaitable[Any]]


def signed_in(handler: Handler[Screen, Arguments]) -> Handler[Screen, Arguments]:
    """Mark a handler for signed-in contacts; the service that it calls decides what they may do.

    A refusal is shown in the page's refusal area and changes nothing else; a session that has ended leads to the
    sign-in page and from there back.
    """

    @functools.wraps(handler)
    async def guarded(self: Screen, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Any:
        try:
            return await handler(self, *args, **kwargs)
        except NotSignedIn:
            return rx.redirect(sign_in_address(address_of(self)))
        except StorefrontError as refusal:
            await show_refusal(self, refusal)
            return None

    return marked(guarded, "signed_in")


async def ask(state: BaseState, outlet: str, work: OutletWork[Result]) -> Result:
    """What `work` reads for the visitor in an outlet.

    Raises:
        NotSignedIn: the session has ended.
        OutletNotFound: the visitor may not act for this outlet, or not any more.
    """
    token_hash = _session(state)

    def read() -> Result:
        with reading() as session:
            actor = parties.enter_outlet(session, token_hash, outlet)
            result = work(session, actor)
        _keep_alive(actor)
        return result

    return await in_thread(read)


async def ask_as_contact(state: BaseState, work: ContactWork[Result]) -> Result:
    """What `work` reads for the visitor, in no outlet.

    Raises:
        NotSignedIn: the session has ended.
    """
    token_hash = _session(state)

    def read() -> Result:
        with reading() as session:
            actor = parties.identify(session, token_hash)
            result = work(session, actor)
        _keep_alive(actor)
        return result

    return await in_thread(read)


async def act(
    state: BaseState, outlet: str, work: OutletWork[Result], *, changes_carts: bool = False
) -> Result:
    """What `work` does for the visitor in an outlet, whole or not at all; the outlet's other tabs hear of it.

    Raises:
        NotSignedIn: the session has ended.
        OutletNotFound: the visitor may not act for this outlet, or not any more.
    """
    token_hash = _session(state)
    tab = tab_of(state)

    def write() -> Result:
        result = in_transaction(
            lambda session: work(session, parties.enter_outlet(session, token_hash, outlet))
        )
        if changes_carts:
            current_topics().publish(cart_topic(outlet), source=tab)
        return result

    result = await in_thread(write)
    await clear_refusal(state)
    return result


async def act_as_contact(state: BaseState, work: ContactWork[Result]) -> Result:
    """What `work` does for the visitor, in no outlet.

    Raises:
        NotSignedIn: the session has ended.
    """
    token_hash = _session(state)

    def write() -> Result:
        return in_transaction(lambda session: work(session, parties.identify(session, token_hash)))

    result = await in_thread(write)
    await clear_refusal(state)
    return result


def _session(state: BaseState) -> str:
    token_hash = session_of(state)
    if not token_hash:
        raise NotSignedIn
    return token_hash


def _keep_alive(actor: Actor) -> None:
    if actor.is_stale:
        in_transaction(lambda session: parties.keep_alive(session, actor))
