"""An order that customer service enters: the outlet, whom it is for and why, the seller, the lines."""

import reflex as rx

from storefront.ui.components.basics import head, icon, labelled, link, money, panel
from storefront.ui.components.listed_table import listed_table
from storefront.ui.components.picker import picker
from storefront.ui.components.start_visit import start_form
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.order_entry import OrderEntryState
from storefront.ui.states.pickers import EntryPickerState
from storefront.ui.states.rows import ChoiceRow, TotalRow
from storefront.ui.states.serving import ServingState
from storefront.ui.states.trade_orders import ENTRY, ORDERS
from storefront.ui.states.visit_rows import FoundOutletRow


def order_entry() -> rx.Component:
    """First the outlet, then the header, then the lines; what can be had goes to the outlet's own checkout."""
    return desk_page(
        head("Enter an order", link("All orders", to=ORDERS, class_name="btn btn-plain")),
        by_phase(
            OrderEntryState.phase,
            loading=rx.el.div(list_skeleton(rows=3), class_name="panel"),
            ready=rx.match(
                OrderEntryState.step, ("header", _header()), ("lines", _entry()), _choose_outlet()
            ),
        ),
    )


def _choose_outlet() -> rx.Component:
    return panel(
        picker(
            EntryPickerState,
            name="for",
            label="Outlet, organization or contact",
            hint="A part of the name, the number or the e-mail address",
            value=OrderEntryState.text,
            class_name="panel-body",
        ),
        rx.cond(
            OrderEntryState.outlets.length() > 0,
            rx.el.div(rx.foreach(OrderEntryState.outlets, _outlet)),
            rx.cond(
                OrderEntryState.text != "",
                empty_state(
                    drawing="search-x", title="No outlet fits", text="Try part of its name, or its number."
                ),
                None,
            ),
        ),
        title="For which outlet",
    )


def _outlet(row: rx.vars.ObjectVar[FoundOutletRow]) -> rx.Component:
    return link(
        rx.el.span(row.name, class_name="strong clip"),
        rx.el.span(row.about, class_name="quiet small clip"),
        to=row.href,
        class_name="pick",
    )


def _header() -> rx.Component:
    return panel(
        start_form(on_submit=ServingState.start_entry, label="Enter lines"),
        title=rx.Var.create("For ") + ServingState.name,
        tools=[_another()],
    )


def _entry() -> rx.Component:
    return rx.el.div(
        rx.el.div(_lines(), class_name="pile"),
        rx.el.div(_fulfilment(), _summary(), class_name="pile"),
        class_name="columns columns-end",
    )


def _fulfilment() -> rx.Component:
    return panel(
        rx.el.div(
            rx.el.p(ServingState.name, class_name="strong"),
            rx.el.p(ServingState.organization, class_name="quiet small"),
            rx.el.p("Session open until ", ServingState.open_until, class_name="quiet small numbers"),
            labelled(
                "Fulfilled by",
                rx.el.select(
                    rx.foreach(OrderEntryState.sellers, _seller),
                    value=OrderEntryState.seller,
                    on_change=OrderEntryState.choose_seller,
                    class_name="field",
                ),
                hint="Decides catalogs, prices and stock.",
            ),
            link("The outlet's own pages", to=OrderEntryState.pages_href, class_name="textlink small"),
            class_name="panel-body pile",
        ),
        title="Header",
        tools=[_another()],
    )


def _another() -> rx.Component:
    return link("Another outlet", to=ENTRY, class_name="textlink small")


def _seller(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.option(row.label, value=row.value)


def _lines() -> rx.Component:
    return panel(
        rx.el.form(
            labelled("SKU", rx.el.input(name="sku", required=True, auto_complete="off", class_name="field")),
            labelled(
                "Quantity",
                rx.el.input(name="quantity", input_mode="numeric", auto_complete="off", class_name="field"),
            ),
            rx.el.button("Add line", type="submit", class_name="btn btn-primary"),
            class_name="panel-body row",
            on_submit=OrderEntryState.add_line,
            reset_on_submit=True,
        ),
        rx.el.details(
            rx.el.summary("Paste a list", class_name="textlink"),
            rx.el.form(
                labelled(
                    "SKU and quantity in each row",
                    rx.el.textarea(name="list", rows="5", class_name="field"),
                ),
                rx.el.button("Add rows", type="submit", class_name="btn btn-plain"),
                class_name="pile",
                on_submit=OrderEntryState.paste_lines,
                # Emptied when its rows are lines, not when it is sent: a list that is refused stays.
                key=OrderEntryState.pasted,
            ),
            class_name="panel-body",
        ),
        rx.cond(
            OrderEntryState.flagged != "",
            rx.el.p(
                icon("triangle-alert", size=16),
                OrderEntryState.flagged,
                class_name="issue row-tight panel-note",
            ),
            None,
        ),
        rx.cond(
            OrderEntryState.lines.length() > 0,
            listed_table(
                rows=OrderEntryState.lines,
                on_tick=OrderEntryState.remove_line,
                on_quantity=OrderEntryState.set_quantity,
                on_choose=OrderEntryState.choose_instead,
            ),
            rx.el.p("No lines yet. Type an SKU and a quantity, then Enter.", class_name="panel-body quiet"),
        ),
        title="Lines",
    )


def _summary() -> rx.Component:
    return panel(
        rx.el.div(
            rx.foreach(OrderEntryState.totals, _total),
            rx.cond(
                OrderEntryState.waiting != "",
                rx.el.p(
                    "In the outlet's cart already, and ordered with it: ",
                    OrderEntryState.waiting,
                    class_name="low",
                ),
                None,
            ),
            rx.cond(OrderEntryState.done != "", rx.el.p(OrderEntryState.done, role="status"), None),
            rx.el.button(
                "Put into the cart and check out",
                type="button",
                class_name="btn btn-primary full",
                disabled=OrderEntryState.totals.length() == 0,
                on_click=OrderEntryState.put_into_cart,
            ),
            class_name="panel-body pile",
        ),
        title="Review",
        class_name="stay",
    )


def _total(row: rx.vars.ObjectVar[TotalRow]) -> rx.Component:
    return rx.el.div(rx.el.span(row.label), money(row.value), class_name="total-row")
