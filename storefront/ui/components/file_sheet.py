"""A dialog that takes rows, typed or from a file, tells what each of them would do, and does the good ones."""

import reflex as rx

from storefront.ui.components.basics import icon, labelled, tag, word
from storefront.ui.components.template_sheets import sheet_head
from storefront.ui.states.rows import FileRow


def file_sheet(
    *,
    name: str,
    title: str,
    label: str,
    columns: str,
    hint: str,
    most: int,
    on_check: rx.event.EventType,
    check: str,
    answers: rx.Component,
) -> rx.Component:
    """`name` is the dialog's id; `columns` stands in the empty field, `most` is how many letters it takes."""
    field = f"{name}-list"
    return rx.el.dialog(
        sheet_head(title),
        rx.el.form(
            rx.el.div(
                labelled(
                    label,
                    rx.el.textarea(
                        name="list",
                        rows=6,
                        id=field,
                        required=True,
                        class_name="field",
                        placeholder=columns,
                        custom_attrs={"spellCheck": "false", "data-most": str(most)},
                    ),
                    hint=hint,
                ),
                rx.el.label(
                    icon("upload", size=16),
                    "Choose a CSV or XLSX file",
                    rx.el.input(
                        type="file",
                        accept=".csv,.txt,.xlsx,text/csv",
                        class_name="unseen-field",
                        custom_attrs={"data-reads-rows": field},
                    ),
                    class_name="btn btn-plain takes-file",
                ),
                class_name="panel-body pile",
            ),
            rx.el.div(
                rx.el.button(check, type="submit", class_name="btn btn-plain"), class_name="panel-foot row"
            ),
            on_submit=on_check,
        ),
        answers,
        id=name,
        class_name="sheet",
        aria_label=title,
    )


def file_answers(
    *,
    summary: rx.Var,
    notes: rx.Var,
    rows: rx.Var,
    does: str,
    good: rx.Var,
    on_do: rx.event.EventType,
) -> rx.Component:
    """What the rows would do, and the button that does it; nothing while nothing was checked."""
    return rx.cond(
        summary != "",
        rx.el.div(
            rx.el.div(
                rx.el.p(summary, class_name="strong"),
                rx.foreach(notes, lambda note: rx.el.p(note, class_name="quiet small")),
                class_name="panel-body",
                role="status",
            ),
            rx.el.ul(rx.foreach(rows, _row), aria_label="Rows"),
            rx.el.div(
                rx.el.button(
                    does,
                    type="button",
                    class_name="btn btn-primary",
                    disabled=good == 0,
                    on_click=on_do,
                    custom_attrs={"data-closes": ""},
                ),
                class_name="panel-foot",
            ),
        ),
        None,
    )


def _row(row: rx.vars.ObjectVar[FileRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            tag(row.number),
            " ",
            row.name,
            rx.cond(row.note != "", rx.el.div(row.note, class_name="quiet small"), None),
        ),
        word(row.outcome, tone=row.tone),
        class_name="spread panel-line",
    )
