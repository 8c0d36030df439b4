"""A product in a list: what it is, what it costs, whether it is there, and the quantity in place."""

import reflex as rx

from storefront.ui.components.adding_form import adding_form
from storefront.ui.components.basics import link, tag, word
from storefront.ui.states.rows import OfferRow


def offer_row(
    row: rx.vars.ObjectVar[OfferRow],
    *,
    in_cart: rx.Var,
    on_add: rx.event.EventType,
    marks: rx.Component | None = None,
) -> rx.Component:
    """One offer; Enter in the quantity adds it, arrows go to the next row; `marks` are what else can be done with it."""
    return rx.el.li(
        rx.el.div(
            rx.el.img(src=row.image, alt="", loading="lazy", width="56", height="56"), class_name="offer-art"
        ),
        rx.el.div(
            link(row.name, to=row.href, class_name="offer-name two-lines"),
            rx.el.span(
                row.sku,
                rx.cond(row.rule != "", rx.el.span(" · ", row.rule), None),
                class_name="sku",
            ),
            class_name="offer-about",
        ),
        rx.el.div(
            word(row.word, tone=row.tone),
            rx.cond(row.last_bought != "", rx.el.span(row.last_bought, class_name="quiet small"), None),
            rx.cond(row.breaks != "", rx.el.span(row.breaks, class_name="breaks"), None),
            class_name="offer-word",
        ),
        rx.el.div(
            rx.el.div(row.price, class_name="price money"),
            rx.cond(row.breaks != "", rx.el.div(row.breaks, class_name="breaks"), None),
            class_name="offer-price",
        ),
        marks,
        rx.el.div(_in_cart(in_cart), _add_form(row, on_add=on_add), class_name="offer-buy"),
        class_name="offer",
        key=row.key,  # a field keeps what was typed in it: it must leave with its product
        custom_attrs={"data-row": row.key},
    )


def _in_cart(quantity: rx.Var) -> rx.Component:
    return rx.cond(
        quantity, rx.el.span(tag(rx.el.span(quantity, " in cart"), tone="good"), class_name="nowrap"), None
    )


def _add_form(row: rx.vars.ObjectVar[OfferRow], *, on_add: rx.event.EventType) -> rx.Component:
    return rx.cond(
        row.is_orderable,
        adding_form(row, on_add=on_add),
        rx.el.span("Cannot be ordered now", class_name="quiet small nowrap"),
    )
