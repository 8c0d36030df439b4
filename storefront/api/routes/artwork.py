"""The picture of a product: a real one where there is one, generated otherwise."""

import hashlib
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from storefront.api.artwork import draw
from storefront.catalog.service import artwork
from storefront.db.session import reading

router = APIRouter(include_in_schema=False)

FRESH = "public, max-age=3600, stale-while-revalidate=86400"
HEADERS = {
    "cache-control": FRESH,
    # Opened by itself an SVG is a page: it may do nothing at all.
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
}


@router.get("/artwork/{sku}.svg")
def show_artwork(request: Request, sku: str) -> Response:
    """Pictures are the same for everybody, and not secret."""
    with reading() as session:
        found = artwork(session, sku=sku)
    if found.picture:
        return RedirectResponse(
            f"/pictures/{quote(found.picture, safe='')}", 302, headers={"cache-control": FRESH}
        )
    drawn = draw(found)
    tag = f'"{hashlib.sha256(drawn).hexdigest()[:24]}"'
    headers = {**HEADERS, "etag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(drawn, headers=headers, media_type="image/svg+xml")
