"""A field in which somebody types a part of a name or number and chooses from what fits."""

from collections.abc import Callable

import reflex as rx

from storefront.ui.components.basics import link
from storefront.ui.states.picking import LONGEST_TEXT, PickingState, PickRow

PAUSE = 180


def picker(
    state: type[PickingState],
    *,
    name: str,
    label: rx.Var | str,
    hint: str = "Name or number",
    value: rx.Var | str = "",
    **props: object,
) -> rx.Component:
    """A combobox whose options are links; `name` is unique on the page, a change of `value` makes the field anew."""
    classes = f"picker {props.pop('class_name', '')}"
    return rx.el.form(
        *_combobox(state, name=name, field="pick", label=label, hint=hint, value=value, row=_link),
        role="search",
        on_submit=state.take,
        key=value,
        class_name=classes,
        custom_attrs={"data-picker": ""},
        **props,
    )


def picker_field(
    state: type[PickingState],
    *,
    name: str,
    field: str,
    label: str,
    hint: str = "Name or number",
    about: str = "",
) -> rx.Component:
    """The same as a field of another form, which is sent as `field`: what is chosen stays in it, see `typed.chosen`."""
    return rx.el.div(
        *_combobox(state, name=name, field=field, label=label, hint=hint, value="", row=_button),
        rx.el.span(about, class_name="quiet small"),
        class_name="picker",
        custom_attrs={"data-picker": ""},
    )


def _combobox(
    state: type[PickingState],
    *,
    name: str,
    field: str,
    label: rx.Var | str,
    hint: str,
    value: rx.Var | str,
    row: Callable[[rx.vars.ObjectVar[PickRow], rx.Var, str], rx.Component],
) -> tuple[rx.Component, rx.Component]:
    options = f"{name}-options"
    return (
        rx.el.label(
            rx.el.span(label),
            rx.el.input(
                id=name,
                name=field,
                default_value=value,
                placeholder=hint,
                max_length=LONGEST_TEXT,
                on_change=state.suggest.debounce(PAUSE),
                on_focus=state.suggest(""),
                auto_complete="off",
                role="combobox",
                aria_autocomplete="list",
                aria_controls=options,
                aria_expanded=rx.cond(state.options.length() > 0, "true", "false"),
                class_name="field",
                custom_attrs={"data-picks": "", "enterKeyHint": "go", "spellCheck": "false"},
            ),
            class_name="labelled",
        ),
        rx.el.div(
            rx.foreach(state.options, lambda each, place: row(each, place, name)),
            rx.cond(
                state.nothing != "",
                rx.el.p(
                    "Nothing fits \u201c", state.nothing, "\u201d.", class_name="quiet small lookup-option"
                ),
                None,
            ),
            id=options,
            role="listbox",
            aria_label=label,
            class_name="float lookup",
            hidden=(state.options.length() == 0) & (state.nothing == ""),
        ),
    )


def _button(row: rx.vars.ObjectVar[PickRow], place: rx.Var, name: str) -> rx.Component:
    return rx.el.button(
        *_words(row),
        type="button",
        id=rx.Var.create(f"{name}-option-") + place.to_string(),
        role="option",
        tab_index=-1,
        aria_selected="false",
        class_name="lookup-option",
        custom_attrs={"data-fills": row.name + " (" + row.value + ")"},
    )


def _words(row: rx.vars.ObjectVar[PickRow]) -> tuple[rx.Component, rx.Component]:
    return rx.el.span(row.name, class_name="lookup-name clip"), rx.el.span(row.about, class_name="sku clip")


def _link(row: rx.vars.ObjectVar[PickRow], place: rx.Var, name: str) -> rx.Component:
    return link(
        *_words(row),
        to=row.href,
        id=rx.Var.create(f"{name}-option-") + place.to_string(),
        role="option",
        tab_index=-1,
        aria_selected="false",
        class_name="lookup-option",
    )
