"""Databases that tests make, empty and throw away, on SQLite and PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy import event

from storefront.db.session import make_engine
from storefront.settings import Settings

POSTGRESQL = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"


def backend_from_environment() -> str:
    """`sqlite` unless STOREFRONT_TEST_BACKEND says `postgresql`."""
    backend = os.environ.get("STOREFRONT_TEST_BACKEND", "sqlite")
    if backend not in {"sqlite", "postgresql"}:
        raise ValueError(f"STOREFRONT_TEST_BACKEND is {backend!r}; it may be sqlite or postgresql")
    return backend


class TestDatabase:
    """One database of one worker."""

    __test__ = False

    def __init__(self, url: str, folder: Path | None) -> None:
        self.url = url
        self.engine = make_engine(Settings(database_url=url))
        self.recorders: list[list[str]] = []
        self.content = ""
        """The name of what `remember` found here last, or `restore` brought back."""
        self._folder = folder
        self._rows: dict[str, dict[str, bytes]] = {}
        self._restoring: psycopg.Connection[Any] | None = None
        # From the start: a connection looks only once whether anybody listens.
        event.listen(self.engine, "before_cursor_execute", self._record)

    @classmethod
    @contextmanager
    def create(cls, backend: str, name: str, folder: Path) -> Iterator["TestDatabase"]:
        """A new database without tables, gone at the end."""
        if backend == "sqlite":
            made = cls(f"sqlite:///{folder / name}.db", folder)
            yield made
            made.close()
            return
        server = os.environ.get("STOREFRONT_TEST_DATABASE_URL", POSTGRESQL)
        with psycopg.connect(_plain(server), autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            # What a test wrote need not outlive the machine.
            admin.execute(
                sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name))
            )
            made = cls(sa.make_url(server).set(database=name).render_as_string(hide_password=False), None)
            try:
                yield made
            finally:
                made.close()
                admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def close(self) -> None:
        """End every connection."""
        self.engine.dispose()
        if self._restoring is not None:
            self._restoring.close()

    def remember(self, content: str) -> None:
        """Give the present content a name by which `restore` brings it back."""
        self.engine.dispose()
        self.content = content
        if self._folder is not None:
            shutil.copyfile(self._file, self._folder / f"{content}.template.db")
            return
        with psycopg.connect(_plain(self.url)) as connection:
            copied = {name: _copy_out(connection, name) for name in _tables(connection)}
            self._rows[content] = {name: rows for name, rows in copied.items() if rows}

    def restore(self, content: str) -> None:
        """Undo everything that was committed, and have what was remembered by this name."""
        self.content = content
        if self._folder is not None:
            self.engine.dispose()
            for suffix in ("-wal", "-shm"):
                Path(f"{self._file}{suffix}").unlink(missing_ok=True)
            shutil.copyfile(self._folder / f"{content}.template.db", self._file)
            return
        # Connections stay open, this one and those of the application: what PostgreSQL has looked up and planned for
        # them is most of what a test costs.
        if self._restoring is None:
            self._restoring = psycopg.connect(_plain(self.url))
        with self._restoring.transaction():
            connection = self._restoring
            # Much quicker than TRUNCATE for tables of a few rows; and the order does not matter without triggers.
            connection.execute("SET LOCAL session_replication_role = replica")
            connection.execute(
                sql.SQL("; ").join(
                    sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in _tables(connection)
                )
            )
            for name, rows in self._rows[content].items():
                copy = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))
                with connection.cursor() as cursor, cursor.copy(copy) as into:
                    into.write(rows)

    @property
    def _file(self) -> Path:
        return Path(sa.make_url(self.url).database or "")

    def _record(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        for recorder in self.recorders:
            recorder.append(statement)


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    found = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    )
    return [row[0] for row in found]


def _copy_out(connection: psycopg.Connection[Any], table: str) -> bytes:
    copy = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(copy) as rows:
        return b"".join(bytes(part) for part in rows)


def _plain(url: str) -> str:
    return sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
