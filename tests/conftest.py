"""What all tests share: a database per worker, a network that ends at this machine, a count of statements."""

import os
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.db import schema
from storefront.db.session import use_engine
from storefront.settings import Settings, get_settings
from tests.databases import TestDatabase, backend_from_environment

pytest_plugins = ("tests.browser.fixtures",)

# A developer's own settings are not the tests'.
for variable in [
    name for name in os.environ if name.startswith("STOREFRONT_") and not name.startswith("STOREFRONT_TEST_")
]:
    del os.environ[variable]

hypothesis.settings.register_profile("storefront", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis.settings.load_profile("storefront")

LOOPBACK = ("127.", "::1", "localhost")
TRANSACTION_WORDS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")

Statements = list[str]
CountStatements = Callable[[], AbstractContextManager[Statements]]


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise RuntimeError(f"a test reached for the network: {address}")


sys.addaudithook(_refuse_network)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On SQLite leave out what needs PostgreSQL; the run on PostgreSQL has it."""
    if backend_from_environment() == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def backend() -> str:
    """`sqlite` or `postgresql`: what this run tests on."""
    return backend_from_environment()


@pytest.fixture(scope="session")
def run_id(testrun_uid: str, worker_id: str) -> str:
    """A name that no other worker and no other run has."""
    return f"{testrun_uid[:8]}_{worker_id}"


@pytest.fixture(scope="session")
def database(backend: str, run_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestDatabase]:
    """This worker's database, at the newest migration and empty."""
    with TestDatabase.create(
        backend, f"storefront_test_{run_id}", tmp_path_factory.mktemp("database")
    ) as made:
        os.environ["STOREFRONT_DATABASE_URL"] = made.url
        get_settings.cache_clear()
        schema.upgrade(made.engine)
        made.remember()
        yield made


@pytest.fixture(scope="session")
def settings(database: TestDatabase) -> Settings:
    """The settings of this run, as `get_settings()` returns them."""
    return get_settings()


@pytest.fixture(scope="session")
def engine(database: TestDatabase) -> sa.Engine:
    """For reading and for `session`; tests that commit ask for `committing_engine`."""
    use_engine(database.engine)
    return database.engine


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    """A session in a transaction that is undone after the test, whatever the test commits."""
    with engine.execution_options(storefront_writing=True).connect() as connection:
        outer = connection.begin()
        with Session(
            connection, autoflush=False, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as opened:
            yield opened
        outer.rollback()


@pytest.fixture
def committing_engine(database: TestDatabase, engine: sa.Engine) -> Iterator[sa.Engine]:
    """The engine behind `transaction()` and `reading()`, for tests with several connections; emptied afterwards."""
    use_engine(engine)
    yield engine
    database.restore()


@pytest.fixture
def empty_database(backend: str, run_id: str, tmp_path: Path) -> Iterator[TestDatabase]:
    """Another database with nothing in it, not even tables."""
    with TestDatabase.create(backend, f"storefront_test_{run_id}_{uuid.uuid4().hex[:8]}", tmp_path) as made:
        yield made


@pytest.fixture
def count_statements(database: TestDatabase) -> CountStatements:
    """`with count_statements() as statements:` collects the SQL that ran, without the words of transactions."""

    @contextmanager
    def counting() -> Iterator[Statements]:
        statements: Statements = []
        database.recorders.append(statements)
        try:
            yield statements
        finally:
            database.recorders.remove(statements)
            statements[:] = [
                text for text in statements if not text.lstrip().upper().startswith(TRANSACTION_WORDS)
            ]

    return counting


@pytest.fixture
def make_settings(settings: Settings) -> Callable[..., Settings]:
    """The settings of this run with some replaced."""

    def make(**replaced: object) -> Settings:
        return settings.model_copy(update=replaced)

    return make
