"""What an event of a screen costs the server, beside the same service call through the API."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from storefront.bench.datasets import DataSet, backends_of, copied
from storefront.bench.figures import Figure
from storefront.bench.handlers import ADD, MORE, SEARCH, STEP_DOWN, STEP_UP
from storefront.bench.operations import SHORT_CART, words_to_search
from storefront.bench.processor_time import ProcessorClock, Spent
from storefront.bench.server import running
from storefront.bench.shop import Context, NotAsExpected, Shop, open_shop, wanted_line
from storefront.bench.socket_client import Tab
from storefront.ui.routes import address

TARGET_RATIO = 1.5
ROUNDS = 3
WARM_UP = 20
PATIENCE = 60.0

Act = Callable[[], Awaitable[object]]


@dataclass(slots=True)
class Visitor:
    """One person in one context, with a client of the API and with tabs."""

    shop: Shop
    context: Context
    site: str
    token: str
    step: int = 0
    cursor: str | None = None
    line: dict[str, Any] = field(default_factory=dict[str, Any])

    def call(self, method: str, address: str, **options: Any) -> dict[str, Any]:
        """The answer of the API."""
        return self.shop.call(method, address, **options)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same act through both doors; `prepare` makes what both need."""

    name: str
    page: Callable[[Context], str]
    prepare: Callable[[Visitor], None]
    through_api: Callable[[Visitor], object]
    through_screen: Callable[[Visitor, Tab], Awaitable[object]]


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
            api, screen = asyncio.run(_both(pair, visitor, clock, requests))
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

    api = await _least(call, clock, times)
    pair.prepare(visitor)
    visitor.shop.draw.setstate(start)
    tab = await Tab(visitor.site, visitor.token, pair.page(visitor.context)).open()
    screen = await _least(lambda: pair.through_screen(visitor, tab), clock, times)
    refusal = tab.shown("notice_state.refusal")
    await tab.close()
    if refusal:
        raise NotAsExpected(f"{pair.name}: the screen says {refusal!r}")
    return api, screen


async def _least(act: Act, clock: ProcessorClock, times: int) -> Spent:
    for _ in range(WARM_UP):
        await act()
    rounds: list[Spent] = []
    for _ in range(ROUNDS):
        before = clock.read()
        for _ in range(times):
            await act()
        spent = clock.since(before)
        rounds.append(
            Spent(spent.server / times, spent.database / times, spent.others / times, spent.wall / times)
        )
    return min(rounds, key=lambda spent: spent.milliseconds)


def _catalog_page(context: Context) -> str:
    return address(context.outlet, "catalog", seller=context.seller)


def _cart_page(context: Context) -> str:
    return address(context.outlet, "cart", context.seller)


def _nothing(_visitor: Visitor) -> None:
    return


def _search(visitor: Visitor) -> object:
    text = words_to_search(visitor.shop, visitor.context)
    return visitor.call("GET", visitor.context.products, params={"seller": visitor.context.seller, "q": text})


async def _search_on_screen(visitor: Visitor, tab: Tab) -> None:
    """As a browser does: the words, and then the address that follows them."""
    text = words_to_search(visitor.shop, visitor.context)
    await tab.call(SEARCH, text=text)
    await tab.go(address(visitor.context.outlet, "catalog", seller=visitor.context.seller, q=text))


def _next_page(visitor: Visitor) -> object:
    page = visitor.call(
        "GET",
        visitor.context.products,
        params={
            "seller": visitor.context.seller,
            "limit": 24,
            **({"cursor": visitor.cursor} if visitor.cursor else {}),
        },
    )
    visitor.cursor = page["next_cursor"] if visitor.step % 4 != 3 else None
    visitor.step += 1
    return page


async def _next_page_on_screen(visitor: Visitor, tab: Tab) -> None:
    """Three pages below the first, then the first again."""
    if visitor.step % 4 == 0:
        await tab.go(address(visitor.context.outlet, "catalog", seller=visitor.context.seller))
    else:
        await tab.call(MORE)
    visitor.step += 1


def _fill(visitor: Visitor) -> None:
    cart = visitor.context.cart
    visitor.step = 0
    visitor.call("DELETE", f"{cart}/lines")
    visitor.call("POST", f"{cart}/lines", json={"lines": visitor.shop.lines(visitor.context, SHORT_CART)})


def _add(visitor: Visitor) -> object:
    """Twenty products in turn, which are in the cart already: it keeps its length."""
    return visitor.call("POST", f"{visitor.context.cart}/lines", json=_wanted(visitor))


async def _add_on_screen(visitor: Visitor, tab: Tab) -> None:
    wanted = _wanted(visitor)
    await tab.call(
        ADD,
        form={"sku": wanted["sku"], "catalog": wanted["catalog"], "quantity": str(wanted["quantity"])},
    )


def _wanted(visitor: Visitor) -> dict[str, Any]:
    products = visitor.shop.range_of(visitor.context).products
    visitor.step += 1
    return wanted_line(products[visitor.step % SHORT_CART])


def _begin_adding(visitor: Visitor) -> None:
    _fill(visitor)
    visitor.call("DELETE", f"{visitor.context.cart}/lines")
    for _ in range(SHORT_CART):
        _add(visitor)


def _step(visitor: Visitor) -> object:
    cart = visitor.context.cart
    if visitor.step == 0:
        visitor.line = visitor.call("GET", cart)["lines"][0]
    line = visitor.line
    visitor.step += 1
    more = line["quantity"] + line["quantity_rule"]["multiple"] * (visitor.step % 2)
    return visitor.call("PATCH", f"{cart}/lines/{line['id']}", json={"quantity": more})


async def _step_on_screen(visitor: Visitor, tab: Tab) -> None:
    visitor.step += 1
    line = tab.shown("cart_state.lines")[0]["id"]
    await tab.call(STEP_UP if visitor.step % 2 else STEP_DOWN, line_id=line)


PAIRS = (
    Pair("search as one types", _catalog_page, _nothing, _search, _search_on_screen),
    Pair("the next page of the catalog", _catalog_page, _nothing, _next_page, _next_page_on_screen),
    Pair("add a line from the catalog", _catalog_page, _begin_adding, _add, _add_on_screen),
    Pair("one step of a quantity", _cart_page, _fill, _step, _step_on_screen),
)
