"""A browser tab without a browser: speaks the screens' socket protocol."""

import asyncio
import json
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import aiohttp  # noqa: F401  # pyright: ignore[reportUnusedImport] -- socketio needs it, and says so only when it connects
import socketio

from storefront.api.cookies import SESSION_COOKIE
from storefront.bench.shop import NotAsExpected

NAMESPACE = "/_event"
ROOT_STATE = "reflex___state____state"
HYDRATE = f"{ROOT_STATE}.hydrate_and_load"
LOAD = f"{ROOT_STATE}.reflex___state____on_load_internal_state.on_load_internal"
IS_HYDRATED = f"{ROOT_STATE}.is_hydrated"
REDIRECT = "_redirect"
MARK = "_rx_state_"
"""Behind the name of each variable on the wire."""

PATIENCE = 30.0

Variables = Mapping[str, Any]
"""What the tab shows, by `<state>.<variable>`."""


class Tab:
    """One tab on one page; its state is the server's as far as it was sent."""

    def __init__(self, site: str, token: str, page: str) -> None:
        self.variables: dict[str, Any] = {}
        self.updates = 0
        self.frontend_events: list[str] = []
        self._site = site
        self._page = page
        self._headers = {"Cookie": f"{SESSION_COOKIE}={token}", "Origin": site}
        self._changed = asyncio.Condition()
        self._socket: Any = socketio.AsyncClient(reconnection=False)
        self._socket.on("event", self._receive, namespace=NAMESPACE)

    async def open(self) -> "Tab":
        """Connect, and wait until the page has loaded.

        Raises:
            NotAsExpected: the page led elsewhere.
        """
        await self._socket.connect(
            f"{self._site}/?token={uuid.uuid4()}",
            transports=["websocket"],
            namespaces=[NAMESPACE],
            socketio_path=NAMESPACE,
            headers=self._headers,
            auth={"event": self._event(HYDRATE, {"vars": {}})},
            wait_timeout=PATIENCE,
        )
        await self.wait(lambda variables: variables.get(IS_HYDRATED) is True)
        if REDIRECT in self.frontend_events:
            raise NotAsExpected(f"{self._page} is not open to this visitor")
        return self

    async def call(self, handler: str, **arguments: object) -> float:
        """Fire an event and wait for the answer; the seconds that it took."""
        async with self._changed:
            seen = self.updates
        started = time.perf_counter()
        await self._socket.emit("event", self._event(handler, arguments), namespace=NAMESPACE)
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(lambda: self.updates > seen), PATIENCE)
        return time.perf_counter() - started

    async def go(self, page: str) -> None:
        """Follow a link within the site: the page loads by an event."""
        self._page = page
        self.variables[IS_HYDRATED] = False
        await self.call(LOAD)
        await self.wait(lambda variables: variables.get(IS_HYDRATED) is True)

    async def wait(self, is_there: Callable[[Variables], bool]) -> None:
        """Until the tab shows something."""
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(lambda: is_there(self.variables)), PATIENCE)

    def shown(self, name: str) -> Any:
        """The value of a variable by the end of its name; None when it was never sent."""
        return next((value for key, value in self.variables.items() if key.endswith(name)), None)

    async def close(self) -> None:
        """As when somebody closes the tab."""
        await self._socket.disconnect()

    async def _receive(self, data: Any) -> None:
        update: dict[str, Any] = json.loads(data) if isinstance(data, str) else data
        delta: dict[str, dict[str, Any]] = update.get("delta") or {}
        events: list[dict[str, Any]] = update.get("events") or []
        async with self._changed:
            self.updates += 1
            for state, changes in delta.items():
                for name, value in changes.items():
                    self.variables[f"{state}.{name.removesuffix(MARK)}"] = value
            self.frontend_events += [str(event["name"]) for event in events]
            self._changed.notify_all()

    def _event(self, name: str, payload: Mapping[str, object]) -> dict[str, object]:
        parts = urlsplit(self._page)
        route = {"pathname": parts.path, "asPath": self._page, "query": dict(parse_qsl(parts.query))}
        return {"name": name, "payload": dict(payload), "router_data": route}
