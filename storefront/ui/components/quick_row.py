"""A row of the quick order: what was typed, what it means now, and what could be ordered instead."""

import reflex as rx

from storefront.ui.components.basics import icon, link, unseen, word
from storefront.ui.states.quick_order import QuickOrderState
from storefront.ui.states.quick_order_rows import AlternativeRow, QuickRow


def lookup_input(*, custom_attrs: dict[str, str], **props: object) -> rx.Component:
    """A field for a SKU or words, with suggestions that the script of the page brings."""
    return rx.el.input(
        type="text",
        role="combobox",
        auto_complete="off",
        aria_autocomplete="list",
        aria_expanded="false",
        aria_controls="lookup",
        class_name="field",
        custom_attrs={
            "data-lookup": "",
            "spellCheck": "false",
            "autoCapitalize": "off",
            "enterKeyHint": "next",
            **custom_attrs,
        },
        **props,
    )


def quick_row(row: rx.vars.ObjectVar[QuickRow]) -> rx.Component:
    """A row that can be corrected where it stands; the script of the page sends what was changed."""
    return rx.el.li(
        rx.el.form(
            rx.el.input(type="hidden", name="id", value=row.id.to_string(), read_only=True),
            rx.el.input(type="hidden", name="catalog", default_value=""),
            rx.el.input(type="hidden", name="seller", default_value=""),
            rx.el.div(
                lookup_input(
                    name="sku",
                    default_value=row.sku,
                    key=row.sku,
                    aria_label=rx.Var.create("SKU of ") + row.label,
                    custom_attrs={},
                ),
                class_name="quick-sku",
            ),
            rx.el.div(_product(row), class_name="quick-about"),
            rx.el.div(
                rx.cond(row.previous != "", rx.el.span(row.previous, class_name="old small"), None),
                rx.el.span(row.price),
                class_name="quick-price money",
            ),
            rx.el.div(
                rx.el.input(
                    name="quantity",
                    type="text",
                    input_mode="numeric",
                    default_value=row.quantity,
                    key=row.quantity,
                    auto_complete="off",
                    class_name="field numbers",
                    aria_label=rx.Var.create("Quantity of ") + row.label,
                    custom_attrs={"data-quantity": "", "enterKeyHint": "done"},
                ),
                rx.cond(row.adds != "", rx.el.span(row.adds, class_name="small low nowrap"), None),
                class_name="quick-quantity",
            ),
            rx.el.div(
                row.total,
                rx.cond(
                    row.is_bad,
                    None,
                    rx.el.label(
                        rx.el.input(
                            type="checkbox",
                            checked=row.is_ticked,
                            on_change=lambda ticked: QuickOrderState.tick_row(row.id, ticked),
                            class_name="tick-box",
                        ),
                        unseen("Pick ", row.label),
                        class_name="quick-tick",
                    ),
                ),
                class_name="quick-total money strong",
            ),
            rx.el.button(
                icon("x"),
                unseen("Remove ", row.label),
                type="button",
                class_name="icon-button quick-gone",
                on_click=QuickOrderState.remove_row(row.id),
                custom_attrs={"data-removes": ""},
            ),
            rx.el.button("Keep", type="submit", class_name="unseen", tab_index=-1, aria_hidden="true"),
            on_submit=QuickOrderState.correct_row,
            class_name="quick-row",
            custom_attrs={"data-row-form": ""},
        ),
        key=row.id,
        custom_attrs={"data-row": row.id, "data-bad": rx.cond(row.is_bad, "true", "false")},
    )


def _product(row: rx.vars.ObjectVar[QuickRow]) -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.cond(
                row.href != "",
                link(row.name, to=row.href, class_name="offer-name clip"),
                rx.cond(row.name != "", rx.el.span(row.name, class_name="strong clip"), None),
            ),
            word(row.state, tone=row.tone),
            class_name="quick-name",
        ),
        rx.cond(row.about != "", rx.el.div(row.about, class_name="quiet small numbers"), None),
        rx.cond(
            row.message != "",
            rx.el.div(row.message, class_name="small", custom_attrs={"data-tone": row.tone}),
            None,
        ),
        rx.cond(row.source != "", rx.el.div(row.source, class_name="quiet small source"), None),
        rx.el.div(
            rx.foreach(row.alternatives, lambda other: _alternative(row, other)),
            class_name="quick-others",
        ),
    )


def _alternative(row: rx.vars.ObjectVar[QuickRow], other: rx.vars.ObjectVar[AlternativeRow]) -> rx.Component:
    return rx.el.button(
        rx.el.span(other.label, class_name="clip"),
        rx.el.span(other.detail, class_name="quiet small numbers nowrap"),
        type="button",
        class_name="chip",
        on_click=QuickOrderState.choose_alternative(row.id, other.key),
        custom_attrs={"data-replaces": ""},
    )
