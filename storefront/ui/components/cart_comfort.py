"""What is beside the lines of a cart: its history, and what is saved for later."""

import reflex as rx

from storefront.ui.components.basics import icon, link, unseen
from storefront.ui.components.quantity_stepper import quantity_of_row
from storefront.ui.states.beside import BesideState
from storefront.ui.states.comfort import ComfortState
from storefront.ui.states.comfort_rows import ChangeRow, SavedRow


def restore_button() -> rx.Component:
    """Brings back what was cleared, as long as something can be."""
    return rx.cond(
        BesideState.cleared != "",
        rx.el.button(
            icon("history", size=16),
            "Restore what was cleared",
            type="button",
            class_name="btn btn-plain btn-small",
            title=BesideState.cleared,
            on_click=ComfortState.restore_cart,
        ),
        None,
    )


def saved_for_later() -> rx.Component:
    """Lines beside the cart, each with the quantity that goes back into it; nothing while nothing is saved."""
    return rx.cond(
        BesideState.saved.length() > 0,
        rx.el.section(
            rx.el.div(
                rx.el.h2("Saved for later"),
                rx.el.span(BesideState.saved_count, " · not in the total", class_name="quiet small"),
                class_name="panel-head",
            ),
            rx.el.ul(rx.foreach(BesideState.saved, _saved), aria_label="Saved for later"),
            class_name="panel",
        ),
        None,
    )


def _saved(row: rx.vars.ObjectVar[SavedRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.img(src=row.image, alt="", loading="lazy", width="48", height="48"), class_name="line-art"
        ),
        rx.el.div(
            link(row.name, to=row.href, class_name="offer-name two-lines"),
            rx.el.span(row.sku, " · ", row.about, class_name="sku"),
            rx.cond(row.issue != "", rx.el.span(row.issue, class_name="low small"), None),
            class_name="line-about",
        ),
        rx.el.div(row.price, class_name="saved-price money"),
        rx.el.div(
            rx.cond(
                row.is_orderable,
                rx.el.form(
                    rx.el.input(type="hidden", name="saved", value=row.id, read_only=True),
                    quantity_of_row(row),
                    rx.el.button(
                        "Move to cart", unseen(" ", row.name), type="submit", class_name="btn btn-plain"
                    ),
                    on_submit=ComfortState.return_saved,
                    class_name="row-tight",
                    custom_attrs={"noValidate": True},
                ),
                rx.el.span("Cannot be ordered now", class_name="quiet small"),
            ),
            rx.el.button(
                icon("x"),
                unseen("Remove ", row.name, " from what is saved"),
                type="button",
                class_name="icon-button",
                on_click=ComfortState.forget_saved(row.id),
            ),
            class_name="saved-act",
        ),
        key=row.id,
        class_name="saved-line",
        custom_attrs={"data-row": row.sku},
    )


def cart_history() -> rx.Component:
    """Who did what and when, newest first; each step that can be taken back has its button."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2("History"),
            rx.el.button(
                icon("history", size=16),
                rx.cond(BesideState.is_open, "Hide history", "Show history"),
                type="button",
                class_name="btn btn-plain btn-small",
                aria_expanded=rx.cond(BesideState.is_open, "true", "false"),
                on_click=ComfortState.toggle_history,
            ),
            class_name="panel-head last-head",
        ),
        rx.cond(
            BesideState.is_open,
            rx.fragment(
                rx.cond(
                    BesideState.changes.length() == 0,
                    rx.el.p("Nothing has been done to this cart yet.", class_name="panel-body quiet"),
                    rx.el.ol(rx.foreach(BesideState.changes, _change), aria_label="History"),
                ),
                rx.cond(
                    BesideState.has_more,
                    rx.el.div(
                        rx.el.button(
                            "Show older steps",
                            type="button",
                            class_name="btn btn-plain",
                            on_click=ComfortState.load_more_changes,
                        ),
                        class_name="panel-foot",
                    ),
                    None,
                ),
            ),
            None,
        ),
        class_name="panel",
    )


def _change(row: rx.vars.ObjectVar[ChangeRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.step, class_name="quiet numbers change-step", aria_hidden="true"),
        rx.el.div(
            rx.el.div(row.words, class_name=rx.cond(row.state == "Undone", "old", "")),
            rx.el.div(
                row.about,
                rx.cond(row.state != "", rx.el.span(" · ", row.state), None),
                class_name="quiet small",
            ),
        ),
        rx.el.div(
            rx.cond(
                row.can_restore,
                rx.el.button(
                    "Restore",
                    unseen(" what step ", row.step, " cleared"),
                    type="button",
                    class_name="btn btn-plain btn-small",
                    on_click=ComfortState.restore_cart,
                ),
                None,
            ),
            rx.cond(
                row.can_undo,
                rx.el.button(
                    "Undo",
                    unseen(" step ", row.step, ": ", row.words),
                    type="button",
                    class_name="btn btn-plain btn-small",
                    on_click=ComfortState.undo_step(row.id),
                ),
                None,
            ),
            class_name="row",
        ),
        key=row.id,
        class_name="change",
    )
