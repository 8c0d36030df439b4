"""Dialogs about one template."""

import reflex as rx

from storefront.ui.components.form_sheet import name_sheet

RENAME_SHEET = "rename-template"


def rename_sheet(
    *, name: rx.Var, key: rx.Var, on_submit: rx.event.EventType, times: rx.vars.NumberVar | None = None
) -> rx.Component:
    """Asks for another name; `key` names the template."""
    return name_sheet(
        RENAME_SHEET,
        title="Rename",
        name="Rename the template",
        does="Rename",
        on_submit=on_submit,
        called=name,
        times=times,
        key=key,
    )
