"""Number sequences: what new numbers look like, and which comes next."""

import reflex as rx

from storefront.ui.components.basics import head, labelled, unseen
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.numbers import NumbersState, SequenceRow


def numbers() -> rx.Component:
    """A form for each sequence."""
    return desk_page(
        head(
            "Numbers",
            below=rx.el.p(
                "Numbers only go forward; one that exists is never given again.", class_name="quiet"
            ),
        ),
        by_phase(
            NumbersState.phase,
            loading=rx.el.div(list_skeleton(rows=6), class_name="panel"),
            ready=rx.el.div(rx.foreach(NumbersState.sequences, _sequence), class_name="pile"),
            refused=empty_state(drawing="ban", title="Nothing here", text="Numbers are for headquarters."),
        ),
    )


def _sequence(row: rx.vars.ObjectVar[SequenceRow]) -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="sequence", value=row.name, read_only=True),
        rx.el.div(
            rx.el.h2(row.words),
            rx.el.span("Next: ", rx.el.strong(row.next_number, class_name="numbers"), class_name="quiet"),
            class_name="spread",
        ),
        rx.el.div(
            labelled("Begins with", _field("prefix", row.prefix)),
            labelled("Figures", _field("padding", row.padding, mode="numeric")),
            labelled("Next", _field("next", row.following, mode="numeric")),
            rx.el.div(
                rx.el.button("Save", unseen(" ", row.words), type="submit", class_name="btn btn-plain"),
                class_name="row",
            ),
            class_name="filter-grid",
        ),
        on_submit=NumbersState.change_sequence,
        class_name="panel panel-body pile",
        key=row.name + row.next_number + row.padding,
        aria_label=row.words,
    )


def _field(name: str, value: rx.Var, *, mode: str = "text") -> rx.Component:
    return rx.el.input(
        name=name, default_value=value, input_mode=mode, auto_complete="off", class_name="field"
    )
