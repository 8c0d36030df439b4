"""The API on a database of its own, and callers who are somebody."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from anyio.from_thread import BlockingPortal

from storefront.api.app import make_api
from storefront.api.cookies import SESSION_COOKIE
from storefront.api.request_log import refuse
from storefront.db.session import transaction
from storefront.settings import Settings
from storefront.ui.gate import Gate, GateRules
from tests.api.client import ApiClient
from tests.digests import digest_of
from tests.factories import MadeContact, Trade

TakeDigest = Callable[[], dict[str, str]]
As = Callable[[MadeContact | None], ApiClient]


@pytest.fixture
def application(committing_engine: sa.Engine, settings: Settings) -> Any:
    return make_api(settings)


@pytest.fixture
def api(application: Any, settings: Settings, tmp_path: Path) -> Any:
    """The API behind the gate, as in reality."""
    rules = GateRules(
        cookie_name=SESSION_COOKIE,
        secret=b"secret",
        origins=frozenset(settings.origin_list),
        content_policy="default-src 'self'",
        built_site=tmp_path,
    )
    return Gate(application, rules, refuse)


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
        with transaction() as session:
            return digest_of(session)

    return take
