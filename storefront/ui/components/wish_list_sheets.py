"""Dialogs about one wish list and its lines."""

import reflex as rx

from storefront.ui.components.basics import labelled
from storefront.ui.components.form_sheet import form_sheet
from storefront.ui.states.wish_lists import WishListsState

NEW_SHEET = "new-wish-list"
RENAME_SHEET = "rename-wish-list"
NOTE_SHEET = "note-wish"


def note_sheet() -> rx.Component:
    """Asks for the note of a line."""
    row = WishListsState.note_of
    return form_sheet(
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
        sheet=NOTE_SHEET,
        title=row.name,
        name="Note",
        does="Save note",
        on_submit=WishListsState.save_note,
        times=WishListsState.filled,
        key=row.id + row.note,
    )
