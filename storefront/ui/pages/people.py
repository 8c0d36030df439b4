"""People of an organization."""

import reflex as rx

from storefront.ui.components.basics import download, head, icon, labelled, opens, panel, word
from storefront.ui.components.data_table import Column, cell, data_table, pager
from storefront.ui.components.filter_form import filter_field, filter_form
from storefront.ui.components.organization_tabs import organization_tabs
from storefront.ui.components.people_sheets import (
    DISABLE_SHEET,
    FILE_SHEET,
    INVITE_SHEET,
    REMOVE_SHEET,
    disable_sheet,
    invite_sheet,
    people_file_sheet,
    remove_sheet,
)
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.people import PeopleState
from storefront.ui.states.people_rows import MemberRow

COLUMNS = [
    Column("Name"),
    Column("Where"),
    Column("Role"),
    Column("Status"),
    Column("Last seen"),
    Column("Change"),
]


def people() -> rx.Component:
    """Who may do what, where, and since when not any more."""
    return desk_page(
        organization_tabs("People"),
        head(
            "People",
            _opener("Invite", INVITE_SHEET, "user-plus", is_primary=True),
            _opener("Invite several", FILE_SHEET, "upload"),
            download("Export CSV", to=PeopleState.export_href, class_name="btn btn-plain"),
        ),
        by_phase(
            PeopleState.phase,
            loading=list_skeleton(),
            ready=rx.el.div(_filters(), _list(), class_name="pile"),
        ),
        invite_sheet(),
        people_file_sheet(),
        disable_sheet(),
        remove_sheet(),
    )


def _opener(words: str, sheet: str, drawing: str, *, is_primary: bool = False) -> rx.Component:
    return rx.el.button(
        icon(drawing, size=16),
        words,
        type="button",
        class_name="btn btn-primary" if is_primary else "btn btn-plain",
        custom_attrs=opens(sheet),
    )


def _filters() -> rx.Component:
    statuses = {"": "Any", "invited": "Invited", "active": "Active", "disabled": "Disabled"}
    return filter_form(
        labelled(
            "Name or address",
            filter_field("q", PeopleState.values["q"], kind="search"),
            class_name="filter-wide",
        ),
        labelled("Status", _select("status", statuses)),
        labelled("Role", _select("role", {"": "Any", "admin": "Admin", "user": "Buyer"})),
        label="Filter people",
        on_submit=PeopleState.filter_people,
        key=PeopleState.form_key,
        is_filtered=PeopleState.is_filtered,
        clear=PeopleState.clear_href,
    )


def _select(name: str, choices: dict[str, str]) -> rx.Component:
    return rx.el.select(
        *[rx.el.option(words, value=value) for value, words in choices.items()],
        name=name,
        default_value=PeopleState.values[name],
        class_name="field",
    )


def _list() -> rx.Component:
    return rx.cond(
        PeopleState.is_empty,
        panel(
            empty_state(
                drawing="users",
                title="Nobody fits",
                text="Change the filter, or invite somebody.",
            )
        ),
        panel(
            data_table(caption="People", columns=COLUMNS, rows=PeopleState.members, cells=_cells),
            pager(
                shown=PeopleState.shown, has_more=PeopleState.has_more, on_more=PeopleState.load_more_people
            ),
        ),
    )


def _cells(row: rx.vars.ObjectVar[MemberRow]) -> list[rx.Component]:
    return [
        cell(
            rx.el.div(row.name, class_name="strong"),
            rx.el.div(row.email, class_name="quiet small"),
            is_wide=True,
        ),
        cell(rx.el.div(row.node), rx.el.div(row.node_number, class_name="quiet small"), label="Where"),
        cell(row.role, label="Role"),
        cell(
            word(row.status, tone=row.tone),
            rx.cond(row.reason != "", rx.el.div(row.reason, class_name="quiet small"), None),
            is_wide=True,
        ),
        cell(row.seen, label="Last seen"),
        cell(_acts(row), is_wide=True),
    ]


def _acts(row: rx.vars.ObjectVar[MemberRow]) -> rx.Component:
    return rx.el.div(
        rx.cond(
            row.is_disabled,
            _act("Enable", row, PeopleState.enable_person(row.id)),
            rx.fragment(
                _act(row.other_role_words, row, PeopleState.change_role(row.id, row.other_role)),
                rx.cond(row.is_invited, _act("Send again", row, PeopleState.send_link(row.id)), None),
                _act("Disable", row, PeopleState.choose_member(row.id), sheet=DISABLE_SHEET),
            ),
        ),
        _act("Remove", row, PeopleState.choose_member(row.id), sheet=REMOVE_SHEET),
        class_name="row",
    )


def _act(
    words: rx.Var | str, row: rx.vars.ObjectVar[MemberRow], on_click: rx.event.EventType, *, sheet: str = ""
) -> rx.Component:
    return rx.el.button(
        words,
        type="button",
        aria_label=rx.Var.create(words) + ": " + row.name + ", " + row.node,
        class_name="btn btn-plain btn-small",
        on_click=on_click,
        custom_attrs=opens(sheet, waits=True) if sheet else {},
    )
