"""The nodes of a customer hierarchy: a level at a time, searched, and changed."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import CODE, table_of
from storefront.db.paths import ABOVE, covered, covers, path_parameters
from storefront.db.recordset import among, insert_rows, payload, recordset
from storefront.kit.text import ESCAPE
from storefront.parties.actor import HierarchyActor, PartShape, is_in_part, part_of
from storefront.parties.queries.founding import NODE_FIELDS
from storefront.parties.tables import CustomerHierarchy, HierarchyNode, NodeAddress, Organization

nodes = table_of(HierarchyNode).c
organizations = table_of(Organization).c
hierarchies = table_of(CustomerHierarchy).c
addresses = table_of(NodeAddress).c

CARD = (nodes.id, nodes.number, nodes.name, nodes.kind, nodes.path, nodes.hierarchy_id, nodes.parent_id)
ADDRESS_COLUMNS = ["node_id", "name", "street", "city", "postcode", "country"]


def lock_tree(session: Session, hierarchy_id: UUID) -> None:
    """Hold the shape of a hierarchy until the commit: two moves at once could else tie a knot."""
    session.execute(
        sa.select(hierarchies.id).where(hierarchies.id == hierarchy_id).with_for_update(key_share=True)
    )


def by_numbers(session: Session, hierarchy_id: UUID, numbers: Sequence[str]) -> Sequence[sa.Row[Any]]:
    """Nodes of a hierarchy by number."""
    return session.execute(_by_numbers(), {"hierarchy": hierarchy_id, "numbers": list(numbers)}).all()


@cache
def _by_numbers() -> sa.Executable:
    return sa.select(*CARD).where(
        nodes.hierarchy_id == sa.bindparam("hierarchy", type_=sa.Uuid()),
        among(nodes.number, "numbers"),
    )


def by_ids(session: Session, node_ids: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """Nodes by id."""
    return session.execute(sa.select(*CARD).where(nodes.id.in_(node_ids)).order_by(nodes.path)).all()


def by_paths(session: Session, hierarchy_id: UUID, paths: Sequence[str]) -> Sequence[sa.Row[Any]]:
    """Nodes of a hierarchy by path, each after those above it."""
    return session.execute(_by_paths(), {"hierarchy": hierarchy_id, "paths": list(paths)}).all()


@cache
def _by_paths() -> sa.Executable:
    return (
        sa.select(*CARD)
        .where(
            nodes.hierarchy_id == sa.bindparam("hierarchy", type_=sa.Uuid()),
            among(nodes.path, "paths"),
        )
        .order_by(nodes.path)
    )


def children(
    session: Session,
    actor: HierarchyActor,
    parent_id: UUID,
    *,
    after: tuple[str, str, str] | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """What the actor runs directly below a node, groups first, then by name; those after `(kind, name_key, number)`."""
    part, scope = part_of(actor)
    given = scope | {"parent": parent_id, "most": limit} | _last_shown(after)
    return session.execute(_children(part, is_following=after is not None), given).all()


@cache
def _children(part: PartShape, *, is_following: bool) -> sa.Executable:
    is_below = nodes.parent_id == sa.bindparam("parent", type_=sa.Uuid())
    return _level(is_below & is_in_part(part), part[1], is_following=is_following)


def tops(
    session: Session,
    actor: HierarchyActor,
    *,
    after: tuple[str, str, str] | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """The nodes where the actor's part begins, as `children` has them."""
    barred, given = path_parameters("barred", actor.barred)
    given |= {"hierarchy_id": actor.hierarchy_id, "tops": payload((path,) for path in actor.paths)}
    given |= {"most": limit} | _last_shown(after)
    return session.execute(_tops(barred, is_following=after is not None), given).all()


@cache
def _tops(barred: int | None, *, is_following: bool) -> sa.Executable:
    paths = recordset("tops", {"path": CODE})
    is_top = nodes.path.in_(sa.select(paths.c.path))
    in_hierarchy = nodes.hierarchy_id == sa.bindparam("hierarchy_id", type_=sa.Uuid())
    return _level(in_hierarchy & is_top, barred, is_following=is_following)


def _last_shown(after: tuple[str, str, str] | None) -> dict[str, object]:
    return dict(zip(("after_kind", "after_name", "after_number"), after, strict=True)) if after else {}


