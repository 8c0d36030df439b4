"""The sheet of a cart line: its note, and where else it may go."""

import reflex as rx

from storefront.ui.components.basics import filled, icon, labelled, opens, unseen
from storefront.ui.components.form_sheet import sheet_head
from storefront.ui.states.comfort import ComfortState
from storefront.ui.states.rows import ChoiceRow, LineRow

LINE_SHEET = "line-sheet"
LONGEST_NOTE = 200


def more_of_line(row: rx.vars.ObjectVar[LineRow]) -> rx.Component:
    """Opens the sheet of a line; `line_sheet` must be on the page once."""
    return rx.el.button(
        icon("ellipsis"),
        unseen("Note, save or move ", row.name),
        type="button",
        class_name="icon-button",
        on_click=ComfortState.open_line(row.id),
        aria_haspopup="dialog",
        custom_attrs=opens(LINE_SHEET, waits=True),
    )


def line_sheet() -> rx.Component:
    """A modal dialog about one line: its note, and where else it may go."""
    return rx.el.dialog(
        sheet_head(ComfortState.line.name),
        rx.cond(ComfortState.question != "", _question(), _choices()),
        id=LINE_SHEET,
        class_name="sheet",
        aria_label="About this line",
        custom_attrs=filled(ComfortState.filled),
    )


def _choices() -> rx.Component:
    return rx.el.div(
        rx.el.form(
            labelled(
                "Note to the seller about this line",
                rx.el.input(
                    name="note",
                    default_value=ComfortState.line.note,
                    max_length=LONGEST_NOTE,
                    auto_complete="off",
                    class_name="field",
                ),
                hint="It is printed on the order. Empty takes it off.",
            ),
            _submit("Save note", is_primary=True),
            on_submit=ComfortState.save_note,
            class_name="pile",
        ),
        rx.el.hr(),
        rx.el.button(
            icon("clock", size=16),
            "Save for later",
            type="button",
            class_name="btn btn-plain",
            on_click=ComfortState.save_line(ComfortState.line.id),
            custom_attrs={"data-closes": ""},
        ),
        rx.el.form(
            rx.cond(
                ComfortState.wish_lists.length() > 1,
                labelled(
                    "Wish list",
                    rx.el.select(
                        rx.foreach(ComfortState.wish_lists, _option), name="wish_list", class_name="field"
                    ),
                ),
                None,
            ),
            _submit("Move to wish list", drawing="heart"),
            on_submit=ComfortState.move_to_wish_list,
            class_name="pile",
        ),
        rx.cond(
            ComfortState.templates.length() > 0,
            rx.el.form(
                labelled(
                    "Template",
                    rx.el.select(
                        rx.foreach(ComfortState.templates, _option), name="template", class_name="field"
                    ),
                ),
                _submit("Move to template", drawing="list-plus", closes=False),
                on_submit=ComfortState.move_to_template,
                class_name="pile",
            ),
            rx.el.p("There is no template of yours yet to move it to.", class_name="quiet small"),
        ),
        class_name="panel-body pile",
        key=ComfortState.filled,
    )


def _question() -> rx.Component:
    return rx.el.div(
        rx.el.p(ComfortState.question, role="status"),
        rx.el.div(
            _answer("Set it", "set"),
            _answer("Add to it", "add"),
            rx.el.button(
                "Cancel", type="button", class_name="btn btn-ghost", custom_attrs={"data-closes": ""}
            ),
            class_name="row",
        ),
        class_name="panel-body pile",
    )


def _answer(words: str, when_there: str) -> rx.Component:
    return rx.el.button(
        words,
        type="button",
        class_name="btn btn-plain",
        on_click=ComfortState.answer_question(when_there),
        custom_attrs={"data-closes": ""},
    )


def _option(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.option(row.label, value=row.value)


def _submit(words: str, *, drawing: str = "", is_primary: bool = False, closes: bool = True) -> rx.Component:
    return rx.el.button(
        *([icon(drawing, size=16)] if drawing else []),
        words,
        type="submit",
        class_name="btn btn-primary" if is_primary else "btn btn-plain",
        custom_attrs={"data-closes": ""} if closes else {},
    )
