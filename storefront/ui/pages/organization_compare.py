"""Nodes of an organization side by side."""

import reflex as rx

from storefront.hierarchies.rules.settings import KINDS
from storefront.ui.components.basics import head, icon, link, panel
from storefront.ui.components.facts import look
from storefront.ui.components.organization_tabs import organization_tabs
from storefront.ui.components.picker import picker
from storefront.ui.components.states_of_lists import by_phase, cards_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.organization_compare import ComparedCell, ComparedNode, ComparedRow
from storefront.ui.states.organization_compare import OrganizationCompareState as CompareState
from storefront.ui.states.pickers import BesidePickerState
from storefront.ui.states.tree_rows import SETTINGS


def organization_compare() -> rx.Component:
    """A row for each setting, a column for each node; below it, what to copy to which."""
    return desk_page(
        organization_tabs("Tree"),
        head(
            "Side by side", below=rx.el.p("What applies at each, and where it comes from", class_name="quiet")
        ),
        by_phase(
            CompareState.phase,
            loading=cards_skeleton(cards=2),
            ready=rx.el.div(_adding(), _table(), _copying(), class_name="pile"),
        ),
    )


def _adding() -> rx.Component:
    return rx.cond(
        CompareState.can_add,
        picker(BesidePickerState, name="beside", label="Set beside", hint="Another node, by name or number"),
        rx.el.p("Six are as many as fit side by side.", class_name="quiet"),
    )


def _table() -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption("Settings side by side", class_name="unseen"),
            rx.el.thead(rx.el.tr(rx.el.th("Setting", scope="col"), rx.foreach(CompareState.nodes, _heading))),
            rx.el.tbody(rx.foreach(CompareState.rows, _row)),
            class_name="grid-table",
        ),
        class_name="table-wrap panel",
        tab_index=0,
        role="region",
        aria_label="Settings side by side",
    )


def _heading(row: rx.vars.ObjectVar[ComparedNode]) -> rx.Component:
    return rx.el.th(
        rx.el.div(
            link(row.name, to=row.href, class_name="textlink"),
            rx.cond(
                row.without != "",
                link(
                    icon("x", size=14),
                    to=row.without,
                    class_name="icon-button",
                    aria_label="Leave out " + row.name,
                ),
                None,
            ),
            class_name="row-tight",
        ),
        rx.el.div(row.number, class_name="quiet small"),
        scope="col",
    )


def _row(row: rx.vars.ObjectVar[ComparedRow]) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row.name, scope="row", class_name=rx.cond(row.is_same, "quiet", "strong")),
        rx.foreach(row.cells.to(list[ComparedCell]), _cell),
    )


def _cell(row: rx.vars.ObjectVar[ComparedCell]) -> rx.Component:
    return rx.el.td(rx.el.div(row.value), rx.el.div(row.origin, class_name="quiet small"))


def _copying() -> rx.Component:
    return rx.cond(
        CompareState.can_copy,
        _override(),
        rx.el.p(
            "Set another node beside it to compare them, or to copy from one to the other.",
            class_name="quiet",
        ),
    )


def _override() -> rx.Component:
    return panel(
        rx.el.form(
            rx.el.label(
                rx.el.span("Copy from"),
                rx.el.select(
                    rx.foreach(CompareState.nodes, lambda row: rx.el.option(row.name, value=row.number)),
                    name="source",
                    class_name="field",
                ),
                class_name="labelled",
            ),
            rx.el.fieldset(rx.el.legend("To"), rx.foreach(CompareState.nodes, _target), class_name="row"),
            rx.el.fieldset(
                rx.el.legend("What"),
                *[
                    rx.el.label(
                        rx.el.input(type="checkbox", name=f"kind_{kind}"),
                        rx.el.span(SETTINGS[kind]),
                        class_name="tick",
                    )
                    for kind in KINDS
                ],
                class_name="row",
            ),
            rx.el.button("See what it changes", type="submit", class_name="btn btn-primary"),
            on_submit=CompareState.preview_override,
            class_name="panel-body pile",
        ),
        rx.cond(
            CompareState.is_looked_at,
            look(
                words=CompareState.words,
                rows=CompareState.change_rows,
                does="Copy",
                on_do=CompareState.override_settings,
                on_leave=CompareState.load_comparison,
            ),
            None,
        ),
        title="Override",
    )


def _target(row: rx.vars.ObjectVar[ComparedNode]) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name="to_" + row.number), rx.el.span(row.name), class_name="tick"
    )
