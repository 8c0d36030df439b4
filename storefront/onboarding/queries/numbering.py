"""Number sequences, and the numbers that exist."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.numbers import NumberSequence
from storefront.db.recordset import upsert
from storefront.onboarding.tables import Prospect
from storefront.orders.tables import SalesOrder
from storefront.parties.tables import CustomerHierarchy, HierarchyNode, Organization

sequences = table_of(NumberSequence).c

NUMBERED: Mapping[str, tuple[type[Any], ...]] = {
    "group": (HierarchyNode,),
    "hierarchy": (CustomerHierarchy,),
    "order": (SalesOrder,),
    "organization": (Organization, HierarchyNode),
    "outlet": (HierarchyNode,),
    "prospect": (Prospect,),
}
"""Where the numbers of a sequence are."""

MOVING_IN = 7_205_016
"""The number under which PostgreSQL lets one file move in at a time; SQLite has one writer anyway."""
AFTER_FIGURES = ":"
"""The character after `9`: what begins with a prefix and a figure is one range of an index."""


def claim(session: Session) -> None:
    """Wait until no other file moves in: two may bring the same numbers."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text(f"select pg_advisory_xact_lock({MOVING_IN})"))


def all_of(session: Session) -> Sequence[sa.Row[Any]]:
    """The sequences that have given out a number."""
    return session.execute(
        sa.select(sequences.name, sequences.prefix, sequences.padding, sequences.last_value).limit(100)
    ).all()


def ensure(session: Session, name: str, prefix: str, padding: int) -> None:
    """A sequence that has given out nothing yet, unless it is there."""
    statement = upsert(session.get_bind().dialect.name, table_of(NumberSequence)).values(
        name=name, prefix=prefix, padding=padding, last_value=0
    )
    session.execute(statement.on_conflict_do_nothing(index_elements=[sequences.name]))


def lock(session: Session, name: str) -> sa.Row[Any]:
    """A sequence that is there, kept from those who would take numbers of it."""
    return session.execute(_lock(), {"name": name}).one()


@cache
def _lock() -> sa.Executable:
    return (
        sa.select(sequences.name, sequences.prefix, sequences.padding, sequences.last_value)
        .where(sequences.name == sa.bindparam("name", type_=sa.Text))
        .with_for_update()
    )


def change(session: Session, name: str, *, prefix: str, padding: int, last_value: int) -> None:
    """Change a sequence."""
    session.execute(
        sa.update(table_of(NumberSequence))
        .where(sequences.name == name)
        .values(prefix=prefix, padding=padding, last_value=last_value)
    )


def largest(session: Session, name: str, prefix: str) -> list[str]:
    """Some of the largest numbers with a prefix, wherever numbers of this sequence are."""
    found: list[str] = []
    for table in NUMBERED[name]:
        number = table_of(table).c.number
        figures = sa.func.ltrim(sa.func.substr(number, len(prefix) + 1), "0")
        statement = (
            sa.select(number)
            .where(number >= prefix + "0", number < prefix + AFTER_FIGURES)
            .order_by(sa.func.length(figures).desc(), figures.desc())
            .limit(50)
        )
        found.extend(session.execute(statement).scalars())
    return found
