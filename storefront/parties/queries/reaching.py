"""The outlets of a contact, walked by name within each hierarchy: a page costs the same for ten and for ten thousand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import CODE, table_of
from storefront.db.paths import covers
from storefront.parties.tables import CustomerHierarchy, HierarchyNode, LastOutlet, Membership, Organization

nodes = table_of(HierarchyNode).c
memberships = table_of(Membership).c
organizations = table_of(Organization).c
hierarchies = table_of(CustomerHierarchy).c
last_outlets = table_of(LastOutlet).c


@dataclass(frozen=True, slots=True)
class Reach:
    """Parts of one hierarchy that are open to somebody, and parts of those that are barred."""

    hierarchy_id: UUID
    paths: tuple[str, ...]
    barred: tuple[str, ...]


def places_of(session: Session, contact_id: UUID, limit: int) -> Sequence[sa.Row[Any]]:
    """Where a contact has memberships that open or bar something."""
    return session.execute(_places_of(), {"contact": contact_id, "most": limit}).all()


@cache
def _places_of() -> sa.Executable:
    return (
        sa.select(nodes.hierarchy_id, nodes.path, memberships.role, memberships.status)
        .join_from(table_of(Membership), table_of(HierarchyNode), nodes.id == memberships.node_id)
        .where(
            memberships.contact_id == sa.bindparam("contact", type_=sa.Uuid()),
            memberships.status.in_(("active", "disabled")),
        )
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def outlets_page(
    session: Session,
    contact_id: UUID,
    reaches: Sequence[Reach],
    *,
    words: Sequence[str],
    after: tuple[str, str] | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """Outlets within reach by name, those after the `(name_key, number)` given."""
    given: dict[str, object] = {"contact": contact_id, "most": limit}
    given |= {f"word_{place}": f"%{word}%" for place, word in enumerate(words)}
    if after:
        given |= {"after_name": after[0], "after_number": after[1]}
    for place, reach in enumerate(reaches):
        given[f"hierarchy_{place}"] = reach.hierarchy_id
        given |= {f"path_{place}_{step}": path for step, path in enumerate(reach.paths)}
        given |= {f"barred_{place}_{step}": path for step, path in enumerate(reach.barred)}
    shape = tuple((len(reach.paths), len(reach.barred)) for reach in reaches)
    return session.execute(_outlets_page(shape, len(words), is_following=after is not None), given).all()


@cache
def _outlets_page(shape: tuple[tuple[int, int], ...], words: int, *, is_following: bool) -> sa.Executable:
    # Each part stops by itself: the index has the order.
    parts = [
        sa.select(_part(place, paths, barred, words, is_following=is_following).subquery(f"part_{place}"))
        for place, (paths, barred) in enumerate(shape)
    ]
    found = (sa.union_all(*parts) if len(parts) > 1 else parts[0]).subquery("found")
    is_last = (last_outlets.outlet_id == found.c.id) & (last_outlets.contact_id == sa.bindparam("contact"))
    return (
        sa.select(
            found,
            organizations.number.label("organization_number"),
            organizations.name.label("organization_name"),
            hierarchies.number.label("hierarchy_number"),
            last_outlets.used_at,
        )
        .select_from(found)
        .join(table_of(CustomerHierarchy), hierarchies.id == found.c.hierarchy_id)
        .join(table_of(Organization), organizations.id == hierarchies.organization_id)
        .outerjoin(table_of(LastOutlet), is_last)
        .order_by(found.c.name_key, found.c.number)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def _part(place: int, paths: int, barred: int, words: int, *, is_following: bool) -> Any:
    statement = (
        sa.select(nodes.id, nodes.number, nodes.name, nodes.name_key, nodes.path, nodes.hierarchy_id)
        .where(
            nodes.hierarchy_id == sa.bindparam(f"hierarchy_{place}", type_=sa.Uuid()),
            nodes.kind == "outlet",
            sa.or_(*(_within(f"path_{place}_{step}") for step in range(paths))),
            *(~_within(f"barred_{place}_{step}") for step in range(barred)),
        )
        .order_by(nodes.name_key, nodes.number)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    for word in range(words):
        pattern = sa.bindparam(f"word_{word}", type_=sa.Text)
        statement = statement.where(nodes.name_key.like(pattern) | sa.func.lower(nodes.number).like(pattern))
    if is_following:
        last = [sa.bindparam(name, type_=CODE) for name in ("after_name", "after_number")]
        statement = statement.where(sa.tuple_(nodes.name_key, nodes.number) > sa.tuple_(*last))
    return statement


def _within(name: str) -> sa.ColumnElement[bool]:
    return covers(sa.bindparam(name, type_=CODE), nodes.path)
