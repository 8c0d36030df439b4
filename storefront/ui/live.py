"""Keeps every open tab at the truth: who watches a topic reads the database again soon after it changed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from contextvars import Context
from dataclasses import dataclass
from typing import Any

import reflex as rx
import structlog
from reflex.state import BaseState, OnLoadInternalState, StateUpdate
from reflex_base.event import Event
from reflex_base.event import EventHandler as Handler
from reflex_base.utils.format import format_event_handler

from storefront.connectors.topics import News, Topics
from storefront.ui.states.connection import connection_delta

GATHER_SECONDS = 0.05
"""A burst of news about one topic makes one refresh."""

FEW_TABS = 50
"""So many closed ones are not worth a look."""

REMIND_SECONDS = 2.0
"""While news is cut off, pages that were opened since are told so this often."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Watch:
    """What a tab watches, and the handler that it then calls."""

    topic: str
    handler: str


class LiveTabs:
    """Which tabs of this process watch which topics; kept in memory, and made anew by each page load."""

    def __init__(self) -> None:
        self._app: rx.App | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watchers: dict[str, set[str]] = {}
        self._watched_by: dict[str, Watch] = {}
        self._gathered: dict[str, set[str]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._is_cut_off = False

    def watch(self, state: BaseState, refresh: Handler, topic: str) -> None:
        """Call `refresh` in this tab when `topic` changes; a tab watches one topic, that of the page it is on."""
        tab = tab_of(state)
        self._forget(tab)
        self._forget_the_gone()
        self._watchers.setdefault(topic, set()).add(tab)
        self._watched_by[tab] = Watch(topic, format_event_handler(refresh))

    def leave(self, state: BaseState) -> None:
        """This tab watches nothing any more."""
        self._forget(tab_of(state))

    def is_watching(self, state: BaseState, topic: str) -> bool:
        """Whether this tab hears of `topic` in this process; one that has just moved here does not yet."""
        watch = self._watched_by.get(tab_of(state))
        return watch is not None and watch.topic == topic

    @contextlib.asynccontextmanager
    async def listening(self, app: rx.App, topics: Topics) -> AsyncIterator[None]:
        """Deliver news for the life of the server."""
        self._app, self._loop = app, asyncio.get_running_loop()
        topics.subscribe(lambda news: self._from_thread(self._gather, news))
        topics.watch_connection(lambda connected: self._from_thread(self._tell_connection, connected))
        await asyncio.to_thread(topics.start)
        try:
            yield
        finally:
            self._app = self._loop = None
            await asyncio.to_thread(topics.stop)

    def _from_thread(self, deliver: Any, *facts: object) -> None:
        # In a context of its own: what begins in that of the handler that published would be taken for its visitor's,
        # address and session included.
        if self._loop is not None:
            self._loop.call_soon_threadsafe(deliver, *facts, context=Context())

    def _gather(self, news: News) -> None:
        if not self._watchers.get(news.topic):
            return
        if news.topic in self._gathered:
            self._gathered[news.topic].add(news.source)
            return
        self._gathered[news.topic] = {news.source}
        asyncio.get_running_loop().call_later(GATHER_SECONDS, lambda: self._start(self._deliver(news.topic)))

    async def _deliver(self, topic: str) -> None:
        """Refresh every watching tab but the one that caused the change, if only one did: it shows it already."""
        sources = self._gathered.pop(topic, set())
        told = next(iter(sources)) if len(sources) == 1 else ""
        online = self._online()
        for tab in list(self._watchers.get(topic, ())):
            if tab not in online:
                self._forget(tab)
            elif tab != told and self._app is not None and (watch := self._watched_by.get(tab)):
                await self._app.event_processor.enqueue(tab, Event(name=watch.handler))

    def _tell_connection(self, connected: bool) -> None:  # noqa: FBT001 -- called with what a listener is given
        log.warning("live.connection", is_cut_off=not connected)
        self._is_cut_off = not connected
        self._start(self._announce_return() if connected else self._announce_loss())

    async def _announce_loss(self) -> None:
        """Say it on every page, those included that are opened before news flows again."""
        while self._is_cut_off:
            await self._tell_all(StateUpdate(delta=connection_delta(is_cut_off=True)))
            await asyncio.sleep(REMIND_SECONDS)

    async def _announce_return(self) -> None:
        """Take the words back, and have each page load what it may have missed."""
        # News was missed: no page may trust what it knows, and each watches again when it has loaded.
        self._watchers.clear()
        self._watched_by.clear()
        load_again = Event(name=format_event_handler(OnLoadInternalState.event_handlers["on_load_internal"]))
        await self._tell_all(StateUpdate(delta=connection_delta(is_cut_off=False), events=[load_again]))

    async def _tell_all(self, update: StateUpdate) -> None:
        namespace = self._app.event_namespace if self._app else None
        for tab in self._online():
            if namespace is not None:
                await namespace.emit_update(update, tab)

    def _online(self) -> frozenset[str]:
        namespace = self._app.event_namespace if self._app else None
        return frozenset(namespace.sid_to_token.values()) if namespace else frozenset()

    def _forget_the_gone(self) -> None:
        """Drop tabs that were closed, each time when as many may have been as are open: no topic may ever tell them."""
        online = self._online()
        if self._app is not None and len(self._watched_by) > 2 * len(online) + FEW_TABS:
            for tab in self._watched_by.keys() - online:
                self._forget(tab)

    def _forget(self, tab: str) -> None:
        watch = self._watched_by.pop(tab, None)
        if watch is None:
            return
        watchers = self._watchers[watch.topic]
        watchers.discard(tab)
        if not watchers:
            del self._watchers[watch.topic]

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)  # the loop keeps only a weak reference
        task.add_done_callback(self._running.discard)


live_tabs = LiveTabs()
"""The tabs of this process."""


def tab_of(state: BaseState) -> str:
    """The name of the caller's tab, as the gate bound it to the session."""
    return state.router.session.client_token
