"""A buyer that would like to sell too."""

import reflex as rx

from storefront.ui.components.basics import panel
from storefront.ui.states.organization import OrganizationState
from storefront.ui.states.organization_tree import OrganizationTreeState as TreeState
from storefront.ui.states.selling import SellingState


def selling_panel() -> rx.Component:
    """At the organization itself: what it means, and the button."""
    is_asked = (SellingState.number != "") & (SellingState.hierarchy == OrganizationState.number)
    return rx.cond(
        TreeState.kind == "organization",
        panel(
            rx.el.div(
                rx.cond(
                    is_asked,
                    rx.el.p(
                        "Asked for: the request ",
                        rx.el.strong(SellingState.number, class_name="numbers"),
                        " waits for headquarters, which answers by e-mail.",
                        role="status",
                    ),
                    rx.fragment(
                        rx.el.p(
                            "A seller has a desk, an assortment and stock of its own. "
                            "It stays a buyer, and everybody keeps their sign-in.",
                            class_name="quiet",
                        ),
                        rx.el.button(
                            rx.cond(
                                TreeState.is_headquarters,
                                "Make this organization a seller too",
                                "Become a seller",
                            ),
                            type="button",
                            class_name="btn btn-plain",
                            on_click=SellingState.become_seller,
                        ),
                    ),
                ),
                class_name="panel-body pile-loose",
            ),
            title="Selling",
        ),
        None,
    )
