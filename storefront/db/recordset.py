"""Many rows in one statement, in and out, the same way on SQLite and PostgreSQL.

In: a list of rows travels as one JSON parameter and is read like a table, so that a statement for 500 lines
is the statement for 20. Out: a correlated select comes back as one JSON value in a column of the row it belongs to.

Statements are built once for each shape (`functools.cache` on their builders) and executed with parameters:
building one costs more than running it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import expression, functions
from sqlalchemy.sql.compiler import SQLCompiler
from sqlmodel import Session

from storefront.kit.clock import as_utc


class _json_rows(functions.GenericFunction[Any]):  # noqa: N801 -- a SQL function is named in lower case
    """The elements of a JSON array as rows with one column `value`."""

    inherit_cache = True
    name = "json_rows"


class _json_list(functions.GenericFunction[Any]):  # noqa: N801 -- as above
    """The arguments as a JSON array."""

    inherit_cache = True
    name = "json_list"


class _json_gather(functions.GenericFunction[Any]):  # noqa: N801 -- as above
    """The values of a column, gathered into a JSON array."""

    inherit_cache = True
    name = "json_gather"


class _json_length(functions.GenericFunction[int]):  # noqa: N801 -- as above
    """How many elements a JSON array has."""

    type = sa.Integer()
    inherit_cache = True
    name = "json_length"


_NAMES = {
    "json_length": {"sqlite": "json_array_length", "postgresql": "jsonb_array_length"},
    "json_rows": {"sqlite": "json_each", "postgresql": "jsonb_array_elements"},
    "json_list": {"sqlite": "json_array", "postgresql": "json_build_array"},
    "json_gather": {"sqlite": "json_group_array", "postgresql": "json_agg"},
}


@compiles(_json_rows)
@compiles(_json_list)
@compiles(_json_gather)
@compiles(_json_length)
def _spell(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    name = _NAMES[element.name][compiler.dialect.name]
    return f"{name}({compiler.process(element.clause_expr.element, **options)})"


def recordset(name: str, columns: Mapping[str, sa.types.TypeEngine[Any]]) -> sa.Subquery:
    """A table called `name`, whose rows are given at execution as the parameter `name`, through `payload`."""
    parameter = sa.bindparam(name, type_=_Payload())
    source = _json_rows(parameter).table_valued(sa.column("value", sa.JSON()), name=f"{name}_rows")
    return sa.select(
        *(
            _cell(source.c.value, place, kind).label(column)
            for place, (column, kind) in enumerate(columns.items())
        )
    ).subquery(name)


def payload(rows: Iterable[Iterable[object]]) -> list[list[object]]:
    """Rows as the parameter of a `recordset`; values in the order of its columns (text, integers, UUIDs, documents)."""
    return [[_plain(value) for value in row] for row in rows]


def among(column: sa.ColumnElement[Any], name: str) -> sa.ColumnElement[bool]:
    """Whether a column holds one of the values given at execution as the parameter `name`, a list of its type.

    One statement whatever the length: an expanding `IN` is spelt anew, and prepared anew, at each execution.
    """
    return _among(column, sa.bindparam(name, type_=_Values(column.type)))


def elements(document: sa.ColumnElement[Any], name: str) -> sa.TableValuedAlias:
    """The elements of a row's own JSON array as rows beside it, in the column `value`; read them with `cell`."""
    return _json_rows(document).table_valued(sa.column("value", sa.JSON()), name=name, joins_implicitly=True)


def cell(value: sa.ColumnElement[Any], place: int, kind: sa.types.TypeEngine[Any]) -> sa.ColumnElement[Any]:
    """One place of a JSON array, read as a column of this type; nothing where the array is shorter."""
    return _cell(value, place, kind)


