"""How many statements each call takes, counted on the same services in this process."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from sqlalchemy import event

from storefront.api.app import make_api
from storefront.bench.operations import Operation
from storefront.bench.shop import Shop, open_shop
from storefront.db.session import make_engine, use_engine
from storefront.settings import Settings

WORDS_OF_TRANSACTIONS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")
SAMPLES = 12

Counts = dict[str, tuple[int, ...]]
"""By operation, the most statements of each of its calls."""


def count_statements(database_url: str, operations: Sequence[Operation]) -> Counts:
    """The most of several tries; what begins and ends transactions is not counted."""
    with _counting_shop(database_url) as (shop, counted):
        return {operation.name: _most(shop, operation, counted) for operation in operations}


def _most(shop: Shop, operation: Operation, counted: list[int]) -> tuple[int, ...]:
    if operation.prepare:
        operation.prepare(shop)
    tries: list[list[int]] = []
    for _ in range(max(1, int(SAMPLES * operation.share))):
        counted.clear()
        operation.act(shop)
        tries.append(list(counted))
        if operation.restore and operation.restore_every == 1:
            operation.restore(shop)
    if operation.restore:
        operation.restore(shop)
    return tuple(max(calls) for calls in zip(*tries, strict=True))


@contextmanager
def _counting_shop(database_url: str) -> Iterator[tuple[Shop, list[int]]]:
    """A shop in this process, and a list to which each of its calls adds the number of its statements."""
    settings = Settings(database_url=database_url, log_level="ERROR")
    engine = make_engine(settings)
    running = 0
    counted: list[int] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        nonlocal running
        running += not statement.lstrip().upper().startswith(WORDS_OF_TRANSACTIONS)

    def begin(_request: httpx.Request) -> None:
        nonlocal running
        running = 0

    def end(_response: httpx.Response) -> None:
        counted.append(running)

    event.listen(engine, "before_cursor_execute", note)
    use_engine(engine)
    with start_blocking_portal() as portal:
        transport = _InThisProcess(make_api(settings), portal)
        hooks = {"request": [begin], "response": [end]}
        with httpx.Client(transport=transport, base_url="http://localhost", event_hooks=hooks) as client:
            yield open_shop(client), counted
    engine.dispose()


class _InThisProcess(httpx.BaseTransport):
    """Calls the API without a network."""

    def __init__(self, api: FastAPI, portal: BlockingPortal) -> None:
        self._api = httpx.ASGITransport(api)
        self._portal = portal

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The whole answer."""
        return self._portal.call(self._answer, request)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        response = await self._api.handle_async_request(request)
        return httpx.Response(response.status_code, headers=response.headers, content=await response.aread())
