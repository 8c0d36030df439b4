"""Who is told of a change, and who is not."""

import asyncio
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

from storefront.connectors.topics import LocalTopics
from storefront.ui.live import FEW_TABS, GATHER_SECONDS, LiveTabs
from storefront.ui.states.cart import CartState
from storefront.ui.states.frame import FrameState

REFRESH_CART: Any = CartState.refresh_cart
REFRESH_FRAME: Any = FrameState.refresh_frame
VISITOR: ContextVar[str] = ContextVar("visitor", default="nobody")
"""Stands in for what Reflex hands from an event to those that it begins: address and session of the visitor."""


class Server:
    """Stands in for the application: which tabs are connected, and what they were asked to do."""

    def __init__(self, *online: str) -> None:
        self.asked: list[tuple[str, str]] = []
        self.begun_by: list[str] = []
        self.sent: list[tuple[str, Any]] = []
        self.event_namespace = SimpleNamespace(
            sid_to_token={f"socket-{tab}": tab for tab in online}, emit_update=self._emit
        )
        self.event_processor = SimpleNamespace(enqueue=self._enqueue)

    async def _enqueue(self, tab: str, event: Any) -> None:
        self.asked.append((tab, event.name.rpartition(".")[2]))
        self.begun_by.append(VISITOR.get())

    async def _emit(self, update: Any, tab: str) -> None:
        self.sent.append((tab, update))


def tab(name: str) -> Any:
    return SimpleNamespace(router=SimpleNamespace(session=SimpleNamespace(client_token=name)))


def after(live: LiveTabs, server: Server, topics: LocalTopics, *published: tuple[str, str]) -> None:
    """Publish, and wait until the news is delivered."""

    async def run() -> None:
        async with live.listening(server, topics):  # pyright: ignore[reportArgumentType]  # a stand-in
            for topic, source in published:
                await asyncio.to_thread(topics.publish, topic, source=source)
            await asyncio.sleep(3 * GATHER_SECONDS)

    asyncio.run(run())


class TestWatch:
    def test_every_watching_tab_but_the_one_that_changed_it_refreshes(self):
        live, server, topics = LiveTabs(), Server("a", "b", "c"), LocalTopics()
        live.watch(tab("a"), REFRESH_CART, "cart:1001")
        live.watch(tab("b"), REFRESH_FRAME, "cart:1001")
        live.watch(tab("c"), REFRESH_CART, "cart:2001")
        after(live, server, topics, ("cart:1001", "a"))
        assert server.asked == [("b", "refresh_frame")]

    def test_a_refresh_is_of_the_tab_and_not_of_whoever_published(self):
        """Else it would read as somebody else, at their address."""
        live, server, topics = LiveTabs(), Server("a"), LocalTopics()
        live.watch(tab("a"), REFRESH_CART, "cart:1001")
        token = VISITOR.set("somebody else")
        try:
            after(live, server, topics, ("cart:1001", "b"))
        finally:
            VISITOR.reset(token)
        assert (server.asked, server.begun_by) == ([("a", "refresh_cart")], ["nobody"])

    def test_a_burst_is_one_refresh(self):
        live, server, topics = LiveTabs(), Server("a"), LocalTopics()
        live.watch(tab("a"), REFRESH_CART, "cart:1001")
        after(live, server, topics, *[("cart:1001", "other")] * 20)
        assert server.asked == [("a", "refresh_cart")]

    def test_when_two_changed_it_both_refresh(self):
        live, server, topics = LiveTabs(), Server("a", "b"), LocalTopics()
        for name in ("a", "b"):
            live.watch(tab(name), REFRESH_CART, "cart:1001")
        after(live, server, topics, ("cart:1001", "a"), ("cart:1001", "b"))
        assert sorted(server.asked) == [("a", "refresh_cart"), ("b", "refresh_cart")]

    def test_a_tab_that_went_elsewhere_hears_nothing_of_where_it_was(self):
        live, server, topics = LiveTabs(), Server("a"), LocalTopics()
        live.watch(tab("a"), REFRESH_CART, "cart:1001")
        live.watch(tab("a"), REFRESH_CART, "cart:2001")
        after(live, server, topics, ("cart:1001", ""))
        assert server.asked == []
        assert not live.is_watching(tab("a"), "cart:1001")
        assert live.is_watching(tab("a"), "cart:2001")

    def test_a_tab_that_is_gone_is_forgotten(self):
        live, server, topics = LiveTabs(), Server(), LocalTopics()
        live.watch(tab("a"), REFRESH_CART, "cart:1001")
        after(live, server, topics, ("cart:1001", ""))
        assert server.asked == []
        assert not live.is_watching(tab("a"), "cart:1001")

    def test_tabs_that_were_closed_are_forgotten_though_their_topics_stay_silent(self):
        live, server, topics = LiveTabs(), Server("a"), LocalTopics()

        async def run() -> None:
            async with live.listening(server, topics):  # pyright: ignore[reportArgumentType]  # a stand-in
                for number in range(FEW_TABS + 3):
                    live.watch(tab(f"closed {number}"), REFRESH_CART, f"cart:{number}")
                live.watch(tab("a"), REFRESH_CART, "cart:1001")
                assert not live.is_watching(tab("closed 0"), "cart:0")
                assert live.is_watching(tab("a"), "cart:1001")

        asyncio.run(run())


class TestConnection:
    def test_every_tab_is_told_and_loads_again_when_news_flows_again(self):
        live, server = LiveTabs(), Server("a")
        live.watch(tab("a"), REFRESH_CART, "cart:1001")
        asyncio.run(_tell(live, server, (False, True)))
        cut_off, back = (update for _, update in server.sent)
        assert list(next(iter(cut_off.delta.values())).values()) == [True]
        assert cut_off.events == []
        assert list(next(iter(back.delta.values())).values()) == [False]
        assert back.events[0].name.endswith("on_load_internal")
        assert not live.is_watching(tab("a"), "cart:1001")


class SwitchedTopics(LocalTopics):
    """Topics whose connection a test cuts and mends."""

    def __init__(self) -> None:
        super().__init__()
        self.tell: Any = None

    def watch_connection(self, listener: Any) -> None:
        self.tell = listener


async def _tell(live: LiveTabs, server: Server, states: tuple[bool, ...]) -> None:
    topics = SwitchedTopics()
    async with live.listening(server, topics):  # pyright: ignore[reportArgumentType]  # a stand-in
        for connected in states:
            topics.tell(connected)
            await asyncio.sleep(0.05)
