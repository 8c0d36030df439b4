"""Organizations with their hierarchies: groups and outlets."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from storefront.credit.tables import CreditAccount
from storefront.kit.text import sort_key
from storefront.parties.tables import (
    CustomerHierarchy,
    HierarchyNode,
    NodeAddress,
    Organization,
)
from tests.factories.rows import put

CURRENCY = "GBP"


@dataclass(frozen=True, slots=True)
class MadeOrganization:
    id: UUID
    number: str
    hierarchy_id: UUID
    root_id: UUID


@dataclass(frozen=True, slots=True)
class MadeGroup:
    id: UUID
    path: str


@dataclass(frozen=True, slots=True)
class MadeOutlet:
    id: UUID
    number: str
    organization: MadeOrganization


def make_organization(
    session: Session, *, number: str, name: str = "", credit: int | None = 1_000_000
) -> MadeOrganization:
    """`credit` is the limit in minor units; None makes no account."""
    organization = Organization(number=number, name=name or f"Organization {number}")
    hierarchy = CustomerHierarchy(
        number=f"HIER-{number}", organization_id=organization.id, name=organization.name
    )
    root = HierarchyNode(
        hierarchy_id=hierarchy.id,
        organization_id=organization.id,
        kind="organization",
        number=f"N-{number}",
        name=organization.name,
        name_key=sort_key(organization.name),
        path="1",
    )
    put(session, organization, hierarchy, root)
    if credit is not None:
        put(session, CreditAccount(organization_id=organization.id, currency=CURRENCY, limit_minor=credit))
    return MadeOrganization(organization.id, number, hierarchy.id, root.id)


def make_group(session: Session, *, organization: MadeOrganization, number: str) -> MadeGroup:
    """A node between an organization and some of its outlets."""
    node = HierarchyNode(
        hierarchy_id=organization.hierarchy_id,
        organization_id=organization.id,
        parent_id=organization.root_id,
        kind="group",
        number=number,
        name=f"Group {number}",
        name_key=sort_key(f"Group {number}"),
        path=f"1.{number}",
    )
    put(session, node)
    return MadeGroup(node.id, node.path)


def make_outlet(
    session: Session,
    *,
    organization: MadeOrganization,
    number: str,
    name: str = "",
    has_address: bool = True,
    group: MadeGroup | None = None,
) -> MadeOutlet:
    name = name or f"Outlet {number}"
    node = HierarchyNode(
        hierarchy_id=organization.hierarchy_id,
        organization_id=organization.id,
        parent_id=group.id if group else organization.root_id,
        kind="outlet",
        number=number,
        name=name,
        name_key=sort_key(name),
        path=f"{group.path if group else '1'}.{number}",
    )
    put(session, node)
    if has_address:
        address = NodeAddress(
            node_id=node.id, name=name, street="1 High Street", city="York", postcode="YO1 1AA", country="GB"
        )
        put(session, address)
    return MadeOutlet(node.id, number, organization)
