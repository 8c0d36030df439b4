"""Order templates: one's own, and those that the organization shares."""

import reflex as rx

from storefront.ui.components.adding_to_template import share_choice
from storefront.ui.components.basics import head, icon, labelled, link, opens, tag, unseen
from storefront.ui.components.data_table import pager
from storefront.ui.components.form_sheet import form_sheet
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.components.template_sheets import RENAME_SHEET, rename_sheet
from storefront.ui.differences import difference_panel
from storefront.ui.shell import shell
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.states.template_rows import TemplateRow
from storefront.ui.states.templates import TemplatesState

NEW_SHEET = "new-template"


def templates() -> rx.Component:
    """A row for each template: open it, order all of it, or change what it is."""
    return shell(
        head(
            "Templates",
            _opens("New template", NEW_SHEET),
            below=rx.el.p("Lists that you order again and again", class_name="quiet"),
        ),
        by_phase(
            TemplatesState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(_deleted(), _filters(), _list(), class_name="pile"),
            refused=empty_state(
                drawing="list-x",
                title="There is no such list",
                text="The reason is given above.",
                actions=[link("All templates", to=ContextState.templates_href, class_name="btn btn-plain")],
            ),
        ),
        _new_sheet(),
        rename_sheet(
            name=TemplatesState.chosen.name,
            key=TemplatesState.chosen.id,
            on_submit=TemplatesState.rename_template,
            times=TemplatesState.filled,
        ),
        difference_panel(),
        area="Templates",
    )


def _filters() -> rx.Component:
    return rx.el.div(
        rx.el.nav(
            rx.foreach(TemplatesState.choices, _choice),
            class_name="chips chips-run",
            aria_label="Which templates",
        ),
        rx.el.form(
            rx.el.label(
                unseen("Find a template by its name"),
                icon("search"),
                rx.el.input(
                    type="search",
                    name="q",
                    default_value=TemplatesState.text,
                    placeholder="Find by name",
                    auto_complete="off",
                    class_name="field",
                ),
                class_name="search-box",
            ),
            role="search",
            on_submit=TemplatesState.find_templates,
            key=TemplatesState.text,
        ),
        class_name="row between",
    )


def _choice(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return link(
        row.label, to=row.href, class_name="chip", aria_current=rx.cond(row.is_current, "true", "false")
    )


def _deleted() -> rx.Component:
    return rx.cond(
        TemplatesState.deleted_id != "",
        rx.el.div(
            rx.el.span(
                rx.cond(
                    TemplatesState.deleted_name != "",
                    rx.el.span("Deleted ", TemplatesState.deleted_name, "."),
                    "The template is deleted.",
                )
            ),
            rx.el.button(
                icon("undo-2", size=16),
                "Undo",
                type="button",
                class_name="btn btn-plain btn-small",
                on_click=TemplatesState.undo_delete,
            ),
            class_name="panel panel-body row between",
            role="status",
        ),
        None,
    )


def _list() -> rx.Component:
    return rx.el.section(
        rx.cond(
            TemplatesState.is_empty,
            rx.cond(
                TemplatesState.is_filtered,
                empty_state(
                    drawing="search-x",
                    title="No template here",
                    text="None fits. Look at all of them, or make one.",
                    actions=[
                        link("All templates", to=ContextState.templates_href, class_name="btn btn-plain")
                    ],
                ),
                empty_state(
                    drawing="clipboard-pen-line",
                    title="No templates yet",
                    text="Make one from scratch, from a cart, or from what you bought before. Order it in one go from then on.",
                    actions=[
                        _opens("New template", NEW_SHEET),
                        link("Buy again", to=ContextState.buy_again_href, class_name="btn btn-plain"),
                    ],
                ),
            ),
            rx.fragment(
                rx.el.ul(rx.foreach(TemplatesState.rows, _template), aria_label="Templates"),
                pager(
                    shown=TemplatesState.shown,
                    has_more=TemplatesState.has_more,
                    on_more=TemplatesState.load_more,
                ),
            ),
        ),
        class_name="panel",
    )


def _template(row: rx.vars.ObjectVar[TemplateRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.foreach(
                row.images,
                lambda image: rx.el.img(src=image, alt="", loading="lazy", width="40", height="40"),
            ),
            class_name="template-art",
        ),
        rx.el.div(
            rx.el.div(
                link(row.name, to=row.href, class_name="offer-name"),
                rx.cond(row.is_shared, tag("Shared"), None),
                rx.cond(row.is_archived, tag("Archived", tone="low"), None),
                class_name="row",
            ),
            rx.el.span(row.count, " · ", row.owner, " · ", row.used, class_name="quiet small"),
            class_name="template-about",
        ),
        rx.el.div(
            rx.el.button(
                "Order",
                unseen(" all of ", row.name),
                type="button",
                class_name="btn btn-primary",
                on_click=TemplatesState.order_template(row.id),
            ),
            _more(row),
            class_name="row-tight",
        ),
        class_name="template-row",
        key=row.id,
        custom_attrs={"data-row": row.id},
    )


def _more(row: rx.vars.ObjectVar[TemplateRow]) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            icon("ellipsis-vertical"),
            unseen("More for ", row.name),
            class_name="icon-button",
        ),
        rx.el.div(
            rx.cond(
                row.can_edit,
                _act(
                    "Rename",
                    TemplatesState.choose_template(row.id),
                    custom_attrs=opens(RENAME_SHEET, waits=True),
                ),
                None,
            ),
            _act("Make a copy", TemplatesState.clone_template(row.id)),
            rx.cond(
                row.can_edit & ContextState.is_admin & ~row.is_shared,
                _act("Share", TemplatesState.share_template(row.id)),
                None,
            ),
            rx.cond(
                row.is_mine & row.is_shared & ContextState.is_admin,
                _act("Stop sharing", TemplatesState.stop_sharing(row.id)),
                None,
            ),
            rx.cond(
                row.can_edit,
                rx.fragment(
                    rx.cond(
                        row.is_archived,
                        _act("Bring back", TemplatesState.bring_back(row.id)),
                        _act("Archive", TemplatesState.archive_template(row.id)),
                    ),
                    _act("Delete", TemplatesState.delete_template(row.id)),
                ),
                None,
            ),
            class_name="float menu-list to-the-left",
        ),
        class_name="pop",
    )


def _act(words: str, on_click: rx.event.EventType, **props: object) -> rx.Component:
    return rx.el.button(words, type="button", on_click=on_click, **props)


def _opens(words: str, sheet: str) -> rx.Component:
    return rx.el.button(
        icon("plus", size=16),
        words,
        type="button",
        class_name="btn btn-primary",
        aria_haspopup="dialog",
        custom_attrs=opens(sheet),
    )


def _new_sheet() -> rx.Component:
    return form_sheet(
        labelled(
            "Name",
            rx.el.input(
                name="name",
                max_length=80,
                auto_complete="off",
                class_name="field",
                placeholder="Such as Monday top-up",
            ),
            hint="Without one it is called after today.",
        ),
        rx.cond(ContextState.is_admin, share_choice(), None),
        sheet=NEW_SHEET,
        title="New template",
        name="New template",
        does="Make it",
        on_submit=TemplatesState.create_template,
    )
