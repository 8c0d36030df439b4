"""Who acted for the outlet, when, why, and what it changed."""

import reflex as rx

from storefront.ui.components.basics import head, link, panel, tag
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import shell
from storefront.ui.states.context import ContextState
from storefront.ui.states.visit_rows import VisitRow
from storefront.ui.states.visits import VisitsState


def visits() -> rx.Component:
    """Sessions on behalf of the outlet, newest first."""
    return shell(
        head(
            "Orders made for you",
            link("Account", to=ContextState.account_href, class_name="btn btn-plain"),
            below=rx.el.p(
                "Who acted for ", ContextState.outlet_name, ", and what they changed.", class_name="quiet"
            ),
        ),
        by_phase(
            VisitsState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.cond(
                VisitsState.is_empty,
                panel(
                    empty_state(
                        drawing="user-round-check",
                        title="Nobody acted for this outlet yet",
                        text="When a field seller or customer service orders for you, it is written here.",
                    )
                ),
                rx.el.div(
                    rx.foreach(VisitsState.visits, _visit),
                    rx.cond(
                        VisitsState.has_more,
                        rx.el.button(
                            "Show more",
                            type="button",
                            class_name="btn btn-plain",
                            on_click=VisitsState.load_more,
                        ),
                        None,
                    ),
                    class_name="pile",
                ),
            ),
        ),
        area="Account",
    )


def _visit(row: rx.vars.ObjectVar[VisitRow]) -> rx.Component:
    return rx.el.article(
        rx.el.div(
            rx.el.h2(row.who, " for ", row.whom),
            rx.el.div(
                tag(row.mark),
                rx.cond(row.is_open, tag("Open now", tone="good"), None),
                class_name="row-tight",
            ),
            class_name="panel-head",
        ),
        rx.el.div(
            rx.el.p(row.reason),
            rx.el.p(row.when, " · ", row.count, class_name="quiet small"),
            _list("Changes", row.steps),
            rx.cond(row.more != "", rx.el.p(row.more, class_name="quiet small"), None),
            _list("Orders", row.orders),
            _list("Templates", row.templates),
            class_name="panel-body pile-tight",
        ),
        class_name="panel",
        key=row.id,
        custom_attrs={"data-row": row.id},
    )


def _list(title: str, words: rx.Var) -> rx.Component:
    shown = words.to(list[str])
    return rx.cond(
        shown.length() > 0,
        rx.el.div(
            rx.el.h3(title, class_name="small"),
            rx.el.ul(rx.foreach(shown, lambda each: rx.el.li(each, class_name="small")), aria_label=title),
        ),
        None,
    )
