"""Moving in by a file: choose it, see what each row means, then have it written."""

import reflex as rx

from storefront.ui.components.basics import head, labelled, panel, word
from storefront.ui.components.data_table import Column, cell, data_table, pager
from storefront.ui.components.file_choice import file_choice
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.importing import (
    LONGEST_FILE,
    AnswerRow,
    ImportingState,
    MergeRow,
    OutcomeRow,
)

FILE_FIELD = "import-file"
COLUMNS = [Column("Line"), Column("What"), Column("Answer"), Column("Why")]


def importing() -> rx.Component:
    """A file, its answers, and the button that writes it."""
    return desk_page(
        head(
            "Moving in",
            below=rx.el.p(
                "Organizations with their outlets and people, from a file. The same file again changes nothing.",
                class_name="quiet",
            ),
        ),
        by_phase(
            ImportingState.phase,
            loading=list_skeleton(),
            ready=rx.el.div(
                _file(),
                rx.cond(
                    ImportingState.summary != "", rx.el.div(_answers(), _merges(), class_name="pile"), None
                ),
                class_name="pile",
            ),
            refused=empty_state(drawing="ban", title="Nothing here", text="Moving in is for headquarters."),
        ),
    )


def _file() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            labelled(
                "What the file holds",
                rx.el.select(
                    rx.el.option("Organizations, outlets and contacts", value="organizations"),
                    rx.el.option("A row for each person and account", value="people-per-account"),
                    name="kind",
                    class_name="field",
                ),
            ),
            labelled(
                "The file",
                rx.el.textarea(
                    name="file",
                    id=FILE_FIELD,
                    rows=6,
                    class_name="field",
                    placeholder="kind,number,name,parent,organization,hierarchy,street,city,postcode,country,email,role,node",
                    custom_attrs={"spellCheck": "false", "data-most": str(LONGEST_FILE)},
                ),
                hint="CSV or XLSX, or rows copied from a spreadsheet. The first line names the columns: for organizations "
                "kind, number, name, parent and so on as above; for people email, name, account, role, active, "
                "password_hash. Up to 10,000 rows as CSV, some 5,000 as XLSX; more as CSV with the command line.",
            ),
            class_name="pile",
        ),
        rx.el.div(
            file_choice({"data-reads-rows": FILE_FIELD}),
            rx.el.button("Try it", type="submit", class_name="btn btn-primary"),
            rx.el.span("Nothing is written yet.", class_name="quiet small"),
            class_name="row",
        ),
        on_submit=ImportingState.try_file,
        class_name="panel panel-body pile",
        aria_label="File to move in",
    )


def _answers() -> rx.Component:
    return panel(
        rx.el.p(ImportingState.summary, class_name="strong panel-body", role="status"),
        rx.el.ul(
            rx.foreach(ImportingState.notes, lambda note: rx.el.li(note, class_name="quiet panel-line"))
        ),
        rx.el.div(
            rx.foreach(ImportingState.outcomes, _outcome),
            class_name="row panel-body",
            role="group",
            aria_label="Rows shown",
        ),
        data_table(caption="Rows of the file", columns=COLUMNS, rows=ImportingState.answers, cells=_cells),
        pager(
            shown=ImportingState.shown,
            has_more=ImportingState.has_more,
            on_more=ImportingState.show_more_rows,
        ),
        rx.cond(ImportingState.can_apply, _apply(), None),
    )


def _apply() -> rx.Component:
    return rx.el.div(
        rx.cond(
            ImportingState.has_wrong,
            rx.el.button(
                "Write all but the wrong rows",
                type="button",
                class_name="btn btn-primary",
                on_click=ImportingState.apply_file(True),  # noqa: FBT003 -- Reflex calls it so
            ),
            rx.el.button(
                "Write all rows",
                type="button",
                class_name="btn btn-primary",
                on_click=ImportingState.apply_file(False),  # noqa: FBT003 -- as above
            ),
        ),
        class_name="panel-foot",
    )


def _outcome(row: rx.vars.ObjectVar[OutcomeRow]) -> rx.Component:
    return rx.el.button(
        row.label,
        type="button",
        class_name=rx.cond(row.is_current, "btn btn-primary btn-small", "btn btn-plain btn-small"),
        aria_pressed=rx.cond(row.is_current, "true", "false"),
        on_click=ImportingState.show_outcome(row.value),
    )


def _cells(row: rx.vars.ObjectVar[AnswerRow]) -> list[rx.Component]:
    return [
        cell(row.line, label="Line"),
        cell(row.subject, is_wide=True),
        cell(word(row.outcome, tone=row.tone), label="Answer"),
        cell(row.words, is_wide=True),
    ]


def _merges() -> rx.Component:
    return rx.cond(
        ImportingState.merged != "",
        panel(
            rx.el.p(ImportingState.merged, class_name="quiet panel-body"),
            rx.el.ul(rx.foreach(ImportingState.merges, _merge), aria_label="Merges"),
            title="One person each",
        ),
        None,
    )


def _merge(row: rx.vars.ObjectVar[MergeRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(row.who, class_name="strong"),
        rx.el.div(row.lines, class_name="quiet small"),
        rx.cond(row.words != "", rx.el.div(row.words, class_name="quiet small"), None),
        class_name="panel-line",
    )
