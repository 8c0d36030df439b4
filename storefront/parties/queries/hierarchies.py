"""The way into a customer hierarchy, and all of them in a list."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import CODE, table_of
from storefront.kit.text import ESCAPE
from storefront.parties.queries.sessions import duties_of, live_sessions
from storefront.parties.tables import CustomerHierarchy, HierarchyNode, Membership, Organization

nodes = table_of(HierarchyNode).c
memberships = table_of(Membership).c
organizations = table_of(Organization).c
hierarchies = table_of(CustomerHierarchy).c


def entrance(session: Session, token_hash: str, number: str, moment: datetime) -> Sequence[sa.Row[Any]]:
    """Session, contact with `duties`, hierarchy, and the contact's memberships in it: a row for each, or one."""
    given = {"token_hash": token_hash, "number": number, "moment": moment}
    return session.execute(_entrance(), given).all()


@cache
def _entrance() -> sa.Executable:
    live = live_sessions().subquery("live")
    root = table_of(HierarchyNode).alias("root")
    own = (
        sa.select(
            memberships.contact_id, memberships.role, memberships.status, nodes.path, nodes.hierarchy_id
        )
        .join_from(table_of(Membership), table_of(HierarchyNode), nodes.id == memberships.node_id)
        .subquery("own")
    )
    return (
        sa.select(
            live,
            duties_of(live.c.employee_id, live).label("duties"),
            hierarchies.id.label("hierarchy_id"),
            hierarchies.number.label("hierarchy_number"),
            hierarchies.name.label("hierarchy_name"),
            organizations.id.label("organization_id"),
            organizations.number.label("organization_number"),
            organizations.name.label("organization_name"),
            root.c.path.label("root_path"),
            own.c.role,
            own.c.status,
            own.c.path,
        )
        .select_from(live)
        .outerjoin(table_of(CustomerHierarchy), hierarchies.number == sa.bindparam("number"))
        .outerjoin(table_of(Organization), organizations.id == hierarchies.organization_id)
        .outerjoin(root, (root.c.hierarchy_id == hierarchies.id) & root.c.parent_id.is_(None))
        .outerjoin(own, (own.c.hierarchy_id == hierarchies.id) & (own.c.contact_id == live.c.contact_id))
    )


def organizations_run(session: Session, contact_id: UUID) -> Sequence[UUID]:
    """The organizations of which a contact is an active admin as a whole."""
    return session.execute(_organizations_run(), {"contact": contact_id}).scalars().all()


@cache
def _organizations_run() -> sa.Executable:
    return (
        sa.select(nodes.organization_id)
        .join_from(table_of(Membership), table_of(HierarchyNode), nodes.id == memberships.node_id)
        .where(
            memberships.contact_id == sa.bindparam("contact", type_=sa.Uuid()),
            memberships.role == "admin",
            memberships.status == "active",
            nodes.parent_id.is_(None),
        )
        .limit(1000)
    )


def hierarchies_page(
    session: Session, *, words: Sequence[str], after: tuple[str] | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """Customer hierarchies by number, with their root; each pattern is in a name or a number."""
    given: dict[str, object] = {"most": limit}
    given |= {f"word_{place}": f"%{word}%" for place, word in enumerate(words)}
    if after:
        given["after_number"] = after[0]
    return session.execute(_hierarchies_page(len(words), is_following=after is not None), given).all()


@cache
def _hierarchies_page(words: int, *, is_following: bool) -> sa.Executable:
    statement = (
        sa.select(
            hierarchies.number,
            hierarchies.name,
            organizations.number.label("organization_number"),
            organizations.name.label("organization_name"),
            nodes.id.label("root_id"),
            nodes.number.label("root_number"),
            *_counts(),
        )
        .select_from(table_of(CustomerHierarchy))
        .join(table_of(Organization), organizations.id == hierarchies.organization_id)
        .join(table_of(HierarchyNode), (nodes.hierarchy_id == hierarchies.id) & nodes.parent_id.is_(None))
        .order_by(hierarchies.number)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    for position in range(words):
        pattern = sa.bindparam(f"word_{position}", type_=sa.Text)
        statement = statement.where(
            nodes.name_key.like(pattern, escape=ESCAPE)
            | sa.func.lower(hierarchies.number).like(pattern, escape=ESCAPE)
            | sa.func.lower(organizations.number).like(pattern, escape=ESCAPE)
        )
    if is_following:
        statement = statement.where(hierarchies.number > sa.bindparam("after_number", type_=CODE))
    return statement


def _counts() -> tuple[sa.Label[Any], sa.Label[Any]]:
    """How many outlets and active admins a hierarchy has."""
    outlet = table_of(HierarchyNode).alias("outlet")
    place = table_of(HierarchyNode).alias("place")
    outlets = (
        sa.select(sa.func.count())
        .select_from(outlet)
        .where(outlet.c.hierarchy_id == hierarchies.id, outlet.c.kind == "outlet")
        .scalar_subquery()
    )
    admins = (
        sa.select(sa.func.count(sa.distinct(memberships.contact_id)))
        .select_from(table_of(Membership).join(place, place.c.id == memberships.node_id))
        .where(
            place.c.hierarchy_id == hierarchies.id,
            memberships.role == "admin",
            memberships.status == "active",
        )
        .scalar_subquery()
    )
    return outlets.label("outlets"), admins.label("admins")
