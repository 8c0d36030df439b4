"""The API as one ASGI application, made when it is asked for."""

from fastapi import FastAPI

from storefront.api.errors import add_error_handlers
from storefront.api.openapi import DESCRIPTION, TITLE, describe
from storefront.api.request_log import RequestLog
from storefront.api.routes import (
    access,
    artwork,
    audit,
    cart_comfort,
    carts,
    checkout,
    comparing,
    credit,
    documents,
    files,
    health,
    hierarchies,
    importing,
    link_pages,
    links,
    lists,
    members,
    numbers,
    offers,
    on_behalf,
    orders,
    outbox,
    outlets,
    pages,
    prospects,
    quick_order,
    reordering,
    seller_desk,
    seller_requests,
    sessions,
    suggestion,
    templates,
    unknown,
    views,
    wish_lists,
)
from storefront.connectors.attempts import SharedLimits, WindowedAttempts, use_limits
from storefront.settings import Settings

ROUTES = (
    offers,
    carts,
    cart_comfort,
    checkout,
    lists,
    views,
    orders,
    reordering,
    outlets,
    seller_desk,
    access,
    credit,
    templates,
    wish_lists,
    comparing,
    quick_order,
    suggestion,
    on_behalf,
    hierarchies,
    seller_requests,
    sessions,
    files,
    members,
    links,
    audit,
    link_pages,
    prospects,
    numbers,
    outbox,
    importing,
    documents,
    artwork,
    pages,
    health,
    unknown,
)
"""In the order in which they are tried: the busiest first; `unknown` answers for all other addresses under /api."""


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
    api.state.resets = WindowedAttempts(settings, "reset")
    use_limits(SharedLimits(settings))
    for module in ROUTES:
        # One flat list: routers nested in routers cost half of what a short request costs.
        api.router.routes.extend(module.router.routes)
    api.openapi = lambda: describe(api)
    add_error_handlers(api)
    api.add_middleware(RequestLog, worker_threads=settings.worker_threads)
    return api
