"""The visitor's account in this outlet."""

import reflex as rx

from storefront.ui.components.basics import head, link, panel, tag
from storefront.ui.components.credit import credit_meter
from storefront.ui.components.seller_requests import asking_panel
from storefront.ui.components.sessions import sessions_panel
from storefront.ui.components.sign_out import sign_out_button
from storefront.ui.components.states_of_lists import by_phase, cards_skeleton
from storefront.ui.components.theme_toggle import theme_toggle
from storefront.ui.shell import shell
from storefront.ui.states.account import AccountState
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import ChoiceRow


def account() -> rx.Component:
    """Who one is here, the organization's credit, the outlet's address, open sessions."""
    return shell(
        head(
            ContextState.contact,
            link("Profile", to="/profile", class_name="btn btn-plain"),
            theme_toggle(),
            sign_out_button(),
            below=rx.el.p(AccountState.email, class_name="quiet"),
        ),
        by_phase(
            AccountState.phase,
            loading=cards_skeleton(cards=2),
            ready=rx.el.div(
                rx.el.div(
                    _credit(), _address(), asking_panel(), _memberships(), _visits(), class_name="pile"
                ),
                sessions_panel(AccountState),
                class_name="columns columns-two",
            ),
        ),
        area="Account",
    )


def _credit() -> rx.Component:
    return panel(
        rx.el.div(
            rx.cond(
                AccountState.has_credit,
                credit_meter(
                    remaining=AccountState.remaining,
                    limit=AccountState.limit,
                    used=AccountState.used,
                    percent=AccountState.percent,
                ),
                rx.el.p("There is no credit account in this currency.", class_name="quiet"),
            ),
            class_name="panel-body",
        ),
        title=rx.Var.create("Credit of ") + ContextState.organization,
    )


def _address() -> rx.Component:
    return panel(
        rx.el.address(
            rx.foreach(AccountState.deliver_to, rx.el.div),
            class_name="panel-body",
            style={"font_style": "normal"},
        ),
        title=rx.Var.create("Delivery address of ") + ContextState.outlet_name,
    )


def _memberships() -> rx.Component:
    return panel(rx.el.ul(rx.foreach(AccountState.memberships, _membership)), title="Where you may order")


def _membership(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.label, rx.el.span(" ", row.value, class_name="quiet small")),
        tag(row.count, tone=rx.cond(row.is_current, "plain", "low")),
        class_name="spread panel-line",
    )


def _visits() -> rx.Component:
    return panel(
        rx.el.div(
            rx.el.p(
                "Field sellers and customer service order for you when you ask them to.", class_name="quiet"
            ),
            link("Who acted for this outlet", to=ContextState.visits_href, class_name="textlink"),
            class_name="panel-body pile-tight",
        ),
        title="Orders made for you",
    )
