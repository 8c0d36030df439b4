"""What stands between the world and Reflex: origins, sizes, cookies, headers."""

import hashlib
import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SESSION_HEADER = "x-storefront-session"
"""Carries the hash of the session token to the screens; stripped from whatever comes from outside."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
EVENT_PATHS = ("/_event", "/_upload")
POLICY_VIOLATION = 4403
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class GateRules:
    """What the gate lets through, and what it adds to answers."""

    cookie_name: str
    secret: bytes
    origins: frozenset[str]
    content_policy: str
    built_site: Path
    maximum_body: int = 2_000_000
    is_secure: bool = False


def session_hash(token: str) -> str:
    """What is kept and compared in place of a session token."""
    return hashlib.sha256(token.encode()).hexdigest()


class Gate:
    """Outermost ASGI application.

    Reflex never sees the session cookie: it would store it with the screen state and write it to its log. It sees
    the hash only, in a private header. The client token, which names a tab's state and is made by the browser
    itself, is bound to the session: a token without its cookie opens nothing, and signing in or out begins afresh.
    """

    def __init__(self, app: ASGIApp, rules: GateRules) -> None:
        self._app = app
        self._rules = rules
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
        status = self._refusal(scope)
        if status:
            await _refuse(scope, send, status)
            return
        if scope["type"] == "http" and scope["path"] in self._folders:
            # The file server would redirect to an absolute http:// address: a round trip more, and wrong behind TLS.
            scope = {**scope, "path": scope["path"] + "/", "raw_path": (scope["path"] + "/").encode()}
        if scope["path"].startswith(EVENT_PATHS):
            scope = self._for_screens(scope)
        limited = _limited(receive, self._rules.maximum_body) if scope["type"] == "http" else receive
        await self._app(scope, limited, self._adding_headers(scope, send))

    def _refusal(self, scope: Scope) -> int:
        """The status to refuse with, or 0."""
        headers = dict(scope["headers"])
        is_unsafe = scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS
        if is_unsafe and not self._is_known_origin(headers):
            return 403
        length = headers.get(b"content-length", b"")
        if length and not length.isdigit():
            return 400
        if length and int(length) > self._rules.maximum_body:
            return 413
        return 0

    def _is_known_origin(self, headers: dict[bytes, bytes]) -> bool:
        """A browser always names the origin here; without one it is no browser, and carries no one's cookies."""
        origin = headers.get(b"origin", b"").decode("latin-1")
        if not origin:
            return headers.get(b"sec-fetch-site", b"same-origin") in {b"same-origin", b"none"}
        host = headers.get(b"host", b"").decode("latin-1")
        return origin in self._rules.origins or (bool(host) and urlsplit(origin).netloc == host)

    def _for_screens(self, scope: Scope) -> Scope:
        token = _cookie(scope["headers"], self._rules.cookie_name)
        owner = session_hash(token) if token else ""
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


def _limited(receive: Receive, maximum: int) -> Receive:
    """Count what really arrives: a chunked body announces no length."""
    seen = 0

    async def receive_limited() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > maximum:
                return {"type": "http.disconnect"}
        return message

    return receive_limited


async def _refuse(scope: Scope, send: Send, status: int) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
