"""Who is told of a change, and who is not."""

import asyncio
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

import pytest

from storefront.connectors.topics import LocalTopics
from storefront.db.session import transaction
from storefront.ui import arriving, seller_places
from storefront.ui.acting import ask_seller
from storefront.ui.arriving import visit_of
from storefront.ui.live import FEW_TABS, GATHER_SECONDS, LiveTabs, live_tabs
from storefront.ui.states.cart import CartState
from storefront.ui.states.frame import FrameState
from storefront.ui.states.seller_inbox import SellerInboxState
from tests.factories import Trade, make_staff
from tests.ui.screens import running

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


class TestArriving:
    """What changes while a page is read is news to it: it watches before it reads."""

    def test_at_a_cart(self, app: Any, trade: Trade, monkeypatch: pytest.MonkeyPatch) -> None:
        def reads(*asked: Any) -> Any:
            heard.append(live_tabs.is_watching(tab(page.token), "cart:1001"))
            return visit_of(*asked)

        async def look() -> None:
            async with running(app) as open_tab:
                nonlocal page
                page = open_tab(trade.buyer, "/o/1001/cart/MAKER")
                await page.fire(CartState.load_cart)
                page.go("/o/2001/cart/MAKER")
                await page.fire(CartState.load_cart)

        heard: list[bool] = []
        page: Any = None
        monkeypatch.setattr(arriving, "visit_of", reads)
        asyncio.run(look())
        assert heard == [True]
        assert not live_tabs.is_watching(tab(page.token), "cart:1001")

    def test_whoever_meets_a_failure_watches_nothing(
        self, app: Any, trade: Trade, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def breaks(*_asked: Any) -> Any:
            heard.append(live_tabs.is_watching(tab(page.token), "cart:1001"))
            raise ZeroDivisionError

        async def look() -> None:
            async with running(app) as open_tab:
                nonlocal page
                page = open_tab(trade.buyer, "/o/1001/cart/MAKER")
                with pytest.raises(ZeroDivisionError):
                    await page.fire(CartState.load_cart)

        heard: list[bool] = []
        page: Any = None
        monkeypatch.setattr(arriving, "visit_of", breaks)
        asyncio.run(look())
        assert heard == [True]
        assert not live_tabs.is_watching(tab(page.token), "cart:1001")
        assert not live_tabs.is_watching(tab(page.token), "cart:2001")

    def test_at_a_sellers_desk(self, app: Any, trade: Trade, monkeypatch: pytest.MonkeyPatch) -> None:
        async def reads(*asked: Any) -> Any:
            heard.append(live_tabs.is_watching(tab(page.token), "seller:MAKER"))
            return await ask_seller(*asked)

        async def look() -> None:
            async with running(app) as open_tab:
                nonlocal page
                page = open_tab(clerk, "/seller/MAKER-C")
                await page.fire(SellerInboxState.load_inbox)

        with transaction() as session:
            clerk = make_staff(session, trade).maker_clerk
        heard: list[bool] = []
        page: Any = None
        monkeypatch.setattr(seller_places, "ask_seller", reads)
        asyncio.run(look())
        assert heard == [False, True]


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
