"""Many rows into a table at the speed of the driver: COPY in PostgreSQL, `executemany` in SQLite.

Cells are what both drivers take as they are: text (ids as 32 hexadecimal digits, moments as naive UTC, documents
as JSON), integers (0 and 1 for no and yes) and None.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from storefront.db.columns import table_of
from storefront.db.schema import metadata

Row = Sequence[str | int | None]
Report = Callable[[str, int, int], None]
"""Told how far a stage is: its name, rows done, rows in all."""

BATCH = 20_000
SQLITE_CACHE_KIBIBYTES = 400_000
"""Random inserts into indexes of some hundred megabytes: without a cache of their size they write each page often."""

_FIND_IN_SQLITE = """
select 'drop index ' || name, sql from sqlite_master
where type = 'index' and sql is not null and sql not like 'create unique%' and tbl_name in :tables order by name
"""

_FIND_IN_POSTGRESQL = """
select format('alter table %s drop constraint %I', conrelid::regclass, conname),
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
from pg_constraint where contype = 'f' and conrelid::regclass::text in :tables
union all
select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
from pg_index where not indisunique and indrelid::regclass::text in :tables
"""
"""Statements that take a thing off and put it back, foreign keys first."""


def tune(session: Session) -> None:
    """Give the transaction the room that a big load wants."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("set local work_mem = '128MB'"))
        session.execute(sa.text("set local maintenance_work_mem = '256MB'"))
    else:
        session.execute(sa.text(f"pragma cache_size = -{SQLITE_CACHE_KIBIBYTES}"))


def settle(engine: sa.Engine) -> None:
    """After a load: statistics for the planner, indexes packed, the write-ahead log written back."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in metadata().sorted_tables:
                connection.exec_driver_sql(f"vacuum (analyze) {table.name}")
        return
    driver = engine.raw_connection()
    for name in ("shelf_search", "order_search"):
        driver.cursor().execute(f"insert into {name} ({name}) values ('optimize')")  # noqa: S608 -- our own names
    for statement in ("analyze", "pragma optimize", "pragma wal_checkpoint(truncate)"):
        driver.cursor().execute(statement).fetchall()
    driver.close()
    # Its connections have a cache for a load.
    engine.dispose()


class BulkWriter:
    """Writes rows within the session's transaction."""

    def __init__(self, session: Session, report: Report) -> None:
        self._driver: Any = session.connection().connection.driver_connection
        self._is_postgresql = session.get_bind().dialect.name == "postgresql"
        self.session = session
        self.report = report
        self.counts: dict[str, int] = {}
        if self._is_postgresql:
            session.execute(sa.text("set local timezone = 'UTC'"))

    def write(self, model: type[SQLModel], columns: str, rows: Iterable[Row]) -> int:
        """Insert rows, whose values are in the order of `columns` (names with spaces between); how many there were."""
        table, names = table_of(model).name, columns.split()
        rows = rows if isinstance(rows, list) else list(rows)
        if self._is_postgresql:
            self._copy(table, names, rows)
        else:
            places = ", ".join("?" * len(names))
            self._driver.executemany(f"insert into {table} ({', '.join(names)}) values ({places})", rows)  # noqa: S608 -- our own names
        self.counts[table] = self.counts.get(table, 0) + len(rows)
        return len(rows)

    def write_stage(self, stage: str, model: type[SQLModel], columns: str, rows: Sequence[Row]) -> None:
        """The same in batches, each reported under the stage's name."""
        self.report(stage, 0, len(rows))
        for start in range(0, len(rows), BATCH):
            batch = list(rows[start : start + BATCH])
            self.write(model, columns, batch)
            self.report(stage, start + len(batch), len(rows))

    @contextmanager
    def filling(self, *models: type[SQLModel]) -> Iterator[None]:
        """Indexes and foreign keys of tables that are about to get very many rows: taken off, and made once at the end.

        In SQLite foreign keys stay: a lookup a row is all that they cost there.
        """
        find = _FIND_IN_POSTGRESQL if self._is_postgresql else _FIND_IN_SQLITE
        tables = [table_of(model).name for model in models]
        statement = sa.text(find).bindparams(sa.bindparam("tables", expanding=True))
        found = self.session.execute(statement, {"tables": tables}).all()
        for drop, _ in found:
            self.session.execute(sa.text(drop))
        yield
        for _, create in reversed(found):
            self.session.execute(sa.text(create))

    def continue_after(self, model: type[SQLModel], column: str, value: int) -> None:
        """Let the next key that the database itself gives be `value` + 1 (SQLite does so by itself)."""
        if self._is_postgresql:
            name = table_of(model).name
            self.session.execute(
                sa.text(f"select setval(pg_get_serial_sequence('{name}', '{column}'), {value})")
            )

    def _copy(self, table: str, names: Sequence[str], rows: Sequence[Row]) -> None:
        with (
            self._driver.cursor() as cursor,
            cursor.copy(f"copy {table} ({', '.join(names)}) from stdin") as copy,
        ):
            for row in rows:
                copy.write_row(row)
