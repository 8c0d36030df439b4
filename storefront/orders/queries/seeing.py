"""Who may see which orders."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from storefront.db.columns import table_of
from storefront.orders.tables import SalesOrder
from storefront.parties.actor import covered_outlets, employing_seller, group_outlets, serves_everybody

orders = table_of(SalesOrder).c


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and by which rights: `own`, `organization`, or those of staff; one of them is enough."""

    contact_id: UUID
    rights: tuple[str, ...]
    employee_id: UUID | None = None
    outlet_id: UUID | None = None
    """The outlet that an employee acts for."""

    @property
    def parameters(self) -> dict[str, object]:
        """Those of the rights."""
        given = {"contact": self.contact_id, "employee": self.employee_id, "acting_outlet": self.outlet_id}
        return {name: value for name, value in given.items() if value is not None}


def visible_orders(rights: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """Product rule 18: one's own orders in one's outlets; for admins, on demand, all of their subtrees.

    Employees see those of the outlet that they act for, of their sales groups' outlets, or of their seller; customer
    service and headquarters all.
    """
    return visible(orders, sa.select(covered_outlets()).cte("visible_outlets"), rights)


def visible(columns: Any, covered: sa.CTE, rights: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """The same of orders in these columns, with the covered outlets in hand."""
    possible: dict[str, Callable[[], sa.ColumnElement[bool]]] = {
        "own": lambda: _covered(columns, covered, is_organization=False),
        "organization": lambda: _covered(columns, covered, is_organization=True),
        "outlet": lambda: columns.outlet_id == sa.bindparam("acting_outlet", type_=sa.Uuid()),
        "sales_groups": lambda: columns.outlet_id.in_(sa.select(group_outlets().c.outlet_id)),
        "seller": lambda: columns.seller_id == employing_seller(),
        "all": serves_everybody,
    }
    return sa.or_(*(possible[right]() for right in rights))


def _covered(columns: Any, covered: sa.CTE, *, is_organization: bool) -> sa.ColumnElement[bool]:
    mine = columns.contact_id == sa.bindparam("contact", type_=sa.Uuid())
    # The outlets first: with an OR at the top every order of the trade would be looked at.
    in_covered = columns.outlet_id.in_(sa.select(covered.c.outlet_id))
    if not is_organization:
        return mine & in_covered
    return in_covered & (
        mine | columns.outlet_id.in_(sa.select(covered.c.outlet_id).where(covered.c.is_admin == 1))
    )
