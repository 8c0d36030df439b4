"""Requests for sellers, for those who decide and for those who ask."""

import reflex as rx

from storefront.ui.components.basics import panel, tag
from storefront.ui.components.facts import text_field
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.states.seller_requests import ASKING, AskableRow, AskingState, SellerRequestsState
from storefront.ui.states.tree_rows import RequestRow


def requests_panel() -> rx.Component:
    """The newest requests, each to grant or to decline."""
    return panel(
        rx.el.ul(rx.foreach(SellerRequestsState.rows, _to_decide)),
        rx.cond(
            SellerRequestsState.is_empty,
            rx.el.p("Nobody has asked for a seller.", class_name="panel-body quiet"),
            None,
        ),
        title="Requests for sellers",
    )


def asking_panel() -> rx.Component:
    """The sellers that an outlet can ask for, and what it asked for."""
    return panel(
        rx.cond(
            AskingState.choices.length() > 0,
            rx.el.ul(rx.foreach(AskingState.choices, _to_ask)),
            rx.el.p("This outlet may buy from every seller.", class_name="panel-body quiet"),
        ),
        rx.el.ul(rx.foreach(AskingState.rows, _asked)),
        title="Ask for another seller",
        id=ASKING,
    )


def _to_decide(row: rx.vars.ObjectVar[RequestRow]) -> rx.Component:
    return rx.el.li(
        _about(row),
        rx.cond(
            row.is_open,
            rx.el.div(_granting(row), _declining(row), class_name="deciding"),
            None,
        ),
        class_name="pile panel-line",
    )


def _granting(row: rx.vars.ObjectVar[RequestRow]) -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="request", value=row.id, read_only=True),
        rx.cond(
            row.catalogs.length() > 0,
            rx.el.details(
                rx.el.summary("Choose catalogs", class_name="textlink small"),
                rx.el.fieldset(
                    rx.el.legend("Catalogs to open", class_name="unseen"),
                    rx.foreach(row.catalogs.to(list[ChoiceRow]), _catalog),
                    rx.el.p(
                        "With none ticked, the outlet keeps those that it sees of this seller, "
                        "or gets those for all the year round.",
                        class_name="quiet small",
                    ),
                    class_name="pile-tight",
                ),
            ),
            None,
        ),
        rx.el.div(
            rx.el.button(
                "Grant",
                type="submit",
                class_name="btn btn-primary btn-small",
                aria_label="Grant " + row.seller + " to " + row.outlet,
            )
        ),
        on_submit=SellerRequestsState.grant_request,
        class_name="pile-tight",
    )


def _catalog(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name="catalog_" + row.value),
        rx.el.span(row.label, rx.el.span(" ", row.value, ", ", row.count, class_name="quiet small")),
        class_name="tick",
    )


def _declining(row: rx.vars.ObjectVar[RequestRow]) -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="request", value=row.id, read_only=True),
        rx.el.input(
            name="reason",
            class_name="field",
            placeholder="Reason, which the buyer reads",
            auto_complete="off",
            required=True,
            aria_label="Reason to decline " + row.seller + " for " + row.outlet,
        ),
        rx.el.button("Decline", type="submit", class_name="btn btn-plain btn-small"),
        on_submit=SellerRequestsState.decline_request,
        class_name="row-tight",
    )


def _about(row: rx.vars.ObjectVar[RequestRow]) -> rx.Component:
    return rx.fragment(
        rx.el.div(rx.el.span(row.seller, class_name="strong"), tag(row.status), class_name="row-tight"),
        rx.el.div(row.outlet, ", ", row.organization, " · ", row.asked, class_name="quiet small"),
        rx.cond(row.note != "", rx.el.div(row.note, class_name="small"), None),
        rx.cond(row.reason != "", rx.el.div("Reason: ", row.reason, class_name="small"), None),
    )


def _to_ask(row: rx.vars.ObjectVar[AskableRow]) -> rx.Component:
    return rx.el.li(
        rx.cond(
            row.is_asked,
            rx.el.div(rx.el.span(row.name), tag("Asked for"), class_name="spread"),
            rx.el.form(
                rx.el.input(type="hidden", name="seller", value=row.code, read_only=True),
                text_field("note", rx.Var.create("A word about ") + row.name, hint="Why, if you like"),
                rx.el.button("Ask for ", row.name, type="submit", class_name="btn btn-plain btn-small"),
                on_submit=AskingState.ask_for_seller,
                class_name="pile",
            ),
        ),
        class_name="panel-line",
    )


def _asked(row: rx.vars.ObjectVar[RequestRow]) -> rx.Component:
    return rx.el.li(_about(row), class_name="panel-line")
