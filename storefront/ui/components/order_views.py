"""Saved views of the history: a menu that opens, keeps, renames and deletes them."""

import reflex as rx

from storefront.ui.components.basics import icon, labelled, link
from storefront.ui.states.order_views import OrderViewsState
from storefront.ui.states.sum_rows import ViewRow

LONGEST_NAME = 80


def order_views() -> rx.Component:
    """The contact's views; each is a link that can be kept or shared like any other."""
    return rx.el.details(
        rx.el.summary(
            icon("bookmark", size=16),
            rx.cond(OrderViewsState.current_name != "", OrderViewsState.current_name, "Views"),
            class_name="btn btn-plain",
        ),
        rx.el.div(
            rx.el.div(rx.foreach(OrderViewsState.views, _view), class_name="menu-list"),
            rx.cond(OrderViewsState.current_id != "", _change(), _save()),
            class_name="float view-menu",
        ),
        class_name="pop",
    )


def _view(row: rx.vars.ObjectVar[ViewRow]) -> rx.Component:
    return link(
        row.name,
        rx.cond(row.is_current, icon("check", size=16), None),
        to=row.href,
        custom_attrs={"aria-current": rx.cond(row.is_current, "true", "false")},
    )


def _save() -> rx.Component:
    return rx.el.form(
        labelled("Save this selection as", _name("")),
        rx.el.button("Save view", type="submit", class_name="btn btn-primary"),
        on_submit=OrderViewsState.save_view,
        key=OrderViewsState.form_key,
        class_name="panel-body pile",
        aria_label="Save view",
    )


def _change() -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="id", default_value=OrderViewsState.current_id),
        labelled("Name of this view", _name(OrderViewsState.current_name)),
        rx.el.div(
            rx.el.button("Rename", type="submit", class_name="btn btn-plain"),
            rx.el.button(
                "Delete view",
                type="button",
                on_click=OrderViewsState.delete_view(OrderViewsState.current_id),
                class_name="btn btn-ghost",
            ),
            class_name="row",
        ),
        on_submit=OrderViewsState.rename_view,
        key=OrderViewsState.form_key,
        class_name="panel-body pile",
        aria_label="Change view",
    )


def _name(value: rx.Var | str) -> rx.Component:
    return rx.el.input(
        name="name",
        default_value=value,
        required=True,
        max_length=LONGEST_NAME,
        auto_complete="off",
        class_name="field",
    )
