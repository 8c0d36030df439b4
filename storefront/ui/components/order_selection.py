"""Old orders again: one or several, as a difference or as a template."""

import reflex as rx

from storefront.ui.components.basics import icon, labelled, unseen
from storefront.ui.components.form_sheet import form_sheet
from storefront.ui.states.context import ContextState
from storefront.ui.states.order_selection import OrderSelectionState

DIALOG = "template-from-orders"


def order_tick(number: rx.Var) -> rx.Component:
    """The box that chooses an order of a list."""
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            default_checked=OrderSelectionState.ticked.contains(number),
            on_change=lambda checked: OrderSelectionState.tick_order(number, checked),
            class_name="tick-box",
            key=f"{number}-{OrderSelectionState.drawn}",
        ),
        unseen("Choose order ", number),
        class_name="tick-place",
    )


def reorder_button(number: rx.Var, *, class_name: str = "btn btn-plain btn-small") -> rx.Component:
    """Shows what the order would be today."""
    return rx.el.button(
        icon("rotate-ccw", size=16),
        "Reorder",
        unseen(" ", number),
        type="button",
        on_click=OrderSelectionState.reorder(number),
        class_name=class_name,
    )


def save_as_template_button(*, label: str) -> rx.Component:
    """Asks for a name, then makes a template of the order in view, or of those that are ticked."""
    return rx.el.button(
        icon("clipboard-copy", size=16),
        label,
        type="button",
        class_name="btn btn-plain",
        custom_attrs={"data-opens": DIALOG},
    )


def order_selection_bar() -> rx.Component:
    """What can be done with the orders that are ticked."""
    return rx.cond(
        OrderSelectionState.ticked_count > 0,
        rx.el.div(
            rx.el.span(OrderSelectionState.words, class_name="strong numbers", role="status"),
            rx.el.button(
                "Untick all", type="button", on_click=OrderSelectionState.untick, class_name="btn btn-ghost"
            ),
            save_as_template_button(label="Template from selected"),
            rx.el.button(
                icon("rotate-ccw", size=16),
                "Reorder selected",
                type="button",
                on_click=OrderSelectionState.reorder_selected,
                class_name="btn btn-primary",
            ),
            class_name="choice-bar",
            role="region",
            aria_label="Orders that are ticked",
        ),
        None,
    )


def template_dialog(*, explanation: str) -> rx.Component:
    """The name of the new template, and whose it is."""
    return form_sheet(
        rx.el.p(explanation, class_name="quiet"),
        labelled(
            "Name",
            rx.el.input(
                name="name",
                max_length=80,
                auto_complete="off",
                class_name="field",
                custom_attrs={"autoFocus": True},
            ),
            hint="Without one it is called after the day.",
        ),
        rx.cond(
            ContextState.is_admin,
            labelled(
                "Whose template",
                rx.el.select(
                    rx.el.option("Mine alone", value="contact"),
                    rx.el.option("Shared: everybody in the organization", value="organization"),
                    name="scope",
                    class_name="field",
                ),
            ),
            None,
        ),
        sheet=DIALOG,
        title="Save as template",
        name="Save as template",
        does="Save",
        on_submit=OrderSelectionState.save_template,
    )
