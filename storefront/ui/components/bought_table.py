"""What was bought as a table: tick, read, set the quantity, add; on a phone each product is a card."""

import reflex as rx

from storefront.ui.bought import AlternativeRow, BoughtRow
from storefront.ui.components.adding_form import adding_form
from storefront.ui.components.basics import icon, link, tag, unseen, word

HEADINGS = (
    ("Product", ""),
    ("Bought last", ""),
    ("Rhythm", ""),
    ("Price today", "money"),
    ("Stock", ""),
    ("Quantity", ""),
)

typed_quantities = rx.Var(
    "Object.fromEntries([...document.querySelectorAll('tr[data-row]')].map((row) =>"
    " [row.dataset.row, row.querySelector('[data-quantity]')?.value]).filter(([, value]) => value))",
    _var_type=dict[str, str],
)
"""What the fields of all rows hold at the moment of a click: a field tells the server nothing before that."""


def bought_table(
    *,
    rows: rx.Var,
    ticked: rx.vars.ObjectVar[dict[str, bool]],
    drawn: rx.Var,
    in_cart: rx.Var,
    on_tick: rx.event.EventHandler,
    on_tick_all: rx.event.EventType,
    on_add: rx.event.EventType,
) -> rx.Component:
    """One row for each product and catalog; Enter in the quantity adds it, arrows go to the next row.

    Boxes tick at once and tell the server; `drawn` changes when the server ticks them, so that they are drawn anew.
    """
    heading = rx.el.th(
        rx.el.button(
            icon("list-checks", size=16),
            unseen("Tick all that are shown"),
            type="button",
            on_click=on_tick_all,
        ),
        scope="col",
    )
    return rx.el.div(
        rx.el.table(
            rx.el.caption("Products bought before", class_name="unseen"),
            rx.el.thead(
                rx.el.tr(
                    heading,
                    *[rx.el.th(label, scope="col", class_name=classes) for label, classes in HEADINGS],
                )
            ),
            rx.el.tbody(
                rx.foreach(
                    rows,
                    lambda row: _row(
                        row,
                        is_ticked=ticked.contains(row.key),
                        drawn=drawn,
                        in_cart=in_cart[row.key],
                        on_tick=on_tick,
                        on_add=on_add,
                    ),
                )
            ),
            class_name="grid-table bought",
        ),
        class_name="table-wrap",
    )


def _row(
    row: rx.vars.ObjectVar[BoughtRow],
    *,
    is_ticked: rx.Var,
    drawn: rx.Var,
    in_cart: rx.Var,
    on_tick: rx.event.EventHandler,
    on_add: rx.event.EventType,
) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            _tick(row, is_ticked=is_ticked, drawn=drawn, on_tick=on_tick), custom_attrs={"data-place": "tick"}
        ),
        rx.el.td(_about(row), custom_attrs={"data-place": "about"}),
        rx.el.td(
            rx.el.span(unseen("Bought last "), row.last, class_name="nowrap"),
            rx.el.div(
                rx.el.span(row.last_quantity, " pieces"), " · ", row.times, class_name="quiet small nowrap"
            ),
            class_name="numbers",
            custom_attrs={"data-place": "last"},
        ),
        rx.el.td(_rhythm(row), custom_attrs={"data-place": "rhythm"}),
        rx.el.td(_price(row), class_name="money", custom_attrs={"data-place": "price"}),
        rx.el.td(_stock(row), custom_attrs={"data-place": "stock"}),
        rx.el.td(_buy(row, in_cart=in_cart, on_add=on_add), custom_attrs={"data-place": "buy"}),
        key=row.key,  # a field keeps what was typed in it: it must leave with its product
        custom_attrs={"data-row": row.key},
    )


def _tick(
    row: rx.vars.ObjectVar[BoughtRow], *, is_ticked: rx.Var, drawn: rx.Var, on_tick: rx.event.EventHandler
) -> rx.Component:
    return rx.cond(
        row.can_be_ticked,
        rx.el.label(
            rx.el.input(
                type="checkbox",
                default_checked=is_ticked,
                on_change=lambda checked: on_tick(row.key, checked),
                class_name="tick-box",
                key=drawn,
            ),
            unseen("Choose ", row.name),
            class_name="tick-place",
        ),
        None,
    )


def _about(row: rx.vars.ObjectVar[BoughtRow]) -> rx.Component:
    return rx.el.div(
        rx.el.img(src=row.image, alt="", loading="lazy", width="40", height="40", class_name="bought-art"),
        rx.el.div(
            rx.cond(
                row.href != "",
                link(row.name, to=row.href, class_name="offer-name two-lines"),
                rx.el.span(row.name, class_name="offer-name two-lines"),
            ),
            rx.el.div(
                row.sku,
                " · ",
                row.seller_name,
                rx.cond(row.rule != "", rx.el.span(" · ", row.rule), None),
                class_name="sku",
            ),
            rx.foreach(row.alternatives, _alternative),
        ),
        class_name="bought-about",
    )


def _alternative(each: rx.vars.ObjectVar[AlternativeRow]) -> rx.Component:
    return rx.el.div(
        rx.el.span(each.label, " ", class_name="quiet"),
        link(each.name, to=each.href, class_name="textlink"),
        rx.el.span(" ", each.price, class_name="numbers"),
        class_name="small",
    )


def _rhythm(row: rx.vars.ObjectVar[BoughtRow]) -> rx.Component:
    return rx.cond(
        row.rhythm != "",
        rx.fragment(word(row.due, tone=row.due_tone), rx.el.div(row.rhythm, class_name="quiet small")),
        None,
    )


def _price(row: rx.vars.ObjectVar[BoughtRow]) -> rx.Component:
    return rx.fragment(
        rx.cond(row.price != "", rx.el.span(row.price, class_name="strong"), None),
        rx.cond(
            row.was != "",
            rx.el.div(rx.el.span(unseen("paid last "), row.was, class_name="old small"), class_name="money"),
            None,
        ),
    )


def _stock(row: rx.vars.ObjectVar[BoughtRow]) -> rx.Component:
    return rx.fragment(
        rx.cond(row.stock != "", rx.el.div(word(row.stock, tone=row.stock_tone)), None),
        rx.cond(row.state != "", tag(row.state, tone=row.state_tone), None),
    )


def _buy(row: rx.vars.ObjectVar[BoughtRow], *, in_cart: rx.Var, on_add: rx.event.EventType) -> rx.Component:
    return rx.cond(
        row.is_orderable,
        adding_form(
            row,
            rx.cond(in_cart, tag(rx.el.span(in_cart, " in cart"), tone="good"), None),
            on_add=on_add,
            names=("sku", "catalog", "seller"),
            look="btn-plain",
        ),
        rx.el.span(row.message, class_name="quiet small"),
    )
