"""Lists of facts, and looks at what a change does before it is done."""

import reflex as rx

from storefront.ui.components.basics import unseen
from storefront.ui.states.tree_rows import FactRow


def fact_list(rows: rx.Var) -> rx.Component:
    """A line for each fact."""
    return rx.el.ul(rx.foreach(rows, _fact))


def look(
    *, words: rx.Var, rows: rx.Var, does: str, on_do: rx.event.EventType, on_leave: rx.event.EventType
) -> rx.Component:
    """What a change does, and the two ways on from there."""
    return rx.el.div(
        rx.el.p(words, class_name="panel-body"),
        fact_list(rows),
        rx.el.div(
            rx.el.button(does, type="button", class_name="btn btn-primary", on_click=on_do),
            rx.el.button("Leave it", type="button", class_name="btn btn-plain", on_click=on_leave),
            class_name="panel-foot row",
        ),
        role="status",
    )


def text_field(name: str, label: rx.Var | str, *, value: rx.Var | str = "", hint: str = "") -> rx.Component:
    """A text field under its label."""
    return rx.el.label(
        rx.el.span(label),
        rx.el.input(
            name=name, default_value=value, auto_complete="off", class_name="field", placeholder=hint
        ),
        class_name="labelled",
    )


def search_form(*, label: str, hint: str, on_submit: rx.event.EventType) -> rx.Component:
    """A field that finds."""
    return rx.el.form(
        rx.el.label(
            unseen(label),
            rx.el.input(type="search", name="q", placeholder=hint, auto_complete="off", class_name="field"),
            class_name="grow",
        ),
        rx.el.button("Find", type="submit", class_name="btn btn-plain"),
        role="search",
        on_submit=on_submit,
        class_name="row",
    )


def _fact(row: rx.vars.ObjectVar[FactRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(row.name, class_name="strong"),
            rx.cond(row.note != "", rx.el.div(row.note, class_name="quiet small"), None),
        ),
        rx.el.span(row.value),
        class_name="spread panel-line",
    )
