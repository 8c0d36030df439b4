"""Addresses under /api at which there is nothing."""

from fastapi import APIRouter, Request
from fastapi.routing import iter_route_contexts
from starlette.responses import Response
from starlette.routing import compile_path

from storefront.api.errors import problem

router = APIRouter(include_in_schema=False)
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]


@router.api_route("/api", methods=METHODS)
@router.api_route("/api/{rest:path}", methods=METHODS)
@router.api_route("/auth/{rest:path}", methods=METHODS)
async def nothing_here(request: Request) -> Response:
    """404 as a problem document; 405 when another method would do."""
    path = request.url.path
    allowed: set[str] = set()
    for context in iter_route_contexts(request.app.routes):
        if context.path and "{rest:path}" not in context.path and context.methods and context.path != "/api":
            pattern, _, _ = compile_path(context.path)
            if pattern.match(path):
                allowed |= context.methods
    if not allowed:
        return problem(404, "not_found", "There is nothing at this address.")
    names = ", ".join(sorted(allowed))
    return problem(405, "method_not_allowed", f"This address answers {names}.", headers={"allow": names})
