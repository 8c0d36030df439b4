"""The statuses that a list can be narrowed to, each a link to itself."""

import reflex as rx

from storefront.ui.components.basics import link


def status_tabs(rows: rx.Var, *, current: rx.Var, label: str) -> rx.Component:
    """`rows` are of the kind `ChoiceRow`; the one with the value `current` is marked."""
    return rx.el.nav(
        rx.el.ul(
            rx.foreach(
                rows,
                lambda row: rx.el.li(
                    link(row.label, to=row.href, aria_current=rx.cond(row.value == current, "page", "false"))
                ),
            )
        ),
        class_name="nav-desk",
        aria_label=label,
    )
