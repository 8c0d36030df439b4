"""The session cookie, set by the API alone and read by both doors."""

from datetime import datetime

from starlette.responses import Response

from storefront.kit.clock import now
from storefront.settings import Settings

SESSION_COOKIE = "storefront_session"


def set_session_cookie(response: Response, token: str, expires_at: datetime, settings: Settings) -> None:
    """Keep the token where no script can read it and no other site can send it, until the session ends."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=max(0, int((expires_at - now()).total_seconds())),
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.secure_cookies,
    )


def clear_session_cookie(response: Response, settings: Settings) -> None:
    """Have the browser forget the token."""
    response.delete_cookie(
        SESSION_COOKIE, path="/", httponly=True, samesite="lax", secure=settings.secure_cookies
    )
