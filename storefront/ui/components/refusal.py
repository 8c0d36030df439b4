"""Where every page says what it refused, what it lost touch with, and what changed."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from storefront.ui.components.basics import icon
from storefront.ui.states.connection import ConnectionState
from storefront.ui.states.notice import NoticeState


def refusal(
    message: rx.Var | str, *, code: rx.Var | str = "", on_dismiss: rx.event.EventType | None = None
) -> rx.Component:
    """A refusal: what would be accepted, in words; its code for whoever asks for help."""
    dismiss = (
        [
            rx.el.button(
                icon("x"), type="button", on_click=on_dismiss, class_name="icon-button", aria_label="Dismiss"
            )
        ]
        if on_dismiss is not None
        else []
    )
    return rx.el.div(
        icon("circle-alert"),
        rx.el.span(message),
        *dismiss,
        class_name="refused",
        role="alert",
        custom_attrs={"data-code": code},
    )


def refusal_area() -> rx.Component:
    """The last refusal of this tab, until something succeeds."""
    return rx.el.div(
        rx.cond(
            NoticeState.refusal != "",
            refusal(
                NoticeState.refusal, code=NoticeState.refusal_code, on_dismiss=NoticeState.dismiss_refusal
            ),
            None,
        ),
        class_name="refused-place no-print",
        custom_attrs={"data-refusals": NoticeState.refusals},
    )


def live_region() -> rx.Component:
    """Says what changed to those who do not see it."""
    return rx.el.div(NoticeState.said, class_name="unseen", role="status", aria_live="polite", id="said")


def connection_banner() -> rx.Component:
    """Says that this browser lost the server, or the server its shared memory; both mend by themselves."""
    return rx.el.div(
        rx.cond(
            has_connection_errors,
            rx.el.div(
                icon("wifi-off"),
                rx.el.span("No connection. What you see is kept; this page tries again by itself."),
                class_name="cut-off",
            ),
            rx.cond(
                ConnectionState.is_cut_off,
                rx.el.div(
                    icon("plug-zap"),
                    rx.el.span(
                        "Part of the service is away for a moment. Carts and orders are safe; this page goes on by itself."
                    ),
                    class_name="cut-off",
                ),
                None,
            ),
        ),
        role="status",
        aria_live="polite",
    )
