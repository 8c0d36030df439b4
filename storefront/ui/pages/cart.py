"""The cart of one seller: quantities in place, and what is missing before it can be ordered."""

import reflex as rx

from storefront.ui.components.adding_to_template import adding_to_template, save_cart_as_template
from storefront.ui.components.basics import TIMES, count_meter, head, icon, link, money, panel, tag, unseen
from storefront.ui.components.cart_comfort import cart_history, restore_button, saved_for_later
from storefront.ui.components.line_sheet import line_sheet, more_of_line
from storefront.ui.components.quantity_stepper import quantity_stepper
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import shell
from storefront.ui.states.cart import CartState
from storefront.ui.states.context import ContextState
from storefront.ui.states.rows import LineRow


def cart() -> rx.Component:
    """Lines on one side, total and checkout on the other; on a phone the total sticks below."""
    return shell(
        head(
            rx.el.span("Cart with ", CartState.seller_name),
            link("All carts", to=ContextState.carts_href, class_name="btn btn-plain"),
            below=rx.el.p(
                CartState.count,
                " · ",
                CartState.units,
                rx.cond(CartState.changed != "", rx.el.span(" · ", CartState.changed), None),
                class_name="quiet",
            ),
        ),
        by_phase(
            CartState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(
                rx.cond(
                    CartState.is_empty,
                    _empty(),
                    rx.el.div(_lines(), _summary(), class_name="columns columns-end"),
                ),
                saved_for_later(),
                cart_history(),
                class_name="pile",
            ),
            refused=empty_state(
                drawing="shopping-cart",
                title="This cart is not open to you",
                text="The reason is given above.",
                actions=[link("All carts", to=ContextState.carts_href, class_name="btn btn-plain")],
            ),
        ),
        adding_to_template(),
        line_sheet(),
        area="Carts",
        shows_cart_strip=False,
    )


def _empty() -> rx.Component:
    undo = rx.cond(CartState.can_undo, _undo(), None)
    return panel(
        empty_state(
            drawing="shopping-cart",
            title="This cart is empty",
            text="Add products from the catalog; what you bought before comes first when you sort by last bought.",
            actions=[
                link("Open the catalog", to=ContextState.catalog_href, class_name="btn btn-primary"),
                undo,
                restore_button(),
            ],
        )
    )


def _lines() -> rx.Component:
    return panel(
        rx.cond(
            CartState.problems != "",
            rx.el.p(
                icon("triangle-alert", size=16), CartState.problems, class_name="issue row-tight panel-note"
            ),
            None,
        ),
        rx.el.ul(rx.foreach(CartState.lines, _line), aria_label="Lines"),
        rx.cond(
            CartState.hidden != "",
            rx.el.div(
                rx.el.span(CartState.hidden, " more", class_name="quiet small numbers"),
                rx.el.button(
                    "Show more", type="button", class_name="btn btn-plain", on_click=CartState.show_more_lines
                ),
                class_name="panel-foot spread",
            ),
            None,
        ),
        title=CartState.count,
        tools=[
            restore_button(),
            rx.cond(CartState.can_undo, _undo(), None),
            save_cart_as_template(),
            rx.el.button(
                icon("trash-2", size=16),
                "Clear",
                type="button",
                class_name="btn btn-ghost btn-small",
                on_click=CartState.clear_cart,
            ),
        ],
    )


def _undo() -> rx.Component:
    return rx.el.button(
        icon("undo-2", size=16),
        "Undo last change",
        type="button",
        class_name="btn btn-plain btn-small",
        on_click=CartState.undo_change,
    )


def _line(row: rx.vars.ObjectVar[LineRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.img(src=row.image, alt="", loading="lazy", width="48", height="48"), class_name="line-art"
        ),
        rx.el.div(
            link(row.name, to=row.href, class_name="offer-name two-lines"),
            rx.el.span(
                row.sku,
                rx.cond(row.rule != "", rx.el.span(" · ", row.rule), None),
                " · ",
                row.added_by,
                class_name="sku",
            ),
            rx.cond(row.mark != "", rx.el.span(tag(row.mark, tone="low")), None),
            rx.cond(
                row.note != "",
                rx.el.span(icon("message-square-text", size=14), row.note, class_name="line-note"),
                None,
            ),
            class_name="line-about",
        ),
        rx.el.div(money(row.price, class_name="quiet"), class_name="line-price"),
        rx.el.div(
            quantity_stepper(
                name=row.name,
                quantity=row.quantity,
                minimum=row.minimum,
                maximum=row.maximum,
                multiple=row.multiple,
                on_less=CartState.take_one_step(row.id),
                on_more=CartState.add_one_step(row.id),
                on_set=lambda quantity: CartState.set_quantity(row.id, quantity),
            ),
            rx.el.span(TIMES, row.price, class_name="quiet numbers only-narrow"),
            class_name="line-buy",
        ),
        rx.el.div(money(row.total), class_name="line-total"),
        rx.el.div(
            more_of_line(row),
            rx.el.button(
                icon("x"),
                unseen("Remove ", row.name),
                type="button",
                class_name="icon-button",
                on_click=CartState.remove_line(row.id),
            ),
            class_name="line-gone",
        ),
        rx.cond(
            row.issue != "",
            rx.el.div(
                rx.el.span(row.issue, class_name="issue", custom_attrs={"data-tone": row.issue_tone}),
                class_name="line-issues",
            ),
            None,
        ),
        key=row.id,
        class_name="line",
        custom_attrs={"data-row": row.sku, "data-left-out": rx.cond(row.is_left_out, "true", "false")},
    )


def _summary() -> rx.Component:
    return rx.el.div(
        rx.el.section(
            rx.el.h2("Summary"),
            rx.el.div(
                rx.el.span("Total"),
                money(CartState.subtotal, custom_attrs={"data-cart-total": ""}),
                class_name="total-row grand",
            ),
            rx.cond(CartState.minimum != "", _minimum(), None),
            rx.el.div(_check_out(), class_name="only-wide"),
            rx.el.p(
                "Prices are without tax. They are checked again when you order.", class_name="quiet small"
            ),
            class_name="panel panel-body pile stay",
        ),
        rx.el.div(
            rx.el.div(
                rx.el.div(CartState.count, class_name="quiet small"),
                money(CartState.subtotal, class_name="strong"),
            ),
            rx.el.div(_check_out()),
            class_name="action-strip only-narrow",
        ),
    )


def _minimum() -> rx.Component:
    return rx.cond(
        CartState.missing != "",
        rx.el.div(
            rx.el.p(
                rx.el.span(CartState.missing, class_name="strong numbers"),
                " more to reach the minimum order of ",
                CartState.minimum,
                class_name="low",
            ),
            count_meter(CartState.percent, label="Share of the minimum order"),
            class_name="pile",
            style={"gap": "0.4rem"},
        ),
        rx.el.p("Minimum order of ", CartState.minimum, " reached", class_name="good"),
    )


def _check_out() -> rx.Component:
    return rx.cond(
        CartState.can_check_out,
        link("Check out", to=CartState.checkout_href, class_name="btn btn-primary full"),
        rx.el.button("Check out", type="button", class_name="btn btn-primary full", disabled=True),
    )
