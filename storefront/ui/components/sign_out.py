"""Signing out: a plain form to the API, which ends the session and takes the cookie back."""

import reflex as rx

from storefront.ui.routes import SIGN_OUT_ACTION


def sign_out_button() -> rx.Component:
    """Signs this browser out."""
    return rx.el.form(
        rx.el.button("Sign out", type="submit", class_name="btn btn-plain"),
        method="post",
        action=SIGN_OUT_ACTION,
        on_submit=None,
    )
