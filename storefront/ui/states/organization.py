"""The frame of an organization's pages: whose they are, and how one goes from one to the next."""

import reflex as rx

from storefront.ui.acting import ask_hierarchy, signed_in
from storefront.ui.routes import hierarchy_at, organization_address


class OrganizationState(rx.State):
    """Filled as each of these pages loads, after `DeskState`; holds nothing that decides anything."""

    number: str = ""
    name: str = ""
    tree_href: str = "/"
    people_href: str = "/"
    audit_href: str = "/"
    access_href: str = "/"

    @rx.event
    @signed_in
    async def load_organization(self) -> None:
        """Show whose pages these are."""
        number = hierarchy_at(str(self.router.url.path))
        self.name = await ask_hierarchy(self, number, lambda _session, actor: actor.hierarchy_name)
        self.number = number
        self.tree_href = organization_address(number)
        self.people_href = organization_address(number, "people")
        self.audit_href = organization_address(number, "audit")
        self.access_href = organization_address(number, "access")
