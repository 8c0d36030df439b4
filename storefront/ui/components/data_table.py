"""A table that sorts, pages and exports; on a phone each row becomes a card."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from storefront.ui.components.basics import icon


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `sort` is the name that the list's service sorts by, `is_amount` aligns figures right."""

    label: str | rx.Var
    sort: str = ""
    is_amount: bool = False


def data_table(
    *,
    caption: str,
    columns: list[Column],
    rows: rx.Var,
    cells: Callable[[rx.Var], list[rx.Component]],
    sort: rx.Var | str = "",
    on_sort: Callable[[str], rx.event.EventType] | None = None,
    foot: rx.Component | None = None,
) -> rx.Component:
    """`cells` makes the cells of one row, with `cell`; a heading with a `sort` calls `on_sort` with it."""
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="unseen"),
            rx.el.thead(rx.el.tr(*[_heading(column, sort=sort, on_sort=on_sort) for column in columns])),
            rx.el.tbody(rx.foreach(rows, lambda row: rx.el.tr(*cells(row), custom_attrs={"data-row": ""}))),
            *([foot] if foot is not None else []),
            class_name="grid-table folds",
        ),
        class_name="table-wrap",
    )


def cell(
    *children: rx.Component | rx.Var | str,
    label: str = "",
    is_amount: bool = False,
    is_wide: bool = False,
    is_extra: bool = False,
    is_act: bool = False,
) -> rx.Component:
    """A cell; `is_act` sets its button at the end of the row on a phone, `is_extra` leaves it out on a phone, `is_wide` gives it a row of its own there; `label` stands before the value on a phone, where the headings are gone."""
    attributes = {"data-label": label} if label else {}
    if is_wide:
        attributes["data-wide"] = ""
    return rx.el.td(
        *children,
        class_name=" ".join(
            name for name, is_so in (("money", is_amount), ("only-wide", is_extra), ("act", is_act)) if is_so
        ),
        custom_attrs=attributes,
    )


def pager(*, shown: rx.Var | str, has_more: rx.Var, on_more: rx.event.EventType) -> rx.Component:
    """How much is shown, and a button for the next page below it."""
    return rx.el.div(
        rx.el.span(shown, class_name="quiet small numbers"),
        rx.cond(
            has_more,
            rx.el.button(
                "Show more",
                type="button",
                class_name="btn btn-plain",
                on_click=on_more,
            ),
            None,
        ),
        class_name="panel-foot spread",
    )


def _heading(
    column: Column, *, sort: rx.Var | str, on_sort: Callable[[str], rx.event.EventType] | None
) -> rx.Component:
    classes = "money" if column.is_amount else ""
    if not column.sort or on_sort is None:
        return rx.el.th(column.label, scope="col", class_name=classes)
    rising, falling = column.sort, f"-{column.sort}"
    return rx.el.th(
        rx.el.button(
            column.label,
            rx.match(
                sort,
                (rising, icon("arrow-up", size=14)),
                (falling, icon("arrow-down", size=14)),
                icon("chevrons-up-down", size=14),
            ),
            type="button",
            on_click=on_sort(column.sort),
        ),
        scope="col",
        class_name=classes,
        aria_sort=rx.match(sort, (rising, "ascending"), (falling, "descending"), "none"),
    )
