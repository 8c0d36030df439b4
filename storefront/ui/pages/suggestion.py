"""Suggested order: what the outlet probably needs today from a seller, and why."""

import reflex as rx

from storefront.ui.components.basics import head, icon, link
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.components.suggested import suggested_row
from storefront.ui.differences import difference_panel
from storefront.ui.shell import shell
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.states.suggestion import SuggestionState


def suggestion() -> rx.Component:
    """Sellers to choose from, then the lines; nothing is added before the visitor says so."""
    return shell(
        head(
            "Suggested for today",
            rx.cond(SuggestionState.rows.length() > 0, _adding(), None),
            below=rx.el.p(
                "From what this outlet buys, how often, and what others buy with it. Nothing is ordered by itself.",
                class_name="quiet",
            ),
        ),
        by_phase(
            SuggestionState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(_sellers(), _list(), class_name="pile"),
            refused=empty_state(
                drawing="rotate-ccw",
                title="Nothing can be suggested here",
                text="The reason is given above.",
                actions=[link("Buy again", to=ContextState.buy_again_href, class_name="btn btn-plain")],
            ),
        ),
        difference_panel(),
        area="Buy again",
    )


def _adding() -> rx.Component:
    return rx.fragment(
        rx.el.button(
            "Add all",
            type="button",
            on_click=SuggestionState.add_all,
            class_name="btn btn-plain",
        ),
        rx.el.button(
            icon("list-plus", size=16),
            rx.el.span("Add selected (", SuggestionState.ticked_count, ")"),
            type="button",
            on_click=SuggestionState.add_selected,
            disabled=SuggestionState.ticked_count == 0,
            class_name="btn btn-primary",
        ),
    )


def _sellers() -> rx.Component:
    return rx.el.nav(
        rx.foreach(SuggestionState.sellers, _seller), class_name="chips chips-run", aria_label="Sellers"
    )


def _seller(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return link(
        row.label, to=row.href, class_name="chip", aria_current=rx.cond(row.is_current, "true", "false")
    )


def _list() -> rx.Component:
    return rx.el.section(
        rx.cond(
            SuggestionState.rows.length() > 0,
            rx.fragment(
                rx.el.div(
                    rx.el.label(
                        rx.el.input(
                            type="checkbox",
                            checked=SuggestionState.ticked_count == SuggestionState.rows.length(),
                            on_change=SuggestionState.tick_all,
                        ),
                        rx.el.span("Take all"),
                        class_name="tick",
                    ),
                    class_name="panel-body",
                ),
                rx.el.ul(
                    rx.foreach(
                        SuggestionState.rows,
                        lambda row: suggested_row(
                            row,
                            in_cart=ContextState.in_cart[row.key],
                            on_tick=SuggestionState.tick_line,
                            on_quantity=SuggestionState.set_quantity,
                        ),
                    ),
                    class_name="offers",
                ),
            ),
            empty_state(
                drawing="calendar-clock",
                title="Nothing to suggest yet",
                text=SuggestionState.reason_for_none,
                actions=[
                    link("Open catalog", to=ContextState.catalog_href, class_name="btn btn-primary"),
                    link("Quick order", to=ContextState.quick_order_href, class_name="btn btn-plain"),
                ],
            ),
        ),
        class_name="panel",
    )