def length_of(document: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """How many elements a JSON array has."""
    return _json_length(document)


def nested(select: sa.SelectBase) -> sa.ScalarSelect[Any]:
    """The rows of a correlated select as one JSON array of arrays; read it with `unnested`."""
    rows = select.subquery()
    return sa.select(sa.cast(_json_gather(_json_list(*rows.c)), sa.Text)).scalar_subquery()


def unnested(value: str | None) -> list[list[Any]]:
    """What `nested` brought: plain values; UUIDs and moments are still text (`as_uuid`, `as_moment`)."""
    return json.loads(value) if value else []


def as_uuid(text: str | None) -> UUID | None:
    """A UUID from its JSON text on either database."""
    return None if text is None else UUID(text)


@lru_cache(maxsize=4096)
def as_known_uuid(text: str) -> UUID:
    """A UUID from its JSON text, made once: for ids that come again with every row."""
    return UUID(text)


def as_moment(text: str | None) -> datetime | None:
    """An aware moment from its JSON text on either database."""
    return None if text is None else as_utc(datetime.fromisoformat(text))


def insert_rows(
    session: Session, table: sa.Table, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Insert many rows with one statement; values in the order of `columns`."""
    if rows:
        session.execute(_insert(table, tuple(columns)), {"new_rows": payload(rows)})


@cache
def _insert(table: sa.Table, columns: tuple[str, ...]) -> sa.Insert:
    source = recordset("new_rows", {column: table.c[column].type for column in columns})
    return expression.insert(table).from_select(list(columns), sa.select(source))


def upsert(dialect: str, table: sa.Table) -> Any:
    """An insert with `on_conflict_…`: SQLAlchemy has one for each database, with the same words."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


class _Payload(sa.TypeDecorator[Any]):
    """A JSON parameter: JSONB in PostgreSQL, text in SQLite."""

    impl = sa.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """JSONB where the function wants it."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(JSONB())
        return dialect.type_descriptor(sa.JSON())


class _Values(sa.TypeDecorator[Any]):
    """A list of values of one type: an array in PostgreSQL, a JSON text in SQLite."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, kind: sa.types.TypeEngine[Any]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """An array where there are arrays."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.ARRAY(self.kind))
        return dialect.type_descriptor(sa.JSON())

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> list[object]:
        """The values as the database writes them."""
        return list(value) if dialect.name == "postgresql" else [_plain(each) for each in value]


class _among(expression.ColumnElement[bool]):  # noqa: N801 -- reads as a function of SQL
    """A column and a list of values, each spelt as its database finds it fastest."""

    inherit_cache = True
    type = sa.Boolean()
    _traverse_internals = [  # noqa: RUF012 -- how SQLAlchemy wants its cache key described
        ("column", sa.sql.visitors.InternalTraversal.dp_clauseelement),
        ("values", sa.sql.visitors.InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: sa.ColumnElement[Any], values: sa.BindParameter[Any]) -> None:
        self.column, self.values = column, values

    def self_group(self, against: Any = None) -> "_among":  # noqa: ARG002 -- SQLAlchemy's own signature
        """It binds like a comparison."""
        return self

    @property
    def _from_objects(self) -> Any:
        return self.column._from_objects  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] -- as for `_cell`


@compiles(_among, "sqlite")
def _among_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in (element.column, element.values))
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 -- both were compiled, neither is text


@compiles(_among, "postgresql")
def _among_postgresql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in (element.column, element.values))
    return f"{column} = ANY ({values})"


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return as_utc(value).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
    return value


class _cell(expression.ColumnElement[Any]):  # noqa: N801 -- reads as a function of SQL
    """One place of a JSON row, in a column's own type."""

    inherit_cache = True
    _traverse_internals = [  # noqa: RUF012 -- how SQLAlchemy wants its cache key described
        ("value", sa.sql.visitors.InternalTraversal.dp_clauseelement),
        ("place", sa.sql.visitors.InternalTraversal.dp_plain_obj),
        ("type", sa.sql.visitors.InternalTraversal.dp_type),
    ]

    def __init__(self, value: sa.ColumnElement[Any], place: int, kind: sa.types.TypeEngine[Any]) -> None:
        self.value, self.place, self.type = value, place, kind

    @property
    def _from_objects(self) -> Any:
        return self.value._from_objects  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] -- how SQLAlchemy finds the FROM of an expression


@compiles(_cell, "sqlite")
def _cell_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    inner = compiler.process(element.value, **options)
    return f"json_extract({inner}, '$[{element.place}]')"


@compiles(_cell, "postgresql")
def _cell_postgresql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    inner = compiler.process(element.value, **options)
    kind = element.type.dialect_impl(compiler.dialect)
    name = compiler.dialect.type_compiler_instance.process(kind)
    arrow = "->" if name in {"JSON", "JSONB"} else "->>"
    moment = " at time zone 'UTC'" if name.startswith("TIMESTAMP") else ""
    if moment:
        return f"(({inner} ->> {element.place})::timestamp{moment})"
    return f"({inner} {arrow} {element.place})::{name.split(' COLLATE')[0]}"
