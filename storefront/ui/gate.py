"""What stands between the world and Reflex: origins, sizes, cookies, headers."""

import hashlib
import hmac
import uuid
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from storefront.kit.origins import SAFE_METHODS, is_own_origin
from storefront.parties.service import hash_token

SESSION_HEADER = "x-storefront-session"
"""Carries the hash of the session token to the screens; stripped from whatever comes from outside."""

EVENT_PATHS = ("/_event", "/_upload")
API_PATH = "/api/"
POLICY_VIOLATION = 4403
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something did not pass: an HTTP status, a stable code, and what would be accepted."""

    status: int
    code: str
    detail: str


Refuse = Callable[[Scope, Send, int, str, str], Awaitable[None]]
"""Answers a request in the place of the application; the screens cannot write problem documents, the API can."""

FOREIGN_ORIGIN = Refusal(
    403,
    "foreign_origin",
    "A write must come from a page of this site. Programs use a bearer token with the API instead.",
)
BAD_LENGTH = Refusal(400, "bad_length", "The header Content-Length must be a whole number of bytes.")


@dataclass(frozen=True, slots=True)
class GateRules:
    """What the gate lets through, and what it adds to answers."""

    cookie_name: str
    secret: bytes
    origins: frozenset[str]
    content_policy: str
    built_site: Path
    maximum_body: int = 2_100_000
    """A file of 2 MB in its form."""
    is_secure: bool = False


class Gate:
    """Outermost ASGI application.

    Reflex never sees the session cookie: it would store it with the screen state and write it to its log. It sees
    the hash only, in a private header. The client token, which names a tab's state and is made by the browser
    itself, is bound to the session: a token without its cookie opens nothing, and signing in or out begins afresh.
    """

    def __init__(self, app: ASGIApp, rules: GateRules, refuse: Refuse) -> None:
        self._app = app
        self._rules = rules
        self._refuse = refuse
        self._too_large = Refusal(
            413, "too_large", f"A request may carry at most {rules.maximum_body} bytes."
        )
        self._folders = _folders_with_index(rules.built_site)
        self._added = _security_headers(rules)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with what Reflex may know."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers: Headers = [
            (name.lower(), value)
            for name, value in scope["headers"]
            if name.lower() != SESSION_HEADER.encode()
        ]
        scope = {**scope, "headers": headers}
        if scope["type"] == "http":
            send = self._adding_headers(scope, send)
        refusal = self._refusal(scope)
        if refusal:
            await self._answer(scope, send, refusal)
            return
        if scope["type"] == "http" and scope["path"] in self._folders:
            # The file server would redirect to an absolute http:// address: a round trip more, and wrong behind TLS.
            scope = {**scope, "path": scope["path"] + "/", "raw_path": (scope["path"] + "/").encode()}
        if scope["path"].startswith(EVENT_PATHS):
            scope = self._for_screens(scope)
        if scope["type"] == "http":
            answer_too_large = partial(self._answer, scope, send, self._too_large)
            body = _LimitedBody(receive, send, self._rules.maximum_body, answer_too_large)
            receive, send = body.receive, body.send
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers = dict(scope["headers"])
        is_unsafe = scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS
        if is_unsafe and not _is_by_token(scope, headers) and not self._is_known_origin(headers):
            return FOREIGN_ORIGIN
        length = headers.get(b"content-length", b"")
        if length and not length.isdigit():
            return BAD_LENGTH
        if length and int(length) > self._rules.maximum_body:
            return self._too_large
        return None

    async def _answer(self, scope: Scope, send: Send, refusal: Refusal) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        await self._refuse(scope, send, refusal.status, refusal.code, refusal.detail)

    def _is_known_origin(self, headers: dict[bytes, bytes]) -> bool:
        """A browser always names the origin here; without one it is no browser, and carries no one's cookies."""
        origin = headers.get(b"origin", b"").decode("latin-1")
        if not origin:
            return headers.get(b"sec-fetch-site", b"same-origin") in {b"same-origin", b"none"}
        return is_own_origin(origin, headers.get(b"host", b"").decode("latin-1"), self._rules.origins)

    def _for_screens(self, scope: Scope) -> Scope:
        token = _cookie(scope["headers"], self._rules.cookie_name)
        owner = hash_token(token) if token else ""
        hidden = {b"cookie", b"authorization"}
        headers: Headers = [(name, value) for name, value in scope["headers"] if name not in hidden]
        headers = [
            (
                name,
                self._bind(value.decode("latin-1"), owner).encode()
                if name == b"reflex-client-token"
                else value,
            )
            for name, value in headers
        ]
        if owner:
            headers.append((SESSION_HEADER.encode(), owner.encode()))
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        bound = [(name, self._bind(value, owner) if name == "token" else value) for name, value in query]
        return {**scope, "headers": headers, "query_string": urlencode(bound).encode()}

    def _bind(self, token: str, owner: str) -> str:
        """A UUID that only this session can make from this token; Reflex splits names at `_`, so none is in it."""
        digest = hmac.new(self._rules.secret, f"{owner}|{token}".encode(), hashlib.sha256).digest()
        return str(uuid.UUID(bytes=digest[:16]))

    def _adding_headers(self, scope: Scope, send: Send) -> Send:
        is_hashed_asset = scope["path"].startswith("/assets/")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message.get("headers", [])}
                added = [(name, value) for name, value in self._added if name not in present]
                if b"cache-control" not in present:
                    fresh = is_hashed_asset and message["status"] in {200, 304}
                    added.append(
                        (b"cache-control", b"public, max-age=31536000, immutable" if fresh else b"no-cache")
                    )
                message = {**message, "headers": [*message.get("headers", []), *added]}
            await send(message)

        return send_with_headers


def _is_by_token(scope: Scope, headers: dict[bytes, bytes]) -> bool:
    """Whether a call of the API names its own token: then it uses no cookie, and any page may send it.

    Browsers never add this header by themselves, and another site's page would have to ask for it first.
    """
    path: str = scope["path"]
    return scope["type"] == "http" and path.startswith(API_PATH) and b"authorization" in headers


def _security_headers(rules: GateRules) -> Headers:
    headers = [
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
        (b"content-security-policy", rules.content_policy.encode()),
    ]
    if rules.is_secure:
        headers.append((b"strict-transport-security", b"max-age=31536000"))
    return [(name, value) for name, value in headers if value]


def _folders_with_index(site: Path) -> frozenset[str]:
    indexes: Iterable[Path] = site.rglob("index.html") if site.is_dir() else ()
    return frozenset(
        "/" + index.parent.relative_to(site).as_posix() for index in indexes if index.parent != site
    )


def _cookie(headers: Headers, name: str) -> str:
    """The value of one cookie; read by hand, since the standard reader gives up on a neighbour's odd cookie."""
    for header, value in headers:
        if header != b"cookie":
            continue
        for pair in value.decode("latin-1").split(";"):
            found, _, content = pair.strip().partition("=")
            if found == name:
                return content.strip('"')
    return ""


class _LimitedBody:
    """Counts what really arrives: a chunked body announces no length.

    Past the limit the sender is refused, and the application hears that it left; whatever it answers is dropped.
    """

    def __init__(
        self, receive: Receive, send: Send, maximum: int, refuse: Callable[[], Awaitable[None]]
    ) -> None:
        self._receive, self._send, self._refuse = receive, send, refuse
        self._left = maximum
        self._is_answering = False
        self._is_refused = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
        if self._left >= 0:
            return message
        if not self._is_answering:
            self._is_refused = True
            await self._refuse()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if self._is_refused:
            return
        self._is_answering = True
        await self._send(message)
