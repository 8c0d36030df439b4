"""All carts of the outlet at once."""

import reflex as rx

from storefront.ui.components.basics import count_meter, head, link
from storefront.ui.components.states_of_lists import by_phase, cards_skeleton, empty_state
from storefront.ui.shell import shell
from storefront.ui.states.carts import CartsState
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import CartCard


def carts() -> rx.Component:
    """A card for each seller, empty ones too."""
    return shell(
        head(
            rx.el.span("Carts of ", ContextState.outlet_name),
            link("Ask for another seller", to=ContextState.asking_href, class_name="btn btn-plain"),
            below=rx.el.p(CartsState.summary, class_name="quiet"),
        ),
        by_phase(
            CartsState.phase,
            loading=cards_skeleton(),
            ready=rx.cond(
                CartsState.cards.length() > 0,
                rx.el.ul(rx.foreach(CartsState.cards, _card), class_name="cards"),
                empty_state(
                    drawing="store",
                    title="No seller is open to this outlet",
                    text="Ask your organization's admin to open a seller to it.",
                ),
            ),
        ),
        area="Carts",
        shows_cart_strip=False,
    )


def _card(row: rx.vars.ObjectVar[CartCard]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(rx.el.h2(row.seller_name), rx.el.span(row.kind, class_name="quiet small")),
            rx.el.div(
                rx.el.div(rx.cond(row.has_lines, row.subtotal, ""), class_name="money strong"),
                rx.el.div(row.lines, class_name="quiet small money"),
            ),
            class_name="panel-head",
        ),
        rx.cond(
            row.has_lines,
            rx.el.div(
                rx.el.p(row.first_names, class_name="two-lines"),
                rx.cond(row.issues != "", rx.el.p(row.issues, class_name="issue"), None),
                rx.cond(
                    row.missing != "",
                    rx.el.div(
                        rx.el.p(
                            row.missing, " more to the minimum order of ", row.minimum, class_name="low small"
                        ),
                        count_meter(row.percent, label="Share of the minimum order"),
                    ),
                    None,
                ),
                rx.el.p(row.changed, class_name="quiet small"),
                class_name="panel-body pile",
            ),
            rx.el.p(
                "Nothing in this cart yet.",
                rx.cond(row.minimum != "", rx.el.span(" Minimum order ", row.minimum, "."), None),
                class_name="panel-body quiet",
            ),
        ),
        rx.el.div(
            rx.cond(
                row.has_lines,
                link("Open cart", to=row.cart_href, class_name="btn btn-plain"),
                link("Open catalog", to=row.catalog_href, class_name="btn btn-plain"),
            ),
            rx.cond(
                row.is_orderable, link("Check out", to=row.checkout_href, class_name="btn btn-primary"), None
            ),
            class_name="panel-foot row",
        ),
        class_name="panel",
        custom_attrs={"data-cart": row.seller_code},
    )
