"""Contacts as they are made and changed, and their memberships as they are given."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import payload, recordset, upsert
from storefront.parties.tables import Contact, HierarchyNode, Membership

contacts = table_of(Contact).c
memberships = table_of(Membership).c
nodes = table_of(HierarchyNode).c

Pairs = Sequence[tuple[str, UUID]]


def standings(session: Session, pairs: Pairs) -> Sequence[sa.Row[Any]]:
    """For each pair of address and node: the contact of that address, and its membership there, if any."""
    return session.execute(_standings(), {"wanted": payload(pairs)}).all()


@cache
def _standings() -> sa.Executable:
    wanted = recordset("wanted", {"email": contacts.email.type, "node_id": memberships.node_id.type})
    return (
        sa.select(
            wanted.c.email,
            wanted.c.node_id,
            contacts.id.label("contact_id"),
            contacts.name,
            contacts.password_hash.is_not(None).label("has_password"),
            memberships.id.label("membership_id"),
            memberships.status,
            memberships.role,
            nodes.name.label("node_name"),
        )
        .select_from(wanted)
        .join(table_of(HierarchyNode), nodes.id == wanted.c.node_id)
        .outerjoin(table_of(Contact), contacts.email == wanted.c.email)
        .outerjoin(
            table_of(Membership),
            (memberships.contact_id == contacts.id) & (memberships.node_id == wanted.c.node_id),
        )
    )


def add_contacts(session: Session, rows: Sequence[Sequence[object]]) -> None:
    """Contacts without a password (id, email, name, name_key, is_active, created_at); addresses that are taken stay as they are."""
    columns = ("id", "email", "name", "name_key", "is_active", "created_at")
    dialect = session.get_bind().dialect.name
    session.execute(_add_missing(dialect, table_of(Contact), columns, ("email",)), {"rows": payload(rows)})


def add_memberships(session: Session, rows: Sequence[Sequence[object]]) -> None:
    """Memberships (id, contact_id, node_id, role, status, created_at); those that exist stay as they are."""
    columns = ("id", "contact_id", "node_id", "role", "status", "created_at")
    unique = ("contact_id", "node_id")
    dialect = session.get_bind().dialect.name
    session.execute(_add_missing(dialect, table_of(Membership), columns, unique), {"rows": payload(rows)})


@cache
def _add_missing(
    dialect: str, table: sa.Table, columns: tuple[str, ...], unique: tuple[str, ...]
) -> sa.Executable:
    source = recordset("rows", {column: table.c[column].type for column in columns})
    # SQLite takes the words "on conflict" for a join's unless a "where" stands before them.
    rows = sa.select(source).where(source.c[columns[0]].is_not(None))
    return (
        upsert(dialect, table).from_select(list(columns), rows).on_conflict_do_nothing(index_elements=unique)
    )


def set_role_of_invited(session: Session, membership_id: UUID, role: str) -> None:
    """The role of an invitation that is sent again."""
    session.execute(
        sa.update(table_of(Membership))
        .where(memberships.id == membership_id, memberships.status == "invited", memberships.role != role)
        .values(role=role)
    )


def set_contact(session: Session, contact_id: UUID, **values: object) -> None:
    """Change columns of a contact."""
    session.execute(sa.update(table_of(Contact)).where(contacts.id == contact_id).values(**values))


def credentials(session: Session, contact_id: UUID) -> sa.Row[Any]:
    """Name, address and password hash of a contact."""
    return session.execute(
        sa.select(contacts.name, contacts.email, contacts.password_hash).where(contacts.id == contact_id)
    ).one()
