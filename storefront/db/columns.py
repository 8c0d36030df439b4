"""Column types and table conventions that every slice shares."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from storefront.kit.clock import as_utc

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """What every table derives from."""

    if TYPE_CHECKING:
        # SQLModel declares it as a computed directive; a plain name is what it is for.
        __tablename__: ClassVar[str]  # pyright: ignore[reportIncompatibleVariableOverride]


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware moment: stored in UTC, read back aware on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The moment in UTC; naive values are a bug and refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime reached the database")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 -- the signature is SQLAlchemy's
        """The moment, aware, in UTC."""
        return None if value is None else as_utc(value)


class SharedId(sa.Uuid[UUID]):
    """An id that repeats from row to row (`type_coerce` it in a select): SQLite's text is read once, then shared."""

    cache_ok = True

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Any:
        """The driver's own UUIDs, or the shared ones."""
        if not dialect.supports_native_uuid:
            return _shared_id
        return super().result_processor(dialect, coltype)  # pyright: ignore[reportUnknownVariableType] -- SQLAlchemy leaves it open


@lru_cache(maxsize=32_768)
def _shared_id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def shared(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The column, read as a `SharedId` under its own name."""
    return sa.type_coerce(column, SharedId()).label(str(column.key))


CODE = sa.String().with_variant(sa.String(collation="C"), "postgresql")
"""Numbers, codes, SKUs and sort keys: compared byte by byte, so that ranges and prefixes use an index."""

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")
"""A frozen JSON document."""


def table_of(model: type[SQLModel]) -> sa.Table:
    """The table behind a model, for statements that read columns instead of objects."""
    table: Any = getattr(model, "__table__")  # noqa: B009 -- SQLModel adds the attribute where no type checker sees it
    return table


def cursor_type(key: sa.ColumnElement[Any]) -> sa.types.TypeEngine[Any]:
    """The type of a cursor's value for a sort key: a hostile one may be larger than any key of a narrow column."""
    return sa.BigInteger() if isinstance(key.type, sa.Integer) else key.type
