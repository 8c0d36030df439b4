"""Refusals and mistakes as problem documents (RFC 9457), one status for each class of refusal."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from pydantic_core import to_json
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from storefront.api.answers import plain
from storefront.kit.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    NotSignedIn,
    StorefrontError,
    TooMany,
)

PROBLEM = "application/problem+json"
PROBLEMS = "/api/v1/problems"

STATUSES: tuple[tuple[type[StorefrontError], int], ...] = (
    (NotSignedIn, 401),
    (Forbidden, 403),
    (NotFound, 404),
    (Conflict, 409),
    (Invalid, 422),
    (TooMany, 429),
)
"""The one table from refusals to HTTP."""

OTHER_CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "unsupported_media_type"}
"""Refusals of the framework, before any service was asked."""

OWN_KEYS = frozenset({"type", "title", "status", "detail", "code"})
WORDS = {
    "missing": "is required",
    "extra_forbidden": "is not known here",
    "string_pattern_mismatch": "has characters that cannot be used here",
    "json_invalid": "is not JSON",
}
"""What replaces pydantic's words for these types of mistakes."""

SUBJECT = re.compile(r"^(Value error, |[A-Z]\w+ (?=should ))")
"""Where the field is named already, "Input should be …" reads better as "should be …"."""

OF_ONE_FIELD = {"nothing_to_change": "quantity"}
"""Mistakes of a whole body that one field mends: they are told of that field."""

UNION_TAGS = frozenset({"one", "many"})


class ProblemBody(TypedDict):
    """A problem document; further members are the facts of the refusal."""

    type: str
    title: str
    status: int
    detail: str
    code: str


def add_error_handlers(app: Starlette) -> None:
    """Answer every refusal with a problem document."""
    app.add_exception_handler(StorefrontError, _refused)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _of_framework)


def problem(
    status: int,
    code: str,
    detail: str,
    facts: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem document as a response."""
    body: dict[str, object] = {
        "type": f"{PROBLEMS}#{code}",
        "title": title_of(code),
        "status": status,
        "detail": detail,
        "code": code,
    }
    body.update((name, plain(value)) for name, value in (facts or {}).items() if name not in OWN_KEYS)
    content = to_json(body, fallback=str, inf_nan_mode="null")
    return Response(content, status, {"cache-control": "no-store", **(headers or {})}, PROBLEM)


def refusal(error: StorefrontError) -> Response:
    """The problem document of a refusal; without facts its public attributes are the facts."""
    attributes = {
        name: value
        for name, value in vars(error).items()
        if name not in {"message", "facts"} and name[0] != "_"
    }
    facts = error.facts or attributes
    headers: dict[str, str] = {}
    if isinstance(error, NotSignedIn):
        headers["www-authenticate"] = "Bearer"
    if isinstance(error, TooMany):
        headers["retry-after"] = str(facts.get("retry_after", 60))
    return problem(status_of(type(error)), error.code, error.message, facts, headers)


def status_of(kind: type[StorefrontError]) -> int:
    """The HTTP status of a class of refusals; one that belongs to no class is a conflict."""
    return next((status for known, status in STATUSES if issubclass(kind, known)), 409)


def title_of(code: str) -> str:
    """A code in words: the same for every problem of this code."""
    return code.replace("_", " ").capitalize()


class ProblemKindBody(TypedDict):
    """A code that a refusal can have."""

    code: str
    title: str
    status: int
    meaning: str


def kinds_of_problems() -> list[ProblemKindBody]:
    """Every code with its status and meaning, by code."""
    kinds: dict[str, ProblemKindBody] = {}
    for kind in _below(StorefrontError):
        code = kind.code
        kinds[code] = {
            "code": code,
            "title": title_of(code),
            "status": status_of(kind),
            "meaning": (kind.__doc__ or "").partition("\n")[0],
        }
    return [kinds[code] for code in sorted(kinds)]


def _below(kind: type[StorefrontError]) -> list[type[StorefrontError]]:
    return [each for child in kind.__subclasses__() for each in (child, *_below(child))]


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, StorefrontError)  # noqa: S101 -- what the handler is registered for
    structlog.contextvars.bind_contextvars(code=error.code)
    return refusal(error)


async def _not_valid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- what the handler is registered for
    mistakes: Sequence[Any] = error.errors()
    if mistakes and all(mistake["loc"][0] == "path" for mistake in mistakes):
        return refusal(NotFound("There is nothing at this address."))
    return invalid(
        {OF_ONE_FIELD.get(mistake["type"]) or _field(mistake["loc"]): _words(mistake) for mistake in mistakes}
    )


def invalid(fields: Mapping[str, str]) -> Response:
    """The problem document of input that is not acceptable, field by field."""
    named = "; ".join(f"{name} {words}" for name, words in list(fields.items())[:3])
    return refusal(
        Invalid(
            f"This cannot be accepted: {named}." if named else "This cannot be accepted.", fields=dict(fields)
        )
    )


async def _of_framework(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 -- what the handler is registered for
    if error.status_code == 400:
        # The framework could not even read the body: not JSON, not text, or numbers and nesting beyond measure.
        return invalid({"body": "cannot be read"})
    code = OTHER_CODES.get(error.status_code, "refused")
    return problem(error.status_code, code, str(error.detail), headers=error.headers)


def _field(location: Sequence[str | int]) -> str:
    """`("body", "lines", 3, "sku")` as `lines.3.sku`."""
    if len(location) > 1 and isinstance(location[1], int) and location[0] == "body":
        return "body"
    parts = [str(part) for part in location[1:] if part not in UNION_TAGS]
    return ".".join(parts) or str(location[0])


def _words(mistake: Mapping[str, Any]) -> str:
    words = WORDS.get(mistake["type"])
    return words or SUBJECT.sub("", mistake["msg"], count=1)
