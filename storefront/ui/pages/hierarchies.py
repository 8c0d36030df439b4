"""Every customer hierarchy, for headquarters."""

import reflex as rx

from storefront.ui.components.basics import head, link
from storefront.ui.components.data_table import Column, cell, data_table, pager
from storefront.ui.components.facts import search_form
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.hierarchies import HierarchiesState, HierarchyRow

COLUMNS = [
    Column("Organization"),
    Column("Number"),
    Column("Outlets", is_amount=True),
    Column("Admins", is_amount=True),
    Column("Sellers"),
]


def hierarchies() -> rx.Component:
    """Search, and a row for each."""
    return desk_page(
        head(
            "Customer hierarchies", below=rx.el.p("Who buys, and how each is organized", class_name="quiet")
        ),
        by_phase(
            HierarchiesState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(
                search_form(
                    label="Find a hierarchy by name or number",
                    hint="Name or number",
                    on_submit=HierarchiesState.find_hierarchies,
                ),
                rx.el.section(
                    data_table(
                        caption="Customer hierarchies",
                        columns=COLUMNS,
                        rows=HierarchiesState.rows,
                        cells=_cells,
                    ),
                    rx.cond(
                        HierarchiesState.is_empty,
                        empty_state(
                            drawing="search-x", title="None fits", text="Try part of a name, or a number."
                        ),
                        pager(
                            shown=HierarchiesState.rows.length().to_string() + " shown",
                            has_more=HierarchiesState.has_more,
                            on_more=HierarchiesState.load_more,
                        ),
                    ),
                    class_name="panel",
                ),
                class_name="pile",
            ),
        ),
    )


def _cells(row: rx.vars.ObjectVar[HierarchyRow]) -> list[rx.Component]:
    return [
        cell(link(row.name, to=row.href, class_name="textlink strong"), is_wide=True),
        cell(rx.el.span(row.number, " · ", row.organization, class_name="quiet small nowrap"), is_wide=True),
        cell(row.outlets, label="Outlets", is_amount=True),
        cell(row.admins, label="Admins", is_amount=True),
        cell(rx.el.span(row.sellers, class_name="small"), is_wide=True),
    ]
