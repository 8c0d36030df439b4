"""What is in every table, in one value: a refusal must leave it as it was."""

import hashlib
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db import schema


def digest_of(session: Session) -> dict[str, str]:
    """Table name → digest of its rows, whatever their order."""
    return {name: _digest(rows) for name, rows in rows_of(session).items()}


def counts_of(session: Session) -> dict[str, int]:
    """Table name → number of rows."""
    return {name: len(rows) for name, rows in rows_of(session).items()}


def rows_of(session: Session) -> dict[str, list[str]]:
    """Table name → its rows, sorted."""
    session.flush()
    return {
        table.name: sorted(repr(tuple(row)) for row in session.execute(sa.select(*_kept(table))))
        for table in schema.metadata().sorted_tables
    }


def _kept(table: sa.Table) -> list[sa.Column[Any]]:
    """All but when a session was last used: reading moves that, too."""
    moving = {"last_seen_at", "idle_expires_at"} if table.name == "sign_in_sessions" else set[str]()
    return [column for column in table.columns if column.name not in moving]


def _digest(rows: list[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
