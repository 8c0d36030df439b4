"""An address that leads nowhere."""

import reflex as rx

from storefront.ui.components.basics import link


def not_found() -> rx.Component:
    """Says so, and leads back; knows nothing about the visitor."""
    return rx.el.main(
        rx.el.div(
            rx.el.h1("There is no such page"),
            rx.el.p("The address may have been mistyped, or the page has moved.", class_name="quiet"),
            link("Choose an outlet", to="/outlets", class_name="btn btn-primary"),
            class_name="pile",
        ),
        class_name="alone",
    )
