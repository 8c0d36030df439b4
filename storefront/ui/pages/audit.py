"""The audit, for headquarters and for an organization."""

import reflex as rx

from storefront.ui.components.basics import download, head, labelled, link, panel, unseen
from storefront.ui.components.data_table import Column, cell, data_table, pager
from storefront.ui.components.filter_form import filter_field, filter_form
from storefront.ui.components.organization_tabs import organization_tabs
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.audit import AuditState, ChangeRow, EntryRow

COLUMNS = [Column("When"), Column("Who"), Column("What"), Column("Changed")]


def audit() -> rx.Component:
    """Everything that was written, by whomever."""
    return desk_page(*_content())


def organization_audit() -> rx.Component:
    """What was written about one organization."""
    return desk_page(organization_tabs("Audit"), *_content())


def _content() -> tuple[rx.Component, ...]:
    return (
        head(
            "Audit",
            download("Export CSV", to=AuditState.export_href, class_name="btn btn-plain"),
            below=rx.el.p("Entries are only ever added, and chained to each other.", class_name="quiet"),
        ),
        by_phase(
            AuditState.phase,
            loading=list_skeleton(),
            ready=rx.el.div(_filters(), _list(), class_name="pile"),
        ),
    )


def _filters() -> rx.Component:
    values = AuditState.values
    return filter_form(
        labelled("Action", filter_field("action", values["action"], placeholder="member.disabled")),
        labelled("Done to", filter_field("subject", values["subject"], placeholder="Number or address")),
        labelled("Who", filter_field("who", values["who"], placeholder="Part of a name")),
        labelled("From day", filter_field("made_from", values["made_from"], kind="date")),
        labelled("To day", filter_field("made_to", values["made_to"], kind="date")),
        label="Filter the audit",
        on_submit=AuditState.filter_audit,
        key=AuditState.form_key,
        is_filtered=AuditState.is_filtered,
        clear=AuditState.clear_href,
    )


def _list() -> rx.Component:
    return rx.cond(
        AuditState.is_empty,
        panel(
            empty_state(drawing="scroll-text", title="No entries", text="Nothing that fits was written yet.")
        ),
        panel(
            data_table(caption="Entries", columns=COLUMNS, rows=AuditState.entries, cells=_cells),
            pager(shown=AuditState.shown, has_more=AuditState.has_more, on_more=AuditState.load_more_entries),
        ),
    )


def _cells(row: rx.vars.ObjectVar[EntryRow]) -> list[rx.Component]:
    return [
        cell(rx.el.div(row.made), rx.el.div("No. ", row.sequence, class_name="quiet small numbers")),
        cell(rx.el.div(row.who), rx.el.div(row.address, class_name="quiet small"), is_wide=True),
        cell(
            rx.el.div(
                link(row.action, to=row.action_href, class_name="quietlink strong", title="Only this action")
            ),
            rx.el.div(
                link(
                    row.subject,
                    to=row.subject_href,
                    class_name="quietlink small",
                    title="Only what was done to this",
                )
            ),
            rx.cond(row.reason != "", rx.el.div("Reason: ", row.reason, class_name="quiet small"), None),
            is_wide=True,
        ),
        cell(
            rx.el.table(
                rx.el.caption("What changed", class_name="unseen"),
                rx.el.tbody(rx.foreach(row.changes.to(list[ChangeRow]), _change)),
                class_name="changes small",
            ),
            is_wide=True,
        ),
    ]


def _change(row: rx.vars.ObjectVar[ChangeRow]) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row.field, scope="row", class_name="quiet"),
        rx.el.td(
            rx.cond(
                row.before != "",
                rx.fragment(
                    row.before,
                    rx.el.span(" \N{RIGHTWARDS ARROW} ", aria_hidden="true", class_name="quiet"),
                    unseen(" became "),
                ),
                None,
            ),
            row.after,
        ),
    )
