"""Light or dark; the browser remembers."""

import reflex as rx

from storefront.ui.components.basics import icon


def theme_toggle() -> rx.Component:
    """Switches to the other of the two."""
    return rx.el.button(
        rx.color_mode_cond(icon("moon"), icon("sun")),
        type="button",
        class_name="icon-button",
        on_click=rx.toggle_color_mode,
        aria_label="Switch between light and dark",
    )
