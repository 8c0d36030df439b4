"""What is no longer as it was shown, line by line, to be accepted before anything goes on."""

import reflex as rx

from storefront.ui.components.basics import icon, money, tag
from storefront.ui.components.data_table import Column, cell, data_table
from storefront.ui.states.rows import DifferenceRow

COLUMNS = [
    Column("Product"),
    Column("What changed"),
    Column("Was", is_amount=True),
    Column("Is now", is_amount=True),
]


def difference_table(
    *,
    rows: rx.Var,
    total_before: rx.Var | str,
    total_after: rx.Var | str,
    on_accept: rx.event.EventType,
    accept_label: rx.Var | str,
) -> rx.Component:
    """Old and new values side by side, the new total, and one button that accepts all of it."""
    return rx.el.section(
        rx.el.div(
            icon("git-compare-arrows"),
            rx.el.h2("Something changed since you last looked"),
            class_name="panel-head leads",
        ),
        data_table(caption="Differences", columns=COLUMNS, rows=rows, cells=_cells),
        rx.el.div(
            rx.el.div(
                rx.el.span("Total ", class_name="quiet"),
                money(total_before, class_name="old"),
                rx.el.span(" "),
                money(total_after, class_name="strong"),
            ),
            rx.el.button(accept_label, type="button", class_name="btn btn-primary", on_click=on_accept),
            class_name="panel-foot row",
            style={"justify_content": "space-between"},
        ),
        class_name="panel",
        role="region",
        aria_label="Differences to accept",
        custom_attrs={"data-differences": ""},
    )


def _cells(row: rx.vars.ObjectVar[DifferenceRow]) -> list[rx.Component]:
    return [
        cell(rx.el.div(row.name), rx.el.div(row.sku, class_name="sku"), is_wide=True),
        cell(tag(row.what, tone=row.tone), is_wide=True),
        cell(rx.el.span(row.before, class_name="old"), label="was", is_amount=True),
        cell(rx.el.span(row.after, class_name="strong"), label="now", is_amount=True),
    ]
