"""New lines for a template: a number at a time, or a whole list."""

import reflex as rx

from storefront.ui.components.basics import icon, labelled, panel
from storefront.ui.components.file_choice import file_choice
from storefront.ui.states.template_lines import TemplateLinesState
from storefront.ui.states.template_rows import UnreadRow
from storefront.ui.typed import LONGEST_LIST

LIST = "template-list"


def template_filling() -> rx.Component:
    """Type a number and press Enter; what is there already is asked about, what is not known is shown."""
    state = TemplateLinesState
    return panel(
        rx.el.form(
            labelled(
                "Product number",
                rx.el.input(
                    name="sku",
                    auto_complete="off",
                    class_name="field",
                    required=True,
                    custom_attrs={"spellCheck": "false", "enterKeyHint": "done"},
                ),
                class_name="grow",
            ),
            labelled(
                "Quantity",
                rx.el.input(
                    name="quantity",
                    type="number",
                    input_mode="numeric",
                    default_value=1,
                    min=1,
                    class_name="field numbers",
                ),
                class_name="short",
            ),
            rx.el.button(icon("plus", size=16), "Add", type="submit", class_name="btn btn-primary"),
            on_submit=state.add_line,
            reset_on_submit=True,
            class_name="row ends panel-body",
        ),
        rx.cond(state.question != "", _question(), None),
        rx.el.details(
            rx.el.summary("Add a list", class_name="textlink"),
            rx.el.form(
                labelled(
                    "A row for each product",
                    rx.el.textarea(
                        name="list",
                        rows=6,
                        id=LIST,
                        class_name="field",
                        placeholder="22041\t12\n84879\t6",
                        custom_attrs={"spellCheck": "false", "data-most": str(LONGEST_LIST)},
                    ),
                    hint="Number and quantity, as copied from a spreadsheet; other columns need a heading.",
                ),
                rx.el.div(
                    rx.el.button("Add the list", type="submit", class_name="btn btn-primary"),
                    file_choice({"data-reads-into": LIST}),
                    class_name="row",
                ),
                on_submit=state.add_list,
                class_name="pile",
            ),
            class_name="panel-foot",
        ),
        rx.cond(state.unread.length() > 0, _unread(), None),
        title="Add lines",
    )


def _question() -> rx.Component:
    state = TemplateLinesState
    return rx.el.div(
        rx.el.p(state.question, class_name="strong"),
        rx.el.div(
            rx.el.button(
                state.set_words,
                type="button",
                class_name="btn btn-primary",
                on_click=state.set_those_there,
                auto_focus=True,
            ),
            rx.el.button(
                state.add_words, type="button", class_name="btn btn-plain", on_click=state.add_to_those_there
            ),
            rx.el.button(
                "Cancel", type="button", class_name="btn btn-ghost", on_click=state.leave_those_there
            ),
            class_name="row",
        ),
        class_name="panel-foot pile",
        role="group",
        aria_label="Already in the template",
    )


def _unread() -> rx.Component:
    return rx.el.div(
        rx.el.p("These rows were not added:", class_name="strong"),
        rx.el.ul(rx.foreach(TemplateLinesState.unread, _row), class_name="pile-tight"),
        class_name="panel-foot pile",
        role="status",
    )


def _row(row: rx.vars.ObjectVar[UnreadRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span("Row ", row.number, ": ", class_name="quiet numbers"),
        rx.el.span(row.text, class_name="strong"),
        rx.el.span(" ", row.problem, class_name="low"),
        class_name="small",
    )
