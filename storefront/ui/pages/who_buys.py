"""Who may buy from whom: the matrix for headquarters, and requests for sellers."""

import reflex as rx

from storefront.ui.components.basics import head, link
from storefront.ui.components.facts import search_form
from storefront.ui.components.seller_requests import requests_panel
from storefront.ui.components.states_of_lists import by_phase, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.seller_requests import SellerRequestsState
from storefront.ui.states.who_buys import MATRIX, MatrixRow, WhoBuysState


def who_buys() -> rx.Component:
    """Organizations by sellers, a level at a time, and what buyers ask for."""
    return desk_page(
        head(
            "Who buys from whom",
            below=rx.el.p(
                "A node without sellers of its own inherits those above; where none are set, all are open.",
                class_name="quiet",
            ),
        ),
        by_phase(
            WhoBuysState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(
                rx.cond(
                    WhoBuysState.is_below,
                    link("All organizations", to=MATRIX, class_name="textlink"),
                    search_form(
                        label="Find an organization by name or number",
                        hint="Name or number",
                        on_submit=WhoBuysState.find_organizations,
                    ),
                ),
                _matrix(),
                requests_panel(),
                class_name="pile",
            ),
        ),
    )


def seller_requests() -> rx.Component:
    """What buyers ask one seller for."""
    return desk_page(
        head("Requests", below=rx.el.p("Outlets that want to buy from you", class_name="quiet")),
        by_phase(
            SellerRequestsState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=requests_panel(),
        ),
    )


def _matrix() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.table(
                rx.el.caption("Nodes by sellers", class_name="unseen"),
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Node", scope="col"),
                        rx.foreach(WhoBuysState.sellers, lambda name: rx.el.th(name, scope="col")),
                        rx.el.th("Decided at", scope="col"),
                        rx.el.th(rx.el.span("Change", class_name="unseen"), scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(WhoBuysState.rows, _row)),
                class_name="grid-table",
            ),
            class_name="table-wrap",
            tab_index=0,
            role="region",
            aria_label="Nodes by sellers",
        ),
        rx.cond(
            WhoBuysState.has_more,
            rx.el.div(
                rx.el.button(
                    "Show more", type="button", class_name="btn btn-plain", on_click=WhoBuysState.load_more
                ),
                class_name="panel-foot",
            ),
            None,
        ),
        class_name="panel",
    )


def _row(row: rx.vars.ObjectVar[MatrixRow]) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            rx.cond(
                row.href != "",
                link(row.name, to=row.href, class_name="textlink"),
                rx.el.span(row.name),
            ),
            rx.el.div(row.kind, class_name="quiet small"),
            scope="row",
        ),
        rx.foreach(row.cells.to(list[str]), rx.el.td),
        rx.el.td(row.origin, class_name="quiet small"),
        rx.el.td(
            link(
                "Change",
                to=row.change_href,
                class_name="textlink",
                aria_label="Change sellers of " + row.name,
            )
        ),
    )
