"""Those who want to become partners, as a list."""

import reflex as rx

from storefront.ui.components.basics import head, labelled, link, tag
from storefront.ui.components.data_table import Column, cell, data_table, pager
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.components.status_tabs import status_tabs
from storefront.ui.shell import desk_page
from storefront.ui.states.prospects import ProspectRow, ProspectsState

COLUMNS = [
    Column("Number"),
    Column("Company"),
    Column("Contact"),
    Column("Town"),
    Column("Sent"),
    Column("Status"),
]


def prospects() -> rx.Component:
    """Newest first, by status."""
    return desk_page(
        head("Prospects", below=rx.el.p("Requests to buy or to sell here", class_name="quiet")),
        by_phase(
            ProspectsState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(
                status_tabs(
                    ProspectsState.tabs, current=ProspectsState.current_tab, label="Prospects by status"
                ),
                _search(),
                _list(),
                class_name="pile",
            ),
            refused=empty_state(drawing="ban", title="Nothing here", text="This list is for headquarters."),
        ),
    )


def _search() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            labelled(
                "Company, number or e-mail address",
                rx.el.input(
                    name="q",
                    type="search",
                    default_value=ProspectsState.text,
                    auto_complete="off",
                    class_name="field",
                    key=ProspectsState.text,
                ),
                class_name="filter-wide",
            ),
            rx.el.div(rx.el.button("Search", type="submit", class_name="btn btn-primary")),
            class_name="filter-grid",
        ),
        on_submit=ProspectsState.search_prospects,
        class_name="panel panel-body",
        aria_label="Search prospects",
    )


def _list() -> rx.Component:
    return rx.cond(
        ProspectsState.is_empty,
        empty_state(drawing="inbox", title="No prospect here", text="New requests come from the page /join."),
        rx.el.div(
            data_table(caption="Prospects", columns=COLUMNS, rows=ProspectsState.prospects, cells=_cells),
            pager(
                shown=ProspectsState.shown,
                has_more=ProspectsState.has_more,
                on_more=ProspectsState.load_more,
            ),
            class_name="panel",
        ),
    )


def _cells(row: rx.vars.ObjectVar[ProspectRow]) -> list[rx.Component]:
    return [
        cell(link(row.number, to=row.href, class_name="textlink strong numbers")),
        cell(rx.el.div(row.company), rx.el.div(row.kind, class_name="quiet small"), is_wide=True),
        cell(rx.el.div(row.contact), rx.el.div(row.email, class_name="quiet small clip"), is_wide=True),
        cell(row.city, is_extra=True),
        cell(rx.el.span(row.submitted, class_name="numbers nowrap")),
        cell(tag(row.status, tone=row.tone)),
    ]
