"""Home of an outlet: where to go on ordering."""

import reflex as rx

from storefront.ui.components.basics import head, icon, link, panel
from storefront.ui.components.credit import credit_meter
from storefront.ui.components.order_table import order_table
from storefront.ui.components.states_of_lists import by_phase, cards_skeleton, empty_state
from storefront.ui.components.suggested import suggested_item
from storefront.ui.shell import shell
from storefront.ui.states.context import ContextState
from storefront.ui.states.home import HomeState
from storefront.ui.states.rows import SellerRow


def home() -> rx.Component:
    """What is probably needed, sellers with their carts, the last orders, the credit."""
    return shell(
        head(
            ContextState.outlet_name,
            link(
                icon("rotate-ccw", size=16),
                "Bought before",
                to=rx.Var.create("") + ContextState.catalog_href + "&sort=last_bought",
                class_name="btn btn-plain",
            ),
            link(
                icon("package-search", size=16),
                "Open catalog",
                to=ContextState.catalog_href,
                class_name="btn btn-primary",
            ),
            below=rx.el.p(ContextState.organization, class_name="quiet"),
        ),
        by_phase(
            HomeState.phase,
            loading=cards_skeleton(),
            ready=_content(),
            refused=empty_state(
                drawing="store",
                title="You cannot order for this outlet",
                text="It may have been closed to you. Choose one of your outlets.",
                actions=[link("Choose an outlet", to="/outlets", class_name="btn btn-primary")],
            ),
        ),
        area="Home",
    )


def _content() -> rx.Component:
    return rx.fragment(
        rx.cond(HomeState.suggested_at != "", _suggestion(), None),
        rx.el.section(
            rx.el.h2("Sellers"),
            rx.cond(
                ContextState.sellers.length() > 0,
                rx.el.ul(rx.foreach(ContextState.sellers, _seller), class_name="cards"),
                panel(
                    empty_state(
                        drawing="store",
                        title="No seller is open to this outlet",
                        text="Ask your organization's admin to open a seller to it.",
                    )
                ),
            ),
            class_name="pile",
        ),
        rx.el.div(
            panel(
                rx.cond(
                    HomeState.orders.length() > 0,
                    order_table(rows=HomeState.orders),
                    empty_state(
                        drawing="clipboard-list",
                        title="No orders yet",
                        text="What is ordered for this outlet shows here.",
                    ),
                ),
                title="Last orders",
                tools=[link("All orders", to=ContextState.orders_href, class_name="textlink")],
            ),
            panel(
                rx.el.div(
                    rx.cond(
                        HomeState.has_credit,
                        credit_meter(
                            remaining=HomeState.remaining,
                            limit=HomeState.limit,
                            used=HomeState.used,
                            percent=HomeState.percent,
                        ),
                        rx.el.p(
                            "Your organization has no credit account in this currency. Ask its admin.",
                            class_name="quiet",
                        ),
                    ),
                    class_name="panel-body",
                ),
                title="Credit of your organization",
            ),
            class_name="columns columns-end",
        ),
    )


def _suggestion() -> rx.Component:
    return panel(
        rx.cond(
            HomeState.suggested.length() > 0,
            rx.el.ul(rx.foreach(HomeState.suggested, suggested_item)),
            rx.el.p(HomeState.reason_for_none, class_name="panel-body quiet"),
        ),
        title=rx.Var.create("Suggested for today from ") + HomeState.suggested_at,
        tools=[
            rx.cond(
                HomeState.suggested.length() > 0,
                link("Look at all", to=HomeState.suggestion_href, class_name="textlink"),
                None,
            )
        ],
    )


def _seller(row: rx.vars.ObjectVar[SellerRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.h3(row.name),
                rx.el.div(
                    row.kind,
                    rx.cond(row.minimum != "", rx.el.span(" · minimum ", row.minimum), None),
                    class_name="quiet small",
                ),
            ),
            rx.el.div(
                rx.el.div(row.subtotal, class_name="money strong"),
                rx.el.div(row.lines, class_name="quiet small money"),
            ),
            class_name="spread",
        ),
        rx.cond(
            row.missing != "",
            rx.el.p(row.missing, " more to the minimum order", class_name="low small numbers"),
            None,
        ),
        rx.el.div(
            link("Catalog", to=row.catalog_href, class_name="btn btn-plain btn-small"),
            rx.cond(
                row.has_lines, link("Open cart", to=row.cart_href, class_name="btn btn-plain btn-small"), None
            ),
            class_name="row",
        ),
        class_name="panel tile",
    )
