"""Addresses under /api at which there is nothing."""

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.routing import Match, Route

from storefront.api.errors import problem

router = APIRouter(include_in_schema=False)
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]


@router.api_route("/api", methods=METHODS)
@router.api_route("/api/{rest:path}", methods=METHODS)
@router.api_route("/auth/{rest:path}", methods=METHODS)
async def nothing_here(request: Request) -> Response:
    """404 as a problem document; 405 when another method would do."""
    routes = [
        route
        for route in request.app.routes
        if isinstance(route, Route) and route.endpoint is not nothing_here
    ]
    fitting = [route for route in routes if route.matches(request.scope)[0] is Match.PARTIAL]
    allowed = {method for route in fitting for method in route.methods or ()}
    if not allowed:
        return problem(404, "not_found", "There is nothing at this address.")
    names = ", ".join(sorted(allowed))
    return problem(405, "method_not_allowed", f"This address answers {names}.", headers={"allow": names})
