"""What can this person do in this outlet, and why."""

import reflex as rx

from storefront.ui.components.basics import head, panel, word
from storefront.ui.components.data_table import Column, cell, data_table
from storefront.ui.components.organization_tabs import organization_tabs
from storefront.ui.components.picker import picker
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.access import AccessState, RightRow
from storefront.ui.states.pickers import OutletPickerState, PersonPickerState

COLUMNS = [Column("Right"), Column("Given"), Column("Why")]


def access() -> rx.Component:
    """For headquarters: anybody, in any outlet."""
    return desk_page(*_content())


def organization_access() -> rx.Component:
    """For admins: their people, in their outlets."""
    return desk_page(organization_tabs("Access"), *_content())


def _content() -> tuple[rx.Component, ...]:
    return (
        head(
            "Access",
            below=rx.el.p("What a person can do in an outlet, and what decides it.", class_name="quiet"),
        ),
        by_phase(
            AccessState.phase,
            loading=list_skeleton(),
            ready=rx.el.div(_question(), _rights(), class_name="pile"),
        ),
    )


def _question() -> rx.Component:
    return rx.el.div(
        picker(
            PersonPickerState,
            name="person",
            label="Person",
            hint="Name or e-mail address",
            value=AccessState.contact,
        ),
        picker(OutletPickerState, name="outlet", label="Outlet", value=AccessState.outlet),
        class_name="panel panel-body picker-pair",
    )


def _rights() -> rx.Component:
    return rx.cond(
        AccessState.title != "",
        panel(
            data_table(caption="Rights", columns=COLUMNS, rows=AccessState.rights, cells=_cells),
            title=AccessState.title,
        ),
        empty_state(
            drawing="key-round",
            title="Choose a person and an outlet",
            text="Every right is shown with the membership, sales group or duty that decides it.",
        ),
    )


def _cells(row: rx.vars.ObjectVar[RightRow]) -> list[rx.Component]:
    return [
        cell(rx.el.span(row.name, class_name="strong")),
        cell(word(row.word, tone=row.tone)),
        cell(row.reason, is_wide=True),
    ]
