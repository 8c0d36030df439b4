"""Who is asking: the first argument of every service after the session, and its scope in SQL."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from storefront.db.columns import table_of
from storefront.db.paths import ABOVE, BELOW, covered, covers, path_parameters
from storefront.parties.errors import NothingHere
from storefront.parties.rules import is_run, parent_path
from storefront.parties.tables import (
    Employee,
    EmployeeDuty,
    HierarchyNode,
    Membership,
    SalesGroupEmployee,
    SalesGroupNode,
)

memberships = table_of(Membership).c
duties_held = table_of(EmployeeDuty).c
group_employees = table_of(SalesGroupEmployee).c
group_nodes = table_of(SalesGroupNode).c

SERVING_DUTIES = ("customer_service", "headquarters")
"""Duties of the manufacturer's employees who act for every outlet."""
SELLER_DUTIES = ("seller_manager", "seller_clerk")
ACTING_DUTIES = (*SERVING_DUTIES, "field_seller")
"""Duties of those who act for some outlet."""


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
    employee_id: UUID | None = None
    employer_id: UUID | None = None
    """The seller whose staff the contact is."""
    address: str = ""
    """The network address that the session was opened from."""

    @property
    def is_headquarters(self) -> bool:
        """Whether the contact runs the whole trade."""
        return "headquarters" in self.duties

    def must(self, *duties: str) -> None:
        """Refuse whoever has none of these duties.

        Raises:
            NothingHere: what is not theirs is not found.
        """
        if not self.duties & frozenset(duties):
            raise NothingHere


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """An employee's session for an outlet, and the contact in whose name it is; without one it is the outlet's."""

    session_id: UUID
    employee_id: UUID
    contact_id: UUID | None
    contact_name: str | None
    expires_at: datetime
    duty: str = ""
    """As what the employee acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletActor(Actor):
    """A contact who may act for one outlet; made by `parties.service.enter_outlet` alone, which asks the database.

    `lineage` holds the nodes from the outlet up to its organization's root: settings are looked up along it.
    With `on_behalf` the contact is an employee: what is written names both (product rule 20).
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
    on_behalf: OnBehalf | None = None

    @property
    def is_admin(self) -> bool:
        """Whether the contact is an admin of this outlet's node or of one above it."""
        return self.role == "admin"

    @property
    def buyer_id(self) -> UUID | None:
        """The contact in whose name things are done: the actor itself, or whom an employee acts for, if anybody."""
        return self.on_behalf.contact_id if self.on_behalf else self.contact_id

    @property
    def owner_id(self) -> UUID:
        """Whose a thing is that needs an owner: the buyer's, or an employee's who acts for the outlet alone."""
        return self.buyer_id or self.contact_id

    @property
    def acting_employee_id(self) -> UUID | None:
        """The employee who acts for the outlet, if one does."""
        return self.on_behalf.employee_id if self.on_behalf else None

    @property
    def acting_session_id(self) -> UUID | None:
        """The session in which an employee acts for the outlet, if one does."""
        return self.on_behalf.session_id if self.on_behalf else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HierarchyActor(Actor):
    """Who may run a customer hierarchy, or a part of it: one of its admins, or headquarters.

    Made by `parties.service.enter_hierarchy` alone. `paths` are the nodes that are theirs, each with all below it.
    """

    hierarchy_id: UUID
    hierarchy_number: str
    hierarchy_name: str
    organization_id: UUID
    organization_number: str
    organization_name: str
    paths: tuple[str, ...]
    barred: tuple[str, ...] = ()
    """Nodes within those at which they were disabled, each with all below it."""

    def runs(self, path: str) -> bool:
        """Whether the node at this path is theirs to run."""
        return is_run(path, self.paths, self.barred)

    def runs_above(self, path: str) -> bool:
        """Whether the node above the one at this path is theirs to run; for the organization, it itself."""
        return self.runs(parent_path(path) or path)


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerActor(Actor):
    """Who may work for a seller: one of its staff, or headquarters; made by `sellers.service.enter_seller` alone."""

    seller_id: UUID
    seller_code: str
    seller_name: str
    channel_code: str
    warehouse_id: UUID
    currency: str


@cache
def covered_outlets() -> sa.Subquery:
    """Outlets that the contact of the parameter `contact` may order for: `outlet_id` and `is_admin` (1 or 0)."""
    reached, barred = _outlets_of("active"), _outlets_of("disabled")
    is_admin = sa.func.max(sa.case((reached.c.role == "admin", 1), else_=0))
    return (
        sa.select(reached.c.outlet_id, is_admin.label("is_admin"))
        .where(reached.c.outlet_id.not_in(sa.select(barred.c.outlet_id)))
        .group_by(reached.c.outlet_id)
        .subquery("covered")
    )


