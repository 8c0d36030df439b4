"""Who is asking: the first argument of every service after the session, and its scope in SQL."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from storefront.db.columns import table_of
from storefront.parties.tables import HierarchyNode, Membership

memberships = table_of(Membership).c

ABOVE, BELOW = ".", "/"
"""Paths use dots; the next character after a dot closes the range of what lies below a path."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in contact; `duties` are those of the contact as an employee, if it is one."""

    contact_id: UUID
    name: str
    email: str
    session_id: UUID
    duties: frozenset[str] = frozenset()
    is_stale: bool = False
    """The session was last noted as used a while ago: the edge calls `keep_alive` after its work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletActor(Actor):
    """A contact who may act for one outlet; made by `parties.service.enter_outlet` alone, which asks the database.

    `lineage` holds the nodes from the outlet up to its organization's root: settings are looked up along it.
    """

    outlet_id: UUID
    outlet_number: str
    outlet_name: str
    organization_id: UUID
    organization_number: str
    organization_name: str
    hierarchy_number: str
    role: str
    lineage: tuple[UUID, ...]

    @property
    def is_admin(self) -> bool:
        """Whether the contact is an admin of this outlet's node or of one above it."""
        return self.role == "admin"


@cache
def covered_outlets() -> sa.Subquery:
    """Outlets that the contact of the parameter `contact` may order for: `outlet_id` and `is_admin` (1 or 0)."""
    contact = sa.bindparam("contact", type_=sa.Uuid())
    root = table_of(HierarchyNode).alias("covering")
    outlet = table_of(HierarchyNode).alias("covered_outlet")
    barring = table_of(HierarchyNode).alias("barring")
    barred = table_of(Membership).alias("barred")
    is_barred = (
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(barred.join(barring, barring.c.id == barred.c.node_id))
        .where(
            barred.c.contact_id == contact,
            barred.c.status == "disabled",
            barring.c.hierarchy_id == outlet.c.hierarchy_id,
            _covers(barring.c.path, outlet.c.path),
        )
        .correlate(outlet)
        .exists()
    )
    is_admin = sa.func.max(sa.case((memberships.role == "admin", 1), else_=0))
    return (
        sa.select(outlet.c.id.label("outlet_id"), is_admin.label("is_admin"))
        .select_from(table_of(Membership).join(root, root.c.id == memberships.node_id))
        .join(outlet, (outlet.c.hierarchy_id == root.c.hierarchy_id) & _covers(root.c.path, outlet.c.path))
        .where(
            memberships.contact_id == contact,
            memberships.status == "active",
            outlet.c.kind == "outlet",
            ~is_barred,
        )
        .group_by(outlet.c.id)
        .subquery("covered")
    )


def _covers(above: Any, path: Any) -> sa.ColumnElement[bool]:
    return (path == above) | ((path > above + ABOVE) & (path < above + BELOW))
