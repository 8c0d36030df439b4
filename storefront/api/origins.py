"""Whether a browser sent a request from a page of ours."""

from starlette.requests import HTTPConnection

from storefront.kit.errors import Forbidden
from storefront.kit.origins import is_own_origin


class ForeignOrigin(Forbidden):
    """Another site's page, or one that does not say whose it is, sent a write with a visitor's cookie."""

    code = "foreign_origin"

    def __init__(self) -> None:
        super().__init__(
            "A write with the session cookie must come from a page of this site. Programs use a bearer token instead."
        )


def must_be_own_page(
    request: HTTPConnection, own_origins: tuple[str, ...], *, is_with_cookie: bool = True
) -> None:
    """Let a write pass that a page of ours sent; without a cookie also one that no browser sent.

    Raises:
        ForeignOrigin: it is neither.
    """
    origin = request.headers.get("origin")
    if origin is not None:
        if is_own_origin(origin, request.headers.get("host", ""), own_origins):
            return
        raise ForeignOrigin
    site = request.headers.get("sec-fetch-site")
    if site == "same-origin" or (site is None and not is_with_cookie):
        return
    raise ForeignOrigin
