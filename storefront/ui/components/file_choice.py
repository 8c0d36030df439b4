"""A button that takes a list from a file."""

import reflex as rx

from storefront.ui.components.basics import icon


def file_choice(attributes: dict[str, str], *, words: str = "Choose a CSV or XLSX file") -> rx.Component:
    """The attributes tell the page's script what to do with the file.

    `data-reads-rows` puts its rows, and `data-reads-into` its order lines, into the field with that id.
    """
    return rx.el.label(
        icon("upload", size=16),
        words,
        rx.el.input(
            type="file",
            accept=".csv,.tsv,.txt,.xlsx",
            class_name="unseen-field",
            custom_attrs=attributes,
        ),
        class_name="btn btn-plain takes-file",
    )
