"""What describes the API to people and programs, without the internet."""

import mimetypes
from functools import lru_cache
from pathlib import Path

import swagger_ui_bundle
from fastapi import APIRouter, Request
from starlette.responses import FileResponse, RedirectResponse, Response

from storefront.api.answers import PageBody, answer, whole
from storefront.api.errors import ProblemKindBody, kinds_of_problems
from storefront.api.openapi import describe, describe_for_viewer
from storefront.api.schemas.inputs import Asked
from storefront.kit.errors import NotFound

router = APIRouter(prefix="/api")

VIEWER = Path(swagger_ui_bundle.swagger_ui_path)
ASSETS = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")
A_DAY = {"cache-control": "public, max-age=86400"}

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Storefront API</title>
<link rel="icon" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<style>body { margin: 0 } .swagger-ui .topbar { display: none }</style>
</head>
<body>
<main id="viewer"></main>
<noscript>This page needs JavaScript. The description itself is at
<a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</noscript>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
"""
START = """window.SwaggerUIBundle({
  url: "/api/docs/openapi-3.0.json",
  dom_id: "#viewer",
  deepLinking: true,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
});
"""


@router.get("/v1/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """The description for programs."""
    return answer(describe(request.app))


@router.get("/v1/problems", response_model=PageBody[ProblemKindBody], tags=["problems"])
def list_problems(asked: Asked) -> Response:
    """Every code that a refusal can have, with its status and meaning."""
    return answer(whole(kinds_of_problems(), asked))


@router.get("/docs", include_in_schema=False)
async def docs() -> Response:
    """The description for people."""
    return Response(PAGE, media_type="text/html; charset=utf-8")


@router.get("/docs/", include_in_schema=False)
async def docs_with_slash() -> Response:
    """The same page has one address."""
    return RedirectResponse("/api/docs", status_code=308)


@router.get("/docs/start.js", include_in_schema=False)
async def start() -> Response:
    """Starts the viewer: a file of its own, since the site's policy allows no inline scripts."""
    return Response(START, media_type="text/javascript; charset=utf-8", headers=A_DAY)


@router.get("/docs/openapi-3.0.json", include_in_schema=False)
def openapi_for_viewer(request: Request) -> Response:
    """The description as the viewer reads it."""
    return answer(describe_for_viewer(request.app))


@router.get("/docs/{name}", include_in_schema=False)
def asset(name: str) -> Response:
    """A file of the viewer."""
    if name not in ASSETS:
        raise NotFound("There is nothing at this address.")
    return FileResponse(VIEWER / name, media_type=_type_of(name), headers=A_DAY)


@lru_cache(maxsize=len(ASSETS))
def _type_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
