"""Pages of mailed links: plain forms, so that passwords go to the API alone and its cookie comes back."""

import reflex as rx

from storefront.ui.components.basics import icon, labelled, link
from storefront.ui.components.refusal import refusal
from storefront.ui.routes import SIGN_IN
from storefront.ui.states.links import LinkState


def invitation() -> rx.Component:
    """Accept an invitation; who is new chooses name and password."""
    return _page(
        "You are invited",
        rx.el.p(
            "To order for ",
            rx.el.span(LinkState.organization, class_name="strong"),
            rx.cond(LinkState.node != "", rx.el.span(" (", LinkState.node, ")"), None),
            " as ",
            rx.el.span(LinkState.role, class_name="strong"),
            ", with the address ",
            rx.el.span(LinkState.email, class_name="strong"),
            ".",
        ),
        _form(
            "/auth/invitation",
            "Accept and sign in",
            rx.cond(
                LinkState.needs_password,
                rx.fragment(
                    labelled(
                        "Your name",
                        rx.el.input(
                            name="name",
                            default_value=LinkState.name,
                            required=True,
                            max_length=120,
                            auto_complete="name",
                            class_name="field",
                        ),
                    ),
                    _username(),
                    _new_password("Choose a password"),
                ),
                None,
            ),
        ),
        expired="Ask the person who invited you to send the invitation again.",
    )


def forgot_password() -> rx.Component:
    """Have a link to a new password mailed."""
    return _page(
        "Forgotten password",
        rx.cond(
            LinkState.was_sent,
            rx.el.p(
                icon("mail-check", size=18),
                rx.el.span(
                    "If somebody signs in with this address, a link to a new password is on its way. It works once."
                ),
                class_name="row-tight",
                role="status",
            ),
            rx.el.p(
                "Type the address that you sign in with. You get a link to a new password.",
                class_name="quiet",
            ),
        ),
        _form(
            "/auth/forgot-password",
            "Send the link",
            labelled(
                "E-mail address",
                rx.el.input(
                    name="email", type="email", auto_complete="username", required=True, class_name="field"
                ),
            ),
            has_token=False,
        ),
        expired="",
    )


def reset_password() -> rx.Component:
    """Set a new password."""
    return _page(
        "New password",
        rx.el.p("For ", rx.el.span(LinkState.email, class_name="strong"), ". All your open sessions end."),
        _form(
            "/auth/reset-password", "Set the password and sign in", _username(), _new_password("New password")
        ),
        expired="Have a new link sent to you.",
        way_out=link("Send a new link", to="/forgot-password", class_name="btn btn-primary"),
    )


def confirm_email() -> rx.Component:
    """Confirm a new address; a button, since mail programs follow links by themselves."""
    return _page(
        "Confirm your new address",
        rx.el.p(
            "You sign in with ",
            rx.el.span(LinkState.email, class_name="strong"),
            " from now on, in place of ",
            LinkState.old_email,
            ".",
        ),
        _form("/auth/confirm-email", "Confirm"),
        expired="Ask for the change again in your profile.",
        way_out=link("Open the profile", to="/profile", class_name="btn btn-primary"),
    )


def _page(
    title: str,
    words: rx.Component,
    form: rx.Component,
    *,
    expired: str,
    way_out: rx.Component | None = None,
) -> rx.Component:
    refused = rx.el.div(
        rx.el.h1("This link works no more"),
        rx.el.p("It was used, has expired, or a newer one was sent. ", expired),
        rx.el.div(way_out or rx.fragment(), _to_sign_in(), class_name="row"),
        class_name="pile",
    )
    ready = rx.el.div(
        rx.el.h1(title),
        words,
        rx.cond(LinkState.message != "", refusal(LinkState.message, code="link"), None),
        form,
        _to_sign_in(),
        class_name="pile",
    )
    waiting = rx.el.div(rx.el.h1(title), rx.el.p("Looking at the link", role="status"), class_name="pile")
    return rx.el.main(
        rx.el.div(rx.match(LinkState.phase, ("ready", ready), ("refused", refused), waiting)),
        class_name="alone",
    )


def _form(action: str, words: str, *fields: rx.Component, has_token: bool = True) -> rx.Component:
    token = rx.el.input(type="hidden", name="token", value=LinkState.token, read_only=True)
    return rx.el.form(
        *([token] if has_token else []),
        *fields,
        rx.el.button(words, type="submit", class_name="btn btn-primary"),
        # Without an action of Reflex's own, the browser sends the form itself and the cookie comes back.
        on_submit=None,
        method="post",
        action=action,
        class_name="pile panel panel-body",
    )


def _username() -> rx.Component:
    """Tells password managers whose password it is."""
    return rx.el.input(
        type="text",
        value=LinkState.email,
        read_only=True,
        auto_complete="username",
        hidden=True,
        aria_hidden="true",
    )


def _new_password(label: str) -> rx.Component:
    return labelled(
        label,
        rx.el.input(
            name="password",
            type="password",
            min_length=10,
            max_length=200,
            required=True,
            auto_complete="new-password",
            class_name="field",
        ),
        hint="10 characters or more.",
    )


def _to_sign_in() -> rx.Component:
    return link("Sign in", to=SIGN_IN, class_name="textlink")
