"""The API on a database of its own, and callers who are somebody."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from storefront.api.app import make_api
from storefront.db import schema
from storefront.db.session import transaction
from storefront.settings import Settings
from tests.factories import MadeContact, Trade, make_trade

TakeDigest = Callable[[], dict[str, str]]
As = Callable[[MadeContact | None], TestClient]


@pytest.fixture
def trade(committing_engine: sa.Engine) -> Trade:
    with transaction() as session:
        return make_trade(session)


@pytest.fixture
def api(committing_engine: sa.Engine, settings: Settings) -> Any:
    return make_api(settings)


@pytest.fixture
def as_(api: Any) -> Iterator[As]:
    """`as_(trade.buyer).get("/me")`; `as_(None)` is a stranger."""
    opened: list[TestClient] = []

    def make(contact: MadeContact | None) -> TestClient:
        headers = {"authorization": f"Bearer {contact.token}"} if contact else {}
        client = TestClient(api, base_url="http://testserver/api/v1", headers=headers, raise_server_exceptions=False)
        client.__enter__()
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def buyer(as_: As, trade: Trade) -> TestClient:
    return as_(trade.buyer)


@pytest.fixture
def take_digest(committing_engine: sa.Engine) -> TakeDigest:
    """What is in every table, but for when sessions were last used."""

    def take() -> dict[str, str]:
        digests: dict[str, str] = {}
        with committing_engine.connect() as connection:
            for table in schema.metadata().sorted_tables:
                columns = [column for column in table.columns if column.name not in {"last_seen_at", "idle_expires_at"}]
                rows = sorted(repr(tuple(row)) for row in connection.execute(sa.select(*columns)))
                digests[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        return digests

    return take
