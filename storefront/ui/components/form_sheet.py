"""Dialogs that ask for a few things and then do one."""

import reflex as rx

from storefront.ui.components.basics import filled, icon, labelled


def form_sheet(
    *fields: rx.Component,
    sheet: str,
    title: rx.Component | rx.Var | str,
    name: str,
    does: rx.Var | str,
    on_submit: rx.event.EventType,
    times: rx.vars.NumberVar | None = None,
    **form: object,
) -> rx.Component:
    """A dialog with the id `sheet`, called `name` by a screen reader; `does` is the word on its button.

    It closes as it is sent: what is refused is said on the page. `form` are further properties of its form, such as
    the `key` of the thing that it is about, so that no field keeps another one's. `times` counts how often the server
    filled it, if it does.
    """
    return rx.el.dialog(
        sheet_head(title),
        rx.el.form(
            rx.el.div(*fields, class_name="panel-body pile"),
            rx.el.div(
                rx.el.button(
                    does, type="submit", class_name="btn btn-primary", custom_attrs={"data-closes": ""}
                ),
                class_name="panel-foot",
            ),
            on_submit=on_submit,
            **form,
        ),
        id=sheet,
        class_name="sheet",
        aria_label=name,
        custom_attrs={} if times is None else filled(times),
    )


def name_sheet(
    sheet: str,
    *,
    title: str,
    does: str,
    on_submit: rx.event.EventType,
    name: str = "",
    called: rx.Var | str = "",
    **form: object,
) -> rx.Component:
    """Asks for the name of a list; `called` is the one that it has."""
    field = rx.el.input(
        name="name", default_value=called, max_length=80, auto_complete="off", class_name="field"
    )
    return form_sheet(
        labelled("Name", field),
        sheet=sheet,
        title=title,
        name=name or title,
        does=does,
        on_submit=on_submit,
        **form,
    )


def sheet_head(
    title: rx.Component | rx.Var | str, *, on_close: rx.event.EventType | None = None
) -> rx.Component:
    """The heading of a dialog, with the way out."""
    return rx.el.div(
        rx.el.h2(title, class_name="two-lines"),
        rx.el.button(
            icon("x"),
            type="button",
            class_name="icon-button",
            aria_label="Close",
            custom_attrs={"data-closes": ""},
            **({"on_click": on_close} if on_close is not None else {}),
        ),
        class_name="panel-head keeps",
    )
