"""The selector: for which outlet to order."""

import reflex as rx

from storefront.ui.components.basics import head, link, tag
from storefront.ui.components.outlet_sheet import outlet_search
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import plain_page
from storefront.ui.states.choosing import OutletsState
from storefront.ui.states.rows import OutletRow


def outlets() -> rx.Component:
    """The outlets used last, then all of them by name."""
    return plain_page(
        head(
            "Choose an outlet",
            below=rx.el.p(
                "Prices, stock and carts belong to an outlet. You can switch at any time.", class_name="quiet"
            ),
        ),
        by_phase(
            OutletsState.phase, loading=rx.el.div(list_skeleton(rows=5), class_name="panel"), ready=_choice()
        ),
    )


def _choice() -> rx.Component:
    return rx.el.div(
        rx.cond(
            (OutletsState.recent.length() > 0) & (OutletsState.text == ""),
            rx.el.section(
                rx.el.h2("Used last"),
                rx.el.div(rx.foreach(OutletsState.recent, _recent), class_name="tiles"),
                class_name="pile",
            ),
            None,
        ),
        rx.el.section(
            rx.el.div(outlet_search(label="Find an outlet by name or number"), class_name="panel-body"),
            rx.el.div(rx.foreach(OutletsState.outlets, _row)),
            rx.cond(
                OutletsState.has_more,
                rx.el.p(
                    "There are more: type part of a name or number.", class_name="panel-foot quiet small"
                ),
                None,
            ),
            rx.cond(
                OutletsState.is_empty,
                rx.cond(
                    OutletsState.text != "",
                    empty_state(
                        drawing="search-x",
                        title="No outlet fits",
                        text="Try part of its name, or its number.",
                    ),
                    empty_state(
                        drawing="store",
                        title="You cannot order for any outlet yet",
                        text="Ask your organization's admin to give you access to an outlet.",
                    ),
                ),
                None,
            ),
            class_name="panel",
        ),
        class_name="pile",
    )


def _recent(row: rx.vars.ObjectVar[OutletRow]) -> rx.Component:
    return link(
        rx.el.span(row.name, class_name="strong"),
        rx.el.span("Outlet ", row.number, class_name="quiet small"),
        to=row.href,
        class_name="panel tile",
    )


def _row(row: rx.vars.ObjectVar[OutletRow]) -> rx.Component:
    return link(
        rx.el.span(row.name, class_name="strong clip"),
        rx.el.span(rx.cond(row.role == "Admin", tag("Admin"), None)),
        rx.el.span(row.number, " · ", row.organization, class_name="quiet small clip"),
        rx.el.span(row.used, class_name="quiet small"),
        to=row.href,
        class_name="pick",
        custom_attrs={"data-row": row.number},
    )
