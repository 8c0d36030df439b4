"""The field seller's outlets: who waits longest, what lies in their carts, and a way in."""

import reflex as rx

from storefront.ui.components.basics import head, link, opens, panel, tag
from storefront.ui.components.data_table import Column, cell, data_table, pager
from storefront.ui.components.search_box import search_box
from storefront.ui.components.start_visit import START_SHEET, start_sheet
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.field import FieldState
from storefront.ui.states.serving import ServingState
from storefront.ui.states.visit_rows import FieldRow

COLUMNS = [
    Column("Outlet", sort="name"),
    Column("Last order"),
    Column("Days since", sort="days", is_amount=True),
    Column("In carts", is_amount=True),
    Column("Visit"),
]


def field() -> rx.Component:
    """One row for each outlet; a button starts a session on its behalf."""
    return desk_page(
        head(
            "My outlets",
            below=rx.el.p("Those that ordered nothing for longest come first.", class_name="quiet"),
        ),
        by_phase(
            FieldState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=panel(
                rx.el.div(
                    search_box(
                        label="Find an outlet by name, number or organization",
                        value=FieldState.text,
                        on_change=FieldState.search_field,
                        hint="Name, number or organization",
                    ),
                    class_name="panel-body",
                ),
                rx.cond(FieldState.is_empty, _empty(), _table()),
            ),
        ),
        start_sheet(),
    )


def _empty() -> rx.Component:
    return rx.cond(
        FieldState.text != "",
        empty_state(
            drawing="search-x", title="No outlet of yours fits", text="Try part of its name, or its number."
        ),
        empty_state(
            drawing="store",
            title="You look after no outlet yet",
            text="Headquarters puts outlets into your sales groups.",
        ),
    )


def _table() -> rx.Component:
    return rx.fragment(
        data_table(
            caption="My outlets",
            columns=COLUMNS,
            rows=FieldState.outlets,
            cells=_cells,
            sort=FieldState.sort,
            on_sort=FieldState.sort_field,
        ),
        pager(shown=FieldState.shown, has_more=FieldState.has_more, on_more=FieldState.load_more),
    )


def _cells(row: rx.vars.ObjectVar[FieldRow]) -> list[rx.Component]:
    return [
        cell(
            rx.el.div(row.name, class_name="strong"),
            rx.el.div(row.number, " · ", row.organization, class_name="quiet small"),
            is_wide=True,
        ),
        cell(
            rx.el.span(row.last_order, class_name="nowrap"),
            rx.el.div(row.last_total, class_name="quiet small numbers"),
        ),
        cell(row.days, label="Days since", is_amount=True),
        cell(
            rx.cond(row.value == "", rx.el.span("nothing", class_name="quiet"), rx.el.div(row.value)),
            rx.el.div(row.carts, class_name="quiet small"),
            label="In carts",
            is_amount=True,
        ),
        cell(
            rx.cond(
                row.is_open,
                rx.el.span(
                    tag("Open", tone="good"),
                    link(
                        "Go on",
                        to=row.href,
                        class_name="btn btn-plain btn-small",
                        aria_label="Go on at " + row.name,
                    ),
                    class_name="row-tight",
                ),
                rx.el.button(
                    "Start",
                    type="button",
                    class_name="btn btn-plain btn-small",
                    aria_label="Start a session for " + row.name,
                    on_click=ServingState.choose_outlet(row.number),
                    custom_attrs=opens(START_SHEET, waits=True),
                ),
            ),
            is_act=True,
        ),
    ]
