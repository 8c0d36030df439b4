"""The API on a database of its own, and callers who are somebody."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from anyio.from_thread import BlockingPortal, start_blocking_portal

from storefront.api.app import make_api
from storefront.db import schema
from storefront.db.session import transaction
from storefront.settings import Settings
from tests.api.client import ApiClient
from tests.factories import MadeContact, Trade, make_trade

TakeDigest = Callable[[], dict[str, str]]
As = Callable[[MadeContact | None], ApiClient]


@pytest.fixture
def trade(committing_engine: sa.Engine) -> Trade:
    with transaction() as session:
        return make_trade(session)


@pytest.fixture
def api(committing_engine: sa.Engine, settings: Settings) -> Any:
    return make_api(settings)


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    """The event loop of all clients."""
    with start_blocking_portal() as opened:
        yield opened


@pytest.fixture
def as_(api: Any, portal: BlockingPortal) -> Iterator[As]:
    """`as_(trade.buyer).get("/me")`; `as_(None)` is a stranger."""
    opened: list[ApiClient] = []

    def make(contact: MadeContact | None) -> ApiClient:
        client = ApiClient(api, portal, contact.token if contact else None)
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.close()


@pytest.fixture
def buyer(as_: As, trade: Trade) -> ApiClient:
    return as_(trade.buyer)


@pytest.fixture
def take_digest(committing_engine: sa.Engine) -> TakeDigest:
    """What is in every table, but for when sessions were last used."""

    def take() -> dict[str, str]:
        digests: dict[str, str] = {}
        with committing_engine.connect() as connection:
            for table in schema.metadata().sorted_tables:
                columns = [
                    column
                    for column in table.columns
                    if column.name not in {"last_seen_at", "idle_expires_at"}
                ]
                rows = sorted(repr(tuple(row)) for row in connection.execute(sa.select(*columns)))
                digests[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        return digests

    return take
