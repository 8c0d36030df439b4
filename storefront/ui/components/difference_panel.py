"""The sheet in which a list is looked at, corrected and added: every line beside what it means now."""

import reflex as rx

from storefront.ui.components.basics import icon, link, money, tag, unseen
from storefront.ui.components.listed_table import listed_table
from storefront.ui.components.refusal import refusal_area
from storefront.ui.components.states_of_lists import empty_state
from storefront.ui.states.difference import DifferenceState
from storefront.ui.states.notice import NoticeState
from storefront.ui.states.rows import FilledCartRow, ListedRow, TotalRow

TITLE = "difference-title"


def difference_panel() -> rx.Component:
    """A modal dialog that a handler opens (see `ui.differences`); once in the tree of a page."""
    return rx.el.dialog(
        rx.cond(
            DifferenceState.is_open,
            rx.fragment(
                _head(),
                rx.el.div(refusal_area(), class_name="sheet-refusal"),
                rx.cond(DifferenceState.phase == "done", _done(), _review()),
                # What lies behind a modal dialog is not read out.
                rx.el.div(NoticeState.said, class_name="unseen", role="status", aria_live="polite"),
            ),
            None,
        ),
        class_name="sheet sheet-wide",
        aria_labelledby=TITLE,
        custom_attrs={"data-shown": rx.cond(DifferenceState.is_open, "true", "false")},
    )


def _head() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h2(DifferenceState.title, id=TITLE),
            rx.cond(
                DifferenceState.phase == "done",
                None,
                rx.el.p(DifferenceState.summary, class_name="quiet small numbers"),
            ),
        ),
        rx.el.button(
            icon("x"),
            type="button",
            class_name="icon-button",
            aria_label="Close",
            on_click=DifferenceState.close_difference,
            custom_attrs={"data-closes": ""},
        ),
        class_name="panel-head keeps",
    )


def _review() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            _tools(),
            rx.cond(
                DifferenceState.shown == "No lines",
                empty_state(
                    drawing="list-checks",
                    title="Nothing to look at",
                    text="No line of this list is here. Show all lines, or close the list.",
                ),
                listed_table(
                    rows=DifferenceState.rows,
                    on_tick=DifferenceState.tick_line,
                    on_quantity=DifferenceState.set_line_quantity,
                    on_choose=DifferenceState.choose_instead,
                ),
            ),
            class_name="sheet-body",
        ),
        rx.el.div(_sums(), _buttons(), class_name="panel-foot sheet-foot"),
    )


def _tools() -> rx.Component:
    return rx.el.div(
        rx.cond(
            DifferenceState.problems != "",
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=DifferenceState.only_problems,
                    on_change=DifferenceState.show_problems(~DifferenceState.only_problems),
                ),
                rx.el.span("Only what needs a look"),
                class_name="tick",
            ),
            None,
        ),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=DifferenceState.is_page_ticked,
                on_change=DifferenceState.tick_page(~DifferenceState.is_page_ticked),
            ),
            rx.el.span("Tick all shown"),
            class_name="tick",
        ),
        class_name="row sheet-tools",
    )


def _pages() -> rx.Component:
    return rx.el.span(
        _turn("chevron-left", "Lines before", by=-1, is_off=~DifferenceState.has_before),
        rx.el.span(DifferenceState.shown, class_name="quiet small numbers"),
        _turn("chevron-right", "Lines after", by=1, is_off=~DifferenceState.has_after),
        class_name="row-tight",
    )


def _turn(drawing: str, label: str, *, by: int, is_off: rx.Var) -> rx.Component:
    return rx.el.button(
        icon(drawing),
        type="button",
        class_name="icon-button",
        aria_label=label,
        disabled=is_off,
        on_click=DifferenceState.turn_page(by),
    )


def _sums() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.foreach(DifferenceState.totals, _total),
            class_name="row quiet small numbers",
            role="group",
            aria_label="Ticked lines by seller",
        ),
        rx.cond(DifferenceState.has_before | DifferenceState.has_after, _pages(), None),
        class_name="sheet-sums",
    )


def _buttons() -> rx.Component:
    return rx.el.div(
        rx.el.button(
            "Add all (",
            DifferenceState.addable,
            ")",
            type="button",
            class_name="btn btn-primary",
            disabled=~DifferenceState.can_add_all,
            on_click=DifferenceState.add_all,
        ),
        rx.el.button(
            "Add selected (",
            DifferenceState.ticked,
            ")",
            type="button",
            class_name="btn btn-plain",
            disabled=~DifferenceState.can_add_ticked,
            on_click=DifferenceState.add_ticked,
        ),
        class_name="row",
    )


def _total(row: rx.vars.ObjectVar[TotalRow]) -> rx.Component:
    return rx.el.span(row.label, " ", money(row.value, class_name="strong"))


def _done() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.p(DifferenceState.done, class_name="placed panel-note"),
            rx.el.ul(rx.foreach(DifferenceState.filled, _filled), class_name="panel-body pile"),
            rx.cond(
                DifferenceState.skipped.length() > 0,
                rx.el.section(
                    rx.el.h3("Not added", class_name="panel-line"),
                    rx.el.ul(rx.foreach(DifferenceState.skipped, _skipped)),
                    rx.cond(
                        DifferenceState.skipped_more != "",
                        rx.el.p(DifferenceState.skipped_more, class_name="panel-line quiet small"),
                        None,
                    ),
                ),
                None,
            ),
            class_name="sheet-body",
        ),
        rx.el.div(
            rx.el.button(
                "Close",
                type="button",
                class_name="btn btn-plain",
                on_click=DifferenceState.close_difference,
                custom_attrs={"data-closes": ""},
            ),
            class_name="panel-foot row",
        ),
    )


def _filled(row: rx.vars.ObjectVar[FilledCartRow]) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span("Cart with ", row.seller),
            to=row.href,
            class_name="textlink",
            on_click=DifferenceState.close_difference,
            custom_attrs={"data-closes": ""},
        ),
        rx.el.span(row.lines, ", ", money(row.subtotal), class_name="quiet numbers"),
        class_name="spread",
    )


def _skipped(row: rx.vars.ObjectVar[ListedRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            unseen("Line ", row.number, ": "),
            rx.el.span(row.sku, class_name="strong numbers"),
            " ",
            rx.el.span(row.name, class_name="quiet"),
        ),
        " ",
        tag(row.state, tone=row.tone),
        rx.el.div(row.message, class_name="quiet small"),
        class_name="panel-line",
    )
