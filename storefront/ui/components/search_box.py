"""A field that searches as one types."""

import reflex as rx

from storefront.ui.components.basics import icon, unseen


def search_box(
    *, label: str, value: rx.Var, on_change: rx.event.EventType, hint: str = "Name or number"
) -> rx.Component:
    """`hint` stands in the empty field; after a pause of 200 ms `on_change` gets what is in it."""
    return rx.el.label(
        unseen(label),
        icon("search"),
        rx.debounce_input(
            rx.el.input(
                type="search",
                value=value,
                on_change=on_change,
                placeholder=hint,
                auto_complete="off",
                class_name="field",
            ),
            debounce_timeout=200,
        ),
        class_name="search-box",
    )
