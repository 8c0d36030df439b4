"""A button that puts a product or a cart into a template, and the sheet that asks into which."""

import reflex as rx

from storefront.ui.components.basics import filled, icon, labelled, link, opens, tag
from storefront.ui.components.form_sheet import sheet_head
from storefront.ui.components.quantity_stepper import quantity_field
from storefront.ui.states.adding_to_template import NEW, AddingToTemplateState
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import OfferRow
from storefront.ui.states.template_rows import TemplateRow

SHEET = "add-to-template"


def add_product_to_template(offer: rx.vars.ObjectVar[OfferRow]) -> rx.Component:
    """For the page of a product; `adding_to_template` must be on it once."""
    return _opener(
        "Add to template",
        AddingToTemplateState.choose_for_product(offer.sku, offer.catalog, offer.name, offer.quantity),
    )


def save_cart_as_template() -> rx.Component:
    """For the page of a cart; `adding_to_template` must be on it once."""
    return _opener("Save as template", AddingToTemplateState.choose_for_cart)


def adding_to_template() -> rx.Component:
    """A modal dialog: which template, then what to do with what is there already, then where it is."""
    return rx.el.dialog(
        sheet_head(AddingToTemplateState.title),
        rx.fragment(
            rx.match(
                AddingToTemplateState.step,
                ("ask", _question()),
                ("done", _done()),
                _choice(),
            )
        ),
        id=SHEET,
        class_name="sheet",
        aria_label="Add to a template",
        custom_attrs=filled(AddingToTemplateState.filled),
    )


def _opener(words: str, on_click: rx.event.EventType) -> rx.Component:
    return rx.el.button(
        icon("list-plus", size=16),
        words,
        type="button",
        class_name="btn btn-plain btn-small",
        on_click=on_click,
        aria_haspopup="dialog",
        custom_attrs=opens(SHEET, waits=True),
    )


def _choice() -> rx.Component:
    state = AddingToTemplateState
    return rx.el.form(
        rx.cond(
            state.problem != "",
            rx.el.p(state.problem, class_name="issue panel-note", role="alert"),
            None,
        ),
        rx.el.div(
            rx.cond(
                state.is_cart,
                None,
                rx.el.div(
                    rx.el.span("Quantity", class_name="strong small"),
                    quantity_field(
                        name="the template", quantity=state.quantity, minimum=1, maximum="", multiple=1
                    ),
                    class_name="spread",
                ),
            ),
            rx.el.fieldset(
                rx.el.legend("Template", class_name="strong small"),
                rx.cond(state.can_search, _search(), None),
                rx.foreach(state.rows, _template),
                rx.el.label(
                    rx.el.input(
                        type="radio",
                        name="template",
                        value=NEW,
                        default_checked=state.is_cart | (state.rows.length() == 0),
                        class_name="tick-box",
                    ),
                    rx.el.span("A new one"),
                    class_name="choose-one",
                ),
                class_name="pile-tight",
            ),
            rx.el.div(
                labelled(
                    "Name of a new one",
                    rx.el.input(
                        name="name",
                        max_length=80,
                        auto_complete="off",
                        class_name="field",
                        placeholder="Called after today without one",
                    ),
                ),
                rx.cond(ContextState.is_admin, share_choice(), None),
                class_name="pile new-one",
            ),
            class_name="panel-body pile",
        ),
        rx.el.div(rx.el.button("Add", type="submit", class_name="btn btn-primary"), class_name="panel-foot"),
        on_submit=state.add_to_chosen,
        key=state.filled,
    )


def _search() -> rx.Component:
    field = rx.el.input(
        type="search",
        value=AddingToTemplateState.searched,
        max_length=100,
        auto_complete="off",
        placeholder="Find a template by its name",
        aria_label="Find a template by its name",
        on_change=AddingToTemplateState.search_templates,
        class_name="field",
    )
    return rx.debounce_input(field, debounce_timeout=300)


def share_choice() -> rx.Component:
    """For admins: whether a new template is everybody's to use."""
    return rx.el.label(
        rx.el.input(type="checkbox", name="share", class_name="tick-box"),
        rx.el.span("Share it: everybody in ", ContextState.organization, " can use it"),
        class_name="choose-one",
    )


def _template(row: rx.vars.ObjectVar[TemplateRow], place: rx.vars.NumberVar) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="template",
            value=row.id,
            default_checked=(place == 0) & ~AddingToTemplateState.is_cart,
            class_name="tick-box",
        ),
        rx.el.span(row.name, class_name="clip"),
        rx.cond(row.is_shared, tag("Shared"), None),
        rx.el.span(row.count, class_name="quiet small nowrap push"),
        class_name="choose-one",
    )


def _question() -> rx.Component:
    state = AddingToTemplateState
    return rx.fragment(
        rx.el.p(state.question, class_name="panel-body", role="status"),
        rx.el.div(
            rx.el.button(
                state.set_words, type="button", class_name="btn btn-primary", on_click=state.set_those_there
            ),
            rx.el.button(
                state.add_words, type="button", class_name="btn btn-plain", on_click=state.add_to_those_there
            ),
            rx.el.button(
                "Cancel", type="button", class_name="btn btn-ghost", custom_attrs={"data-closes": ""}
            ),
            class_name="panel-foot row",
        ),
    )


def _done() -> rx.Component:
    state = AddingToTemplateState
    return rx.fragment(
        rx.el.p(state.done, class_name="panel-body", role="status"),
        rx.el.div(
            link(
                "Open the template",
                to=state.done_href,
                class_name="btn btn-plain",
                custom_attrs={"data-closes": ""},
            ),
            rx.el.button(
                "Go on", type="button", class_name="btn btn-primary", custom_attrs={"data-closes": ""}
            ),
            class_name="panel-foot row",
        ),
    )
