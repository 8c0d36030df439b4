"""What is known of nodes and people that move in, and what is changed of them: a statement for all."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import CODE, table_of
from storefront.db.recordset import payload, recordset
from storefront.parties.tables import (
    Contact,
    CustomerHierarchy,
    HierarchyNode,
    Membership,
    NodeAddress,
    Organization,
)

nodes = table_of(HierarchyNode).c
organizations = table_of(Organization).c
hierarchies = table_of(CustomerHierarchy).c
addresses = table_of(NodeAddress).c
contacts = table_of(Contact).c
memberships = table_of(Membership).c


def known_nodes(session: Session, numbers: Sequence[str], *, of_organizations: bool) -> Sequence[sa.Row[Any]]:
    """Nodes of these numbers; `of_organizations` takes the numbers of organizations and finds their roots."""
    given = {"wanted": payload([number] for number in numbers)}
    return session.execute(_known_nodes(of_organizations=of_organizations), given).all()


@cache
def _known_nodes(*, of_organizations: bool) -> sa.Executable:
    wanted = recordset("wanted", {"number": CODE})
    above = table_of(HierarchyNode).alias("node_above")
    by_number = wanted.join(table_of(HierarchyNode), nodes.number == wanted.c.number).join(
        table_of(Organization), organizations.id == nodes.organization_id
    )
    by_organization = wanted.join(table_of(Organization), organizations.number == wanted.c.number).join(
        # By kind: "without a parent" would make SQLite begin with the roots, and look through the parameter for each.
        table_of(HierarchyNode),
        (nodes.organization_id == organizations.id) & (nodes.kind == "organization"),
    )
    found = by_organization if of_organizations else by_number
    return (
        sa.select(
            nodes.id,
            nodes.number,
            nodes.name,
            nodes.kind,
            nodes.path,
            nodes.hierarchy_id,
            nodes.organization_id,
            organizations.number.label("organization_number"),
            organizations.country,
            hierarchies.number.label("hierarchy_number"),
            above.c.number.label("parent_number"),
        )
        .select_from(found)
        .join(table_of(CustomerHierarchy), hierarchies.id == nodes.hierarchy_id)
        .outerjoin(above, above.c.id == nodes.parent_id)
    )


def addresses_at(session: Session, node_ids: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """The addresses that are set at these very nodes, primary ones first."""
    return session.execute(_addresses_at(), {"wanted": payload([node_id] for node_id in node_ids)}).all()


@cache
def _addresses_at() -> sa.Executable:
    wanted = recordset("wanted", {"node_id": addresses.node_id.type})
    return (
        sa.select(
            addresses.node_id,
            addresses.name,
            addresses.street,
            addresses.city,
            addresses.postcode,
            addresses.country,
        )
        .join_from(wanted, table_of(NodeAddress), addresses.node_id == wanted.c.node_id)
        .order_by(addresses.is_primary.desc(), addresses.id)
    )


def known_hierarchies(session: Session, numbers: Sequence[str]) -> Sequence[str]:
    """Which of these numbers hierarchies have."""
    given = {"wanted": payload([number] for number in numbers)}
    return session.execute(_known_hierarchies(), given).scalars().all()


@cache
def _known_hierarchies() -> Any:
    wanted = recordset("wanted", {"number": CODE})
    return sa.select(hierarchies.number).join_from(
        wanted, table_of(CustomerHierarchy), hierarchies.number == wanted.c.number
    )


def known_members(session: Session, pairs: Sequence[tuple[str, UUID | None]]) -> Sequence[sa.Row[Any]]:
    """For each pair of an address that is a contact's and a node: the contact, and its membership there, if any."""
    return session.execute(_known_members(), {"wanted": payload(pairs)}).all()


@cache
def _known_members() -> sa.Executable:
    wanted = recordset("wanted", {"email": contacts.email.type, "node_id": memberships.node_id.type})
    return (
        sa.select(
            contacts.email,
            contacts.id.label("contact_id"),
            contacts.name,
            wanted.c.node_id,
            memberships.id.label("membership_id"),
            memberships.role,
            memberships.status,
        )
        .select_from(wanted)
        .join(table_of(Contact), contacts.email == wanted.c.email)
        .outerjoin(
            table_of(Membership),
            (memberships.contact_id == contacts.id) & (memberships.node_id == wanted.c.node_id),
        )
    )


def lock_trees(session: Session, hierarchy_ids: Sequence[UUID]) -> None:
    """Hold the shape of some hierarchies until the commit; in the order of their ids."""
    session.execute(_lock_trees(), {"wanted": payload([each] for each in sorted(hierarchy_ids))})


@cache
def _lock_trees() -> sa.Executable:
    wanted = recordset("wanted", {"id": hierarchies.id.type})
    return (
        sa.select(hierarchies.id)
        .where(hierarchies.id.in_(sa.select(wanted.c.id)))
        .order_by(hierarchies.id)
        .with_for_update(key_share=True, of=table_of(CustomerHierarchy))
    )


def rename(session: Session, rows: Sequence[tuple[UUID, str, str]]) -> None:
    """Give nodes (id, name, name_key) another name; a root's organization and hierarchy take it too."""
    given = {"wanted": payload(rows)}
    for statement in _rename():
        session.execute(statement, given)


@cache
def _rename() -> tuple[sa.Executable, ...]:
    wanted = recordset("wanted", {"id": nodes.id.type, "name": nodes.name.type, "name_key": CODE})
    own = (
        sa.update(table_of(HierarchyNode))
        .where(nodes.id == wanted.c.id)
        .values(name=wanted.c.name, name_key=wanted.c.name_key)
    )
    roots = (
        sa.select(nodes.organization_id, wanted.c.name)
        .join_from(wanted, table_of(HierarchyNode), nodes.id == wanted.c.id)
        .where(nodes.kind == "organization")
        .subquery("roots")
    )
    theirs = (
        sa.update(table_of(Organization))
        .where(organizations.id == roots.c.organization_id)
        .values(name=roots.c.name)
    )
    hierarchy = (
        sa.update(table_of(CustomerHierarchy))
        .where(hierarchies.organization_id == roots.c.organization_id)
        .values(name=roots.c.name)
    )
    return own, theirs, hierarchy


def set_countries(session: Session, rows: Sequence[tuple[UUID, str]]) -> None:
    """The countries of organizations, by id."""
    session.execute(_set_countries(), {"wanted": payload(rows)})


@cache
def _set_countries() -> sa.Executable:
    wanted = recordset("wanted", {"id": organizations.id.type, "country": organizations.country.type})
    return (
        sa.update(table_of(Organization))
        .where(organizations.id == wanted.c.id)
        .values(country=wanted.c.country)
    )


def drop_addresses(session: Session, node_ids: Sequence[UUID]) -> None:
    """Take away the addresses that are set at these nodes: others are about to be put in their place."""
    session.execute(_drop_addresses(), {"wanted": payload([node_id] for node_id in node_ids)})


@cache
def _drop_addresses() -> sa.Executable:
    wanted = recordset("wanted", {"node_id": addresses.node_id.type})
    return sa.delete(table_of(NodeAddress)).where(addresses.node_id.in_(sa.select(wanted.c.node_id)))


def raise_roles(session: Session, membership_ids: Sequence[UUID]) -> None:
    """Make these members admins."""
    session.execute(_raise_roles(), {"wanted": payload([each] for each in membership_ids)})


@cache
def _raise_roles() -> sa.Executable:
    wanted = recordset("wanted", {"id": memberships.id.type})
    return (
        sa.update(table_of(Membership)).where(memberships.id.in_(sa.select(wanted.c.id))).values(role="admin")
    )
