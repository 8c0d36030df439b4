"""Where somebody is signed in, the same on the account's page and on the profile's."""

import reflex as rx

from storefront.ui.components.basics import panel, tag
from storefront.ui.states.account import AccountState
from storefront.ui.states.profile import ProfileState
from storefront.ui.states.rows import SessionRow

Ending = type[AccountState] | type[ProfileState]


def sessions_panel(state: Ending) -> rx.Component:
    """A line for each session; those of other browsers can be ended."""
    return panel(
        rx.el.ul(rx.foreach(state.sessions, lambda row: _session(row, state))),
        title="Where you are signed in",
    )


def _session(row: rx.vars.ObjectVar[SessionRow], state: Ending) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                row.device,
                rx.cond(row.is_current, tag("This browser", tone="good"), None),
                class_name="row-tight",
            ),
            rx.el.div(
                row.address,
                " \N{MIDDLE DOT} used ",
                row.seen,
                " \N{MIDDLE DOT} ",
                row.since,
                class_name="quiet small",
            ),
        ),
        rx.cond(
            row.is_current,
            rx.fragment(),
            rx.el.button(
                "End session",
                type="button",
                aria_label="End session: " + row.device + ", used " + row.seen,
                class_name="btn btn-plain btn-small",
                on_click=state.end_session(row.id),
            ),
        ),
        class_name="spread panel-line",
    )
