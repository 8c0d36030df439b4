"""Outlets, the way into them, and what is set along their lineage."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import among
from storefront.parties.actor import covered_outlets
from storefront.parties.queries.sessions import live_sessions
from storefront.parties.tables import (
    Contact,
    CustomerHierarchy,
    HierarchyNode,
    LastOutlet,
    Membership,
    NodeAddress,
    Organization,
)

contacts = table_of(Contact).c
nodes = table_of(HierarchyNode).c
memberships = table_of(Membership).c
organizations = table_of(Organization).c
hierarchies = table_of(CustomerHierarchy).c
addresses = table_of(NodeAddress).c
last_outlets = table_of(LastOutlet).c

MAXIMUM_DEPTH = 8


def _lineage() -> sa.CTE:
    """The nodes from an outlet up to the root, `depth` 0 first."""
    start = sa.select(
        nodes.id,
        nodes.parent_id,
        nodes.hierarchy_id,
        nodes.organization_id,
        nodes.number,
        nodes.name,
        sa.literal_column("0", sa.Integer).label("depth"),
    ).where(nodes.number == sa.bindparam("outlet_number"), nodes.kind == "outlet")
    above = start.cte("lineage", recursive=True)
    parent = table_of(HierarchyNode).alias("parent")
    return above.union_all(
        sa.select(
            parent.c.id,
            parent.c.parent_id,
            parent.c.hierarchy_id,
            parent.c.organization_id,
            parent.c.number,
            parent.c.name,
            above.c.depth + 1,
        )
        .join(above, parent.c.id == above.c.parent_id)
        .where(above.c.depth < MAXIMUM_DEPTH)
    )


def entrance(
    session: Session, token_hash: str, outlet_number: str, moment: datetime
) -> Sequence[sa.Row[Any]]:
    """Session, contact, lineage and the contact's memberships on it, in one statement: a row for each node."""
    given = {"token_hash": token_hash, "outlet_number": outlet_number, "moment": moment}
    return session.execute(_entrance(), given).all()


@cache
def _entrance() -> sa.Executable:
    live = live_sessions().subquery("live")
    lineage = _lineage()
    return (
        sa.select(
            live.c.id.label("session_id"),
            live.c.contact_id,
            live.c.last_seen_at,
            live.c.expires_at,
            live.c.name.label("contact_name"),
            live.c.email,
            live.c.address,
            live.c.employee_id,
            live.c.employer_id,
            lineage.c.id.label("node_id"),
            lineage.c.number,
            lineage.c.name,
            lineage.c.organization_id,
            organizations.number.label("organization_number"),
            organizations.name.label("organization_name"),
            hierarchies.number.label("hierarchy_number"),
            memberships.role,
            memberships.status,
        )
        .select_from(live)
        .outerjoin(lineage, sa.true())
        .outerjoin(table_of(Organization), organizations.id == lineage.c.organization_id)
        .outerjoin(table_of(CustomerHierarchy), hierarchies.id == lineage.c.hierarchy_id)
        .outerjoin(
            table_of(Membership),
            (memberships.node_id == lineage.c.id) & (memberships.contact_id == live.c.contact_id),
        )
        .order_by(lineage.c.depth)
    )


