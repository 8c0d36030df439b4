"""The sheet in which the outlet is switched, with a word about what changes and what stays."""

import reflex as rx

from storefront.ui.components.basics import icon, link, tag
from storefront.ui.components.context_bar import OUTLET_SHEET
from storefront.ui.components.search_box import search_box
from storefront.ui.states.choosing import OutletsState
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import OutletRow


def outlet_sheet() -> rx.Component:
    """A modal dialog; the browser keeps the focus inside and gives it back."""
    return rx.el.dialog(
        rx.cond(OutletsState.chosen.number != "", _confirmation(), _choice()),
        id=OUTLET_SHEET,
        class_name="sheet",
        aria_label="Switch outlet",
    )


def outlet_search(*, label: str) -> rx.Component:
    """Finds an outlet by words of its name or by its number."""
    return search_box(label=label, value=OutletsState.text, on_change=OutletsState.search_outlets)


def _choice() -> rx.Component:
    return rx.fragment(
        rx.el.div(rx.el.h2("Switch outlet"), _close(), class_name="panel-head keeps"),
        rx.el.div(outlet_search(label="Find an outlet"), class_name="panel-body"),
        rx.el.div(rx.foreach(OutletsState.outlets, _pick), aria_live="polite"),
        rx.cond(
            OutletsState.has_more,
            rx.el.div("There are more: type part of a name or number.", class_name="panel-foot quiet small"),
            None,
        ),
        rx.cond(
            ContextState.acting_for != "",
            rx.el.div(
                link(
                    "Act for another outlet",
                    to=ContextState.desk_href,
                    class_name="btn btn-plain full",
                    custom_attrs={"data-closes": ""},
                ),
                class_name="panel-foot",
            ),
            None,
        ),
        rx.cond(
            OutletsState.is_empty, rx.el.div("No outlet of yours fits.", class_name="panel-foot quiet"), None
        ),
    )


def _pick(row: rx.vars.ObjectVar[OutletRow]) -> rx.Component:
    return rx.el.button(
        rx.el.span(row.name, class_name="strong clip"),
        rx.el.span(rx.cond(row.is_current, tag("Selected"), rx.el.span(row.used, class_name="quiet small"))),
        rx.el.span(row.number, " · ", row.organization, class_name="quiet small clip"),
        type="button",
        class_name="pick",
        on_click=OutletsState.choose_outlet(row.number),
        aria_current=rx.cond(row.is_current, "true", "false"),
    )


def _confirmation() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h2("Switch to ", OutletsState.chosen.name, "?"), _close(), class_name="panel-head keeps"
        ),
        rx.el.div(
            rx.el.p(
                rx.el.span("Changes: ", class_name="strong"),
                "prices, assortment, stock, sellers and the delivery address become those of ",
                OutletsState.chosen.name,
                ".",
            ),
            rx.el.p(
                rx.el.span("Stays: ", class_name="strong"),
                "every cart of ",
                ContextState.outlet_name,
                " waits there as it is. Nothing is moved or merged.",
            ),
            class_name="panel-body pile",
        ),
        rx.el.div(
            link(
                "Switch outlet",
                to=OutletsState.chosen.href,
                class_name="btn btn-primary",
                on_click=OutletsState.forget_choice,
                custom_attrs={"data-closes": ""},
            ),
            rx.el.button(
                "Stay here",
                type="button",
                class_name="btn btn-plain",
                on_click=OutletsState.forget_choice,
                custom_attrs={"data-closes": ""},
            ),
            class_name="panel-foot row",
        ),
    )


def _close() -> rx.Component:
    return rx.el.button(
        icon("x"),
        type="button",
        class_name="icon-button",
        aria_label="Close",
        on_click=OutletsState.forget_choice,
        custom_attrs={"data-closes": ""},
    )
