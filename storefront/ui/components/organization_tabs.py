"""Above every page of an organization: its name, and its pages."""

import reflex as rx

from storefront.ui.components.basics import link
from storefront.ui.states.organization import OrganizationState


def organization_tabs(here: str) -> rx.Component:
    """The pages of the organization; `here` is the word of the one that is open.

    `sitemap.page.organization` loads it before what the page itself loads.
    """
    pages = {
        "Tree": OrganizationState.tree_href,
        "People": OrganizationState.people_href,
        "Audit": OrganizationState.audit_href,
        "Access": OrganizationState.access_href,
    }
    return rx.el.div(
        rx.el.p(
            rx.el.span(OrganizationState.name, class_name="strong"),
            rx.el.span(" ", OrganizationState.number, class_name="quiet small"),
        ),
        rx.el.nav(
            rx.el.ul(
                *[
                    rx.el.li(link(word, to=href, aria_current="page" if word == here else "false"))
                    for word, href in pages.items()
                ]
            ),
            class_name="nav-desk",
            aria_label="Pages of the organization",
        ),
        class_name="organization-head no-print",
    )
