"""An organization: the tree on the left, the node that is chosen on the right."""

import reflex as rx

from storefront.ui.components.basics import head, link, panel, tag
from storefront.ui.components.facts import fact_list, look, search_form, text_field
from storefront.ui.components.organization_tabs import organization_tabs
from storefront.ui.components.picker import picker
from storefront.ui.components.selling import selling_panel
from storefront.ui.components.setting import setting_panel
from storefront.ui.components.states_of_lists import by_phase, cards_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.node_setting import NodeSettingState
from storefront.ui.states.organization import OrganizationState
from storefront.ui.states.organization_tree import OrganizationTreeState as TreeState
from storefront.ui.states.pickers import BesidePickerState, MovePickerState
from storefront.ui.states.tree_rows import NodeRow, SettingRow


def organization() -> rx.Component:
    """Where one is in the tree, what is below, and everything that applies there."""
    return desk_page(
        organization_tabs("Tree"),
        head(
            rx.cond(TreeState.name != "", TreeState.name, "Your parts"),
            below=rx.el.nav(
                rx.foreach(TreeState.above, _above),
                rx.el.span(TreeState.number, " · ", TreeState.level, class_name="quiet small"),
                class_name="row",
                aria_label="Above it",
            ),
        ),
        by_phase(
            TreeState.phase,
            loading=cards_skeleton(cards=2),
            ready=rx.el.div(
                rx.el.div(
                    rx.cond(TreeState.kind == "outlet", None, _children()),
                    _shape(),
                    selling_panel(),
                    class_name="pile",
                ),
                rx.cond(
                    TreeState.number != "",
                    rx.el.div(setting_panel(), _settings(), _credit(), _people(), class_name="pile"),
                    rx.el.p("Choose one of your parts.", class_name="quiet"),
                ),
                class_name="columns columns-two",
            ),
        ),
    )


def _above(row: rx.vars.ObjectVar[NodeRow]) -> rx.Component:
    return rx.fragment(link(row.name, to=row.href, class_name="textlink"), rx.el.span(" / "))


def _children() -> rx.Component:
    return panel(
        rx.el.div(
            search_form(
                label="Find an outlet by name or number",
                hint="Outlet, by name or number",
                on_submit=TreeState.find_outlets,
            ),
            class_name="panel-body",
        ),
        rx.el.div(rx.foreach(TreeState.children, _child)),
        rx.cond(
            TreeState.children.length() == 0,
            rx.el.p("Nothing here.", class_name="panel-body quiet"),
            None,
        ),
        rx.cond(
            TreeState.has_more,
            rx.el.div(
                rx.el.button(
                    "Show more", type="button", class_name="btn btn-plain", on_click=TreeState.load_more
                ),
                class_name="panel-foot",
            ),
            None,
        ),
        title=rx.cond(TreeState.is_searching, "Outlets that fit", "Directly below"),
    )


def _child(row: rx.vars.ObjectVar[NodeRow]) -> rx.Component:
    return link(
        rx.el.span(row.name, class_name="strong clip"),
        rx.el.span(tag(row.kind)),
        rx.el.span(row.number, class_name="quiet small clip"),
        rx.el.span(row.below, class_name="quiet small"),
        to=row.href,
        class_name="pick",
        custom_attrs={"data-row": row.number},
    )


def _shape() -> rx.Component:
    """Adding, renaming, moving and removing."""
    return rx.cond(
        TreeState.number != "",
        panel(
            rx.cond(TreeState.can_hold, _adding(), None),
            rx.el.form(
                text_field("name", "Name", value=TreeState.name),
                rx.el.button("Rename", type="submit", class_name="btn btn-plain"),
                on_submit=TreeState.rename_node,
                key=TreeState.number + TreeState.name,
                class_name="panel-body row row-end",
            ),
            picker(
                BesidePickerState,
                name="beside",
                label="Set beside",
                hint="Another node, by name or number",
                class_name="panel-body",
            ),
            rx.cond(TreeState.kind == "organization", None, _moving()),
            title="Change the tree",
        ),
        None,
    )


def _adding() -> rx.Component:
    return rx.el.form(
        text_field("name", "Add below"),
        rx.el.label(
            rx.el.span("What"),
            rx.el.select(
                rx.el.option("Outlet", value="outlet"),
                rx.el.option("Group", value="group"),
                name="kind",
                class_name="field",
            ),
            class_name="labelled",
        ),
        rx.el.button("Add", type="submit", class_name="btn btn-plain"),
        on_submit=TreeState.add_node,
        reset_on_submit=True,
        class_name="panel-body row row-end",
    )


def _moving() -> rx.Component:
    return rx.fragment(
        picker(
            MovePickerState,
            name="below",
            label="Move below",
            hint="A group or the organization, by name or number",
            class_name="panel-body",
        ),
        rx.cond(
            TreeState.move_to != "",
            look(
                words=TreeState.move_words,
                rows=TreeState.move_rows,
                does="Move it",
                on_do=TreeState.move_node,
                on_leave=TreeState.forget_move,
            ),
            None,
        ),
        rx.el.div(
            rx.el.button("Remove", type="button", class_name="btn btn-plain", on_click=TreeState.remove_node),
            rx.el.span("Only while nothing hangs on it", class_name="quiet small"),
            class_name="panel-foot row",
        ),
    )


def _settings() -> rx.Component:
    return panel(rx.el.ul(rx.foreach(TreeState.settings, _setting_row)), title="What applies here")


def _setting_row(row: rx.vars.ObjectVar[SettingRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(row.name, class_name="strong"),
            rx.el.div(row.value),
            rx.el.div(row.origin, class_name="quiet small"),
            class_name="grow",
        ),
        rx.cond(
            row.is_changeable,
            rx.el.button(
                "Change",
                type="button",
                aria_label="Change: " + row.name,
                class_name="btn btn-plain btn-small",
                on_click=NodeSettingState.choose_setting(row.key),
            ),
            None,
        ),
        class_name="spread panel-line",
    )


def _credit() -> rx.Component:
    change = rx.cond(
        TreeState.is_headquarters & (TreeState.kind == "organization"),
        rx.el.button(
            "Change",
            type="button",
            aria_label="Change the credit limit",
            class_name="btn btn-plain btn-small",
            on_click=NodeSettingState.choose_setting("limit"),
        ),
        None,
    )
    return panel(fact_list(TreeState.accounts), title="Credit of the whole organization", tools=[change])


def _people() -> rx.Component:
    return panel(
        fact_list(TreeState.people),
        rx.el.div(
            link("All people", to=OrganizationState.people_href, class_name="textlink"),
            class_name="panel-foot",
        ),
        title="People set here",
    )
