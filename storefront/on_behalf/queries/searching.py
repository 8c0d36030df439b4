"""People and outlets that customer service looks for."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import nested
from storefront.kit.text import ESCAPE, name_pattern, pattern_of
from storefront.parties.actor import serves_everybody
from storefront.parties.tables import Contact, HierarchyNode, Membership, Organization

contacts = table_of(Contact).c
memberships = table_of(Membership).c
nodes = table_of(HierarchyNode).c
organizations = table_of(Organization).c
root = table_of(HierarchyNode).alias("root")
roots = root.c
"""The organization's own node, which has its name folded."""

MOST_STANDINGS = 20


def people(session: Session, employee_id: UUID, words: Sequence[str], *, limit: int) -> Sequence[sa.Row[Any]]:
    """Contacts with all the words in name or address, by name, with their memberships as nested rows."""
    given = _given(employee_id, words, limit)
    given |= {f"name_{place}": f"%{name_pattern(word)}%" for place, word in enumerate(words)}
    return session.execute(_people(len(words)), given).all()


@cache
def _people(words: int) -> sa.Executable:
    standing = (
        sa.select(
            organizations.number,
            organizations.name,
            nodes.number.label("node_number"),
            nodes.name.label("node_name"),
            nodes.kind,
            memberships.role,
            memberships.status,
        )
        .join_from(table_of(Membership), table_of(HierarchyNode), nodes.id == memberships.node_id)
        .join(table_of(Organization), organizations.id == nodes.organization_id)
        .where(memberships.contact_id == contacts.id)
        .order_by(organizations.name, nodes.name)
        .limit(MOST_STANDINGS)
        .correlate(table_of(Contact))
    )
    is_buyer = sa.exists().where(memberships.contact_id == contacts.id)
    statement = (
        sa.select(
            contacts.id,
            contacts.name,
            contacts.email,
            contacts.is_active,
            nested(standing).label("standings"),
        )
        .where(serves_everybody(), is_buyer)
        .order_by(contacts.name_key, contacts.email)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    for place in range(words):
        name, email = (sa.bindparam(f"{each}_{place}", type_=sa.Text) for each in ("name", "word"))
        statement = statement.where(
            contacts.name_key.like(name, escape=ESCAPE) | contacts.email.like(email, escape=ESCAPE)
        )
    return statement


def outlets(
    session: Session, employee_id: UUID, words: Sequence[str], *, limit: int
) -> Sequence[sa.Row[Any]]:
    """Outlets with all the words in name, number or organization, by name."""
    return session.execute(_outlets(len(words)), _given(employee_id, words, limit)).all()


@cache
def _outlets(words: int) -> sa.Executable:
    statement = (
        sa.select(
            nodes.number,
            nodes.name,
            organizations.number.label("organization_number"),
            organizations.name.label("organization_name"),
        )
        .join_from(table_of(HierarchyNode), table_of(Organization), organizations.id == nodes.organization_id)
        .join(root, (roots.hierarchy_id == nodes.hierarchy_id) & (roots.kind == "organization"))
        .where(serves_everybody(), nodes.kind == "outlet")
        .order_by(nodes.name_key, nodes.number)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    for place in range(words):
        pattern = sa.bindparam(f"word_{place}", type_=sa.Text)
        statement = statement.where(
            nodes.name_key.like(pattern, escape=ESCAPE)
            | sa.func.lower(nodes.number).like(pattern, escape=ESCAPE)
            | roots.name_key.like(pattern, escape=ESCAPE)
            | sa.func.lower(organizations.number).like(pattern, escape=ESCAPE)
        )
    return statement


def _given(employee_id: UUID, words: Sequence[str], limit: int) -> dict[str, object]:
    given: dict[str, object] = {"employee": employee_id, "most": limit}
    return given | {f"word_{place}": f"%{pattern_of(word)}%" for place, word in enumerate(words)}
