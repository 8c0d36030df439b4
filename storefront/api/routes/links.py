"""Mailed links and one's own profile: invitations, new passwords, new addresses."""

import asyncio
from functools import partial

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from starlette.responses import Response

from storefront.api.actor import SignedIn, act, address_of, ask, settings_of
from storefront.api.answers import answer, nothing
from storefront.api.cookies import set_session_cookie
from storefront.api.origins import must_be_own_page
from storefront.api.routes.sessions import password_queue
from storefront.api.schemas.parties import SignedInBody, signed_in
from storefront.api.schemas.profile import (
    AcceptInput,
    AskedBody,
    EmailChangedBody,
    EmailInput,
    InvitationBody,
    NameInput,
    PasswordInput,
    ResetInput,
    TokenInput,
    email_changed,
    invitation,
)
from storefront.connectors.attempts import current_limits
from storefront.db.session import in_transaction, reading
from storefront.parties import service as parties
from storefront.parties.snapshots import SignedIn as NewSession

router = APIRouter(prefix="/api/v1", tags=["sign-in"])

SECONDS_OF_A_RESET = 0.3
"""Asking for a new password takes so long, whether somebody has the address or not."""


@router.post("/invitations/show", response_model=InvitationBody)
def show_invitation(wanted: TokenInput) -> Response:
    """What the invitation of a mailed link is to, and whether a password is still to be chosen."""
    with reading() as session:
        return answer(invitation(parties.show_invitation(session, token=wanted.token)))


@router.post("/invitations/accept", status_code=201, response_model=SignedInBody)
async def accept_invitation(request: Request, wanted: AcceptInput) -> Response:
    """Accept an invitation and sign in; who is new chooses name and password."""
    new = await open_by_invitation(request, wanted.token, wanted.name, wanted.password)
    response = answer(signed_in(new), 201)
    set_session_cookie(response, new.token, new.expires_at, settings_of(request))
    return response


@router.post("/password-resets", status_code=202, response_model=AskedBody)
async def ask_for_reset(request: Request, wanted: EmailInput) -> Response:
    """Have a link to a new password mailed; the answer is the same when nobody has this address."""
    await mail_reset(request, wanted.email)
    return answer({"email": wanted.email}, 202)


@router.post("/password-resets/confirm", status_code=201, response_model=SignedInBody)
async def reset_password(request: Request, wanted: ResetInput) -> Response:
    """Set a new password by a mailed link; all sessions end but the one that this opens."""
    new = await open_by_reset(request, wanted.token, wanted.password)
    response = answer(signed_in(new), 201)
    set_session_cookie(response, new.token, new.expires_at, settings_of(request))
    return response


@router.post("/email-changes/confirm", response_model=EmailChangedBody)
def confirm_email(request: Request, wanted: TokenInput) -> Response:
    """Sign in with the new address from now on."""
    must_be_own_page(request, settings_of(request).origin_list, is_with_cookie=False)
    work = partial(parties.confirm_email, token=wanted.token, address=address_of(request))
    return answer(email_changed(in_transaction(work)))


@router.post("/me/email", status_code=202, response_model=AskedBody, tags=["profile"])
def ask_for_email_change(request: Request, caller: SignedIn, wanted: EmailInput) -> Response:
    """Have a link mailed to a new address, and a note to the present one."""
    actor = ask(caller, lambda _session, actor: actor)
    limiter = current_limits().email_changes
    parties.must_wait_for_email_change(limiter, actor, address=address_of(request))
    act(caller, partial(parties.ask_for_email_change, email=wanted.email))
    return answer({"email": wanted.email}, 202)


@router.patch("/me", response_model=NameInput, tags=["profile"])
def change_name(caller: SignedIn, wanted: NameInput) -> Response:
    """Change how the others see you."""
    return answer({"name": act(caller, partial(parties.rename, name=wanted.name))})


@router.post("/me/password", status_code=204, tags=["profile"])
async def change_password(request: Request, caller: SignedIn, wanted: PasswordInput) -> Response:
    """Put a new password in place of the present one; your other sessions end."""
    work = partial(
        parties.change_password,
        request.app.state.attempts,
        caller.token_hash,
        old_password=wanted.old_password,
        new_password=wanted.new_password,
        address=address_of(request),
    )
    await run_sync(work, limiter=password_queue)
    return nothing()


async def open_by_invitation(request: Request, token: str, name: str, password: str) -> NewSession:
    """Accept an invitation for whoever sent the request.

    Raises:
        ForeignOrigin, LinkNotUsable, UnacceptableProfile: see their messages.
    """
    must_be_own_page(request, settings_of(request).origin_list, is_with_cookie=False)
    work = partial(
        parties.accept_invitation,
        token=token,
        name=name,
        password=password,
        address=address_of(request),
        user_agent=request.headers.get("user-agent", ""),
    )
    return await run_sync(work, limiter=password_queue)


async def open_by_reset(request: Request, token: str, password: str) -> NewSession:
    """Set a new password for whoever sent the request.

    Raises:
        ForeignOrigin, LinkNotUsable, UnacceptableProfile: see their messages.
    """
    must_be_own_page(request, settings_of(request).origin_list, is_with_cookie=False)
    work = partial(
        parties.reset_password,
        token=token,
        password=password,
        address=address_of(request),
        user_agent=request.headers.get("user-agent", ""),
    )
    return await run_sync(work, limiter=password_queue)


async def mail_reset(request: Request, email: str) -> None:
    """Mail a link to a new password, in the same time whether somebody has the address or not.

    Raises:
        ForeignOrigin, TooManyAttempts: see their messages.
    """
    must_be_own_page(request, settings_of(request).origin_list, is_with_cookie=False)
    address = address_of(request)
    email = email.strip().casefold()
    parties.must_wait_for_reset(request.app.state.resets, email=email, address=address)
    work = partial(parties.ask_for_reset, email=email, address=address)
    await asyncio.gather(run_sync(in_transaction, work), asyncio.sleep(SECONDS_OF_A_RESET))
