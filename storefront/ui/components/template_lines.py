"""A line of a template, as each of its uses wants it."""

import reflex as rx

from storefront.ui.components.basics import icon, link, money, unseen, word
from storefront.ui.components.quantity_stepper import quantity_stepper
from storefront.ui.states.template_counting import CountingState
from storefront.ui.states.template_lines import TemplateLinesState
from storefront.ui.states.template_rows import TemplateLineRow

Row = rx.vars.ObjectVar[TemplateLineRow]


def ordered_line(row: Row) -> rx.Component:
    """With a box to tick, today's price and whether it is there."""
    return rx.el.li(
        rx.el.label(
            rx.el.input(type="checkbox", name=row.id, class_name="tick-box"),
            unseen("Order ", row.name),
            class_name="template-tick",
        ),
        *_about(row),
        rx.el.div(word(row.word, tone=row.tone), class_name="template-word"),
        rx.el.div(
            rx.el.span(row.amount, class_name="quiet numbers small"),
            money(row.total, class_name="strong"),
            class_name="template-sum",
        ),
        _message(row),
        class_name="template-line",
        key=row.id,
        custom_attrs={"data-row": row.sku},
    )


def counted_line(row: Row) -> rx.Component:
    """Only where there is a par level: how many are on the shelf, and what that means."""
    state = CountingState
    field = rx.el.input(
        type="number",
        input_mode="numeric",
        value=row.on_hand,
        min=0,
        auto_complete="off",
        aria_label=rx.Var.create("On the shelf of ") + row.name,
        on_change=lambda on_hand: state.count_line(row.id, on_hand),
        custom_attrs={"data-quantity": "", "enterKeyHint": "next"},
    )
    return rx.cond(
        row.par_level != "",
        rx.el.li(
            *_about(row),
            rx.el.div(
                rx.el.span("Par ", row.par_level, class_name="quiet numbers nowrap"),
                word(row.order, tone=row.order_tone),
                rx.cond(row.counted != "", rx.el.span(row.counted, class_name="quiet small"), None),
                class_name="template-word",
            ),
            rx.el.span(
                _step("minus", rx.Var.create("One less of ") + row.name, state.count_one_less(row.id)),
                rx.debounce_input(
                    field, debounce_timeout=700, force_notify_by_enter=True, force_notify_on_blur=True
                ),
                _step("plus", rx.Var.create("One more of ") + row.name, state.count_one_more(row.id)),
                class_name="stepper",
            ),
            class_name="template-line counts",
            key=row.id,
            custom_attrs={"data-row": row.sku},
        ),
        None,
    )


def edited_line(row: Row) -> rx.Component:
    """With quantity, par level and place."""
    state = TemplateLinesState
    par_level = rx.el.input(
        type="number",
        input_mode="numeric",
        value=row.par_level,
        min=1,
        auto_complete="off",
        placeholder="None",
        class_name="field numbers",
        on_change=lambda par_level: state.set_par_level(row.id, par_level),
    )
    return rx.el.li(
        *_about(row),
        rx.el.div(
            rx.el.div(
                rx.el.span("Quantity", class_name="quiet small", aria_hidden="true"),
                quantity_stepper(
                    name=row.name,
                    quantity=row.quantity,
                    minimum=row.minimum,
                    maximum="",
                    multiple=row.multiple,
                    on_less=state.take_one_step(row.id),
                    on_more=state.add_one_step(row.id),
                    on_set=lambda quantity: state.set_quantity(row.id, quantity),
                ),
                class_name="template-field",
            ),
            rx.el.label(
                rx.el.span("Par level", unseen(" of ", row.name), class_name="quiet small"),
                rx.debounce_input(
                    par_level, debounce_timeout=700, force_notify_by_enter=True, force_notify_on_blur=True
                ),
                class_name="template-field narrow",
            ),
            rx.el.div(
                _tool("arrow-up", rx.Var.create("Move up ") + row.name, state.move_up(row.id), row.is_first),
                _tool(
                    "arrow-down", rx.Var.create("Move down ") + row.name, state.move_down(row.id), row.is_last
                ),
                _tool("x", rx.Var.create("Remove ") + row.name, state.remove_line(row.id), None),
                class_name="row-tight template-tools",
            ),
            class_name="template-edit",
        ),
        _message(row),
        class_name="template-line edits",
        key=row.id,
        custom_attrs={"data-row": row.sku},
    )


def _about(row: Row) -> tuple[rx.Component, rx.Component]:
    return (
        rx.el.div(
            rx.el.img(src=row.image, alt="", loading="lazy", width="48", height="48"), class_name="line-art"
        ),
        rx.el.div(
            link(row.name, to=row.href, class_name="offer-name two-lines"),
            rx.el.span(row.sku, " · ", row.seller, class_name="sku"),
            class_name="line-about",
        ),
    )


def _message(row: Row) -> rx.Component:
    return rx.cond(
        row.message != "",
        rx.el.div(
            rx.el.span(row.message, class_name="issue", custom_attrs={"data-tone": row.tone}),
            class_name="line-issues",
        ),
        None,
    )


def _step(drawing: str, label: rx.Var, on_click: rx.event.EventType) -> rx.Component:
    return rx.el.button(icon(drawing), type="button", on_click=on_click, aria_label=label)


def _tool(drawing: str, label: rx.Var, on_click: rx.event.EventType, is_off: rx.Var | None) -> rx.Component:
    off = {} if is_off is None else {"aria_disabled": rx.cond(is_off, "true", "false")}
    return rx.el.button(
        icon(drawing), type="button", class_name="icon-button", on_click=on_click, aria_label=label, **off
    )
