"""One template: order from it, count the shelf with it, or change its lines."""

import reflex as rx

from storefront.ui.components.basics import head, icon, link, money, panel, tag, unseen
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.components.template_filling import template_filling
from storefront.ui.components.template_lines import counted_line, edited_line, ordered_line
from storefront.ui.components.template_sheets import RENAME_SHEET, rename_sheet
from storefront.ui.differences import difference_panel
from storefront.ui.shell import shell
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.states.template import TemplateState
from storefront.ui.states.template_counting import CountingState
from storefront.ui.states.template_rows import SellerSumRow


def template() -> rx.Component:
    """What it is above, its use chosen by a link, then the lines as that use wants them."""
    row = TemplateState.template
    return shell(
        link(
            icon("arrow-left", size=16),
            "Templates",
            to=ContextState.templates_href,
            class_name="textlink row-tight",
        ),
        by_phase(
            TemplateState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.fragment(
                head(
                    row.name,
                    *_tools(),
                    below=rx.el.p(
                        TemplateState.count,
                        " · ",
                        row.owner,
                        " · ",
                        row.used,
                        rx.cond(row.is_shared, rx.el.span(" ", tag("Shared")), None),
                        rx.cond(row.is_archived, rx.el.span(" ", tag("Archived", tone="low")), None),
                        class_name="quiet",
                    ),
                ),
                rx.el.nav(
                    rx.foreach(TemplateState.modes, _mode),
                    class_name="chips",
                    aria_label="What to do with it",
                ),
                rx.el.div(
                    rx.el.div(
                        rx.cond(TemplateState.mode == "edit", template_filling(), None),
                        _lines(),
                        class_name="pile",
                    ),
                    _summary(),
                    class_name="columns columns-end",
                ),
                rename_sheet(name=row.name, key=row.name, on_submit=TemplateState.rename_template),
            ),
            refused=empty_state(
                drawing="list-x",
                title="There is no such template",
                text="It may have been deleted, or it is somebody else's own.",
                actions=[link("All templates", to=ContextState.templates_href, class_name="btn btn-plain")],
            ),
        ),
        difference_panel(),
        area="Templates",
        shows_cart_strip=False,
    )


def _tools() -> list[rx.Component]:
    row = TemplateState.template
    return [
        rx.cond(
            row.can_edit,
            rx.el.button(
                "Rename",
                type="button",
                class_name="btn btn-plain btn-small",
                aria_haspopup="dialog",
                custom_attrs={"data-opens": RENAME_SHEET},
            ),
            None,
        ),
        rx.el.button(
            "Make a copy",
            type="button",
            class_name="btn btn-plain btn-small",
            on_click=TemplateState.clone_template,
        ),
        rx.cond(
            row.can_edit,
            rx.el.button(
                icon("trash-2", size=16),
                "Delete",
                type="button",
                class_name="btn btn-ghost btn-small",
                on_click=TemplateState.delete_template,
            ),
            None,
        ),
    ]


def _mode(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return link(
        row.label, to=row.href, class_name="chip", aria_current=rx.cond(row.is_current, "true", "false")
    )


def _lines() -> rx.Component:
    return rx.cond(
        TemplateState.is_empty,
        panel(
            empty_state(
                drawing="list-plus",
                title="No lines yet",
                text="Add products by their numbers, paste a list, or add them from their pages and from a cart.",
                actions=[link("Open the catalog", to=ContextState.catalog_href, class_name="btn btn-plain")],
            )
        ),
        rx.match(
            TemplateState.mode,
            ("count", _counting()),
            ("edit", _editing()),
            _ordering(),
        ),
    )


def _ordering() -> rx.Component:
    return rx.el.form(
        panel(
            rx.el.ul(rx.foreach(TemplateState.lines, ordered_line), aria_label="Lines"),
            _rest(),
            title=TemplateState.count,
            tools=[
                rx.el.button(
                    "Tick all",
                    type="button",
                    class_name="btn btn-ghost btn-small",
                    custom_attrs={"data-ticks": "all"},
                ),
                rx.el.button("Order ticked", type="submit", class_name="btn btn-plain btn-small"),
            ],
        ),
        on_submit=TemplateState.order_ticked,
    )


def _counting() -> rx.Component:
    return rx.cond(
        TemplateState.has_par_levels,
        panel(
            rx.el.ul(rx.foreach(TemplateState.lines, counted_line), aria_label="Shelf"),
            _rest(),
            title=TemplateState.counted,
            tools=[
                rx.el.button(
                    "Start over",
                    type="button",
                    class_name="btn btn-ghost btn-small",
                    on_click=CountingState.count_anew,
                )
            ],
        ),
        panel(
            empty_state(
                drawing="ruler",
                title="No par levels yet",
                text="Say under Edit lines how many of a product the shelf should hold. Then count what is there, and order what is missing.",
            )
        ),
    )


def _editing() -> rx.Component:
    return panel(
        rx.el.ul(rx.foreach(TemplateState.lines, edited_line), aria_label="Lines"),
        _rest(),
        title=TemplateState.count,
    )


def _rest() -> rx.Component:
    return rx.cond(
        TemplateState.hidden != "",
        rx.el.div(
            rx.el.span(TemplateState.hidden, " more", class_name="quiet small numbers"),
            rx.el.button(
                "Show more", type="button", class_name="btn btn-plain", on_click=TemplateState.show_more_lines
            ),
            class_name="panel-foot spread",
        ),
        None,
    )


def _summary() -> rx.Component:
    return rx.el.div(
        rx.el.section(
            rx.el.h2("Today"),
            rx.cond(
                TemplateState.sums.length() > 0,
                rx.foreach(TemplateState.sums, _sum),
                rx.el.p("None of its lines can be ordered now.", class_name="quiet"),
            ),
            rx.cond(
                TemplateState.left_out != "", rx.el.p(TemplateState.left_out, class_name="low small"), None
            ),
            rx.el.div(_order(), class_name="only-wide"),
            rx.el.p(
                "What changed since you last bought is shown before anything is added. The template stays as it is.",
                class_name="quiet small",
            ),
            class_name="panel panel-body pile stay",
        ),
        rx.el.div(
            rx.el.div(
                rx.cond(TemplateState.mode == "count", TemplateState.missing, TemplateState.count),
                class_name="quiet small",
            ),
            rx.el.div(_order()),
            class_name="action-strip only-narrow",
        ),
    )


def _sum(row: rx.vars.ObjectVar[SellerSumRow]) -> rx.Component:
    return rx.el.div(
        rx.el.span(row.name, rx.el.span(" · ", row.lines, class_name="quiet small")),
        money(row.amount, class_name="strong"),
        class_name="total-row",
    )


def _order() -> rx.Component:
    return rx.cond(
        TemplateState.mode == "count",
        rx.el.button(
            "Order what is missing",
            unseen(": ", TemplateState.missing),
            type="button",
            class_name="btn btn-primary full",
            on_click=TemplateState.order_missing,
        ),
        rx.el.button(
            "Order all",
            type="button",
            class_name="btn btn-primary full",
            disabled=~TemplateState.can_order,
            on_click=TemplateState.order_all,
        ),
    )
