"""Dialogs about one wish list and its lines."""

import reflex as rx

from storefront.ui.components.basics import filled, labelled
from storefront.ui.components.template_sheets import sheet_head
from storefront.ui.states.wish_lists import WishListsState

NEW_SHEET = "new-wish-list"
RENAME_SHEET = "rename-wish-list"
NOTE_SHEET = "note-wish"


def name_sheet(
    sheet: str, title: str, words: str, on_submit: rx.event.EventType, name: rx.Var | str
) -> rx.Component:
    """Asks for the name of a list; `name` is the one that it has."""
    return rx.el.dialog(
        sheet_head(title),
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
                    words, type="submit", class_name="btn btn-primary", custom_attrs={"data-closes": ""}
                ),
                class_name="panel-foot",
            ),
            on_submit=on_submit,
            reset_on_submit=True,
            key=name,
        ),
        id=sheet,
        class_name="sheet",
        aria_label=title,
    )


def note_sheet() -> rx.Component:
    """Asks for the note of a line."""
    row = WishListsState.note_of
    return rx.el.dialog(
        sheet_head(row.name),
        rx.el.form(
            rx.el.div(
                labelled(
                    "Note",
                    rx.el.input(
                        name="note",
                        default_value=row.note,
                        max_length=200,
                        auto_complete="off",
                        class_name="field",
                    ),
                    hint="For yourself. It goes with the line when it is moved.",
                ),
                class_name="panel-body",
            ),
            rx.el.div(
                rx.el.button(
                    "Save note", type="submit", class_name="btn btn-primary", custom_attrs={"data-closes": ""}
                ),
                class_name="panel-foot",
            ),
            on_submit=WishListsState.save_note,
            key=row.id + row.note,
        ),
        id=NOTE_SHEET,
        custom_attrs=filled(WishListsState.filled),
        class_name="sheet",
        aria_label="Note",
    )
