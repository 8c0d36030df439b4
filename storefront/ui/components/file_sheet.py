"""A dialog that takes rows, typed or from a file, tells what each of them would do, and does the good ones."""

import reflex as rx

from storefront.ui.components.basics import labelled, tag, word
from storefront.ui.components.file_choice import file_choice
from storefront.ui.components.form_sheet import sheet_head
from storefront.ui.components.refusal import refusal_area
from storefront.ui.states.judged_list import JudgedListState
from storefront.ui.states.rows import FileRow
from storefront.ui.typed import LONGEST_LIST


def file_sheet(
    state: type[JudgedListState],
    *,
    name: str,
    title: str,
    label: str,
    columns: str,
    hint: str,
    check: str,
    does: str,
) -> rx.Component:
    """`name` is the dialog's id, `columns` stands in the empty field; `check` and `does` are the words on its buttons."""
    field = f"{name}-list"
    return rx.el.dialog(
        sheet_head(title),
        rx.el.div(refusal_area(), class_name="sheet-refusal"),
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
                        custom_attrs={"spellCheck": "false", "data-most": str(LONGEST_LIST)},
                    ),
                    hint=hint,
                ),
                file_choice({"data-reads-rows": field}),
                class_name="panel-body pile",
            ),
            rx.el.div(
                rx.el.button(check, type="submit", class_name="btn btn-plain"), class_name="panel-foot row"
            ),
            on_submit=state.judge_list,
        ),
        rx.cond(state.summary != "", _answers(state, does), None),
        id=name,
        class_name="sheet",
        aria_label=title,
    )


def _answers(state: type[JudgedListState], does: str) -> rx.Component:
    """What the rows would do, and the button that does it."""
    return rx.el.div(
        rx.el.div(
            rx.el.p(state.summary, class_name="strong"),
            rx.foreach(state.notes, lambda note: rx.el.p(note, class_name="quiet small")),
            class_name="panel-body",
            role="status",
        ),
        rx.el.ul(rx.foreach(state.rows, _row), aria_label="Rows"),
        rx.el.div(
            rx.el.button(
                does,
                type="button",
                class_name="btn btn-primary",
                disabled=state.good == 0,
                on_click=state.write_list,
                custom_attrs={"data-closes": ""},
            ),
            class_name="panel-foot",
        ),
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
