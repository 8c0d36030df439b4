"""The outermost edge of the API: one log line for each request, and one place where bugs end."""

import re
import time
import uuid

import structlog
from anyio.to_thread import current_default_thread_limiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from storefront.api.errors import problem

REQUEST_ID = re.compile(r"[A-Za-z0-9_.\-]{8,64}")
OWN_PATHS = ("/api", "/auth", "/artwork", "/healthz", "/readyz")
QUIET_PATHS = ("/artwork", "/healthz", "/readyz", "/api/docs")
"""Asked for so often, and so dull, that they are logged for debugging only."""

log = structlog.get_logger("storefront.requests")


class RequestLog:
    """Names each request, times it, logs it without its query, headers and body, and answers for bugs.

    What is not for the API passes through untouched.
    """

    def __init__(self, app: ASGIApp, worker_threads: int) -> None:
        self._app = app
        self._worker_threads = worker_threads
        self._has_limit = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or not scope["path"].startswith(OWN_PATHS):
            await self._app(scope, receive, send)
            return
        if not self._has_limit:
            # Belongs to the running loop, so it cannot be set before there is one.
            current_default_thread_limiter().total_tokens = self._worker_threads
            self._has_limit = True
        request = _Request(scope, send)
        structlog.contextvars.bind_contextvars(request_id=request.id)
        try:
            await self._app(scope, receive, request.send)
        except Exception as error:
            # The outermost edge: a bug is logged here, once.
            log.exception(
                "request.failed",
                method=scope["method"],
                path=_template(scope),
                contact=_contact(scope),
                exc_info=error,
            )
            await request.fail()
        finally:
            request.note()
            structlog.contextvars.clear_contextvars()


async def refuse(scope: Scope, send: Send, status: int, code: str, detail: str) -> None:
    """Answer a request that stays outside as the API would: a problem document, an id, and its line in the log."""
    request = _Request(scope, send)
    with structlog.contextvars.bound_contextvars(request_id=request.id, code=code):
        await problem(status, code, detail)(scope, _no_body, request.send)
        request.note()


class _Request:
    """What is known about one request while it runs."""

    def __init__(self, scope: Scope, send: Send) -> None:
        given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
        # A body that grows too long is refused while its request is running already, under this name.
        running: str = structlog.contextvars.get_contextvars().get("request_id", "")
        self.id = running or (given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex)
        self._scope = scope
        self._send = send
        self._status = 0
        self._started_at = time.perf_counter()

    async def send(self, message: Message) -> None:
        """Pass a message on, with the request's name in its headers."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            message["headers"] = [*message.get("headers", ()), (b"x-request-id", self.id.encode())]
        await self._send(message)

    async def fail(self) -> None:
        """Tell the client as much as it may know; an answer that had begun is cut off.

        Raises:
            ConnectionAbortedError: to have the server close the connection, so that half an answer looks like half.
        """
        if self._status:
            raise ConnectionAbortedError("an answer could not be finished; see request.failed")
        detail = "Something went wrong on our side. Look whether it was done before you try again, and name the request id when you report it."
        response = problem(500, "internal_error", detail, {"request_id": self.id})
        await response(self._scope, _no_body, self.send)

    def note(self) -> None:
        """Write the line."""
        write = log.debug if self._scope["path"].startswith(QUIET_PATHS) and self._status < 500 else log.info
        write(
            "request",
            method=self._scope["method"],
            path=_template(self._scope),
            status=self._status,
            milliseconds=round((time.perf_counter() - self._started_at) * 1000, 1),
            contact=_contact(self._scope),
        )


async def _no_body() -> Message:
    return {"type": "http.request", "body": b""}


def _template(scope: Scope) -> str:
    """`/api/v1/outlets/{outlet}`, never the values: they belong to the database."""
    found: str | None = getattr(scope.get("route"), "path_format", None)
    return found or "(no route)"


def _contact(scope: Scope) -> str | None:
    found: str | None = scope.get("storefront_contact")
    return found
