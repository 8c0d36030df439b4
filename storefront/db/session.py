"""The engine and its two ways in: `reading()` and `transaction()`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from storefront.settings import Settings

Result = TypeVar("Result")

RETRIED_SQLSTATES = frozenset({"40001", "40P01", "23503", "23505"})
"""Serialization failure, deadlock, and a row that went or came while it was decided on: the loser looks once more, and
meets what the winner left in its own rules, which have the words for it."""

_READING, _WRITING = "storefront_reading", "storefront_writing"
_engines: tuple[sa.Engine, sa.Engine, sa.Engine] | None = None
"""The engine as it was given, and twice more: for reading, and for writing."""


def make_engine(settings: Settings) -> sa.Engine:
    """An engine for the configured database, with nothing opened yet."""
    url = sa.make_url(settings.database_url)
    # A failed statement is logged; what it was given (addresses, hashes, notes) is not.
    is_discreet = settings.environment == "production"
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(
            url,
            connect_args={"timeout": 10, "check_same_thread": False},
            pool_size=settings.database_pool_size,
            hide_parameters=is_discreet,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        # Of the driver, for good: what is to be a transaction begins with BEGIN (see _begin_postgresql).
        isolation_level="AUTOCOMMIT",
        pool_size=settings.database_pool_size,
        max_overflow=settings.database_pool_size,
        pool_pre_ping=False,
        hide_parameters=is_discreet,
        # Pages are in memory or on an SSD; statements are short: what compiling them would cost, they never win back.
        connect_args={
            "application_name": "storefront",
            "options": "-c jit=off -c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan",
        },
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def use_engine(engine: sa.Engine) -> None:
    """Make `engine` the one that `reading()` and `transaction()` of this process use."""
    global _engines  # noqa: PLW0603 -- one engine a process, set once by the composition root
    reads, writes = (engine.execution_options(**{way: True}) for way in (_READING, _WRITING))
    _engines = engine, reads, writes


def current_engine() -> sa.Engine:
    """The engine of this process."""
    return _in_use()[0]


def _in_use() -> tuple[sa.Engine, sa.Engine, sa.Engine]:
    if _engines is None:
        raise RuntimeError("no engine yet: call use_engine() first")
    return _engines


@contextmanager
def reading() -> Iterator[Session]:
    """A session for queries; whatever it holds at the end is thrown away."""
    with Session(_in_use()[1], autoflush=False) as session:
        yield session


@contextmanager
def transaction() -> Iterator[Session]:
    """A session whose work is committed at the end, or undone whole when anything is raised."""
    with Session(_in_use()[2], autoflush=False, expire_on_commit=False) as session, session.begin():
        yield session


def in_transaction(work: Callable[[Session], Result]) -> Result:
    """`work` in a transaction of its own; what it lost to somebody at the same moment, it tries once more."""
    try:
        with transaction() as session:
            return work(session)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) not in RETRIED_SQLSTATES:
            raise
    with transaction() as session:
        return work(session)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin by itself: a write transaction takes its lock at the start (see _begin_sqlite).
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "synchronous=NORMAL",
        "cache_size=-32000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # Read-then-write in a deferred transaction fails at once in spite of the busy timeout; IMMEDIATE waits its turn.
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: sa.Connection) -> None:
    # Single statements see one moment by themselves: no BEGIN and ROLLBACK around a handful of reads.
    options = connection.get_execution_options()
    if not options.get(_READING, False) and options.get("isolation_level") != "AUTOCOMMIT":
        connection.connection.cursor().execute("BEGIN")
