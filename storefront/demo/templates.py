"""Order templates of the demo sign-ins and their organizations, made of what their outlets bought."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from storefront.db.columns import table_of
from storefront.demo.bulk import BulkWriter, Row
from storefront.demo.draw import demo_id
from storefront.demo.outlets import OrganizationPlan
from storefront.demo.people import ADMIN, BUYER, BUYER_OUTLETS, SOLO, People
from storefront.offers.tables import OutletPurchase
from storefront.templates.rules.naming import name_key
from storefront.templates.tables import OrderTemplate, OrderTemplateLine

MADE = "2026-09-21 08:30:00.000000"
"""A day after the last order of the history."""

PAR_FACTOR = 2
"""A shelf should hold two usual orders."""

TEMPLATE_COLUMNS = "id organization_id contact_id scope name name_key version line_count created_at changed_at used_at was_used"
LINE_COLUMNS = "id template_id position product_id catalog_id quantity par_level"


@dataclass(frozen=True, slots=True)
class TemplatePlan:
    """A template with the products that some outlets bought most often, or else last."""

    name: str
    scope: str
    contact_id: str
    organization_id: str
    outlet_ids: tuple[str, ...]
    lines: int
    is_of_often_bought: bool = True
    has_par_levels: bool = False


def plan_templates(plans: Sequence[OrganizationPlan], people: People) -> list[TemplatePlan]:
    """Two of each demo buyer's own, and one that each of their organizations shares."""
    contacts = {email: contact_id for contact_id, email, *_ in people.contacts}
    buyer_place, _ = BUYER_OUTLETS[0]
    alone = next(plan for plan in plans if plan.is_solo)
    owners = ((BUYER, plans[buyer_place]), (SOLO, alone), (ADMIN, plans[0]))
    found: list[TemplatePlan] = []
    for email, plan in owners:
        owner, every = str(contacts[email]), tuple(outlet.id for outlet in plan.outlets)
        first = every[:1]
        found.append(
            TemplatePlan("Monday top-up", "contact", owner, plan.id, first, lines=18, has_par_levels=True)
        )
        found.append(
            TemplatePlan(
                "Window display", "contact", owner, plan.id, first, lines=9, is_of_often_bought=False
            )
        )
        admin = _admin_of(plan, people, owner if email == ADMIN else "")
        found.append(
            TemplatePlan(
                "Range for every shop",
                "organization",
                admin,
                plan.id,
                every,
                lines=30,
                has_par_levels=True,
            )
        )
    return found


def write_templates(writer: BulkWriter, planned: Sequence[TemplatePlan]) -> None:
    """The templates with their lines; what outlets bought must have been written."""
    templates: list[Row] = []
    lines: list[Row] = []
    for number, plan in enumerate(planned, start=1):
        template_id = demo_id("order template", number)
        own = list(_lines(writer, plan, template_id, len(lines)))
        lines.extend(own)
        templates.append(
            (
                template_id,
                plan.organization_id,
                plan.contact_id,
                plan.scope,
                plan.name,
                name_key(plan.name),
                1,
                len(own),
                MADE,
                MADE,
                MADE,
                0,
            )
        )
    writer.write_stage("Templates", OrderTemplate, TEMPLATE_COLUMNS, templates)
    writer.write(OrderTemplateLine, LINE_COLUMNS, lines)


def _lines(writer: BulkWriter, plan: TemplatePlan, template_id: str, written: int) -> Iterator[Row]:
    purchases = table_of(OutletPurchase).c
    times, last = sa.func.sum(purchases.times), sa.func.max(purchases.last_ordered_at)
    rows = writer.session.execute(
        sa.select(
            purchases.product_id,
            purchases.catalog_id,
            sa.func.sum(purchases.units).label("units"),
            times.label("times"),
        )
        .where(purchases.outlet_id.in_([UUID(outlet_id) for outlet_id in plan.outlet_ids]))
        .group_by(purchases.product_id, purchases.catalog_id)
        .order_by(
            (times if plan.is_of_often_bought else last).desc(), purchases.product_id, purchases.catalog_id
        )
        .limit(plan.lines)
    )
    for position, row in enumerate(rows):
        usual = max(1, int(row.units) // int(row.times))
        yield (
            demo_id("order template line", written + position + 1),
            template_id,
            position,
            row.product_id.hex,
            row.catalog_id.hex,
            usual,
            usual * PAR_FACTOR if plan.has_par_levels else None,
        )


def _admin_of(plan: OrganizationPlan, people: People, preferred: str) -> str:
    """Who shares in the organization: the demo admin in its own, else the made-up one."""
    return preferred or next(
        str(contact_id)
        for _, contact_id, node_id, role, *_ in people.memberships
        if node_id == plan.root_id and role == "admin"
    )
