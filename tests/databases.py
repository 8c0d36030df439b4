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

    def __init__(self, url: str, template: Path | None) -> None:
        self.url = url
        self.engine = make_engine(Settings(database_url=url))
        self.recorders: list[list[str]] = []
        self._template = template
        # From the start: a connection looks only once whether anybody listens.
        event.listen(self.engine, "before_cursor_execute", self._record)

    @classmethod
    @contextmanager
    def create(cls, backend: str, name: str, folder: Path) -> Iterator["TestDatabase"]:
        """A new database without tables, gone at the end."""
        if backend == "sqlite":
            made = cls(f"sqlite:///{folder / name}.db", folder / f"{name}.template.db")
            yield made
            made.engine.dispose()
            return
        server = os.environ.get("STOREFRONT_TEST_DATABASE_URL", POSTGRESQL)
        with psycopg.connect(_plain(server), autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            made = cls(sa.make_url(server).set(database=name).render_as_string(hide_password=False), None)
            try:
                yield made
            finally:
                made.engine.dispose()
                admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def remember(self) -> None:
        """Make the present content what `restore` comes back to; on PostgreSQL that is: no rows."""
        self.engine.dispose()
        if self._template is not None:
            shutil.copyfile(self._file, self._template)

    def restore(self) -> None:
        """Undo everything that was committed since `remember`."""
        self.engine.dispose()
        if self._template is not None:
            for suffix in ("-wal", "-shm"):
                Path(f"{self._file}{suffix}").unlink(missing_ok=True)
            shutil.copyfile(self._template, self._file)
            return
        with psycopg.connect(_plain(self.url)) as connection:
            names = [
                row[0]
                for row in connection.execute(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
                )
            ]
            # Much quicker than TRUNCATE for tables of a few rows; and the order does not matter without triggers.
            connection.execute("SET session_replication_role = replica")
            connection.execute(
                sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in names)
            )

    @property
    def _file(self) -> Path:
        return Path(sa.make_url(self.url).database or "")

    def _record(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        for recorder in self.recorders:
            recorder.append(statement)


def _plain(url: str) -> str:
    return sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
