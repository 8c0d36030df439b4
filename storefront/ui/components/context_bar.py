"""For which outlet, with which seller, and on whose behalf: on every page, never out of sight."""

import reflex as rx

from storefront.ui.components.basics import icon, link, money
from storefront.ui.states.acting import ActingState
from storefront.ui.states.choosing import OutletsState
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import SellerRow

OUTLET_SHEET = "choose-outlet"


def context_bar() -> rx.Component:
    """The outlet with its switch, and the seller with its menu."""
    return rx.el.div(
        _outlet(),
        rx.el.span(class_name="context-divider"),
        _seller(),
        class_name="context",
        role="group",
        aria_label="Purchasing context",
    )


def acting_banner() -> rx.Component:
    """Names both when an employee acts for a contact."""
    return rx.cond(
        ContextState.acting_for != "",
        rx.el.section(
            rx.el.span(
                rx.el.span(ContextState.acting_for, class_name="strong"),
                " ",
                rx.el.span(ContextState.acting_left, class_name="small numbers"),
                role="status",
            ),
            rx.el.span(
                link("Back to my desk", to=ContextState.desk_href, class_name="textlink small"),
                rx.el.button(
                    "End session",
                    type="button",
                    class_name="btn btn-plain btn-small",
                    on_click=ActingState.end_acting,
                ),
                class_name="row-tight",
            ),
            class_name="acting",
            aria_label="Acting for an outlet",
        ),
        None,
    )


def _outlet() -> rx.Component:
    shown = (
        rx.el.span("Outlet ", ContextState.outlet_number, class_name="context-label clip"),
        rx.el.span(
            rx.el.span(ContextState.outlet_name, class_name="clip"),
            rx.cond(ContextState.has_other_outlets, icon("chevrons-up-down", size=14), None),
            class_name="context-value",
        ),
    )
    return rx.cond(
        ContextState.has_other_outlets,
        rx.el.button(
            *shown,
            type="button",
            class_name="context-part",
            on_click=OutletsState.load_outlets,
            aria_haspopup="dialog",
            aria_label=rx.Var.create("Switch outlet, now ") + ContextState.outlet_name,
            custom_attrs={"data-opens": OUTLET_SHEET},
        ),
        rx.el.div(*shown, class_name="context-part"),
    )


def _seller() -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.el.span("Seller", class_name="context-label"),
            rx.el.span(
                rx.el.span(ContextState.seller_name, class_name="clip"),
                icon("chevron-down", size=14),
                class_name="context-value",
            ),
            class_name="context-part",
            aria_label=rx.Var.create("Switch seller, now ") + ContextState.seller_name,
        ),
        rx.el.nav(
            rx.foreach(ContextState.sellers, _seller_choice),
            link(
                "Ask for another seller",
                to=ContextState.asking_href,
                class_name="textlink menu-last",
            ),
            class_name="float menu-list",
            aria_label="Sellers",
        ),
        class_name="pop",
    )


def _seller_choice(row: rx.vars.ObjectVar[SellerRow]) -> rx.Component:
    return link(
        rx.el.span(row.name),
        money(row.subtotal, class_name="strong"),
        rx.el.span(row.kind, class_name="quiet small"),
        rx.el.span(row.lines, class_name="quiet small money"),
        to=row.href,
        aria_current=rx.cond(row.is_current, "true", "false"),
    )
