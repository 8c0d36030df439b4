"""Sign in: a plain form, so that it works before any script has loaded."""

import reflex as rx

from storefront.ui.components.basics import labelled, link
from storefront.ui.components.refusal import refusal
from storefront.ui.routes import SIGN_IN_ACTION
from storefront.ui.states.signing_in import SignInState


def sign_in() -> rx.Component:
    """E-mail address and password, and what was wrong with the last ones."""
    return rx.el.main(
        rx.el.div(
            rx.el.div(
                rx.el.h1("Sign in"),
                rx.el.p(
                    "Order for your outlets from the manufacturer and its distributors.", class_name="quiet"
                ),
            ),
            rx.cond(SignInState.message != "", refusal(SignInState.message, code="sign_in"), None),
            rx.el.form(
                rx.el.input(type="hidden", name="next", value=SignInState.back_to, read_only=True),
                labelled(
                    "E-mail address",
                    rx.el.input(
                        name="email",
                        type="email",
                        auto_complete="username",
                        required=True,
                        auto_focus=True,
                        class_name="field",
                    ),
                ),
                labelled(
                    "Password",
                    rx.el.input(
                        name="password",
                        type="password",
                        auto_complete="current-password",
                        required=True,
                        class_name="field",
                    ),
                ),
                rx.el.button("Sign in", type="submit", class_name="btn btn-primary"),
                # Without an action of Reflex's own, the browser sends the form itself and the cookie comes back.
                on_submit=None,
                method="post",
                action=SIGN_IN_ACTION,
                class_name="pile panel panel-body",
            ),
            link("Forgotten your password?", to="/forgot-password", class_name="textlink"),
            link("Not a partner yet? Buy or sell here", to="/join", class_name="textlink"),
            class_name="pile",
        ),
        class_name="alone",
    )
