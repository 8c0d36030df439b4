"""What a list shows when it has nothing, is on its way, or was refused."""

import reflex as rx

from storefront.ui.components.basics import icon


def empty_state(
    *, drawing: str, title: rx.Var | str, text: rx.Var | str, actions: list[rx.Component] | None = None
) -> rx.Component:
    """Nothing here: why, and what to do about it."""
    return rx.el.div(
        icon(drawing, size=30),
        rx.el.h2(title),
        rx.el.p(text),
        rx.el.div(*(actions or []), class_name="row"),
        class_name="empty",
    )


def list_skeleton(*, rows: int = 8) -> rx.Component:
    """The shape of a list that is on its way."""
    return rx.el.div(
        *[
            rx.el.div(
                _bone("3rem", "3rem"),
                rx.el.div(
                    _bone("55%", "0.95rem"),
                    _bone("30%", "0.75rem"),
                    class_name="pile",
                    style={"flex": "1", "gap": "0.4rem"},
                ),
                _bone("7rem", "2.2rem"),
                class_name="row-tight panel-body",
            )
            for _ in range(rows)
        ],
        role="status",
        aria_label="Loading",
    )


def cards_skeleton(*, cards: int = 4) -> rx.Component:
    """The shape of cards that are on their way."""
    return rx.el.div(
        *[
            rx.el.div(
                _bone("60%", "1rem"), _bone("40%", "0.8rem"), _bone("100%", "2.2rem"), class_name="panel tile"
            )
            for _ in range(cards)
        ],
        class_name="cards",
        role="status",
        aria_label="Loading",
    )


def by_phase(
    phase: rx.Var, *, loading: rx.Component, ready: rx.Component, refused: rx.Component | None = None
) -> rx.Component:
    """What fits the phase of the page: `loading`, `ready` or `refused`."""
    shown = refused or empty_state(
        drawing="ban",
        title="This cannot be shown",
        text="The reason is given above.",
    )
    return rx.fragment(rx.match(phase, ("ready", ready), ("refused", shown), loading))


def _bone(width: str, height: str) -> rx.Component:
    return rx.el.div(class_name="bone", style={"width": width, "height": height})
