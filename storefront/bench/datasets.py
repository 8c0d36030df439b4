"""The demo company at a size, on a database: loaded once, kept, and measured on a copy."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg import sql

from storefront.bench.figures import Place
from storefront.db.session import make_engine
from storefront.kit.errors import StorefrontError
from storefront.launch.project import BUILD, ROOT
from storefront.settings import Settings

PASSWORD = "correct horse battery"  # noqa: S105 -- of made-up people in a database that nobody else reaches
KEPT = BUILD / "bench"
SERVER_VARIABLE = "STOREFRONT_BENCH_DATABASE_URL"
SERVER = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
SOURCES = (
    "storefront/demo/**/*",
    "storefront/*/tables.py",
    "storefront/db/**/*.py",
    "storefront/kit/text.py",
    "storefront/offers/queries/shelving.py",
    "storefront/offers/service/shelving.py",
    "storefront/reordering/**/learning.py",
    "storefront/bench/datasets.py",
)
"""What a loaded data set depends on."""

PRODUCTS_AT_SCALE_1 = 4_400
ENOUGH_TO_ORDER_ALL_DAY = (
    "update stock_levels set on_hand = on_hand + 1000000 where on_hand - reserved - buffer > 0",
    "update credit_accounts set limit_minor = limit_minor + 100000000000",
)
"""Hundreds of orders are placed; what is out of stock stays so, and no statement gets shorter by it."""


class LoadFailed(StorefrontError):
    """The demo company could not be loaded."""

    code = "load_failed"


@dataclass(frozen=True, slots=True)
class DataSet:
    """A loaded demo company; `load_seconds` when it was loaded just now."""

    place: Place
    url: str
    load_seconds: float | None


@dataclass(frozen=True, slots=True)
class Databases:
    """What can be measured on, and why not on the others."""

    names: tuple[str, ...]
    missing: dict[str, str]


def find_databases(wanted: tuple[str, ...] = ()) -> Databases:
    """SQLite, and PostgreSQL when one answers at `STOREFRONT_BENCH_DATABASE_URL`."""
    names, missing = ["SQLite"], dict[str, str]()
    try:
        _administration().close()
        names.append("PostgreSQL")
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        missing["PostgreSQL"] = f"no PostgreSQL answers at {SERVER_VARIABLE}: {reason}"
    chosen = {name.lower() for name in wanted}
    return Databases(tuple(name for name in names if not chosen or name.lower() in chosen), missing)


def kept_data_set(database: str, products: int, *, order_scale: int = 1, anew: bool = False) -> DataSet:
    """The data set of this size, loaded when there is none, when it is that of other code, or `anew`.

    `order_scale` multiplies the orders of the demo.

    Raises:
        LoadFailed: see the lines that the load wrote.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = _Kept(database, products, order_scale)
    seconds = None
    if anew or not kept.is_current():
        digest = _digest()
        kept.remove()
        scale = max(1, -(-products // PRODUCTS_AT_SCALE_1))
        seconds = _load(kept.url, scale=scale, order_scale=order_scale)
        kept.mark(digest)
    return DataSet(Place(database, count_rows(kept.url, "products")), kept.url, seconds)


@contextmanager
def copied(data: DataSet) -> Iterator[str]:
    """The address of a copy to work on, gone at the end: each run begins with the same rows."""
    if data.place.database == "SQLite":
        source, copy = Path(sa.make_url(data.url).database or ""), KEPT / "run.db"
        _remove_file(copy)
        shutil.copyfile(source, copy)
        yield f"sqlite:///{copy}"
        _remove_file(copy)
        return
    source, copy_name = sa.make_url(data.url).database or "", f"storefront_bench_run_{os.getpid()}"
    with _administration() as administration:
        administration.execute(
            sql.SQL("create database {} template {} strategy file_copy").format(
                sql.Identifier(copy_name), sql.Identifier(source)
            )
        )
        try:
            yield _address(copy_name)
        finally:
            administration.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(copy_name))
            )


