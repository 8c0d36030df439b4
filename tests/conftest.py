"""What all tests share: a database per worker, a network that ends at this machine, a count of statements."""

import os
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import sqlalchemy as sa
from anyio.from_thread import BlockingPortal, start_blocking_portal
from sqlmodel import Session
from xdist.scheduler import LoadScopeScheduling

from storefront.db import schema
from storefront.db.session import transaction, use_engine
from storefront.kit.clock import now
from storefront.parties.tables import SignInSession
from storefront.settings import Settings, get_settings
from tests.databases import TestDatabase, backend_from_environment
from tests.factories import Trade, act_as, make_trade

pytest_plugins = ("tests.browser.fixtures",)

# A developer's own settings are not the tests'.
for variable in [
    name for name in os.environ if name.startswith("STOREFRONT_") and not name.startswith("STOREFRONT_TEST_")
]:
    del os.environ[variable]

hypothesis.settings.register_profile("storefront", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis.settings.load_profile("storefront")

EMPTY, TRADE = "empty", "trade"
"""What a worker's database can hold when a test begins."""

SESSIONS = SignInSession.__table__  # pyright: ignore[reportAttributeAccessIssue]
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


SET_UP_ONCE = ("tests/demo/test_load.py",)
"""Files whose tests share what takes a minute to make: they stay with one worker, and begin first."""


class ByTestOrFile(LoadScopeScheduling):
    """Each test goes to the next free worker, but for the files of `SET_UP_ONCE`."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return path if path in SET_UP_ONCE else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByTestOrFile | None:
    """For all that says nothing else; xdist's own `loadgroup` groups nothing under this pytest."""
    return ByTestOrFile(config, log) if config.getvalue("dist") == "load" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On SQLite leave out what needs PostgreSQL, and there what asks for no database: the other run has it.

    `make check` runs what asks for no database, and of the rest a little from everywhere, marked `smoke`.
    """
    if os.environ.get("STOREFRONT_TEST_DEPTH") == "smoke":
        left_out = [
            item for item in items if _asks_for_a_database(item) and not item.get_closest_marker("smoke")
        ]
    elif backend_from_environment() == "postgresql":
        left_out = [item for item in items if not _asks_for_a_database(item)]
    else:
        left_out = [item for item in items if item.get_closest_marker("postgresql")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _asks_for_a_database(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and bool(
        {"backend", "database", "settings"} & set(item.fixturenames) or item.get_closest_marker("postgresql")
    )


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
        made.remember(EMPTY)
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


@pytest.fixture(scope="session")
def made_trade(database: TestDatabase) -> Trade:
    """The trade of most tests, made once for each worker: row by row it takes as long as a test."""
    use_engine(database.engine)
    database.restore(EMPTY)
    with transaction() as session:
        made = make_trade(session)
    database.remember(TRADE)
    return made


@pytest.fixture
def starting_content(request: pytest.FixtureRequest, database: TestDatabase) -> str:
    """What is in the database when this test begins: the trade if the test asks for it, else nothing."""
    wanted = TRADE if "made_trade" in request.fixturenames else EMPTY
    if wanted == TRADE:
        request.getfixturevalue("made_trade")
    if database.content != wanted:
        database.restore(wanted)
    if wanted == TRADE:
        use_engine(database.engine)
        with transaction() as session:
            # Else the first act of a test would also move the expiry of a session that was long unused.
            session.connection().execute(sa.update(SESSIONS).values(last_seen_at=now()))
    return wanted


@pytest.fixture
def trade(made_trade: Trade, starting_content: str) -> Trade:
    """Two organizations, two sellers and their people: see `make_trade`."""
    return deepcopy(made_trade)


@pytest.fixture
def buyer(session: Session, trade: Trade) -> Any:
    """The buyer at the first outlet; behind a door of the application, that door's own."""
    return act_as(session, trade.buyer, trade.outlet)


@pytest.fixture
def session(engine: sa.Engine, starting_content: str) -> Iterator[Session]:
    """A session in a transaction that is undone after the test, whatever the test commits."""
    with engine.execution_options(storefront_writing=True).connect() as connection:
        outer = connection.begin()
        with Session(
            connection, autoflush=False, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as opened:
            yield opened
        outer.rollback()


@pytest.fixture
def committing_engine(
    database: TestDatabase, engine: sa.Engine, starting_content: str
) -> Iterator[sa.Engine]:
    """The engine behind `transaction()` and `reading()`, for tests with several connections; undone afterwards."""
    use_engine(engine)
    yield engine
    database.restore(starting_content)


@pytest.fixture
def empty_database(backend: str, run_id: str, tmp_path: Path) -> Iterator[TestDatabase]:
    """Another database with nothing in it, not even tables."""
    with TestDatabase.create(backend, f"storefront_test_{run_id}_{uuid.uuid4().hex[:8]}", tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    """The event loop of all clients of the API."""
    with start_blocking_portal() as opened:
        yield opened


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
