"""Asking to become a partner: a form for everybody, and its confirmation."""

import reflex as rx

from storefront.ui.components.basics import head, link
from storefront.ui.components.refusal import live_region, refusal_area
from storefront.ui.components.theme_toggle import theme_toggle
from storefront.ui.routes import SIGN_IN
from storefront.ui.states.join import CATEGORY, JoinState
from storefront.ui.states.rows import ChoiceRow


def join() -> rx.Component:
    """The form, until it was taken; then its number."""
    return rx.fragment(
        rx.el.a("Skip to content", href="#content", class_name="skip"),
        rx.el.header(
            rx.el.div(
                rx.el.span("Storefront", class_name="brand-plain"),
                rx.el.div(
                    theme_toggle(),
                    link("Sign in", to=SIGN_IN, class_name="btn btn-plain"),
                    class_name="bar-tools",
                ),
                class_name="bar-plain",
            ),
            class_name="bar",
        ),
        rx.el.main(
            refusal_area(),
            rx.cond(JoinState.number != "", _taken(), _form()),
            class_name="page",
            id="content",
            tab_index=-1,
        ),
        live_region(),
    )


def _taken() -> rx.Component:
    return rx.el.section(
        rx.el.h1("We have your request"),
        rx.el.p("Its number is ", rx.el.strong(JoinState.number, class_name="numbers"), "."),
        rx.el.p(
            "A confirmation is on its way to ",
            JoinState.email,
            ". We look at every request ourselves, and write to you as soon as we have decided.",
            class_name="quiet",
        ),
        link("Sign in", to=SIGN_IN, class_name="btn btn-plain"),
        class_name="panel panel-body pile",
        role="status",
    )


def _form() -> rx.Component:
    return rx.fragment(
        head(
            "Become a partner",
            below=rx.el.p(
                "Buy from us for your outlets, or sell to them as a distributor. We answer by e-mail.",
                class_name="quiet",
            ),
        ),
        rx.el.form(
            rx.el.fieldset(
                rx.el.legend("What would you like to do?", class_name="strong"),
                rx.el.div(
                    _kind("buyer", "Buy for our outlets"),
                    _kind("seller", "Sell as a distributor"),
                    class_name="row ticks",
                ),
            ),
            rx.el.div(
                _field("company", "Company", is_required=True, fills="organization"),
                _field("contact_name", "Your name", is_required=True, fills="name"),
                _field("email", "E-mail address", kind="email", is_required=True, fills="email"),
                _field("phone", "Phone", kind="tel", fills="tel"),
                _field("street", "Street and number", fills="street-address"),
                _field("postcode", "Postcode", fills="postal-code"),
                _field("city", "Town", fills="address-level2"),
                _field("country", "Country", fills="country-name"),
                _field("size", "How large are you?", hint="Outlets, people or customers, in your words."),
                class_name="filter-grid",
            ),
            rx.el.fieldset(
                rx.el.legend("Categories that interest you", class_name="strong"),
                rx.el.div(rx.foreach(JoinState.categories, _category), class_name="row ticks"),
                _problem("categories"),
            ),
            rx.el.label(
                rx.el.span("Anything else"),
                rx.el.textarea(name="comments", rows=4, max_length=2000, class_name="field"),
                _problem("comments"),
                class_name="labelled",
            ),
            rx.el.div(
                rx.el.button("Send request", type="submit", class_name="btn btn-primary"), class_name="row"
            ),
            on_submit=JoinState.send_application,
            class_name="panel panel-body pile",
            custom_attrs={"noValidate": True},
            aria_label="Request to become a partner",
        ),
    )


def _kind(value: str, words: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="kind",
            value=value,
            default_checked=JoinState.kind == value,
            key=JoinState.kind + value,
        ),
        words,
        class_name="tick",
    )


def _category(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.label(rx.el.input(type="checkbox", name=CATEGORY + row.value), row.label, class_name="tick")


def _field(
    name: str,
    label: str,
    *,
    kind: str = "text",
    is_required: bool = False,
    fills: str = "off",
    hint: str = "",
) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, *([" (required)"] if is_required else [])),
        rx.el.input(
            name=name,
            type=kind,
            required=is_required,
            auto_complete=fills,
            class_name="field",
            aria_invalid=rx.cond(JoinState.problems[name] != "", "true", "false"),
            custom_attrs={"aria-describedby": f"{name}-problem"},
        ),
        *([rx.el.span(hint, class_name="quiet small")] if hint else []),
        _problem(name),
        class_name="labelled",
    )


def _problem(name: str) -> rx.Component:
    return rx.el.span(
        JoinState.problems[name],
        id=f"{name}-problem",
        class_name=rx.cond(JoinState.problems[name] != "", "small word", "unseen"),
        custom_attrs={"data-tone": "bad"},
    )
