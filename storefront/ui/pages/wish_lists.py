"""Wish lists: what is wanted, at today's price and stock, with what changed since."""

import reflex as rx

from storefront.ui.components.adding_to_template import adding_to_template
from storefront.ui.components.basics import head, icon, link, opens, tag, unseen, word
from storefront.ui.components.form_sheet import name_sheet
from storefront.ui.components.quantity_stepper import quantity_of_row
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.components.wish_list_sheets import (
    NEW_SHEET,
    NOTE_SHEET,
    RENAME_SHEET,
    note_sheet,
)
from storefront.ui.differences import difference_panel
from storefront.ui.shell import shell
from storefront.ui.states.adding_to_template import AddingToTemplateState
from storefront.ui.states.comfort_rows import WishListRow, WishRow
from storefront.ui.states.context import ContextState
from storefront.ui.states.wish_lists import WishListsState

TEMPLATE_SHEET = "add-to-template"


def wish_lists() -> rx.Component:
    """The lists as chips, and the lines of the one in view."""
    return shell(
        head(
            "Wish lists",
            _opens("New list", NEW_SHEET, drawing="plus"),
            below=rx.el.p("Yours alone, for ", ContextState.outlet_name, class_name="quiet"),
        ),
        by_phase(
            WishListsState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(_removed(), _choices(), _list(), class_name="pile"),
            refused=empty_state(
                drawing="heart-off",
                title="There is no such wish list",
                text="The reason is given above.",
                actions=[
                    link("Your wish lists", to=ContextState.wish_lists_href, class_name="btn btn-plain")
                ],
            ),
        ),
        name_sheet(
            NEW_SHEET,
            title="New wish list",
            does="Make it",
            on_submit=WishListsState.create_list,
            reset_on_submit=True,
        ),
        name_sheet(
            RENAME_SHEET,
            title="Rename",
            does="Rename",
            on_submit=WishListsState.rename_list,
            called=WishListsState.current.name,
            reset_on_submit=True,
            key=WishListsState.current.name,
        ),
        note_sheet(),
        adding_to_template(),
        difference_panel(),
        area="Wish lists",
    )


def _removed() -> rx.Component:
    return rx.cond(
        WishListsState.removed != "",
        rx.el.div(
            rx.el.span(WishListsState.removed),
            rx.el.button(
                icon("undo-2", size=16),
                "Undo",
                type="button",
                class_name="btn btn-plain btn-small",
                on_click=WishListsState.bring_back,
            ),
            class_name="panel panel-body spread",
            role="status",
        ),
        None,
    )


def _choices() -> rx.Component:
    return rx.cond(
        WishListsState.lists.length() > 1,
        rx.el.nav(
            rx.foreach(WishListsState.lists, _choice),
            class_name="chips chips-run",
            aria_label="Your wish lists",
        ),
        None,
    )


def _choice(row: rx.vars.ObjectVar[WishListRow]) -> rx.Component:
    return link(
        row.name,
        rx.el.span(row.count, class_name="quiet numbers"),
        to=row.href,
        class_name="chip",
        aria_current=rx.cond(row.is_current, "true", "false"),
    )


