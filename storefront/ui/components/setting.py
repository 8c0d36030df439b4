"""One setting of a node while it is being changed: what is typed, what it touches, done."""

import reflex as rx

from storefront.ui.components.basics import panel
from storefront.ui.components.facts import look, text_field
from storefront.ui.states.node_setting import ADDRESS, NodeSettingState
from storefront.ui.states.rows import ChoiceRow


def setting_panel() -> rx.Component:
    """The setting that is being changed."""
    state = NodeSettingState
    fields = rx.match(
        state.kind,
        ("cap", _amount("2500.00; empty inherits again")),
        ("limit", _amount("25000.00")),
        ("terms", text_field("days", "Days", value=state.days, hint="30")),
        (
            "address",
            rx.fragment(
                *[
                    text_field(name, name.capitalize(), value=state.address[place])
                    for place, name in enumerate(ADDRESS)
                ]
            ),
        ),
        rx.el.fieldset(
            rx.el.legend("Choose", class_name="unseen"), rx.foreach(state.options, _option), class_name="pile"
        ),
    )
    return rx.cond(
        state.key != "",
        panel(
            rx.el.form(
                fields,
                rx.el.div(
                    rx.el.button("See what it touches", type="submit", class_name="btn btn-primary"),
                    rx.cond(
                        state.is_own,
                        rx.el.button(
                            "Inherit instead",
                            type="button",
                            class_name="btn btn-plain",
                            on_click=state.preview_inheriting,
                        ),
                        None,
                    ),
                    rx.el.button(
                        "Leave it", type="button", class_name="btn btn-plain", on_click=state.forget_setting
                    ),
                    class_name="row",
                ),
                on_submit=state.preview_setting,
                key=state.key,
                class_name="panel-body pile",
            ),
            rx.cond(
                state.is_looked_at,
                look(
                    words=state.words,
                    rows=state.rows,
                    does="Set it",
                    on_do=state.set_it,
                    on_leave=state.forget_setting,
                ),
                None,
            ),
            title=state.title,
        ),
        None,
    )


def _amount(hint: str) -> rx.Component:
    """An amount and its currency: a cap in one says nothing about another."""
    return rx.el.div(
        text_field("amount", "Amount", value=NodeSettingState.amount, hint=hint),
        text_field("currency", "Currency", value=NodeSettingState.currency),
        class_name="row",
    )


def _option(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name="code_" + row.value, default_checked=row.is_current),
        rx.el.span(row.label, rx.el.span(" ", row.value, class_name="quiet small")),
        class_name="tick",
    )
