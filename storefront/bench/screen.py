"""What an event of a screen costs the server, beside the same service call through the API."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import httpx

from storefront.bench.datasets import DataSet, backends_of, copied
from storefront.bench.doors import PAIRS, Pair, Visitor
from storefront.bench.figures import Figure
from storefront.bench.processor_time import ProcessorClock, Spent
from storefront.bench.server import running
from storefront.bench.shop import NotAsExpected, open_shop
from storefront.bench.socket_client import Tab

TARGET_RATIO = 1.5
ROUNDS = 3
WARM_UP = 20
PATIENCE = 60.0

Act = Callable[[], Awaitable[object]]


def measure(data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """The ratio for a few acts; each door's lowest of three rounds."""
    with (
        copied(data) as url,
        running(url) as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE) as http,
    ):
        shop = open_shop(http)
        token = http.headers["authorization"].removeprefix("Bearer ")
        visitor = Visitor(shop, shop.contexts[0], server.url, token)
        clock = ProcessorClock(server.pid, lambda: backends_of(url))
        for pair in PAIRS:
            tell(pair.name)
            times = max(1, int(requests * pair.share))
            api, screen = asyncio.run(_both(pair, visitor, clock, times))
            yield Figure(
                "screen",
                pair.name,
                screen.milliseconds / api.milliseconds,
                "times",
                data.place,
                target=TARGET_RATIO,
                others_used_cores=max(api.others_used_cores, screen.others_used_cores),
                note=f"screen {screen.milliseconds:.1f} ms, API {api.milliseconds:.1f} ms",
            )


async def _both(pair: Pair, visitor: Visitor, clock: ProcessorClock, times: int) -> tuple[Spent, Spent]:
    """What one act costs through the API and on the screen, with the same draws."""
    pair.prepare(visitor)
    start = visitor.shop.draw.getstate()

    async def call() -> None:
        pair.through_api(visitor)

    api = await _least(pair, visitor, call, clock, times)
    pair.prepare(visitor)
    visitor.shop.draw.setstate(start)
    tab = await Tab(visitor.site, visitor.token, pair.page(visitor.context)).open()
    screen = await _least(pair, visitor, lambda: pair.through_screen(visitor, tab), clock, times)
    refusal = tab.shown("notice_state.refusal")
    await tab.close()
    if refusal:
        raise NotAsExpected(f"{pair.name}: the screen says {refusal!r}")
    return api, screen


async def _least(pair: Pair, visitor: Visitor, act: Act, clock: ProcessorClock, times: int) -> Spent:
    rounds: list[Spent] = []
    for repetitions in (WARM_UP, *[times] * ROUNDS):
        spent = Spent()
        step = 1 if pair.before else repetitions
        for _ in range(0, repetitions, step):
            if pair.before:
                pair.before(visitor)
            before = clock.read()
            for _ in range(step):
                await act()
            spent += clock.since(before)
        rounds.append(spent / repetitions)
    return min(rounds[1:], key=lambda spent: spent.milliseconds)