def backends_of(url: str) -> frozenset[int]:
    """The processes of a local PostgreSQL that serve this database; none for SQLite, which has none.

    Raises:
        LoadFailed: the database runs where its processes cannot be seen.
    """
    if sa.make_url(url).get_backend_name() == "sqlite":
        return frozenset()
    with _administration() as administration:
        rows = administration.execute(
            "select pid from pg_stat_activity where datname = %s", [sa.make_url(url).database]
        ).fetchall()
    return frozenset(row[0] for row in rows)


def is_database_local() -> bool:
    """Whether the processes of PostgreSQL are on this machine, so that their processor time can be read."""
    with _administration() as administration:
        row = administration.execute("select pg_backend_pid()").fetchone()
        stat = Path(f"/proc/{row[0]}/comm") if row else Path("/nowhere")
        return stat.is_file() and stat.read_text("utf-8").startswith("postgres")


class _Kept:
    """Where a data set is kept, and of which code it is."""

    def __init__(self, database: str, products: int, order_scale: int) -> None:
        size = f"_{products // 1000}k" if products > PRODUCTS_AT_SCALE_1 else ""
        size += f"_{order_scale}_times_orders" if order_scale > 1 else ""
        self._name = f"storefront_bench{size}"
        self._is_file = database == "SQLite"
        self._file = KEPT / f"{self._name}.db"
        self._stamp = KEPT / f"{self._name}.{database.lower()}.sha256"
        self.url = f"sqlite:///{self._file}" if self._is_file else _address(self._name)

    def is_current(self) -> bool:
        if not self._stamp.is_file() or self._stamp.read_text("utf-8") != _digest():
            return False
        return self._file.is_file() if self._is_file else self._exists()

    def remove(self) -> None:
        self._stamp.unlink(missing_ok=True)
        if self._is_file:
            _remove_file(self._file)
            return
        name = sql.Identifier(self._name)
        with _administration() as administration:
            administration.execute(sql.SQL("drop database if exists {} with (force)").format(name))
            administration.execute(sql.SQL("create database {}").format(name))

    def mark(self, digest: str) -> None:
        """Say of which code it is."""
        self._stamp.write_text(digest, "utf-8")

    def _exists(self) -> bool:
        with _administration() as administration:
            found = administration.execute("select 1 from pg_database where datname = %s", [self._name])
            return found.fetchone() is not None


def _load(url: str, *, scale: int, order_scale: int) -> float:
    """Load with the product's own command; the seconds that it took."""
    command = [sys.executable, "-m", "storefront.cli", "demo", "load", "--scale", str(scale)]
    started = time.monotonic()
    finished = subprocess.run(
        [*command, "--scale-outlets", "1", "--scale-orders", str(order_scale)],
        cwd=ROOT,
        env=environment(url),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    seconds = time.monotonic() - started
    if finished.returncode:
        raise LoadFailed("the demo company could not be loaded; the reason is above")
    make_room(url)
    return seconds


def make_room(url: str) -> None:
    """Give every seller stock and every organization credit for hundreds of orders."""
    engine = make_engine(Settings(database_url=url))
    with engine.connect() as connection, connection.begin():
        for statement in ENOUGH_TO_ORDER_ALL_DAY:
            connection.exec_driver_sql(statement)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("vacuum (full, analyze) stock_levels")
    engine.dispose()


def environment(url: str, **more: str) -> dict[str, str]:
    """The environment of a server or load of ours: nobody's own settings, this database."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("STOREFRONT_")}
    # What is measured is not measured beside a server that learns.
    own = {"STOREFRONT_DATABASE_URL": url, "STOREFRONT_DEMO_PASSWORD": PASSWORD}
    return {**plain, **own, "STOREFRONT_LEARN_AT_START": "false", **more}


def count_rows(url: str, table: str) -> int:
    """How many rows one of our tables has."""
    engine = make_engine(Settings(database_url=url))
    with engine.connect() as connection:
        count = connection.execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar_one()
    engine.dispose()
    return int(count)


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(
                path.relative_to(ROOT).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest()
            )
    return digest.hexdigest()


def _remove_file(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)


def _server() -> sa.URL:
    return sa.make_url(os.environ.get(SERVER_VARIABLE) or SERVER)


def _address(name: str) -> str:
    return _server().set(database=name).render_as_string(hide_password=False)


def _administration() -> "psycopg.Connection[tuple[int]]":
    address = _server().set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(address, autocommit=True, connect_timeout=5)
