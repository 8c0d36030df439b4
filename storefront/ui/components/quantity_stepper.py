"""A quantity that knows its minimum, maximum and multiple."""

from typing import Any

import reflex as rx

from storefront.ui.components.basics import icon


def quantity_field(
    *,
    name: rx.Var | str,
    quantity: rx.Var | int,
    minimum: rx.Var | int,
    maximum: rx.Var | str,
    multiple: rx.Var | int,
) -> rx.Component:
    """A quantity that is not saved until its form is: buttons and arrows move by the multiple, Enter submits."""
    return rx.el.span(
        _step("minus", "Less of ", name, by=-1),
        rx.el.input(
            name="quantity",
            type="number",
            input_mode="numeric",
            default_value=quantity,
            min=minimum,
            max=maximum,
            step=multiple,
            auto_complete="off",
            aria_label=rx.Var.create("Quantity of ") + name,
            custom_attrs={"data-quantity": "", "enterKeyHint": "done"},
        ),
        _step("plus", "More of ", name, by=1),
        class_name="stepper",
    )


def quantity_of_row(row: rx.vars.ObjectVar[Any]) -> rx.Component:
    """The same for a row that says its name, its quantity and the rule for it."""
    return quantity_field(
        name=row.name,
        quantity=row.quantity,
        minimum=row.minimum,
        maximum=row.maximum,
        multiple=row.multiple,
    )


def quantity_stepper(
    *,
    name: rx.Var | str,
    quantity: rx.Var | int,
    minimum: rx.Var | int,
    maximum: rx.Var | str,
    multiple: rx.Var | int,
    on_less: rx.event.EventType,
    on_more: rx.event.EventType,
    on_set: rx.event.EventType,
) -> rx.Component:
    """A quantity that is saved as it changes: each click is one multiple; a typed number counts after Enter or a pause."""
    field = rx.el.input(
        type="number",
        input_mode="numeric",
        value=quantity,
        min=minimum,
        max=maximum,
        step=multiple,
        auto_complete="off",
        aria_label=rx.Var.create("Quantity of ") + name,
        on_change=on_set,
        custom_attrs={"data-quantity": "", "enterKeyHint": "done"},
    )
    return rx.el.span(
        rx.el.button(
            icon("minus"),
            type="button",
            on_click=on_less,
            aria_label=rx.Var.create("Less of ") + name,
            tab_index=-1,
        ),
        rx.debounce_input(field, debounce_timeout=700, force_notify_by_enter=True, force_notify_on_blur=True),
        rx.el.button(
            icon("plus"),
            type="button",
            on_click=on_more,
            aria_label=rx.Var.create("More of ") + name,
            tab_index=-1,
        ),
        class_name="stepper",
    )


def _step(drawing: str, label: str, name: rx.Var | str, *, by: int) -> rx.Component:
    return rx.el.button(
        icon(drawing),
        type="button",
        aria_label=rx.Var.create(label) + name,
        tab_index=-1,  # arrows and typing do the same from the field: one stop a row is enough
        custom_attrs={"data-step": str(by)},
    )
