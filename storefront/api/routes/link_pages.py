"""Forms of pages that mailed links lead to: native ones, so that passwords go nowhere else and the cookie comes back."""

from functools import partial
from typing import Annotated
from urllib.parse import quote, urlencode

from anyio.to_thread import run_sync
from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from storefront.api.actor import SessionToken, address_of, settings_of
from storefront.api.cookies import set_session_cookie
from storefront.api.origins import must_be_own_page
from storefront.api.routes.links import mail_reset, open_by_invitation, open_by_reset
from storefront.api.routes.pages import AFTER_SIGN_IN, SIGN_IN, see
from storefront.api.routes.sessions import password_queue
from storefront.db.session import in_transaction
from storefront.kit.errors import NotSignedIn, StorefrontError
from storefront.parties import service as parties
from storefront.parties.snapshots import SignedIn as NewSession

router = APIRouter(prefix="/auth", include_in_schema=False)

Typed = Annotated[str, Form(max_length=2000)]


@router.post("/invitation")
async def accept_invitation(
    request: Request, token: Typed = "", name: Typed = "", password: Typed = ""
) -> Response:
    """On to the outlets with a session, or back to the page of the link."""
    page = f"/invitation/{quote(token, safe='')}"
    try:
        new = await open_by_invitation(request, token, name, password)
    except StorefrontError as refusal:
        return _back(page, refusal)
    return _signed_in(request, new)


@router.post("/forgot-password")
async def ask_for_reset(request: Request, email: Typed = "") -> Response:
    """The same answer whether somebody has the address or not."""
    try:
        await mail_reset(request, email)
    except StorefrontError as refusal:
        return _back("/forgot-password", refusal)
    return see("/forgot-password?sent=1")


@router.post("/reset-password")
async def reset_password(request: Request, token: Typed = "", password: Typed = "") -> Response:
    """On to the outlets with a session, or back to the page of the link."""
    try:
        new = await open_by_reset(request, token, password)
    except StorefrontError as refusal:
        return _back(f"/reset-password/{quote(token, safe='')}", refusal)
    return _signed_in(request, new)


@router.post("/confirm-email")
async def confirm_email(request: Request, token: Typed = "") -> Response:
    """On to the profile, or back to the page of the link."""
    must_be_own_page(request, settings_of(request).origin_list, is_with_cookie=False)
    work = partial(parties.confirm_email, token=token, address=address_of(request))
    try:
        await run_in_threadpool(in_transaction, work)
    except StorefrontError as refusal:
        return _back(f"/confirm-email/{quote(token, safe='')}", refusal)
    return see("/profile?done=email")


@router.post("/password")
async def change_password(request: Request, old_password: Typed = "", new_password: Typed = "") -> Response:
    """Back to the profile, with what came of it."""
    must_be_own_page(request, settings_of(request).origin_list)
    try:
        caller = await SessionToken()(request)
        work = partial(
            parties.change_password,
            request.app.state.attempts,
            caller.token_hash,
            old_password=old_password,
            new_password=new_password,
            address=address_of(request),
        )
        await run_sync(work, limiter=password_queue)
    except NotSignedIn:
        return see(f"{SIGN_IN}?{urlencode({'next': '/profile'})}")
    except StorefrontError as refusal:
        return _back("/profile", refusal)
    return see("/profile?done=password")


def _signed_in(request: Request, new: NewSession) -> Response:
    request.scope["storefront_contact"] = str(new.contact.id)
    response = see(AFTER_SIGN_IN)
    set_session_cookie(response, new.token, new.expires_at, settings_of(request))
    return response


def _back(page: str, refusal: StorefrontError) -> Response:
    """The page with the code of the refusal; never what was typed: addresses are kept in histories and logs."""
    asked = {"problem": refusal.code}
    if "retry_after" in refusal.facts:
        asked["wait"] = str(refusal.facts["retry_after"])
    return see(f"{page}?{urlencode(asked)}")
