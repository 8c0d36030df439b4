"""Searching a history of five million order lines: processor time of server and database for a page, PostgreSQL only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx

from storefront.bench.datasets import DataSet, backends_of, copied, count_rows, is_database_local
from storefront.bench.figures import Figure
from storefront.bench.operations import PAGE, words_to_search
from storefront.bench.processor_time import ProcessorClock, Spent
from storefront.bench.server import running
from storefront.bench.shop import Json, Shop, open_shop

LEAST_LINES = 5_000_000
ORDER_SCALE = 9
"""Multiplies the demo's orders, so that there are as many lines."""

TARGET_MILLISECONDS = 60
ROUNDS = 3
WARM_UP = 10
DRAWN = 120
"""So many searches are drawn at first, to find those that have a second page."""

PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Search:
    """One figure: what is typed, among whose orders, on which page."""

    by: str
    scope: str
    is_later: bool

    @property
    def name(self) -> str:
        """In words."""
        page = "a later page" if self.is_later else "the first page"
        whose = "own orders" if self.scope == "own" else "those of the organization"
        return f"history by {self.by}, {whose}, {page}"

    def headers(self, shop: Shop) -> dict[str, str]:
        """The admin's for whole organizations, else the buyer's own."""
        return {} if self.scope == "own" else shop.admin_headers

    def drawn(self, shop: Shop) -> Json:
        """The first page of what somebody might type."""
        context = shop.context()
        params: Json = {"scope": self.scope, "limit": PAGE}
        if self.by == "SKU":
            return {**params, "product": shop.product(context)["sku"]}
        return {**params, "q": words_to_search(shop, context)}


SEARCHES = tuple(
    Search(by, scope, is_later)
    for by in ("SKU", "text")
    for scope in ("own", "organization")
    for is_later in (False, True)
)


def measure(data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """Each kind of search, the lowest of three rounds; nothing when there are too few lines or no clocks to read."""
    lines = count_rows(data.url, "order_lines")
    if lines < LEAST_LINES or not is_database_local():
        reason = "PostgreSQL is on another machine" if lines >= LEAST_LINES else f"only {lines:,} order lines"
        yield Figure("history", "history search", None, "ms", data.place, note=reason)
        return
    with (
        copied(data) as url,
        running(url) as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE) as http,
    ):
        shop = open_shop(http)
        clock = ProcessorClock(server.pid, lambda: backends_of(url))
        for search in SEARCHES:
            tell(search.name)
            asked = _asked(shop, search)
            if not asked:
                yield Figure(
                    "history", search.name, None, "ms", data.place, note="no search has a second page"
                )
                continue
            best, slowest = _least(shop, search, asked, clock, requests)
            yield Figure(
                "history",
                search.name,
                best.milliseconds,
                "ms",
                data.place,
                target=TARGET_MILLISECONDS,
                of_which_database=best.database * 1000,
                others_used_cores=best.others_used_cores,
                note=f"{best.database * 1000:.1f} in the database; {lines:,} lines; slowest search {slowest:.0f} ms",
            )


def _asked(shop: Shop, search: Search) -> list[Json]:
    """What is asked, in turn; later pages are those that first ones lead to."""
    drawn = [search.drawn(shop) for _ in range(DRAWN)]
    if not search.is_later:
        return drawn
    headers = search.headers(shop)
    later: list[Json] = []
    for params in drawn:
        cursor = shop.call("GET", "/orders", params=params, headers=headers)["next_cursor"]
        if cursor:
            later.append({**params, "cursor": cursor})
    return later


def _least(
    shop: Shop, search: Search, asked: list[Json], clock: ProcessorClock, requests: int
) -> tuple[Spent, float]:
    """The cheapest round, for each request; and the most that a single one took of the last round, in ms."""
    headers = search.headers(shop)
    for params in asked[:WARM_UP]:
        shop.call("GET", "/orders", params=params, headers=headers)
    rounds: list[Spent] = []
    slowest = 0.0
    for _ in range(ROUNDS):
        total, slowest = Spent(), 0.0
        for number in range(requests):
            before = clock.read()
            shop.call("GET", "/orders", params=asked[number % len(asked)], headers=headers)
            spent = clock.since(before)
            total += spent
            slowest = max(slowest, spent.milliseconds)
        rounds.append(total / requests)
    return min(rounds, key=lambda spent: spent.milliseconds), slowest
