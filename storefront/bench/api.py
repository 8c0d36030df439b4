"""Processor time of server and database for each call of the API."""

from collections.abc import Callable, Iterator

import httpx

from storefront.bench.datasets import DataSet, backends_of, copied, is_database_local
from storefront.bench.figures import Figure, figure_of
from storefront.bench.operations import Operation, operations
from storefront.bench.processor_time import ProcessorClock, Spent
from storefront.bench.server import running
from storefront.bench.shop import Shop, open_shop
from storefront.bench.statements import Counts, count_statements

ROUNDS = 3
WARM_UP = 30
PATIENCE = 60.0


def measure(data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """Each operation on one data set: the lowest of three rounds, since other work on the machine only adds."""
    is_readable = data.place.database == "SQLite" or is_database_local()
    with copied(data) as url:
        with running(url) as server, httpx.Client(base_url=server.url, timeout=PATIENCE) as http:
            shop = open_shop(http)
            clock = ProcessorClock(server.pid, lambda: backends_of(url))
            spent: dict[str, list[Spent]] = {}
            for operation in operations():
                tell(operation.name)
                spent[operation.name] = _rounds(shop, operation, clock, requests)
        tell("counting statements")
        counts = count_statements(url, operations())
    for name, rounds in spent.items():
        yield _figure(data, name, rounds, counts, is_readable=is_readable)


def _rounds(shop: Shop, operation: Operation, clock: ProcessorClock, requests: int) -> list[Spent]:
    """What one call costs, in each round."""
    if operation.prepare:
        operation.prepare(shop)
    times = max(1, int(requests * operation.share))
    _repeat(shop, operation, clock, max(1, min(WARM_UP, times)))
    return [_repeat(shop, operation, clock, times) for _ in range(ROUNDS)]


def _repeat(shop: Shop, operation: Operation, clock: ProcessorClock, times: int) -> Spent:
    total = Spent()
    step = operation.restore_every or times
    for first in range(0, times, step):
        before = clock.read()
        for _ in range(min(step, times - first)):
            operation.act(shop)
        total += clock.since(before)
        if operation.restore:
            operation.restore(shop)
    return total / times


def _figure(data: DataSet, name: str, rounds: list[Spent], counts: Counts, *, is_readable: bool) -> Figure:
    best = min(rounds, key=lambda spent: spent.milliseconds)
    return figure_of(
        name,
        data.place,
        measured=best.milliseconds if is_readable else None,
        of_which_database=best.database * 1000 if is_readable and data.place.database != "SQLite" else None,
        statements=counts.get(name, ()),
        others_used_cores=best.others_used_cores,
        note=""
        if is_readable
        else f"PostgreSQL is on another machine; the server alone: {best.server * 1000:.1f} ms",
    )
