"""Lines of a list beside what each means now, to tick, correct and choose from."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from storefront.ui.components.basics import tag
from storefront.ui.components.data_table import Column, cell, data_table
from storefront.ui.components.quantity_stepper import quantity_stepper
from storefront.ui.states.rows import ChoiceRow, ListedRow

OnLine = Callable[[Any, Any], rx.event.EventType]
COLUMNS = [
    Column("Product"),
    Column("What it means now"),
    Column("Was", is_amount=True),
    Column("Now", is_amount=True),
    Column("Quantity"),
    Column("Total", is_amount=True),
]


def listed_table(*, rows: rx.Var, on_tick: OnLine, on_quantity: OnLine, on_choose: OnLine) -> rx.Component:
    """What was asked for, what it means, what can be had and what else; each handler gets the place of its line."""

    def cells(row: rx.vars.ObjectVar[ListedRow]) -> list[rx.Component]:
        return [
            cell(_product(row, on_tick), is_wide=True),
            cell(_meaning(row, on_choose), is_wide=True),
            cell(row.was, label="was", is_amount=True),
            cell(rx.el.span(row.price, class_name="strong"), label="now", is_amount=True),
            cell(_quantity(row, on_quantity)),
            cell(rx.el.span(row.total, class_name="strong"), is_amount=True),
        ]

    return data_table(caption="Lines of the list", columns=COLUMNS, rows=rows, cells=cells)


def _product(row: rx.vars.ObjectVar[ListedRow], on_tick: OnLine) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=row.is_ticked,
            disabled=~row.is_addable,
            on_change=on_tick(row.place, ~row.is_ticked),
            aria_label=rx.Var.create("Add line ") + row.number,
        ),
        rx.el.span(
            rx.el.span(
                rx.cond(row.name != "", rx.el.span(row.name, class_name="strong"), None),
                class_name="two-lines",
            ),
            rx.el.span(
                row.sku,
                rx.cond(row.seller != "", rx.el.span(" · ", row.seller), None),
                class_name="sku",
            ),
        ),
        class_name="tick tick-top",
    )


def _meaning(row: rx.vars.ObjectVar[ListedRow], on_choose: OnLine) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            tag(row.state, tone=row.tone),
            rx.cond(row.asked != "", rx.el.span(row.asked, class_name="quiet small numbers"), None),
            class_name="row",
        ),
        rx.cond(row.message != "", rx.el.div(row.message, class_name="quiet small"), None),
        rx.cond(
            row.has_choices,
            rx.el.select(
                rx.el.option("Choose instead", value=""),
                rx.foreach(row.choices.to(list[ChoiceRow]), _choice),
                value="",
                on_change=lambda chosen: on_choose(row.place, chosen),
                class_name="field",
                aria_label=rx.Var.create("Choose instead of line ") + row.number,
            ),
            None,
        ),
        class_name="pile-tight",
    )


def _choice(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.option(row.label, value=row.value)


def _quantity(row: rx.vars.ObjectVar[ListedRow], on_quantity: OnLine) -> rx.Component:
    return rx.cond(
        row.has_quantity,
        quantity_stepper(
            name=row.name,
            quantity=row.quantity,
            minimum=row.minimum,
            maximum=row.maximum,
            multiple=row.multiple,
            on_less=on_quantity(row.place, row.less.to_string()),
            on_more=on_quantity(row.place, row.more.to_string()),
            on_set=lambda typed: on_quantity(row.place, typed),
        ),
        None,
    )
