"""One prospect, on which headquarters decides."""

import reflex as rx

from storefront.ui.components.basics import head, labelled, link, panel, tag
from storefront.ui.components.form_sheet import form_sheet
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.prospect import CriterionRow, DuplicateRow, NoteRow, ProspectState
from storefront.ui.states.prospects import PROSPECTS
from storefront.ui.states.rows import ChoiceRow

APPROVE_SHEET = "approve-prospect"
REJECT_SHEET = "reject-prospect"


def prospect() -> rx.Component:
    """What it sent, who it may be already, the checklist, notes, and the decision."""
    return desk_page(
        head(
            ProspectState.company,
            rx.cond(ProspectState.status == "submitted", _decisions(), None),
            below=rx.el.p(
                link("Prospects", to=PROSPECTS, class_name="textlink"),
                " · ",
                ProspectState.number,
                " · ",
                ProspectState.kind_words,
                " ",
                tag(ProspectState.status_words, tone=ProspectState.tone),
                class_name="quiet",
            ),
        ),
        by_phase(
            ProspectState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(
                _decision(), _application(), _duplicates(), _criteria(), _notes(), class_name="pile"
            ),
            refused=empty_state(
                drawing="ban",
                title="There is no such prospect",
                text="The reason is given above.",
                actions=[link("All prospects", to=PROSPECTS, class_name="btn btn-plain")],
            ),
        ),
        _approve_sheet(),
        _reject_sheet(),
    )


def _decisions() -> rx.Component:
    return rx.el.div(
        _opens("Approve", APPROVE_SHEET, "btn btn-primary"),
        _opens("Reject", REJECT_SHEET, "btn btn-plain"),
        class_name="row",
    )


def _opens(words: str, sheet: str, classes: str) -> rx.Component:
    return rx.el.button(
        words,
        type="button",
        class_name=classes,
        aria_haspopup="dialog",
        custom_attrs={"data-opens": sheet},
    )


def _decision() -> rx.Component:
    return rx.cond(
        ProspectState.decided != "",
        panel(
            rx.el.div(
                rx.el.p(ProspectState.decided),
                rx.cond(ProspectState.reason != "", rx.el.p("Reason: ", ProspectState.reason), None),
                rx.el.dl(rx.foreach(ProspectState.made, _fact), class_name="facts"),
                class_name="panel-body pile",
            ),
            title="Decision",
        ),
        None,
    )


def _application() -> rx.Component:
    return panel(
        rx.el.div(
            rx.el.dl(rx.foreach(ProspectState.facts, _fact), class_name="facts"),
            rx.cond(ProspectState.comments != "", rx.el.p(ProspectState.comments), None),
            class_name="panel-body pile",
        ),
        title="Request",
    )


def _fact(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.fragment(rx.el.dt(row.label), rx.el.dd(row.value))


def _duplicates() -> rx.Component:
    return panel(
        rx.cond(
            ProspectState.duplicates.length() > 0,
            rx.el.ul(rx.foreach(ProspectState.duplicates, _duplicate), class_name="panel-body pile"),
            rx.el.p("Nobody with the same address, name or place is known.", class_name="panel-body quiet"),
        ),
        title="Known already?",
    )


def _duplicate(row: rx.vars.ObjectVar[DuplicateRow]) -> rx.Component:
    return rx.el.li(
        rx.cond(
            row.href != "",
            link(row.name, to=row.href, class_name="textlink strong"),
            rx.el.span(row.name, class_name="strong"),
        ),
        " ",
        rx.el.span(row.kind, " ", row.number, ": ", row.reasons, class_name="quiet small"),
    )


def _criteria() -> rx.Component:
    return panel(
        rx.el.div(rx.foreach(ProspectState.criteria, _criterion), class_name="panel-body pile-loose"),
        title="Checklist",
    )


def _criterion(row: rx.vars.ObjectVar[CriterionRow]) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox", checked=row.is_checked, on_change=ProspectState.toggle_criterion(row.name)
        ),
        row.words,
        class_name="tick",
        key=row.name,
    )


def _notes() -> rx.Component:
    return panel(
        rx.el.div(
            rx.el.ul(rx.foreach(ProspectState.notes, _note), class_name="pile", aria_label="Notes"),
            rx.el.form(
                labelled(
                    "New note",
                    rx.el.textarea(name="note", rows=2, max_length=2000, class_name="field"),
                    hint="For headquarters only.",
                ),
                rx.el.button("Add note", type="submit", class_name="btn btn-plain"),
                on_submit=ProspectState.add_note,
                reset_on_submit=True,
                class_name="pile",
            ),
            class_name="panel-body pile",
        ),
        title="Notes",
    )


def _note(row: rx.vars.ObjectVar[NoteRow]) -> rx.Component:
    return rx.el.li(rx.el.p(row.text), rx.el.span(row.by, " · ", row.made, class_name="quiet small"))


def _approve_sheet() -> rx.Component:
    return form_sheet(
        rx.cond(ProspectState.kind == "seller", _seller_terms(), _buyer_terms()),
        sheet=APPROVE_SHEET,
        title=rx.fragment("Approve ", ProspectState.company),
        name="Approve",
        does="Approve",
        on_submit=ProspectState.approve,
    )


def _buyer_terms() -> rx.Component:
    return rx.fragment(
        _ticks("Sellers", "seller", ProspectState.sellers, "None ticked: all sellers are open."),
        _ticks(
            "Catalogs",
            "catalog",
            ProspectState.catalogs,
            "None ticked: those that its sellers show all year. Without a catalog nothing is seen.",
        ),
        _ticks("Price groups", "group", ProspectState.price_groups, "None ticked: standard prices."),
        labelled(
            "Credit limit",
            rx.el.input(
                name="limit",
                input_mode="decimal",
                placeholder="0.00",
                auto_complete="off",
                class_name="field",
            ),
            hint="Empty is nothing on account: every order needs another method.",
        ),
    )


def _seller_terms() -> rx.Component:
    return rx.fragment(
        labelled(
            "Channel to copy",
            rx.el.select(
                rx.foreach(ProspectState.sellers, lambda row: rx.el.option(row.label, value=row.value)),
                name="channel",
                class_name="field",
            ),
            hint="Currency, minimum, lead days, standard prices and assortment are taken over.",
        ),
        labelled(
            "Code",
            rx.el.input(name="code", auto_complete="off", max_length=20, class_name="field"),
            hint="Empty: made from the company's name.",
        ),
    )


def _ticks(title: str, kind: str, rows: rx.Var, hint: str) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(title, class_name="strong"),
        rx.foreach(
            rows,
            lambda row: rx.el.label(
                rx.el.input(type="checkbox", name=f"{kind}-" + row.value), row.label, class_name="tick"
            ),
        ),
        rx.el.span(hint, class_name="quiet small"),
    )


def _reject_sheet() -> rx.Component:
    return form_sheet(
        labelled(
            "Reason",
            rx.el.textarea(name="reason", rows=3, max_length=500, required=True, class_name="field"),
            hint="The applicant is mailed it.",
        ),
        sheet=REJECT_SHEET,
        title=rx.fragment("Reject ", ProspectState.company),
        name="Reject",
        does="Reject",
        on_submit=ProspectState.reject,
    )
