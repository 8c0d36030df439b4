"""Drives screen handlers through Reflex's own event pipeline, in this process: no server, no browser."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from reflex.state import StateUpdate
from reflex_base.event import Event
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.utils.format import format_event_handler

from storefront.parties.service import hash_token
from storefront.ui.gate import SESSION_HEADER
from storefront.ui.states.notice import NoticeState
from tests.factories import MadeContact

State = TypeVar("State", bound=rx.State)


class Wire:
    """Stands in for the websocket: keeps what would have been sent."""

    def __init__(self) -> None:
        self.updates: list[StateUpdate] = []

    async def emit_update(self, update: StateUpdate, token: str) -> None:
        self.updates.append(update)

    @property
    def redirects(self) -> list[str]:
        """Where the browser was sent."""
        return [
            str(event.payload["path"]).strip('"')
            for update in self.updates
            for event in update.events
            if event.name == "_redirect"
        ]


class Tab:
    """A tab of somebody's browser, at an address."""

    def __init__(
        self,
        processor: Any,
        manager: StateManagerMemory,
        wire: Wire,
        contact: MadeContact | None,
        address: str,
    ) -> None:
        self.token = str(uuid.uuid4())
        self.wire = wire
        self._processor, self._manager = processor, manager
        self._headers = {SESSION_HEADER: hash_token(contact.token)} if contact else {}
        self._is_open = False
        self.go(address)

    def go(self, address: str) -> None:
        """Be at another address; nothing is loaded by it."""
        path, _, query = address.partition("?")
        asked = dict(pair.split("=", 1) for pair in query.split("&") if pair)
        self._router_data = {
            "pathname": path,
            "asPath": address,
            "query": asked,
            "token": self.token,
            "sid": "socket",
            "ip": "127.0.0.1",
            "headers": {**self._headers, "origin": "http://testserver"},
        }

    async def fire(self, handler: Any, **payload: Any) -> None:
        """Call a handler, by itself or by name, as a browser does."""
        if not self._is_open:
            # The first event of a tab also loads its page; on this one there is nothing to load.
            self._is_open, wanted = True, self._router_data
            self.go("/sign-in")
            await self.fire(NoticeState.dismiss_refusal)
            self._router_data = wanted
            self.wire.updates.clear()
        name = handler if isinstance(handler, str) else format_event_handler(handler)
        event = Event(name=name, payload=payload, router_data=dict(self._router_data))
        future = await self._processor.enqueue(self.token, event)
        await future.wait_all()

    async def state(self, kind: type[State]) -> State:
        """What this tab shows."""
        root = await self._manager.get_state(BaseStateToken(ident=self.token, cls=rx.State))
        return await root.get_state(kind)


OpenTab = Callable[..., Tab]
Visit = Callable[[OpenTab], Awaitable[None]]


@contextlib.asynccontextmanager
async def running(app: rx.App) -> AsyncIterator[OpenTab]:
    """`open_tab(trade.buyer, "/o/1001/catalog")`; None in place of a contact is a stranger."""
    wire, manager = Wire(), StateManagerMemory()
    processor = BaseStateEventProcessor(
        middleware=app, backend_exception_handler=app.backend_exception_handler
    )
    async with processor.configure(state_manager=manager, event_namespace=wire):  # pyright: ignore[reportArgumentType]  # a stand-in
        yield lambda contact, address="/": Tab(processor, manager, wire, contact, address)
    await manager.close()


def visiting(app: rx.App, visit: Visit) -> None:
    """Run a visit on the running application."""

    async def run() -> None:
        async with running(app) as open_tab:
            await visit(open_tab)

    asyncio.run(run())


async def refusal_of(tab: Tab) -> str:
    """The code of the refusal that a tab shows; empty when it shows none."""
    return (await tab.state(NoticeState)).refusal_code
