"""The pages on which an organization runs its tree and its people."""

from storefront.ui.pages.access import organization_access
from storefront.ui.pages.audit import organization_audit
from storefront.ui.pages.organization import organization as organization_tree
from storefront.ui.pages.organization_compare import organization_compare
from storefront.ui.pages.people import people
from storefront.ui.sitemap.page import organization
from storefront.ui.states.access import AccessState
from storefront.ui.states.audit import AuditState
from storefront.ui.states.organization_compare import OrganizationCompareState
from storefront.ui.states.organization_tree import OrganizationTreeState
from storefront.ui.states.people import PeopleState

ORGANIZATIONS = (
    organization(people, "/organization/[hierarchy]/people", "People", PeopleState.load_people),
    organization(organization_audit, "/organization/[hierarchy]/audit", "Audit", AuditState.load_audit),
    organization(organization_access, "/organization/[hierarchy]/access", "Access", AccessState.load_access),
    organization(
        organization_tree, "/organization/[hierarchy]", "Organization", OrganizationTreeState.load_tree
    ),
    organization(
        organization_compare,
        "/organization/[hierarchy]/compare",
        "Side by side",
        OrganizationCompareState.load_comparison,
    ),
)
