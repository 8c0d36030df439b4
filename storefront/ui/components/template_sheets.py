"""Dialogs about one template."""

import reflex as rx

from storefront.ui.components.basics import icon, labelled

RENAME_SHEET = "rename-template"


def rename_sheet(
    *, name: rx.Var, key: rx.Var, on_submit: rx.event.EventType, attributes: dict[str, rx.Var] | None = None
) -> rx.Component:
    """Asks for another name; `key` names the template, so that a field never keeps another one's."""
    return rx.el.dialog(
        sheet_head("Rename"),
        rx.el.form(
            rx.el.div(
                labelled(
                    "Name",
                    rx.el.input(
                        name="name",
                        default_value=name,
                        max_length=80,
                        auto_complete="off",
                        class_name="field",
                    ),
                ),
                class_name="panel-body",
            ),
            rx.el.div(
                rx.el.button(
                    "Rename", type="submit", class_name="btn btn-primary", custom_attrs={"data-closes": ""}
                ),
                class_name="panel-foot",
            ),
            on_submit=on_submit,
            key=key,
        ),
        id=RENAME_SHEET,
        class_name="sheet",
        aria_label="Rename the template",
        custom_attrs=attributes or {},
    )


def sheet_head(title: rx.Var | str) -> rx.Component:
    """The heading of a dialog, with the way out."""
    return rx.el.div(
        rx.el.h2(title, class_name="two-lines"),
        rx.el.button(
            icon("x"),
            type="button",
            class_name="icon-button",
            aria_label="Close",
            custom_attrs={"data-closes": ""},
        ),
        class_name="panel-head keeps",
    )
