"""Who may call which screen handler: nobody, unless the handler is marked."""

from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast

import reflex as rx
import structlog
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

from storefront.settings import get_settings
from storefront.ui.gate import SESSION_HEADER
from storefront.ui.routes import sign_in_address
from storefront.ui.tracing import name_event

Mark = Literal["public", "signed_in"]
AnyHandler = TypeVar("AnyHandler", bound=Callable[..., Any])

REFLEX_OWN = frozenset(
    {
        "reflex___state____state.hydrate",
        "reflex___state____state.hydrate_and_load",
        "reflex___state____state.set_is_hydrated",
        "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal",
        "reflex___state____state.reflex___state____on_load_internal_state.set_is_hydrated",
        "reflex___state____state.reflex___state____update_vars_internal_state.update_vars_internal",
        "reflex___state____state.reflex___state____frontend_event_exception_state.handle_frontend_exception",
    }
)
"""Reflex's handlers that every page needs before anybody is known; none of them touches the trade."""

_MARK = "__storefront_mark__"
_LONGEST_NAME = 200
log = structlog.get_logger(__name__)


def marked(handler: AnyHandler, mark: Mark) -> AnyHandler:
    """The handler itself, from now on open to whom the mark names."""
    setattr(handler, _MARK, mark)
    return handler


def public(handler: AnyHandler) -> AnyHandler:
    """Mark a handler that anybody may call; it touches nothing but what the caller sees."""
    return marked(handler, "public")


def mark_of(handler: Callable[..., object]) -> Mark | None:
    """The mark of a handler; None bars everybody."""
    return cast("Mark | None", getattr(handler, _MARK, None))


def may_call(event_name: str, *, has_session: bool) -> bool:
    """Whether a caller with or without a session may reach the handler of this name at all."""
    if event_name in REFLEX_OWN:
        return True
    registered = RegistrationContext.get().event_handlers.get(event_name)
    mark = mark_of(registered.handler.fn) if registered else None
    return mark == "public" or (mark == "signed_in" and has_session)


class DoorKeeper(Middleware):
    """Runs before every event, chained and background ones too, and stops those that no mark allows."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:  # noqa: ARG002 -- Reflex calls it so
        """None lets the event pass; an update in its place sends a stranger to the sign-in page."""
        name_event(event.name[:_LONGEST_NAME])
        has_session = bool(session_of(state))
        event.payload.update({name: sendable(value) for name, value in event.payload.items()})
        if may_call(event.name, has_session=has_session):
            return None
        log.warning("screen.barred", has_session=has_session)
        return StateUpdate(
            events=[]
            if has_session
            else Event.from_event_type([rx.redirect(sign_in_address(address_of(state)))])
        )


def sendable(value: object) -> object:
    """What a browser sent without halves of surrogate pairs, which no answer could carry back."""
    if isinstance(value, str):
        if value.isascii():
            return value
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, dict):
        return {name: sendable(each) for name, each in cast("dict[object, object]", value).items()}
    if isinstance(value, list):
        return [sendable(each) for each in cast("list[object]", value)]
    return value


def session_of(state: BaseState) -> str:
    """The hash of the caller's session token, as the gate handed it over; empty for a stranger."""
    return state.router.headers.raw_headers.get(SESSION_HEADER, "")


def address_of(state: BaseState) -> str:
    """The page that the caller says it is on."""
    url = state.router.url
    return f"{url.path}?{url.query}" if url.query else str(url.path)


def network_address_of(state: BaseState) -> str:
    """The network address of the visitor, seen past so many proxies as the settings trust."""
    trusted = get_settings().trusted_proxies
    named = [part.strip() for part in state.router.headers.raw_headers.get("x-forwarded-for", "").split(",")]
    if trusted and any(named):
        return named[-min(trusted, len(named))][:64]
    return str(state.router.session.client_ip)[:64]
