"""What remains of the organization's credit."""

import reflex as rx

from storefront.ui.components.basics import count_meter, money


def credit_meter(
    *, remaining: rx.Var | str, limit: rx.Var | str, used: rx.Var | str, percent: rx.Var | str
) -> rx.Component:
    """Remaining first; how much of the limit is used below it."""
    return rx.el.div(
        rx.el.div(
            rx.el.span("Remaining", class_name="quiet"),
            money(remaining, class_name="strong"),
            class_name="total-row",
        ),
        count_meter(percent, label="Share of the credit that is used"),
        rx.el.div(rx.el.span(used, " used of ", limit, class_name="quiet small numbers")),
        class_name="pile",
        style={"gap": "0.4rem"},
    )
