"""Quick order: type, scan, paste or upload, correct in place, and put everything into carts at once."""

import reflex as rx

from storefront.ui.components.basics import head, icon, link, money, panel
from storefront.ui.components.file_choice import file_choice
from storefront.ui.components.quick_row import lookup_input, quick_row
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import shell
from storefront.ui.states.context import ContextState
from storefront.ui.states.quick_order import QuickOrderState
from storefront.ui.states.quick_order_rows import AddedCartRow
from storefront.ui.states.rows import ChoiceRow, TotalRow


def quick_order() -> rx.Component:
    """The entry above, the rows below it, what would be added beside them; on a phone the button sticks below."""
    return shell(
        rx.el.div(
            head(
                "Quick order",
                _upload(),
                below=rx.el.p(QuickOrderState.counted, class_name="quiet numbers"),
            ),
            _entry(),
            by_phase(
                QuickOrderState.phase,
                loading=rx.el.div(list_skeleton(), class_name="panel"),
                ready=rx.el.div(
                    rx.cond(QuickOrderState.added != "", _added(), None),
                    rx.cond(
                        QuickOrderState.is_empty,
                        _empty(),
                        rx.el.div(_rows(), _summary(), class_name="columns columns-end"),
                    ),
                    class_name="pile",
                ),
                refused=empty_state(
                    drawing="ban",
                    title="You cannot order here",
                    text="The reason is given above.",
                    actions=[link("Choose an outlet", to="/outlets", class_name="btn btn-plain")],
                ),
            ),
            class_name="pile quick",
            custom_attrs={"data-quick-order": ""},
        ),
        area="Quick order",
        shows_cart_strip=False,
    )


def _upload() -> rx.Component:
    """A file goes straight to the API, which knows who sends it before it reads anything."""
    return file_choice({"data-list-file": ""}, words="Upload CSV or Excel")


def _entry() -> rx.Component:
    """Works by a script of its own, before and without the server: keys may come faster than answers."""
    return rx.el.form(
        rx.el.div(
            rx.el.label(
                rx.el.span("SKU or words"),
                lookup_input(name="sku", auto_focus=True, custom_attrs={"data-first": ""}),
                class_name="labelled",
            ),
            rx.el.label(
                rx.el.span("Quantity"),
                rx.el.input(
                    name="quantity",
                    type="text",
                    input_mode="numeric",
                    placeholder="1",
                    auto_complete="off",
                    class_name="field numbers",
                    custom_attrs={"enterKeyHint": "done"},
                ),
                class_name="labelled",
            ),
            rx.el.button("Add row", type="submit", class_name="btn btn-primary"),
            class_name="quick-entry",
        ),
        rx.el.p(
            "Enter takes the row. Rows of a spreadsheet can be pasted anywhere here, a file dropped.",
            rx.el.span(" ", rx.el.kbd("Ctrl Enter"), " adds all.", class_name="only-wide"),
            class_name="quiet small",
        ),
        rx.el.p(role="alert", class_name="bad strong", custom_attrs={"data-told": ""}),
        rx.el.p(role="status", class_name="quiet small", custom_attrs={"data-noted": ""}),
        rx.el.p(role="status", class_name="quiet small", custom_attrs={"data-under-way": ""}),
        rx.el.ul(
            role="listbox", id="lookup", aria_label="Suggestions", class_name="float lookup", hidden=True
        ),
        rx.el.button(
            "Show new rows",
            type="button",
            class_name="unseen",
            tab_index=-1,
            aria_hidden="true",
            on_click=QuickOrderState.refresh_grid,
            custom_attrs={"data-refresh": ""},
        ),
        class_name="panel panel-body pile",
        aria_label="New row",
        custom_attrs={"data-entry": ""},
    )


def _added() -> rx.Component:
    return rx.el.section(
        rx.el.p(icon("check", size=18), QuickOrderState.added, class_name="row-tight strong"),
        rx.el.div(
            rx.foreach(QuickOrderState.added_carts, _added_cart),
            rx.cond(
                QuickOrderState.added_carts.length() > 0,
                rx.el.button(
                    icon("undo-2", size=16),
                    "Undo",
                    type="button",
                    class_name="btn btn-ghost",
                    on_click=QuickOrderState.undo_adding,
                ),
                None,
            ),
            class_name="row",
        ),
        class_name="panel panel-body pile",
        aria_label="Added",
        custom_attrs={"data-added": ""},
    )


