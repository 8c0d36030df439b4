"""Sign-in and sign-out for pages: native forms, so that the browser loads the next page anew with its cookie."""

from typing import Annotated
from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from storefront.api.actor import SessionToken, act, settings_of
from storefront.api.cookies import clear_session_cookie, set_session_cookie
from storefront.api.origins import must_be_own_page
from storefront.api.routes.sessions import open_session
from storefront.kit.errors import Forbidden, Invalid, NotSignedIn, StorefrontError, TooMany
from storefront.parties import service as parties

router = APIRouter(prefix="/auth", include_in_schema=False)

SIGN_IN = "/sign-in"
AFTER_SIGN_IN = "/outlets"
MAXIMUM_ADDRESS_LENGTH = 2000

Typed = Annotated[str, Form(max_length=MAXIMUM_ADDRESS_LENGTH)]


@router.post("/sign-in")
async def sign_in(
    request: Request,
    email: Typed = "",
    password: Typed = "",
    following: Annotated[str, Form(alias="next")] = "",
) -> Response:
    """On to `next` with a session, or back to the form with the code of the problem."""
    # Whoever is quicker than the page's script sends the form without what the script fills in.
    where = local_address(following) or local_address(next_in(request.headers.get("referer", "")))
    if not email.strip() or not password:
        return back_to_form(Invalid("E-mail address and password are both needed."), where)
    try:
        new = await open_session(request, email, password)
    except (NotSignedIn, TooMany, Forbidden) as refusal:
        return back_to_form(refusal, where)
    response = see(where or AFTER_SIGN_IN)
    set_session_cookie(response, new.token, new.expires_at, settings_of(request))
    return response


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """End the session and go to the sign-in page; without a session just go there."""
    must_be_own_page(request, settings_of(request).origin_list)
    try:
        caller = await SessionToken()(request)
        await run_in_threadpool(act, caller, parties.sign_out)
    except NotSignedIn:
        pass  # signed out is what was asked for
    response = see(SIGN_IN)
    clear_session_cookie(response, settings_of(request))
    return response


def local_address(wanted: str) -> str:
    """The address itself when it is one of this site's pages, else nothing."""
    if not wanted.startswith("/") or len(wanted) > MAXIMUM_ADDRESS_LENGTH or not wanted.isprintable():
        return ""
    # Browsers read a backslash as a slash, and two slashes as the beginning of another host.
    if "\\" in wanted or wanted.startswith("//"):
        return ""
    parts = urlsplit(wanted)
    return (
        ""
        if parts.scheme or parts.netloc or parts.path.startswith(("/sign-in", "/auth/", "/api/"))
        else wanted
    )


def next_in(address: str) -> str:
    """The `next` of the sign-in page's own address."""
    try:
        parts = urlsplit(address)
        return parse_qs(parts.query, max_num_fields=20).get("next", [""])[0] if parts.path == SIGN_IN else ""
    except ValueError:
        return ""


def back_to_form(refusal: StorefrontError, where: str) -> Response:
    """The form with the code of the refusal; never what was typed: addresses are kept in histories and logs."""
    asked = {"problem": refusal.code}
    if "retry_after" in refusal.facts:
        asked["wait"] = str(refusal.facts["retry_after"])
    if where:
        asked["next"] = where
    return see(f"{SIGN_IN}?{urlencode(asked)}")


def see(address: str) -> Response:
    """Go there with GET."""
    return RedirectResponse(address, status_code=303, headers={"cache-control": "no-store"})