def outlets_page(
    session: Session, contact_id: UUID, *, words: Sequence[str], after: tuple[str, str] | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """Outlets of a contact by name, those after the `(name_key, number)` given."""
    given: dict[str, object] = {"contact": contact_id, "most": limit}
    given |= {f"word_{place}": f"%{word}%" for place, word in enumerate(words)}
    if after:
        given |= {"after_name": after[0], "after_number": after[1]}
    return session.execute(_outlets_page(len(words), is_following=after is not None), given).all()


@cache
def _outlets_page(words: int, *, is_following: bool) -> sa.Executable:
    covered = covered_outlets()
    is_last = (last_outlets.outlet_id == nodes.id) & (last_outlets.contact_id == sa.bindparam("contact"))
    statement = (
        sa.select(
            nodes.id,
            nodes.number,
            nodes.name,
            nodes.name_key,
            covered.c.is_admin,
            organizations.number.label("organization_number"),
            organizations.name.label("organization_name"),
            hierarchies.number.label("hierarchy_number"),
            last_outlets.used_at,
        )
        .select_from(covered)
        .join(table_of(HierarchyNode), nodes.id == covered.c.outlet_id)
        .join(table_of(Organization), organizations.id == nodes.organization_id)
        .join(table_of(CustomerHierarchy), hierarchies.id == nodes.hierarchy_id)
        .outerjoin(table_of(LastOutlet), is_last)
        .order_by(nodes.name_key, nodes.number)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    for place in range(words):
        pattern = sa.bindparam(f"word_{place}", type_=sa.Text)
        statement = statement.where(nodes.name_key.like(pattern) | sa.func.lower(nodes.number).like(pattern))
    if is_following:
        last = sa.tuple_(
            sa.bindparam("after_name", type_=sa.Text), sa.bindparam("after_number", type_=sa.Text)
        )
        statement = statement.where(sa.tuple_(nodes.name_key, nodes.number) > last)
    return statement


def recent_outlets(session: Session, contact_id: UUID, limit: int) -> Sequence[sa.Row[Any]]:
    """Numbers of the outlets that a contact used last, newest first, those still open to it."""
    return session.execute(_recent_outlets(), {"contact": contact_id, "most": limit}).all()


@cache
def _recent_outlets() -> sa.Executable:
    covered = covered_outlets()
    return (
        sa.select(nodes.number, nodes.name)
        .select_from(table_of(LastOutlet))
        .join(covered, covered.c.outlet_id == last_outlets.outlet_id)
        .join(table_of(HierarchyNode), nodes.id == last_outlets.outlet_id)
        .where(last_outlets.contact_id == sa.bindparam("contact"))
        .order_by(last_outlets.used_at.desc(), nodes.number)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def memberships_of(session: Session, contact_id: UUID) -> Sequence[sa.Row[Any]]:
    """Every membership of a contact with its node and organization."""
    return session.execute(
        sa.select(
            organizations.number.label("organization_number"),
            organizations.name.label("organization_name"),
            hierarchies.number.label("hierarchy_number"),
            nodes.number.label("node_number"),
            nodes.name.label("node_name"),
            nodes.kind.label("node_kind"),
            memberships.role,
            memberships.status,
        )
        .select_from(table_of(Membership))
        .join(table_of(HierarchyNode), nodes.id == memberships.node_id)
        .join(table_of(Organization), organizations.id == nodes.organization_id)
        .join(table_of(CustomerHierarchy), hierarchies.id == nodes.hierarchy_id)
        .where(memberships.contact_id == contact_id)
        .order_by(organizations.number, nodes.path)
        .limit(1000)
    ).all()


def remember_outlet(session: Session, contact_id: UUID, outlet_id: UUID, moment: datetime) -> None:
    """Note an outlet as the one that a contact used last."""
    updated = session.execute(
        sa.update(table_of(LastOutlet))
        .where(last_outlets.contact_id == contact_id, last_outlets.outlet_id == outlet_id)
        .values(used_at=moment)
    )
    if not getattr(updated, "rowcount", 0):
        session.merge(LastOutlet(contact_id=contact_id, outlet_id=outlet_id, used_at=moment))
        session.flush()


def addresses_along(session: Session, lineage: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """Addresses set at any node of a lineage, primary ones first."""
    return session.execute(_addresses_along(), {"lineage": list(lineage)}).all()


@cache
def _addresses_along() -> sa.Executable:
    return (
        sa.select(
            addresses.node_id,
            addresses.name,
            addresses.street,
            addresses.city,
            addresses.postcode,
            addresses.country,
        )
        .where(among(addresses.node_id, "lineage"))
        .order_by(addresses.is_primary.desc(), addresses.id)
        .limit(200)
    )


def names_of(session: Session, contact_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of contacts by id."""
    rows = session.execute(sa.select(contacts.id, contacts.name).where(contacts.id.in_(contact_ids))).all()
    return {row.id: row.name for row in rows}
