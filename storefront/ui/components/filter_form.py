"""What a list at a desk is narrowed by."""

import reflex as rx

from storefront.ui.components.basics import link


def filter_form(
    *fields: rx.Component,
    label: str,
    on_submit: rx.event.EventType,
    key: rx.Var,
    is_filtered: rx.Var,
    clear: rx.Var | str,
    does: str = "Apply",
) -> rx.Component:
    """`key` changes with what is asked for, so that no field keeps what was asked before; `clear` asks for nothing."""
    return rx.el.form(
        rx.el.div(
            *fields,
            rx.el.div(
                rx.el.button(does, type="submit", class_name="btn btn-primary"),
                rx.cond(is_filtered, link("Clear", to=clear, class_name="btn btn-ghost"), None),
                class_name="row",
            ),
            class_name="filter-grid",
        ),
        on_submit=on_submit,
        class_name="panel panel-body",
        key=key,
        aria_label=label,
    )


def filter_field(name: str, value: rx.Var, *, kind: str = "text", **props: object) -> rx.Component:
    """`value` is what is asked for now."""
    return rx.el.input(
        name=name, type=kind, default_value=value, auto_complete="off", class_name="field", **props
    )