def _added_cart(row: rx.vars.ObjectVar[AddedCartRow]) -> rx.Component:
    return link(
        icon("shopping-cart", size=16),
        "Cart with ",
        row.name,
        rx.el.span(row.words, class_name="quiet numbers small"),
        to=row.href,
        class_name="btn btn-plain wraps",
    )


def _empty() -> rx.Component:
    return panel(
        empty_state(
            drawing="scan-barcode",
            title="No rows yet",
            text="Type or scan a SKU above, paste columns of SKUs and quantities from a spreadsheet, or upload a CSV "
            "or Excel file of up to 1,000 rows. Nothing goes into a cart before you say so.",
            actions=[link("Open the catalog", to=ContextState.catalog_href, class_name="btn btn-plain")],
        )
    )


def _rows() -> rx.Component:
    return panel(
        rx.el.div(
            rx.foreach(QuickOrderState.kinds, _kind),
            class_name="chips chips-run panel-note-plain",
            role="group",
            aria_label="Which rows",
        ),
        rx.el.ul(rx.foreach(QuickOrderState.rows, quick_row), aria_label="Rows", class_name="quick-rows"),
        rx.el.div(
            rx.el.span(QuickOrderState.shown, class_name="quiet small numbers"),
            rx.el.div(
                _turn("Rows before", by=-1, is_possible=QuickOrderState.can_go_back),
                _turn("Next rows", by=1, is_possible=QuickOrderState.can_go_on),
                class_name="row",
            ),
            class_name="panel-foot spread",
        ),
    )


def _turn(label: str, *, by: int, is_possible: rx.Var) -> rx.Component:
    return rx.cond(
        is_possible,
        rx.el.button(
            label,
            type="button",
            class_name="btn btn-plain btn-small",
            on_click=QuickOrderState.turn_page(by),
        ),
        None,
    )


def _kind(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.button(
        row.label,
        rx.el.span(row.count, class_name="quiet numbers"),
        type="button",
        class_name="chip",
        on_click=QuickOrderState.show_kind(row.value),
        custom_attrs={"aria-pressed": rx.cond(row.is_current, "true", "false")},
    )


def _summary() -> rx.Component:
    return rx.el.div(
        rx.el.section(
            rx.el.h2("To be added"),
            rx.foreach(QuickOrderState.totals, _total),
            rx.cond(
                QuickOrderState.bad_rows != "",
                rx.el.p(
                    icon("triangle-alert", size=16),
                    rx.el.span(QuickOrderState.bad_rows, " to correct stay here."),
                    class_name="row-tight low small",
                ),
                None,
            ),
            rx.cond(
                QuickOrderState.ticked != "",
                rx.el.div(
                    rx.el.span(QuickOrderState.ticked, " picked; the others wait here.", class_name="small"),
                    rx.el.button(
                        "Pick none",
                        type="button",
                        class_name="btn btn-ghost btn-small",
                        on_click=QuickOrderState.untick_rows,
                    ),
                    class_name="spread",
                ),
                rx.el.p("Tick rows to add only those.", class_name="quiet small"),
            ),
            rx.el.div(_add_all(is_shortcut=True), class_name="only-wide"),
            rx.el.p("Prices are without tax and as of now.", class_name="quiet small"),
            rx.el.button(
                icon("trash-2", size=16),
                "Remove all rows",
                type="button",
                class_name="btn btn-ghost btn-small",
                on_click=QuickOrderState.clear_rows,
            ),
            class_name="panel panel-body pile stay",
        ),
        rx.el.div(_add_all(is_shortcut=False), class_name="action-strip only-narrow"),
    )


def _total(row: rx.vars.ObjectVar[TotalRow]) -> rx.Component:
    return rx.el.div(rx.el.span(row.label), money(row.value), class_name="total-row")


def _add_all(*, is_shortcut: bool) -> rx.Component:
    return rx.el.button(
        QuickOrderState.add_label,
        type="button",
        class_name="btn btn-primary full",
        disabled=~QuickOrderState.can_add,
        on_click=QuickOrderState.add_all,
        custom_attrs={"data-add-all": ""} if is_shortcut else {},
    )
