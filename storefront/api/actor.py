"""From a request to a service and back: who is asking, a session, a transaction."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends
from fastapi.openapi.models import HTTPBearer as HTTPBearerModel
from fastapi.security.base import SecurityBase
from sqlmodel import Session
from starlette.requests import Request

from storefront.api.cookies import SESSION_COOKIE
from storefront.api.origins import must_be_own_page
from storefront.connectors.topics import cart_topic, current_topics
from storefront.db.session import in_transaction, reading
from storefront.kit.errors import NotSignedIn
from storefront.kit.origins import SAFE_METHODS
from storefront.parties import service as parties
from storefront.parties.actor import Actor, HierarchyActor, OutletActor, SellerActor
from storefront.parties.errors import ActingSessionNotFound
from storefront.sellers import service as sellers
from storefront.settings import Settings

Result = TypeVar("Result")
ContactWork = Callable[[Session, Actor], Result]
OutletWork = Callable[[Session, OutletActor], Result]
HierarchyWork = Callable[[Session, HierarchyActor], Result]
SellerWork = Callable[[Session, SellerActor], Result]

MAXIMUM_TOKEN_LENGTH = 200
ACTING_HEADER = "acting-session"
"""Names the session in which an employee acts for an outlet."""


class Caller:
    """Whoever presented a session's token, and the session on behalf that it named; who that is, the database says."""

    __slots__ = ("_request", "acting_session", "token_hash")

    def __init__(self, request: Request, token_hash: str, acting_session: UUID | None = None) -> None:
        self.token_hash = token_hash
        self.acting_session = acting_session
        self._request = request

    @property
    def address(self) -> str:
        """The network address of the request."""
        return address_of(self._request)

    def note(self, actor: Actor) -> None:
        """Remember who it turned out to be, for the log of this request."""
        self._request.scope["storefront_contact"] = str(actor.contact_id)


class SessionToken(SecurityBase):
    """Finds the session's token: a bearer token, or the cookie that signing in sets."""

    def __init__(self) -> None:
        self.model = HTTPBearerModel(description="The `token` of `POST /sessions`.")
        self.scheme_name = "bearer"

    async def __call__(self, request: Request) -> Caller:
        """The caller.

        Raises:
            NotSignedIn: there is no token at all.
            ActingSessionNotFound: the header `Acting-Session` names no session at all.
            ForeignOrigin: a write came with the cookie, but not from a page of ours.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme:
            token = token.strip() if scheme.lower() == "bearer" else ""
        else:
            token = request.cookies.get(SESSION_COOKIE, "")
            if token and request.method not in SAFE_METHODS:
                must_be_own_page(request, settings_of(request).origin_list)
        if not token or len(token) > MAXIMUM_TOKEN_LENGTH or not token.isascii():
            raise NotSignedIn
        return Caller(request, parties.hash_token(token), _acting_session(request))


def _acting_session(request: Request) -> UUID | None:
    named = request.headers.get(ACTING_HEADER)
    if named is None:
        return None
    try:
        return UUID(named)
    except ValueError as error:
        raise ActingSessionNotFound from error


SignedIn = Annotated[Caller, Depends(SessionToken())]
"""What a route asks for to be closed to strangers."""


def settings_of(request: Request) -> Settings:
    """The settings that this application was made with."""
    settings: Settings = request.app.state.settings
    return settings


def address_of(request: Request) -> str:
    """The network address of the client, seen past so many proxies as the settings trust."""
    peer = request.client.host if request.client else ""
    trusted = settings_of(request).trusted_proxies
    if not trusted:
        return peer
    named = [
        part.strip()
        for part in ",".join(request.headers.getlist("x-forwarded-for")).split(",")
        if part.strip()
    ]
    if not named:
        return peer
    return "".join(character for character in named[-min(trusted, len(named))] if character.isprintable())


def ask(caller: Caller, work: ContactWork[Result]) -> Result:
    """What `work` reads for the caller, in no outlet.

    Raises:
        NotSignedIn: the session has ended.
    """
    return _read(caller, parties.identify, work)


def ask_in(caller: Caller, outlet: str, work: OutletWork[Result]) -> Result:
    """What `work` reads for the caller in an outlet.

    Raises:
        NotSignedIn: the session has ended.
        OutletNotFound: the caller may not act for this outlet, or not any more.
    """
    return _read(caller, _entering(caller, outlet), work)


def ask_hierarchy(caller: Caller, hierarchy: str, work: HierarchyWork[Result]) -> Result:
    """What `work` reads for the caller who runs a customer hierarchy.

    Raises:
        NotSignedIn: the session has ended.
        HierarchyNotFound: the caller does not run it, or not any more.
    """
    return _read(caller, lambda session, token: parties.enter_hierarchy(session, token, hierarchy), work)


def ask_seller(caller: Caller, seller: str, work: SellerWork[Result]) -> Result:
    """What `work` reads for the caller who works for a seller.

    Raises:
        NotSignedIn: the session has ended.
        SellerNotFound: the caller does not work for it, or not any more.
    """
    return _read(caller, lambda session, token: sellers.enter_seller(session, token, seller), work)


def act(caller: Caller, work: ContactWork[Result]) -> Result:
    """What `work` does for the caller, in no outlet, whole or not at all.

    Raises:
        NotSignedIn: the session has ended.
    """
    return _write(caller, parties.identify, work)


def act_hierarchy(caller: Caller, hierarchy: str, work: HierarchyWork[Result]) -> Result:
    """What `work` does for the caller who runs a customer hierarchy, whole or not at all.

    Raises:
        NotSignedIn: the session has ended.
        HierarchyNotFound: the caller does not run it, or not any more.
    """
    return _write(caller, lambda session, token: parties.enter_hierarchy(session, token, hierarchy), work)


def act_seller(caller: Caller, seller: str, work: SellerWork[Result]) -> Result:
    """What `work` does for the caller who works for a seller, whole or not at all.

    Raises:
        NotSignedIn: the session has ended.
        SellerNotFound: the caller does not work for it, or not any more.
    """
    return _write(caller, lambda session, token: sellers.enter_seller(session, token, seller), work)


def act_in(caller: Caller, outlet: str, work: OutletWork[Result], *, changes_carts: bool = True) -> Result:
    """What `work` does to the carts and orders of an outlet, whole or not at all; open screens hear of it.

    Raises:
        NotSignedIn: the session has ended.
        OutletNotFound: the caller may not act for this outlet, or not any more.
    """
    result = _write(caller, _entering(caller, outlet), work)
    if changes_carts:
        current_topics().publish(cart_topic(outlet))
    return result


def _entering(caller: Caller, outlet: str) -> Callable[[Session, str], OutletActor]:
    return lambda session, token: parties.enter_outlet(
        session, token, outlet, acting_session=caller.acting_session
    )


def _write(
    caller: Caller, enter: Callable[[Session, str], Any], work: Callable[[Session, Any], Result]
) -> Result:
    def write(session: Session) -> Result:
        actor: Actor = enter(session, caller.token_hash)
        caller.note(actor)
        result = work(session, actor)
        if actor.is_stale:
            parties.keep_alive(session, actor)
        return result

    return in_transaction(write)


def _read(
    caller: Caller, enter: Callable[[Session, str], Any], work: Callable[[Session, Any], Result]
) -> Result:
    opened: AbstractContextManager[Session] = reading()
    with opened as session:
        actor: Actor = enter(session, caller.token_hash)
        caller.note(actor)
        result = work(session, actor)
    if actor.is_stale:
        in_transaction(lambda session: parties.keep_alive(session, actor))
    return result
