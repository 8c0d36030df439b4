"""What a list of orders comes to, and where it is downloaded."""

import reflex as rx

from storefront.ui.components.basics import download, icon, money
from storefront.ui.states.rows import ChoiceRow, TotalRow


def totals_line(rows: rx.Var) -> rx.Component:
    """How many orders and lines, and their total."""
    return rx.el.div(rx.foreach(rows, _total), class_name="row quiet numbers", role="status")


def export_menu(rows: rx.Var) -> rx.Component:
    """The files that the selection can be had as."""
    return rx.el.details(
        rx.el.summary(icon("download", size=16), "Export", class_name="btn btn-plain"),
        rx.el.div(rx.foreach(rows, _export), class_name="float menu-list menu-end"),
        class_name="pop",
    )


def _total(row: rx.vars.ObjectVar[TotalRow]) -> rx.Component:
    return rx.el.span(row.label, " ", money(row.value, class_name="strong"))


def _export(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return download(row.label, to=row.href)
