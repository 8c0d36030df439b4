"""The field seller's sales group: the outlets of the demo sign-ins, and the organizations of the north."""

from collections.abc import Sequence

from storefront.demo.bulk import BulkWriter
from storefront.demo.company import DISTRIBUTORS
from storefront.demo.draw import demo_id
from storefront.demo.outlets import OrganizationPlan
from storefront.demo.people import EMPLOYEES
from storefront.parties.tables import ActingSession, SalesGroup, SalesGroupEmployee, SalesGroupNode

NORTHERN = 30
"""So many organizations of the north, besides those that somebody signs in to try."""


def write_sales_groups(writer: BulkWriter, plans: Sequence[OrganizationPlan], tried: set[str]) -> None:
    """One group with the demo field seller, and a visit of theirs to each organization that is tried."""
    field_seller = next(
        demo_id("employee", place)
        for place, (*_, duties) in enumerate(EMPLOYEES, start=1)
        if "field_seller" in duties
    )
    group = demo_id("sales_group", 1)
    north = [
        plan for plan in plans if plan.outlets[0].distributor is DISTRIBUTORS[0] and plan.id not in tried
    ]
    looked_after = [*(plan for plan in plans if plan.id in tried), *north[:NORTHERN]]
    writer.write(SalesGroup, "id code name", [(group, "FIELD-NORTH", "Field sales north")])
    writer.write(SalesGroupEmployee, "sales_group_id employee_id", [(group, field_seller)])
    writer.write(SalesGroupNode, "sales_group_id node_id", [(group, plan.root_id) for plan in looked_after])
    visits = [
        (
            demo_id("acting_session", plan.place),
            field_seller,
            plan.outlets[0].id,
            "summer visit",
            "2026-06-16 10:00:00.000000",
            "2026-06-16 12:00:00.000000",
            "2026-06-16 10:40:00.000000",
        )
        for plan in plans
        if plan.id in tried
    ]
    writer.write(ActingSession, "id employee_id outlet_id reason started_at expires_at ended_at", visits)
