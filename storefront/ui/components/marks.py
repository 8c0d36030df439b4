"""The heart and the compare mark beside a product, and the tray of what is compared."""

import reflex as rx

from storefront.ui.components.basics import icon, link, unseen
from storefront.ui.states.comfort_rows import TrayRow
from storefront.ui.states.rows import OfferRow
from storefront.ui.states.wishing import WishingState


def heart(row: rx.vars.ObjectVar[OfferRow]) -> rx.Component:
    """Saves a product to the default wish list, or takes it off."""
    is_wished = WishingState.wished[row.key]
    return rx.el.button(
        icon("heart"),
        unseen("Save to wish list: ", row.name),
        type="button",
        class_name="icon-button heart",
        aria_pressed=rx.cond(is_wished, "true", "false"),
        title="Save to wish list",
        on_click=WishingState.toggle_wish(row.sku, row.catalog),
    )


def compare_mark(row: rx.vars.ObjectVar[OfferRow], *, class_name: str = "") -> rx.Component:
    """Puts a product into the comparison, or takes it out."""
    is_compared = WishingState.compared[row.key]
    return rx.el.button(
        icon("scale"),
        unseen("Compare ", row.name),
        type="button",
        class_name=f"icon-button compare-mark {class_name}",
        aria_pressed=rx.cond(is_compared, "true", "false"),
        title="Compare",
        on_click=WishingState.toggle_compared(row.sku, row.catalog),
    )


def marks_of_row(row: rx.vars.ObjectVar[OfferRow]) -> rx.Component:
    """Both, for a row of a list; a phone has room for the heart alone."""
    return rx.el.div(
        heart(row), rx.el.span(compare_mark(row), class_name="only-wide"), class_name="offer-marks marks"
    )


def compare_tray() -> rx.Component:
    """What is being compared, while it is something; asks before another catalog replaces it."""
    return rx.cond(
        WishingState.tray.length() > 0,
        rx.el.section(
            rx.el.span("Compare ", WishingState.count, class_name="strong nowrap"),
            rx.el.div(rx.foreach(WishingState.tray, _item), class_name="tray-items"),
            rx.el.div(
                link("Compare", to=WishingState.compare_href, class_name="btn btn-primary btn-small"),
                rx.el.button(
                    "Clear",
                    unseen(" the comparison"),
                    type="button",
                    class_name="btn btn-ghost btn-small",
                    on_click=WishingState.clear_comparison,
                ),
                class_name="row",
            ),
            rx.cond(
                WishingState.question != "",
                rx.el.div(
                    rx.el.span(WishingState.question),
                    rx.el.button(
                        "Start anew",
                        type="button",
                        class_name="btn btn-plain btn-small",
                        on_click=WishingState.start_anew,
                    ),
                    class_name="issue row tray-question",
                    role="alert",
                ),
                None,
            ),
            class_name="tray no-print",
            aria_label="Comparison",
        ),
        None,
    )


def _item(row: rx.vars.ObjectVar[TrayRow]) -> rx.Component:
    return rx.el.div(
        rx.el.img(src=row.image, alt="", width="32", height="32"),
        rx.el.span(row.name, class_name="clip small"),
        rx.el.button(
            icon("x", size=16),
            unseen("Take ", row.name, " out of the comparison"),
            type="button",
            class_name="icon-button",
            on_click=WishingState.drop_compared(row.sku),
        ),
        class_name="tray-item",
    )
