"""What a seller decided about an order, the same for both sides."""

import reflex as rx

from storefront.ui.components.basics import panel, tag
from storefront.ui.states.seller_rows import DecisionRow


def decisions_panel(rows: rx.Var) -> rx.Component:
    """Who decided what, when and why; nothing while nothing was decided."""
    return rx.cond(
        rows.length() > 0,
        panel(
            rx.el.ol(rx.foreach(rows, _decision), class_name="panel-body pile", role="list"),
            title="What the seller decided",
            aria_label="What the seller decided",
        ),
        None,
    )


def _decision(row: rx.vars.ObjectVar[DecisionRow]) -> rx.Component:
    return rx.el.li(
        tag(row.words, tone=row.tone),
        rx.cond(row.reason != "", rx.el.p(row.reason), None),
        rx.el.p(row.made, class_name="quiet small"),
        class_name="pile-tight",
    )
