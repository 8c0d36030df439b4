"""Every component in all its states; served in development only."""

import reflex as rx

from storefront.ui.components.basics import head, labelled, panel, tag, word
from storefront.ui.components.data_table import Column, cell, data_table, pager
from storefront.ui.components.difference_table import difference_table
from storefront.ui.components.listed_table import listed_table
from storefront.ui.components.offer_row import offer_row
from storefront.ui.components.price_trace import price_trace
from storefront.ui.components.refusal import refusal
from storefront.ui.components.samples import DIFFERENCES, IN_CART, LISTED, OFFERS, ORDERS, TRACE
from storefront.ui.components.states_of_lists import cards_skeleton, empty_state, list_skeleton
from storefront.ui.shell import shell
from storefront.ui.states.gallery import GalleryState


def gallery() -> rx.Component:
    """One page to look at after every change of the look."""
    return shell(
        head("Gallery", rx.el.button("Do nothing", type="button", class_name="btn btn-plain")),
        panel(
            rx.el.div(
                rx.el.button("Primary", class_name="btn btn-primary", type="button"),
                rx.el.button("Plain", class_name="btn btn-plain", type="button"),
                rx.el.button("Ghost", class_name="btn btn-ghost", type="button"),
                rx.el.button("Off", class_name="btn btn-primary", type="button", disabled=True),
                tag("Plain"),
                tag("Good", tone="good"),
                tag("Low", tone="low"),
                tag("Bad", tone="bad"),
                word("In stock", tone="good"),
                word("Low stock: 7 left", tone="low"),
                word("Out of stock", tone="bad"),
                class_name="row panel-body",
            ),
            rx.el.div(
                labelled(
                    "Purchase order number",
                    rx.el.input(class_name="field", default_value="PO-4711"),
                    hint="Printed on the invoice",
                ),
                class_name="panel-body",
            ),
            title="Small parts",
        ),
        refusal("Only £1,250.00 of your credit remain. Order for that much or less.", code="credit_exceeded"),
        panel(
            rx.el.ul(
                rx.foreach(
                    rx.Var.create(OFFERS),
                    lambda row: offer_row(
                        row, in_cart=rx.Var.create(IN_CART)[row.key], on_add=GalleryState.do_nothing
                    ),
                ),
                class_name="offers",
            ),
            title="Offers",
        ),
        panel(
            data_table(
                caption="Orders",
                columns=[
                    Column("Number", sort="number"),
                    Column("Placed", sort="placed_at"),
                    Column("Status"),
                    Column("Total", sort="total", is_amount=True),
                ],
                rows=rx.Var.create(ORDERS),
                cells=lambda row: [
                    cell(row.number),
                    cell(row.placed, label="placed"),
                    cell(tag(row.status, tone=row.tone)),
                    cell(row.total, is_amount=True),
                ],
                sort="-placed_at",
                on_sort=lambda _name: GalleryState.do_nothing,
            ),
            pager(shown="24 of 1,204", has_more=rx.Var.create(value=True), on_more=GalleryState.do_nothing),
            title="A table",
        ),
        difference_table(
            rows=rx.Var.create(DIFFERENCES),
            total_before="£114.00",
            total_after="£119.40",
            on_accept=GalleryState.do_nothing,
            accept_label="Accept and order for £119.40",
        ),
        panel(
            listed_table(
                rows=rx.Var.create(LISTED),
                on_tick=lambda _place, _ticked: GalleryState.do_nothing,
                on_quantity=lambda _place, _quantity: GalleryState.do_nothing,
                on_choose=lambda _place, _choice: GalleryState.do_nothing,
            ),
            title="A list as a difference",
        ),
        panel(rx.el.div(price_trace(rx.Var.create(TRACE)), class_name="panel-body"), title="Price trace"),
        panel(
            empty_state(
                drawing="search-x", title="Nothing fits", text="Try fewer words, or take a filter away."
            ),
            title="Empty",
        ),
        panel(list_skeleton(rows=2), title="On its way"),
        cards_skeleton(cards=3),
        area="Home",
    )
