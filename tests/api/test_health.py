"""What a supervisor asks."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from anyio.from_thread import BlockingPortal

from storefront.api.app import make_api
from storefront.db.session import current_engine, make_engine, use_engine
from storefront.settings import Settings
from tests.api.client import SITE, ApiClient
from tests.conftest import CountStatements
from tests.databases import TestDatabase


@pytest.fixture
def client(committing_engine: sa.Engine, api: Any, portal: BlockingPortal) -> Any:
    opened = ApiClient(api, portal)
    yield opened
    opened.close()


class TestHealth:
    def test_is_up_without_asking_the_database(
        self, client: ApiClient, count_statements: CountStatements
    ) -> None:
        with count_statements() as statements:
            response = client.get(f"{SITE}/healthz")
        assert (response.status_code, response.json(), statements) == (200, {"status": "ok"}, [])


class TestReadiness:
    def test_is_ready_with_a_database_at_this_revision(self, client: ApiClient) -> None:
        response = client.get(f"{SITE}/readyz")
        assert (response.status_code, response.json()) == (200, {"status": "ok", "parts": {"database": "ok"}})

    def test_says_what_to_do_about_an_old_database(
        self, client: ApiClient, empty_database: TestDatabase
    ) -> None:
        former = current_engine()
        use_engine(empty_database.engine)
        response = client.get(f"{SITE}/readyz")
        use_engine(former)
        assert (response.status_code, response.json()["status"]) == (503, "not_ready")
        assert "storefront db upgrade" in response.json()["parts"]["database"]

    def test_says_that_the_database_is_away(self, client: ApiClient) -> None:
        former = current_engine()
        away = make_engine(Settings(database_url="postgresql://nobody:s3cret@127.0.0.1:1/none"))
        use_engine(away)
        response = client.get(f"{SITE}/readyz")
        use_engine(former)
        away.dispose()
        assert response.status_code == 503
        assert response.json()["parts"] == {"database": "cannot be reached"}

    def test_says_that_redis_is_away(
        self, committing_engine: sa.Engine, portal: BlockingPortal, make_settings: Callable[..., Settings]
    ) -> None:
        client = ApiClient(make_api(make_settings(redis_url="redis://127.0.0.1:1/0")), portal)
        response = client.get(f"{SITE}/readyz")
        client.close()
        assert response.status_code == 503
        assert response.json()["parts"] == {"database": "ok", "redis": "cannot be reached"}
