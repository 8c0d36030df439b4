"""Why a price is what it is: every price that was considered, the winner first."""

import reflex as rx

from storefront.ui.components.basics import icon, money
from storefront.ui.states.rows import TraceRow


def price_trace(rows: rx.Var) -> rx.Component:
    """The candidates behind a price in an ordered list."""
    return rx.el.ol(rx.foreach(rows, _candidate), class_name="trace", aria_label="Prices considered")


def _candidate(row: rx.vars.ObjectVar[TraceRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(rx.cond(row.has_won, icon("check", size=16), None), class_name="good"),
        rx.el.div(
            rx.el.div(row.name, class_name=rx.cond(row.has_won, "strong", "")),
            rx.el.div(
                row.rule,
                rx.cond(row.until != "", rx.el.span(" · ", row.until), None),
                class_name="quiet small",
            ),
        ),
        rx.el.div(
            money(row.price, class_name=rx.cond(row.has_won, "strong", "quiet")),
            rx.el.div(row.outcome, class_name=rx.cond(row.has_won, "good small strong", "quiet small")),
            style={"text_align": "right"},
        ),
    )
