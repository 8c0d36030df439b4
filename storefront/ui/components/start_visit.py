"""The form in which somebody begins to act for an outlet."""

import reflex as rx

from storefront.ui.components.basics import filled, labelled, link
from storefront.ui.components.form_sheet import sheet_head
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.states.serving import ServingState

START_SHEET = "start-visit"
LONGEST_REASON = 200


def start_sheet() -> rx.Component:
    """A modal dialog; the browser keeps the focus inside and gives it back."""
    return rx.el.dialog(
        sheet_head(rx.fragment("Act for ", ServingState.name)),
        start_form(on_submit=ServingState.start_visit, label="Start session"),
        id=START_SHEET,
        class_name="sheet",
        aria_label="Act for an outlet",
        custom_attrs=filled(ServingState.filled),
    )


def start_form(*, on_submit: rx.event.EventType, label: str) -> rx.Component:
    """The outlet is known; whom it is for may be left open, why may not."""
    return rx.el.form(
        rx.el.input(type="hidden", name="outlet", value=ServingState.number, read_only=True),
        rx.el.div(
            rx.el.p(ServingState.organization, class_name="quiet"),
            rx.cond(
                ServingState.open_until != "",
                rx.el.p(
                    "You act for this outlet already, until ",
                    ServingState.open_until,
                    ". ",
                    link("Go on", to=ServingState.href, class_name="textlink"),
                    ", or start anew, which ends it.",
                ),
                None,
            ),
            rx.cond(
                ServingState.contacts.length() > 0,
                labelled("For whom", _contacts(), hint="Only active contacts of the outlet are offered."),
                rx.el.p(
                    "This outlet has no active contact: orders are made for the organization without one.",
                    class_name="low",
                ),
            ),
            labelled(
                "Reason",
                rx.el.input(
                    name="reason",
                    required=True,
                    max_length=LONGEST_REASON,
                    auto_complete="off",
                    class_name="field",
                    placeholder="Visit, call, mail of the day",
                ),
                hint="The outlet reads it.",
            ),
            class_name="panel-body pile",
        ),
        rx.el.div(
            rx.el.button(label, type="submit", class_name="btn btn-primary"), class_name="panel-foot row"
        ),
        on_submit=on_submit,
        key=ServingState.number + ServingState.wanted_contact,
    )


def _contacts() -> rx.Component:
    return rx.el.select(
        rx.el.option("The outlet, without a contact", value=""),
        rx.foreach(ServingState.contacts, _contact),
        name="contact",
        default_value=ServingState.wanted_contact,
        class_name="field",
    )


def _contact(row: rx.vars.ObjectVar[ChoiceRow]) -> rx.Component:
    return rx.el.option(row.label, value=row.value)
