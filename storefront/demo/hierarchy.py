"""Writes the planned organizations: hierarchies, nodes, addresses, and what is set at the nodes."""

from collections.abc import Iterator, Sequence

from storefront.catalog.tables import NodeCatalog
from storefront.credit.tables import CreditAccount
from storefront.demo.assortment import CHRISTMAS_ID, SPRING_ID
from storefront.demo.bulk import BulkWriter, Row
from storefront.demo.company import CURRENCY, MANUFACTURER, SELLERS, SellerPlan
from storefront.demo.draw import FOUNDED_TEXT, between, demo_id, share
from storefront.demo.outlets import OrganizationPlan
from storefront.kit.text import sort_key
from storefront.parties.tables import CustomerHierarchy, HierarchyNode, NodeAddress, Organization
from storefront.sellers.tables import NodeSeller

CHRISTMAS_SHARE = 0.35
"""So many of the organizations with one outlet see the Christmas catalog; all larger ones do."""

HISTORY_MONTHS = 21
CREDIT_MONTHS = 4
CREDIT_STEP_MINOR = 500_00
LEAST_LIMIT_MINOR = 1_000_00
DEMO_LIMIT_MINOR = 30_000_00
"""The least limit of the organizations that somebody signs in to try: over GBP 20,000 of it stay free."""


def write_organizations(writer: BulkWriter, plans: Sequence[OrganizationPlan], tried: set[str]) -> None:
    """Organizations with hierarchies, outlets, mappings and credit; `tried` are the ids with a demo sign-in."""
    organizations = [(p.id, p.number, p.name, p.country, FOUNDED_TEXT) for p in plans]
    writer.write_stage("Organizations", Organization, "id number name country created_at", organizations)
    hierarchies = [(p.hierarchy_id, f"HIER-{p.place:06d}", p.id, p.name, "B2B organization") for p in plans]
    writer.write(CustomerHierarchy, "id number organization_id name purpose", hierarchies)
    columns = "id hierarchy_id organization_id parent_id kind number name name_key path"
    writer.write_stage("Outlets", HierarchyNode, columns, [row for plan in plans for row in _nodes(plan)])
    addresses = (
        (demo_id("address", int(outlet.number[4:])), outlet.id, outlet.name, *outlet.address, 1)
        for p in plans
        for outlet in p.outlets
    )
    writer.write(NodeAddress, "id node_id name street city postcode country is_primary", addresses)
    writer.write(NodeSeller, "node_id seller_id", [row for plan in plans for row in _seller_rows(plan)])
    writer.write(NodeCatalog, "node_id catalog_id", [row for plan in plans for row in _catalog_rows(plan)])
    accounts = [_credit(plan, is_tried=plan.id in tried) for plan in plans]
    writer.write(CreditAccount, "organization_id currency limit_minor held_minor invoiced_minor", accounts)


def _nodes(plan: OrganizationPlan) -> Iterator[Row]:
    yield _node(plan, plan.root_id, None, "organization", plan.number, plan.name, "1")
    for group in plan.groups:
        yield _node(plan, group.id, plan.root_id, "group", group.number, group.name, group.path)
    for outlet in plan.outlets:
        yield _node(plan, outlet.id, outlet.parent_id, "outlet", outlet.number, outlet.name, outlet.path)


def _node(
    plan: OrganizationPlan, node_id: str, parent_id: str | None, kind: str, number: str, name: str, path: str
) -> Row:
    return (node_id, plan.hierarchy_id, plan.id, parent_id, kind, number, name, sort_key(name), path)


def _seller_rows(plan: OrganizationPlan) -> Iterator[Row]:
    yield from ((plan.root_id, seller.id) for seller in plan.sellers)
    yield from ((group.id, seller.id) for group in plan.groups for seller in group.sellers)


def _catalog_rows(plan: OrganizationPlan) -> Iterator[Row]:
    sellers: Sequence[SellerPlan] = plan.sellers or SELLERS
    yield from ((plan.root_id, seller.catalog_id) for seller in sellers)
    if MANUFACTURER in sellers:
        yield (plan.root_id, SPRING_ID)
        if len(plan.outlets) > 1 or plan.is_solo or share("christmas", plan.number) < CHRISTMAS_SHARE:
            yield (plan.root_id, CHRISTMAS_ID)


def _credit(plan: OrganizationPlan, *, is_tried: bool) -> Row:
    usual = plan.revenue_minor * CREDIT_MONTHS // HISTORY_MONTHS
    limit = -(-max(usual, LEAST_LIMIT_MINOR) // CREDIT_STEP_MINOR) * CREDIT_STEP_MINOR
    limit = max(limit, DEMO_LIMIT_MINOR) if is_tried else limit
    unpaid = limit * between(2, 12, "unpaid", plan.number) // 100
    return (plan.id, CURRENCY, limit, 0, unpaid)
