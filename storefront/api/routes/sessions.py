"""Signing in and out, and the sessions that are open."""

from functools import partial
from uuid import UUID

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from starlette.responses import Response

from storefront.api.actor import SignedIn, act, address_of, ask, settings_of
from storefront.api.answers import PageBody, answer, nothing, whole
from storefront.api.cookies import clear_session_cookie, set_session_cookie
from storefront.api.origins import must_be_own_page
from storefront.api.schemas.inputs import Asked
from storefront.api.schemas.parties import (
    IdentityBody,
    SessionBody,
    SignedInBody,
    SignInInput,
    identity,
    session,
    signed_in,
)
from storefront.parties import service as parties
from storefront.parties.snapshots import SignedIn as NewSession

router = APIRouter(prefix="/api/v1", tags=["sign-in"])

password_queue = CapacityLimiter(4)
"""Passwords are slow to check on purpose: those who wait for it must not keep the worker threads from everybody."""


@router.post("/sessions", status_code=201, response_model=SignedInBody)
async def sign_in(request: Request, wanted: SignInInput) -> Response:
    """Open a session; its token is shown this once, and set as a cookie for browsers."""
    new = await open_session(request, wanted.email, wanted.password)
    response = answer(signed_in(new), 201)
    set_session_cookie(response, new.token, new.expires_at, settings_of(request))
    return response


@router.get("/sessions", response_model=PageBody[SessionBody])
def list_sessions(caller: SignedIn, asked: Asked) -> Response:
    """Your open sessions, last used first."""
    cards = ask(caller, parties.list_sessions)
    return answer(whole([session(card) for card in cards], asked))


@router.delete("/sessions/current", status_code=204)
def sign_out(request: Request, caller: SignedIn) -> Response:
    """End this session."""
    act(caller, parties.sign_out)
    response = nothing()
    clear_session_cookie(response, settings_of(request))
    return response


@router.delete("/sessions/{session_id}", status_code=204)
def revoke_session(caller: SignedIn, session_id: UUID) -> Response:
    """End one of your sessions, on another device for example."""
    act(caller, partial(parties.revoke_session, session_id=session_id))
    return nothing()


@router.get("/me", response_model=IdentityBody)
def who_am_i(caller: SignedIn) -> Response:
    """Who you are: memberships with their roles, duties."""
    return answer(identity(ask(caller, parties.describe)))


async def open_session(request: Request, email: str, password: str) -> NewSession:
    """Sign somebody in.

    Raises:
        ForeignOrigin: another site's page sent the request.
        TooManyAttempts, WrongCredentials: see `parties.service.sign_in`.
    """
    must_be_own_page(request, settings_of(request).origin_list, is_with_cookie=False)
    limiter: parties.AttemptLimiter = request.app.state.attempts
    work = partial(
        parties.sign_in,
        limiter,
        email=email,
        password=password,
        address=address_of(request),
        user_agent=request.headers.get("user-agent", ""),
    )
    new = await run_sync(work, limiter=password_queue)
    request.scope["storefront_contact"] = str(new.contact.id)
    return new
