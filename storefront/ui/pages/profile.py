"""The visitor's own profile."""

import reflex as rx

from storefront.ui.components.basics import head, icon, labelled, panel, word
from storefront.ui.components.refusal import refusal
from storefront.ui.components.sessions import sessions_panel
from storefront.ui.components.states_of_lists import by_phase, cards_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.profile import PlaceRow, ProfileState


def profile() -> rx.Component:
    """Name, address, password, sessions, and where one belongs."""
    return desk_page(
        head("Profile", below=rx.el.p(ProfileState.email, class_name="quiet")),
        by_phase(
            ProfileState.phase,
            loading=cards_skeleton(cards=2),
            ready=rx.el.div(
                rx.el.div(_name(), _address(), _password(), class_name="pile"),
                rx.el.div(_places(), sessions_panel(ProfileState), class_name="pile"),
                class_name="columns columns-two",
            ),
        ),
    )


def _name() -> rx.Component:
    return panel(
        rx.el.form(
            labelled(
                "Your name",
                rx.el.input(
                    name="name",
                    default_value=ProfileState.name,
                    required=True,
                    max_length=120,
                    auto_complete="name",
                    class_name="field",
                ),
            ),
            rx.el.div(rx.el.button("Save name", type="submit", class_name="btn btn-plain")),
            on_submit=ProfileState.change_own_name,
            key=ProfileState.name,
            class_name="panel-body pile",
        ),
        title="Name",
    )


def _address() -> rx.Component:
    return panel(
        rx.el.form(
            rx.cond(
                ProfileState.asked_for != "",
                rx.el.p(
                    "A link is on its way to ",
                    rx.el.span(ProfileState.asked_for, class_name="strong"),
                    ". Your sign-in changes when you follow it.",
                    role="status",
                ),
                None,
            ),
            labelled(
                "New e-mail address",
                rx.el.input(
                    name="email", type="email", required=True, auto_complete="email", class_name="field"
                ),
                hint="You sign in with the present one until the new one is confirmed.",
            ),
            rx.el.div(rx.el.button("Send a link there", type="submit", class_name="btn btn-plain")),
            on_submit=ProfileState.ask_for_address,
            class_name="panel-body pile",
        ),
        title="E-mail address",
    )


def _password() -> rx.Component:
    return panel(
        rx.el.form(
            rx.cond(ProfileState.message != "", refusal(ProfileState.message, code="password"), None),
            rx.cond(
                ProfileState.done != "",
                rx.el.p(icon("check", size=18), ProfileState.done, class_name="row-tight", role="status"),
                None,
            ),
            rx.el.input(
                type="text",
                value=ProfileState.email,
                read_only=True,
                auto_complete="username",
                hidden=True,
                aria_hidden="true",
            ),
            labelled("Present password", _secret("old_password", "current-password")),
            labelled("New password", _secret("new_password", "new-password"), hint="10 characters or more."),
            rx.el.div(rx.el.button("Change password", type="submit", class_name="btn btn-plain")),
            on_submit=None,
            method="post",
            action="/auth/password",
            class_name="panel-body pile",
        ),
        title="Password",
    )


def _secret(name: str, kind: str) -> rx.Component:
    return rx.el.input(name=name, type="password", required=True, auto_complete=kind, class_name="field")


def _places() -> rx.Component:
    return panel(
        rx.cond(
            ProfileState.places.length() > 0,
            rx.el.ul(rx.foreach(ProfileState.places, _place)),
            rx.el.p("You belong to no organization.", class_name="panel-body quiet"),
        ),
        title="Where you may order",
    )


def _place(row: rx.vars.ObjectVar[PlaceRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(row.organization, class_name="strong"),
            rx.el.div(row.node, " · ", row.role, class_name="quiet small"),
            rx.el.div(row.meaning, class_name="small"),
        ),
        word(row.status, tone=row.tone),
        class_name="spread panel-line",
    )
