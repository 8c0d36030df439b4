"""A quantity beside the button that puts it into the cart."""

from typing import Any

import reflex as rx

from storefront.ui.components.basics import icon, unseen
from storefront.ui.components.quantity_stepper import quantity_of_row


def adding_form(
    row: rx.vars.ObjectVar[Any],
    *beside: rx.Component,
    on_add: rx.event.EventType,
    names: tuple[str, ...] = ("sku", "catalog"),
    look: str = "btn-primary",
    class_name: str = "row-tight",
) -> rx.Component:
    """Sends the quantity with what `names` says of the row; `beside` stands behind the button."""
    return rx.el.form(
        *(rx.el.input(type="hidden", name=name, value=row[name], read_only=True) for name in names),
        quantity_of_row(row),
        rx.el.button(
            icon("plus", size=16), "Add", unseen(" ", row.name), type="submit", class_name=f"btn {look}"
        ),
        *beside,
        on_submit=on_add,
        class_name=class_name,
        custom_attrs={"noValidate": True},
    )
