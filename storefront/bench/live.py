"""From a line that one person adds to the same line in the cart that another has open."""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator

import httpx

from storefront.bench.datasets import DataSet, copied
from storefront.bench.figures import Figure
from storefront.bench.operations import SHORT_CART
from storefront.bench.server import running
from storefront.bench.shop import Context, Shop, open_shop, wanted_line
from storefront.bench.socket_client import Tab, Variables
from storefront.ui.routes import address

TARGET_MILLISECONDS = 1000
LINES = 20


def measure(data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """The slowest of some lines: each of them is promised within a second."""
    del requests
    tell(f"{LINES} lines")
    with copied(data) as url, running(url) as server, httpx.Client(base_url=server.url, timeout=60) as http:
        shop = open_shop(http)
        token = http.headers["authorization"].removeprefix("Bearer ")
        times = sorted(asyncio.run(_all(shop, shop.contexts[0], server.url, token)))
    yield Figure(
        "live",
        "a line to the cart that somebody else has open, the slowest",
        times[-1],
        "ms",
        data.place,
        target=TARGET_MILLISECONDS,
        note=f"half of {len(times)} within {statistics.median(times):.0f} ms",
    )


async def _all(shop: Shop, context: Context, site: str, token: str) -> list[float]:
    """Milliseconds for each line; the cart grows from 20 to 40."""
    shop.call("DELETE", f"{context.cart}/lines")
    products = shop.draw.sample(list(shop.range_of(context).products), SHORT_CART + LINES)
    lines = [wanted_line(product) for product in products]
    shop.call("POST", f"{context.cart}/lines", json={"lines": lines[:SHORT_CART]})
    tab = await Tab(site, token, address(context.outlet, "cart", context.seller)).open()
    times: list[float] = []
    for line in lines[SHORT_CART:]:
        started = time.perf_counter()
        await asyncio.to_thread(shop.call, "POST", f"{context.cart}/lines", json=line)
        await tab.wait(lambda shown, sku=line["sku"]: _has_line(shown, sku))
        times.append((time.perf_counter() - started) * 1000)
    await tab.close()
    return times


def _has_line(shown: Variables, sku: str) -> bool:
    lines = next((value for name, value in shown.items() if name.endswith("cart_state.lines")), ())
    return any(row["sku"] == sku for row in lines)
