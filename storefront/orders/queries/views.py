"""Saved views of the history."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import upsert
from storefront.orders.tables import SavedView

views = table_of(SavedView).c


def views_of(session: Session, contact_id: UUID, *, limit: int) -> Sequence[sa.Row[Any]]:
    """A contact's views by name."""
    return session.execute(_views_of(), {"contact": contact_id, "most": limit}).all()


@cache
def _views_of() -> sa.Executable:
    return (
        sa.select(views.id, views.name, views.asked)
        .where(views.contact_id == sa.bindparam("contact", type_=sa.Uuid()))
        .order_by(views.name_key)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def lock_contact(session: Session, contact_id: UUID) -> None:
    """Let the contact's other saves wait, so that a bound on their number holds; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(contact_id.hex, 0))))


def insert_view(session: Session, values: Mapping[str, object]) -> bool:
    """Write a view; False when the contact has one of that name."""
    statement = _insert_view(session.get_bind().dialect.name)
    return session.execute(statement, values).one_or_none() is not None


@cache
def _insert_view(dialect: str) -> Any:
    return upsert(dialect, table_of(SavedView)).on_conflict_do_nothing().returning(views.id)


def change_view(session: Session, contact_id: UUID, view_id: UUID, values: Mapping[str, object]) -> bool:
    """Change a view of the contact's; False when there is none."""
    changed = session.execute(
        sa.update(table_of(SavedView))
        .where(views.contact_id == contact_id, views.id == view_id)
        .values(**values)
        .returning(views.id)
    )
    return changed.one_or_none() is not None


def name_taken(session: Session, contact_id: UUID, name_key: str, *, but: UUID) -> bool:
    """Whether another view of the contact's has the name."""
    found = session.execute(
        sa.select(views.id).where(views.contact_id == contact_id, views.name_key == name_key, views.id != but)
    )
    return found.first() is not None


def delete_view(session: Session, contact_id: UUID, view_id: UUID) -> bool:
    """Delete a view of the contact's; False when there is none."""
    deleted = session.execute(
        sa.delete(table_of(SavedView))
        .where(views.contact_id == contact_id, views.id == view_id)
        .returning(views.id)
    )
    return deleted.one_or_none() is not None
