"""The API as one ASGI application, made when it is asked for."""

from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts
from starlette.types import ASGIApp, Receive, Scope, Send


from storefront.api.errors import add_error_handlers
from storefront.api.openapi import DESCRIPTION, TITLE, describe
from storefront.api.request_log import RequestLog
from storefront.api.routes import (
    artwork,
    carts,
    checkout,
    credit,
    documents,
    health,
    offers,
    orders,
    outlets,
    pages,
    sessions,
    unknown,
)
from storefront.connectors.attempts import WindowedAttempts
from storefront.settings import Settings

VERSION_1 = (sessions, outlets, offers, carts, checkout, orders, credit)
BESIDE = (documents, artwork, pages, health, unknown)
"""`unknown` comes last: it answers for every other address under /api."""


def make_api(settings: Settings) -> FastAPI:
    """The API, with nothing opened yet; `use_engine` must have been called before the first request."""
    api = FastAPI(
        title=TITLE,
        description=DESCRIPTION,
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
    )
    api.state.settings = settings
    api.state.attempts = WindowedAttempts(settings)
    version_1 = APIRouter(prefix="/api/v1")
    for module in VERSION_1:
        version_1.include_router(module.router)
    api.include_router(version_1)
    for module in BESIDE:
        api.include_router(module.router)
    api.openapi = lambda: describe(api)
    add_error_handlers(api)
    api.add_middleware(RequestLog, worker_threads=settings.worker_threads)
    return api
