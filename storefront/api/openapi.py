"""The description of the API: OpenAPI 3.1 for clients, and the same in 3.0 for the page that shows it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from storefront.api.cookies import SESSION_COOKIE
from storefront.api.errors import PROBLEM

TITLE = "Storefront API"
DESCRIPTION = """
Everything that a buyer does on the screens, over HTTP: choose an outlet and a seller, find products at that
context's prices and stock, fill the cart of that outlet and seller, order it on account, find the order again.

* Sign in with `POST /sessions`; send the token as `Authorization: Bearer …`. A browser on this site may use its cookie.
* `{outlet}` is an outlet's number, `{seller}` a seller's code. What is not yours is not found.
* Money is `{"amount": "12.50", "currency": "GBP"}`, unit prices have up to four decimals. Times are in UTC.
* Lists are `{"items": […], "next_cursor": …}`; `cursor` asks for the next page.
* Refusals are problem documents (RFC 9457) with a stable `code`; see `GET /problems`. They change nothing.
* Orders take an `Idempotency-Key`: the same key never makes a second order, nor orders from a template twice.
"""

Document = dict[str, Any]


def describe(app: FastAPI) -> Document:
    """The OpenAPI 3.1 document, made on first use."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
            servers=[{"url": "/"}],
        )
        _add_cookie(document)
        _make_problems(document)
        app.openapi_schema = document
    return app.openapi_schema


@lru_cache(maxsize=1)
def describe_for_viewer(app: FastAPI) -> Document:
    """The same document in OpenAPI 3.0: the viewer that comes with us reads no newer one."""
    document = cast("Document", _to_older(describe(app)))
    document["openapi"] = "3.0.3"
    document["info"].pop("summary", None)
    return document


def _add_cookie(document: Document) -> None:
    """Wherever a bearer token opens, the session's cookie opens too."""
    schemes = document["components"].setdefault("securitySchemes", {})
    schemes["cookie"] = {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE}
    for operation in _operations(document):
        if "security" in operation:
            operation["security"] = [{"bearer": []}, {"cookie": []}]


def _make_problems(document: Document) -> None:
    """Every refusal is a problem document, also of input that does not fit."""
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
    document["components"]["schemas"]["Problem"] = {
        "title": "Problem",
        "type": "object",
        "description": "RFC 9457; further members are facts of the refusal, such as `fields`.",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "code": {"type": "string"},
        },
        "required": ["type", "title", "status", "detail", "code"],
        "additionalProperties": True,
    }
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operation in _operations(document):
        operation["responses"].pop("422", None)
        operation["responses"]["default"] = {
            "description": "A refusal; nothing was changed.",
            "content": content,
        }


def _operations(document: Document) -> list[Document]:
    return [operation for path in document["paths"].values() for operation in path.values()]


def _to_older(node: Any) -> Any:
    """A part of a 3.1 document as 3.0 says it: null is `nullable`, one value is an `enum` of one."""
    if isinstance(node, list):
        return [_to_older(item) for item in cast("list[Any]", node)]
    if not isinstance(node, dict):
        return node
    older: Document = {key: _to_older(value) for key, value in cast("Mapping[str, Any]", node).items()}
    options = older.get("anyOf")
    if isinstance(options, list) and {"type": "null"} in options:
        rest = [option for option in cast("list[Document]", options) if option != {"type": "null"}]
        del older["anyOf"]
        older["nullable"] = True
        if len(rest) > 1:
            older["anyOf"] = rest
        elif "$ref" in rest[0]:
            older["allOf"] = rest
        else:
            older = {**rest[0], **older}
    if "const" in older:
        older["enum"] = [older.pop("const")]
    return older