def _outlets_of(status: str) -> sa.Subquery:
    """Outlets at and below the contact's memberships of a status: `outlet_id` and `role`, as often as there are such.

    An outlet has nothing below it: whoever adds and moves nodes sees to that.
    """
    top, outlet = (table_of(HierarchyNode).alias(f"{status}_{part}") for part in ("top", "outlet"))
    held = table_of(Membership).alias(f"{status}_membership")
    held_there = (held.c.contact_id == sa.bindparam("contact", type_=sa.Uuid())) & (held.c.status == status)
    to_top = held.join(top, top.c.id == held.c.node_id)
    # Two parts, each of which follows an index: with an OR between them all nodes would be read for each membership.
    is_below = (
        (outlet.c.hierarchy_id == top.c.hierarchy_id)
        & (outlet.c.path > top.c.path + ABOVE)
        & (outlet.c.path < top.c.path + BELOW)
    )
    themselves = sa.select(top.c.id.label("outlet_id"), held.c.role).select_from(to_top)
    below = sa.select(outlet.c.id, held.c.role).select_from(to_top.join(outlet, is_below))
    return sa.union_all(
        themselves.where(held_there, top.c.kind == "outlet"),
        below.where(held_there, top.c.kind != "outlet", outlet.c.kind == "outlet"),
    ).subquery(f"{status}_outlets")


@cache
def group_outlets() -> sa.Subquery:
    """Outlets that the sales groups of the field seller of the parameter `employee` look after: `outlet_id`."""
    top = table_of(HierarchyNode).alias("looked_after")
    outlet = table_of(HierarchyNode).alias("group_outlet")
    employee = sa.bindparam("employee", type_=sa.Uuid())
    sells = sa.exists().where(
        duties_held.employee_id == employee, duties_held.duty == "field_seller", is_makers_staff(employee)
    )
    return (
        sa.select(outlet.c.id.label("outlet_id"))
        .select_from(
            table_of(SalesGroupEmployee)
            .join(table_of(SalesGroupNode), group_nodes.sales_group_id == group_employees.sales_group_id)
            .join(top, top.c.id == group_nodes.node_id)
            .join(outlet, (outlet.c.hierarchy_id == top.c.hierarchy_id) & covers(top.c.path, outlet.c.path))
        )
        .where(group_employees.employee_id == employee, outlet.c.kind == "outlet", sells)
        .distinct()
        .subquery("group_outlets")
    )


def serves_everybody() -> sa.ColumnElement[bool]:
    """Whether the employee of the parameter `employee` is the manufacturer's customer service or headquarters."""
    employee = sa.bindparam("employee", type_=sa.Uuid())
    serves = sa.exists().where(duties_held.employee_id == employee, duties_held.duty.in_(SERVING_DUTIES))
    return serves & is_makers_staff(employee)


def employing_seller() -> sa.ScalarSelect[Any]:
    """The seller for which the employee of the parameter `employee` runs orders and stock."""
    staff = table_of(Employee).alias("sellers_staff")
    runs = sa.exists().where(duties_held.employee_id == staff.c.id, duties_held.duty.in_(SELLER_DUTIES))
    return (
        sa.select(staff.c.seller_id)
        .where(staff.c.id == sa.bindparam("employee", type_=sa.Uuid()), staff.c.is_active, runs)
        .scalar_subquery()
    )


def is_makers_staff(employee: Any) -> sa.ColumnElement[bool]:
    """Whether an employee works for the manufacturer: a distributor's own staff never act for its customers."""
    staff = table_of(Employee).alias("makers_staff")
    # The sellers stand above: known here by name only, as in foreign keys.
    employer = sa.table("sellers", sa.column("id", sa.Uuid()), sa.column("kind", sa.Text())).alias("employer")
    return (
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(staff.join(employer, employer.c.id == staff.c.seller_id))
        .where(staff.c.id == employee, staff.c.is_active, employer.c.kind == "manufacturer")
        .exists()
    )


def acting_duty(employee: Any) -> sa.ScalarSelect[Any]:
    """As what an employee of the statement around it acts for outlets, if it does."""
    return (
        sa.select(sa.func.min(duties_held.duty))
        .where(duties_held.employee_id == employee, duties_held.duty.in_(ACTING_DUTIES))
        .scalar_subquery()
    )


PartShape = tuple[int | None, int | None]
"""How many paths a part has, and how many are barred, as `covered` counts them."""


def part_of(actor: HierarchyActor) -> tuple[PartShape, dict[str, object]]:
    """The shape of `is_in_part` for somebody's part of a hierarchy, and its parameters."""
    own, given = path_parameters("own", actor.paths)
    barred, more = path_parameters("barred", actor.barred)
    return (own, barred), {"hierarchy_id": actor.hierarchy_id} | given | more


def is_in_part(shape: PartShape) -> sa.ColumnElement[bool]:
    """Whether a node of the statement around it is somebody's to run."""
    nodes = table_of(HierarchyNode)
    return (
        (nodes.c.hierarchy_id == sa.bindparam("hierarchy_id", type_=sa.Uuid()))
        & covered("own", shape[0], nodes, "hierarchy_id")
        & ~covered("barred", shape[1], nodes, "hierarchy_id")
    )
