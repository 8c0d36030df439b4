"""Dialogs about the people of an organization."""

import reflex as rx

from storefront.ui.components.basics import filled, labelled
from storefront.ui.components.file_sheet import file_sheet
from storefront.ui.components.form_sheet import form_sheet, sheet_head
from storefront.ui.components.picker import picker_field
from storefront.ui.states.people import PeopleState
from storefront.ui.states.people_file import PeopleFileState
from storefront.ui.states.pickers import NodePickerState

INVITE_SHEET = "invite-person"
FILE_SHEET = "invite-list"
DISABLE_SHEET = "disable-person"
REMOVE_SHEET = "remove-person"


def invite_sheet() -> rx.Component:
    """Asks for address, name, role and node."""
    return form_sheet(
        labelled(
            "E-mail address",
            rx.el.input(name="email", type="email", required=True, auto_complete="off", class_name="field"),
        ),
        labelled(
            "Name",
            rx.el.input(name="name", max_length=120, auto_complete="off", class_name="field"),
            hint="Somebody who signs in here already keeps the name that they have.",
        ),
        labelled(
            "Role",
            rx.el.select(
                rx.el.option("Buyer", value="user"),
                rx.el.option("Admin", value="admin"),
                name="role",
                class_name="field",
            ),
        ),
        picker_field(
            NodePickerState,
            name="invite-node",
            field="node",
            label="Outlet or group",
            about="Empty: everything that you run.",
        ),
        sheet=INVITE_SHEET,
        title="Invite somebody",
        name="Invite somebody",
        does="Send invitation",
        on_submit=PeopleState.invite_person,
        reset_on_submit=True,
    )


def disable_sheet() -> rx.Component:
    """Asks why."""
    row = PeopleState.chosen
    return form_sheet(
        rx.el.input(type="hidden", name="id", value=row.id, read_only=True),
        rx.el.p(
            "Access to ",
            row.node,
            " and all below it ends at the next click. Carts, orders and templates stay.",
            class_name="quiet",
        ),
        labelled(
            "Reason",
            rx.el.input(
                name="reason", required=True, max_length=200, auto_complete="off", class_name="field"
            ),
        ),
        sheet=DISABLE_SHEET,
        title=rx.Var.create("Disable ") + row.name,
        name="Disable a member",
        does="Disable",
        on_submit=PeopleState.disable_person,
        times=PeopleState.filled,
        reset_on_submit=True,
        key=row.id,
    )


def remove_sheet() -> rx.Component:
    """Asks whether one is sure."""
    row = PeopleState.chosen
    return rx.el.dialog(
        sheet_head(rx.Var.create("Remove ") + row.name + "?"),
        rx.el.div(
            rx.el.p(
                "Only who has no orders here can be removed. An open invitation ends.", class_name="quiet"
            ),
            class_name="panel-body",
        ),
        rx.el.div(
            rx.el.button(
                "Remove",
                type="button",
                class_name="btn btn-primary",
                on_click=PeopleState.remove_person(row.id),
                custom_attrs={"data-closes": ""},
            ),
            rx.el.button("Keep", type="button", class_name="btn btn-plain", custom_attrs={"data-closes": ""}),
            class_name="panel-foot row",
        ),
        id=REMOVE_SHEET,
        class_name="sheet",
        aria_label="Remove a member",
        custom_attrs=filled(PeopleState.filled),
    )


def people_file_sheet() -> rx.Component:
    """Takes a list, tells what each row means, and invites those that are good."""
    return file_sheet(
        PeopleFileState,
        name=FILE_SHEET,
        title="Invite several",
        label="A row for each person",
        columns="email,name,role,node",
        hint="Address, name, role and number of the node, as copied from a spreadsheet or from a file.",
        check="Check",
        does="Invite all good ones",
    )