def _list() -> rx.Component:
    return rx.el.section(
        rx.cond(
            WishListsState.current.id != "",
            rx.el.div(
                rx.el.h2(
                    WishListsState.current.name,
                    rx.cond(
                        WishListsState.current.is_default & (WishListsState.lists.length() > 1),
                        rx.fragment(" ", tag("Hearts go here")),
                        None,
                    ),
                ),
                rx.el.div(
                    rx.cond(
                        WishListsState.is_empty,
                        None,
                        rx.el.button(
                            icon("shopping-cart", size=16),
                            "Order all",
                            type="button",
                            class_name="btn btn-primary btn-small",
                            on_click=WishListsState.order_all,
                        ),
                    ),
                    rx.cond(
                        WishListsState.is_empty,
                        None,
                        rx.el.button(
                            icon("list-plus", size=16),
                            "Save as template",
                            type="button",
                            class_name="btn btn-plain btn-small",
                            on_click=WishListsState.save_as_template,
                        ),
                    ),
                    _opens("Rename", RENAME_SHEET),
                    rx.el.button(
                        icon("trash-2", size=16),
                        "Remove",
                        unseen(" this list"),
                        type="button",
                        class_name="btn btn-ghost btn-small",
                        on_click=WishListsState.remove_list,
                    ),
                    class_name="row",
                ),
                class_name="panel-head",
            ),
            None,
        ),
        rx.cond(
            WishListsState.is_empty,
            empty_state(
                drawing="heart",
                title="Nothing is on this list yet",
                text="Press the heart beside a product to save it here; the quantity and a note can be added later.",
                actions=[
                    link("Open the catalog", to=ContextState.catalog_href, class_name="btn btn-primary")
                ],
            ),
            rx.el.ul(rx.foreach(WishListsState.lines, _line), aria_label="Wishes"),
        ),
        class_name="panel",
    )


def _line(row: rx.vars.ObjectVar[WishRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.img(src=row.image, alt="", loading="lazy", width="48", height="48"), class_name="line-art"
        ),
        rx.el.div(
            link(row.name, to=row.href, class_name="offer-name two-lines"),
            rx.el.span(
                row.sku,
                " · ",
                row.seller,
                rx.cond(row.rule != "", rx.el.span(" · ", row.rule), None),
                class_name="sku",
            ),
            rx.el.span(word(row.word, tone=row.tone)),
            rx.cond(row.changes != "", rx.el.span(row.changes, class_name="small strong"), None),
            rx.cond(
                row.note != "",
                rx.el.span(icon("message-square-text", size=14), row.note, class_name="line-note"),
                None,
            ),
            class_name="line-about",
        ),
        rx.el.div(row.price, class_name="saved-price money"),
        rx.el.div(
            rx.el.form(
                rx.el.input(type="hidden", name="wish", value=row.id, read_only=True),
                quantity_of_row(row),
                rx.cond(
                    row.is_orderable,
                    rx.el.button(
                        icon("plus", size=16),
                        "Add",
                        unseen(" ", row.name, " to the cart"),
                        type="submit",
                        class_name="btn btn-primary",
                    ),
                    rx.el.button("Add", type="submit", class_name="btn btn-primary", disabled=True),
                ),
                on_submit=WishListsState.add_to_cart,
                class_name="row-tight",
                custom_attrs={"noValidate": True},
            ),
            _menu(row),
            class_name="saved-act",
        ),
        key=row.id,
        class_name="saved-line",
        custom_attrs={"data-row": row.sku},
    )


def _menu(row: rx.vars.ObjectVar[WishRow]) -> rx.Component:
    return rx.el.div(
        rx.el.button(
            icon("message-square-text"),
            unseen("Note on ", row.name),
            type="button",
            class_name="icon-button",
            title="Note",
            on_click=WishListsState.open_note(row.id),
            aria_haspopup="dialog",
            custom_attrs=opens(NOTE_SHEET, waits=True),
        ),
        rx.el.button(
            icon("list-plus"),
            unseen("Add ", row.name, " to a template"),
            type="button",
            class_name="icon-button",
            title="Add to a template",
            on_click=AddingToTemplateState.choose_for_product(row.sku, row.catalog, row.name, row.quantity),
            aria_haspopup="dialog",
            custom_attrs=opens(TEMPLATE_SHEET, waits=True),
        ),
        rx.el.button(
            icon("x"),
            unseen("Remove ", row.name),
            type="button",
            class_name="icon-button",
            on_click=WishListsState.remove_line(row.id),
        ),
        class_name="marks",
    )


def _opens(words: str, sheet: str, *, drawing: str = "") -> rx.Component:
    return rx.el.button(
        *([icon(drawing, size=16)] if drawing else []),
        words,
        type="button",
        class_name="btn btn-plain btn-small",
        aria_haspopup="dialog",
        custom_attrs=opens(sheet),
    )
