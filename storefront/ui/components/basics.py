"""Links, icons, money and other small parts."""

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink

TIMES = " \N{MULTIPLICATION SIGN} "
"""Stands between a quantity and its unit price."""


def link(*children: rx.Component | rx.Var | str, to: rx.Var | str, **props: object) -> rx.Component:
    """A link within the application: no page load, and the new page's script is fetched when it is pointed at."""
    return ReactRouterLink.create(*children, to=to, **props)


def download(*children: rx.Component | rx.Var | str, to: rx.Var | str, **props: object) -> rx.Component:
    """A link to a file that the API makes: to the router it would be a page that there is not."""
    return link(*children, to=to, reload_document=True, download=True, **props)


def icon(name: str, *, size: int = 18) -> rx.Component:
    """A drawing beside a word, unseen by screen readers."""
    return rx.icon(name, size=size, custom_attrs={"aria-hidden": "true"}, stroke_width=1.75)


def money(amount: rx.Var | str, **props: object) -> rx.Component:
    """An amount with its currency: right-aligned, in figures of one width."""
    classes = f"money {props.pop('class_name', '')}"
    return rx.el.span(amount, class_name=classes, **props)


def opens(sheet: str, *, waits: bool = False) -> dict[str, str]:
    """Attributes of a button that opens a dialog; `waits` when the same click asks the server to fill it.

    A dialog that is waited for says `filled(…)`: until that changes it shows nothing, neither the last one's
    content nor a field whose words would be lost.
    """
    return {"data-opens": sheet} | ({"data-awaits": ""} if waits else {})


def filled(times: rx.vars.NumberVar) -> dict[str, rx.Var]:
    """Attributes of a dialog that the server fills; `times` counts how often it did."""
    return {"data-filled": times}


def unseen(*children: rx.Component | rx.Var | str) -> rx.Component:
    """Words for screen readers alone."""
    return rx.el.span(*children, class_name="unseen")


def word(text: rx.Var | str, *, tone: rx.Var | str) -> rx.Component:
    """A state in a word and a colour, with a mark whose shape differs as well."""
    return rx.el.span(text, class_name="word", custom_attrs={"data-tone": tone})


def tag(text: rx.Var | str, *, tone: rx.Var | str = "plain") -> rx.Component:
    """A short label."""
    return rx.el.span(text, class_name="tag", custom_attrs={"data-tone": tone})


def labelled(label: str, control: rx.Component, *, hint: rx.Var | str = "", **props: object) -> rx.Component:
    """A control under its label, with a hint below."""
    below = [rx.el.span(hint, class_name="quiet small")] if not isinstance(hint, str) or hint else []
    classes = f"labelled {props.pop('class_name', '')}"
    return rx.el.label(rx.el.span(label), control, *below, class_name=classes, **props)


def panel(
    *children: rx.Component,
    title: rx.Var | str = "",
    tools: list[rx.Component] | None = None,
    **props: object,
) -> rx.Component:
    """A surface with an optional heading and what belongs beside it."""
    has_title = not isinstance(title, str) or bool(title)
    head = (
        [rx.el.div(rx.el.h2(title), rx.el.div(*(tools or []), class_name="row"), class_name="panel-head")]
        if has_title
        else []
    )
    classes = f"panel {props.pop('class_name', '')}"
    return rx.el.section(*head, *children, class_name=classes, **props)


def head(title: rx.Var | str, *tools: rx.Component, below: rx.Component | None = None) -> rx.Component:
    """The title of a page, and what one does on it."""
    under = [below] if below is not None else []
    return rx.el.div(
        rx.el.div(rx.el.h1(title, id="title", tab_index=-1), *under),
        rx.el.div(*tools, class_name="row no-print head-tools"),
        class_name="head",
    )


def count_meter(percent: rx.Var | str, *, label: str) -> rx.Component:
    """How much of something is reached."""
    return rx.el.div(rx.el.span(style={"width": percent}), class_name="meter", role="img", aria_label=label)
