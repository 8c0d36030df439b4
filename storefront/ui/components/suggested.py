"""What an outlet probably needs, each with its reason."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from storefront.ui.components.basics import TIMES, link, tag, word
from storefront.ui.components.quantity_stepper import quantity_stepper
from storefront.ui.states.rows import SuggestionRow

OnLine = Callable[[Any, Any], rx.event.EventType]


def suggested_item(row: rx.vars.ObjectVar[SuggestionRow]) -> rx.Component:
    """One product in short: name, reason, quantity and price."""
    return rx.el.li(
        rx.el.div(
            link(row.name, to=row.href, class_name="offer-name"),
            rx.el.div(row.reason, class_name="quiet small"),
        ),
        rx.el.div(rx.el.span(row.quantity, TIMES, row.price), class_name="money nowrap numbers"),
        class_name="panel-line spread",
    )


def suggested_row(
    row: rx.vars.ObjectVar[SuggestionRow], *, in_cart: rx.Var, on_tick: OnLine, on_quantity: OnLine
) -> rx.Component:
    """One product to take or leave, in a quantity to change."""
    return rx.el.li(
        rx.el.div(
            rx.el.img(src=row.image, alt="", loading="lazy", width="56", height="56"), class_name="offer-art"
        ),
        rx.el.div(
            link(row.name, to=row.href, class_name="offer-name two-lines"),
            rx.el.span(row.reason, class_name="small"),
            rx.el.span(
                row.sku,
                rx.cond(row.rule != "", rx.el.span(" · ", row.rule), None),
                class_name="sku",
            ),
            class_name="offer-about",
        ),
        rx.el.div(
            word(row.word, tone=row.tone),
            rx.cond(
                in_cart,
                rx.el.span(tag(rx.el.span(in_cart, " in cart"), tone="good"), class_name="nowrap"),
                None,
            ),
            class_name="offer-word",
        ),
        rx.el.div(rx.el.div(row.price, class_name="price money"), class_name="offer-price"),
        rx.el.div(
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=row.is_ticked,
                    on_change=on_tick(row.key, ~row.is_ticked),
                    aria_label=rx.Var.create("Take ") + row.name,
                ),
                rx.el.span("Take", aria_hidden="true"),
                class_name="tick",
            ),
            quantity_stepper(
                name=row.name,
                quantity=row.quantity,
                minimum=row.minimum,
                maximum=row.maximum,
                multiple=row.multiple,
                on_less=on_quantity(row.key, row.less.to_string()),
                on_more=on_quantity(row.key, row.more.to_string()),
                on_set=lambda typed: on_quantity(row.key, typed),
            ),
            class_name="offer-buy",
        ),
        class_name="offer",
        key=row.key,
        custom_attrs={"data-row": row.key},
    )
