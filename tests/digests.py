"""What is in every table, in one value: a refusal must leave it as it was."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.db import schema
from storefront.kit.errors import StorefrontError


def digest_of(session: Session) -> dict[str, str]:
    """Table name → digest of its rows, whatever their order."""
    return {name: _digest(rows) for name, rows in _rows_of(session).items()}


def counts_of(session: Session) -> dict[str, int]:
    """Table name → number of rows."""
    return {name: len(rows) for name, rows in _rows_of(session).items()}


def refuse(session: Session, kind: type[StorefrontError], act: Callable[[], object]) -> Any:
    """The refusal of an act; once its transaction is undone, nothing in any table is other than before."""
    before = digest_of(session)
    with pytest.raises(kind) as refused, session.begin_nested():
        act()
    assert digest_of(session) == before
    return refused.value


def _rows_of(session: Session) -> dict[str, list[str]]:
    """Table name → its rows as the database writes them, sorted; one statement, since tests ask twice each."""
    session.flush()
    connection = session.connection()
    found: dict[str, list[str]] = {table.name: [] for table in schema.metadata().sorted_tables}
    for name, row in connection.exec_driver_sql(_everything(connection.dialect.name)):
        found[name].append(row)
    return {name: sorted(rows) for name, rows in found.items()}


@cache
def _everything(dialect: str) -> str:
    return " union all ".join(_rows_in_words(table, dialect) for table in schema.metadata().sorted_tables)


def _rows_in_words(table: sa.Table, dialect: str) -> str:
    # All but when a session was last used: reading moves that, too.
    moving = {"last_seen_at", "idle_expires_at"} if table.name == "sign_in_sessions" else set[str]()
    names = [f'"{column.name}"' for column in table.columns if column.name not in moving]
    spelt = (
        f"cast(row({', '.join(names)}) as text)"
        if dialect == "postgresql"
        else " || ',' || ".join(f"quote({name})" for name in names)
    )
    return f"select '{table.name}', {spelt} from {table.name}"


def _digest(rows: list[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