def _level(which: sa.ColumnElement[bool], barred: int | None, *, is_following: bool) -> sa.Executable:
    """Nodes with how many are directly below each and not barred, groups first, then by name."""
    statement = (
        sa.select(*CARD, nodes.name_key, _count_below(barred))
        .where(which)
        .order_by(nodes.kind, nodes.name_key, nodes.number)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    if is_following:
        last = [sa.bindparam(name, type_=CODE) for name in ("after_kind", "after_name", "after_number")]
        statement = statement.where(sa.tuple_(nodes.kind, nodes.name_key, nodes.number) > sa.tuple_(*last))
    return statement


def _count_below(barred: int | None) -> sa.Label[int]:
    below = table_of(HierarchyNode).alias("below")
    return (
        sa.select(sa.func.count())
        .select_from(below)
        .where(
            below.c.parent_id == nodes.id,
            nodes.kind != "outlet",
            ~covered("barred", barred, below, "hierarchy_id"),
        )
        .scalar_subquery()
        .label("children")
    )


def outlets(
    session: Session,
    actor: HierarchyActor,
    *,
    words: Sequence[str],
    after: tuple[str, str] | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """The actor's outlets by name, those after `(name_key, number)`; each pattern is in the name or the number."""
    part, scope = part_of(actor)
    given = scope | {"most": limit}
    given |= {f"word_{place}": f"%{word}%" for place, word in enumerate(words)}
    if after:
        given |= {"after_name": after[0], "after_number": after[1]}
    statement = _outlets(part, len(words), is_following=after is not None)
    return session.execute(statement, given).all()


@cache
def _outlets(part: PartShape, words: int, *, is_following: bool) -> sa.Executable:
    statement = (
        sa.select(*CARD, nodes.name_key)
        .where(nodes.kind == "outlet", is_in_part(part))
        .order_by(nodes.name_key, nodes.number)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    for place in range(words):
        pattern = sa.bindparam(f"word_{place}", type_=sa.Text)
        statement = statement.where(
            nodes.name_key.like(pattern, escape=ESCAPE)
            | sa.func.lower(nodes.number).like(pattern, escape=ESCAPE)
        )
    if is_following:
        last = [sa.bindparam(name, type_=CODE) for name in ("after_name", "after_number")]
        statement = statement.where(sa.tuple_(nodes.name_key, nodes.number) > sa.tuple_(*last))
    return statement


def insert(session: Session, row: Sequence[object]) -> None:
    """A new node; values in the order of `founding.NODE_FIELDS`."""
    insert_rows(session, table_of(HierarchyNode), NODE_FIELDS, [row])


def rename(session: Session, node_id: UUID, name: str, name_key: str) -> None:
    """Give a node another name."""
    session.execute(
        sa.update(table_of(HierarchyNode)).where(nodes.id == node_id).values(name=name, name_key=name_key)
    )


def rename_hierarchy(session: Session, hierarchy_id: UUID, organization_id: UUID, name: str) -> None:
    """Give a hierarchy and its organization the name of their root."""
    session.execute(
        sa.update(table_of(CustomerHierarchy)).where(hierarchies.id == hierarchy_id).values(name=name)
    )
    session.execute(
        sa.update(table_of(Organization)).where(organizations.id == organization_id).values(name=name)
    )


def deepest_level(session: Session, hierarchy_id: UUID, path: str) -> int:
    """The level of the deepest node of a subtree."""
    dots = sa.func.length(nodes.path) - sa.func.length(sa.func.replace(nodes.path, ABOVE, ""))
    found = session.execute(
        sa.select(sa.func.max(dots) + 1).where(nodes.hierarchy_id == hierarchy_id, covers(path, nodes.path))
    ).scalar_one()
    return int(found)


def move(session: Session, hierarchy_id: UUID, node_id: UUID, parent_id: UUID, old: str, new: str) -> None:
    """Hang a subtree below another node: its paths alone are written anew, in one statement."""
    path = nodes.path
    session.execute(
        sa.update(table_of(HierarchyNode))
        .where(
            nodes.hierarchy_id == hierarchy_id,
            covers(old, path),
        )
        .values(
            path=sa.literal(new, CODE).op("||")(sa.func.substr(path, len(old) + 1)),
            parent_id=sa.case((nodes.id == node_id, sa.literal(parent_id, sa.Uuid())), else_=nodes.parent_id),
        )
    )


def delete(session: Session, node_id: UUID) -> None:
    """Take a node away for good, and its own addresses with it."""
    session.execute(sa.delete(table_of(NodeAddress)).where(addresses.node_id == node_id))
    session.execute(sa.delete(table_of(HierarchyNode)).where(nodes.id == node_id))


def addresses_at(session: Session, node_ids: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """Addresses that are set at these very nodes, primary ones first."""
    return session.execute(_addresses_at(), {"nodes": list(node_ids)}).all()


@cache
def _addresses_at() -> sa.Executable:
    return (
        sa.select(*(addresses[column] for column in ADDRESS_COLUMNS))
        .where(among(addresses.node_id, "nodes"))
        .order_by(addresses.is_primary.desc(), addresses.id)
    )


def put_addresses(session: Session, node_ids: Sequence[UUID], rows: Sequence[Sequence[object]]) -> None:
    """Replace the addresses of some nodes; values are an id, those of `ADDRESS_COLUMNS`, and whether it is primary."""
    session.execute(sa.delete(table_of(NodeAddress)).where(addresses.node_id.in_(node_ids)))
    insert_rows(session, table_of(NodeAddress), ["id", *ADDRESS_COLUMNS, "is_primary"], rows)
