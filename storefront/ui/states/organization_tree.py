"""The tree of an organization, and what is set at the node that is chosen."""

import reflex as rx
from sqlmodel import Session

from storefront.connectors.topics import tell_outlets
from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.rules.settings import may_change
from storefront.hierarchies.snapshots import Changed, MemberCard, MemberFilter, NodeSettings
from storefront.parties import service as parties
from storefront.parties.actor import HierarchyActor
from storefront.parties.snapshots import Branch, NodeCard
from storefront.ui.acting import HierarchyWork, act_hierarchy, ask_hierarchy, signed_in
from storefront.ui.routes import hierarchy_at, organization_address
from storefront.ui.states.notice import say
from storefront.ui.states.tree_rows import (
    FactRow,
    NodeRow,
    SettingRow,
    change_rows,
    node_row,
    setting_row,
    touched_in_words,
    touched_rows,
)
from storefront.ui.threads import in_thread
from storefront.ui.typed import typed
from storefront.ui.words import ROLES

LONGEST_TEXT = 100
Shown = tuple[Branch, NodeSettings | None, tuple[MemberCard, ...]]


class OrganizationTreeState(rx.State):
    """A level of the tree, and everything about its node."""

    phase: str = "loading"
    number: str = ""
    name: str = ""
    kind: str = ""
    level: str = ""
    above: list[NodeRow] = []
    children: list[NodeRow] = []
    has_more: bool = False
    is_searching: bool = False
    settings: list[SettingRow] = []
    accounts: list[FactRow] = []
    people: list[FactRow] = []
    is_headquarters: bool = False
    can_hold: bool = False
    """Whether something can hang below the node."""
    move_to: str = ""
    move_words: str = ""
    move_rows: list[FactRow] = []
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_tree(self) -> None:
        """Show the node that the address names, or where the visitor's part begins, and what a move changes."""
        self.phase = "refused"
        asked = self.router.url.query_parameters
        await self._show(str(asked.get("node", "")))
        self.phase = "ready"
        if to := str(asked.get("below", "")):
            await self._look_at_move(to)

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page of what is below."""
        node, cursor = self.number, self._cursor
        branch = await ask_hierarchy(
            self,
            self._hierarchy(),
            lambda session, actor: parties.show_branch(session, actor, node=node, cursor=cursor),
        )
        more = [
            node_row(each.node, hierarchy=self._hierarchy(), children=each.children)
            for each in branch.children.items
        ]
        self.children = [*self.children, *more] if cursor else more
        self._cursor = branch.children.next_cursor
        self.has_more = self._cursor is not None

    @rx.event
    @signed_in
    async def find_outlets(self, form: dict[str, str]) -> None:
        """Show the outlets whose name or number fits in place of what is below; nothing typed brings that back."""
        text = typed(form, "q", longest=LONGEST_TEXT)
        if not text:
            await self._show(self.number)
            return
        page = await ask_hierarchy(
            self,
            self._hierarchy(),
            lambda session, actor: parties.find_outlets(session, actor, text=text),
        )
        self.children = [node_row(each, hierarchy=self._hierarchy()) for each in page.items]
        self.is_searching, self.has_more = True, False
        await say(self, f"{len(page.items)} outlets fit.")

    @rx.event
    @signed_in
    async def add_node(self, form: dict[str, str]) -> None:
        """Add a group or an outlet below the node."""
        above, kind, name = self.number, typed(form, "kind"), typed(form, "name")
        made = await act_hierarchy(
            self,
            self._hierarchy(),
            lambda session, actor: parties.add_node(session, actor, parent=above, kind=kind, name=name),
        )
        await self._show(above)
        await say(self, f"{made.name} has the number {made.number}.")

    @rx.event
    @signed_in
    async def rename_node(self, form: dict[str, str]) -> None:
        """Give the node another name."""
        node, name = self.number, typed(form, "name")
        await act_hierarchy(
            self,
            self._hierarchy(),
            lambda session, actor: parties.rename_node(session, actor, node=node, name=name),
        )
        await self._show(node)
        await say(self, "The name is changed.")

    @rx.event
    @signed_in
    async def move_node(self) -> rx.event.EventSpec:
        """Move the node as it was shown."""
        node, to = self.number, self.move_to
        await self._change(lambda session, actor: hierarchies.move_node(session, actor, node=node, to=to))
        await self._show(node)
        await say(self, "It is moved.")
        return rx.redirect(organization_address(self._hierarchy(), node=node), replace=True)

    @rx.event
    @signed_in
    async def forget_move(self) -> rx.event.EventSpec:
        """Leave the node where it is."""
        await ask_hierarchy(self, self._hierarchy(), lambda _session, _actor: None)
        self.move_to = ""
        return rx.redirect(organization_address(self._hierarchy(), node=self.number), replace=True)

    @rx.event
    @signed_in
    async def remove_node(self) -> rx.event.EventSpec:
        """Take the node out, and go to the one above."""
        node = self.number
        await act_hierarchy(
            self, self._hierarchy(), lambda session, actor: hierarchies.remove_node(session, actor, node=node)
        )
        above = self.above[-1].number if self.above else ""
        return rx.redirect(organization_address(self._hierarchy(), node=above))

    @rx.event
    @signed_in
    async def refresh_tree(self) -> None:
        """Read the node again after one of its settings was changed."""
        await self._show(self.number)

    def _hierarchy(self) -> str:
        return hierarchy_at(str(self.router.url.path))

    async def _look_at_move(self, to: str) -> None:
        """Show what moving the node changes; nothing is moved."""
        node = self.number
        preview = await ask_hierarchy(
            self,
            self._hierarchy(),
            lambda session, actor: hierarchies.preview_move(session, actor, node=node, to=to),
        )
        people = [
            FactRow(
                name=each.name,
                value=f"{_role(each.before)} \N{RIGHTWARDS ARROW} {_role(each.after)}",
                note=each.email,
            )
            for each in preview.people
        ]
        self.move_to = preview.to.number
        self.move_rows = [*change_rows(preview.changes), *people, *touched_rows(preview.touched)]
        outlets = "1 outlet" if preview.outlets == 1 else f"{preview.outlets} outlets"
        self.move_words = (
            f"{preview.node.name}, with {outlets}, goes from {preview.below.name} to {preview.to.name}. "
            f"{touched_in_words(preview.touched)}"
        )

    async def _change(self, work: HierarchyWork[Changed]) -> None:
        changed = await act_hierarchy(self, self._hierarchy(), work)
        await in_thread(lambda: tell_outlets(changed.outlets))

    async def _show(self, node: str) -> None:
        branch, found, members = await ask_hierarchy(
            self, self._hierarchy(), lambda session, actor: _read(session, actor, node)
        )
        shown = branch.node
        hierarchy = self._hierarchy()
        self.number, self.name, self.kind = _named(shown)
        self.level = f"Level {shown.level} of 5" if shown else ""
        self.above = [node_row(each, hierarchy=hierarchy) for each in branch.above]
        self.children = [
            node_row(each.node, hierarchy=hierarchy, children=each.children) for each in branch.children.items
        ]
        self._cursor = branch.children.next_cursor
        self.has_more = self._cursor is not None
        self.is_searching, self.move_to = False, ""
        self.can_hold = shown is not None and shown.kind != "outlet"
        self.people = [
            FactRow(name=each.name, value=f"{_role(each.role)}, {each.status}", note=each.reason)
            for each in members
        ]
        self._show_settings(found)

    def _show_settings(self, found: NodeSettings | None) -> None:
        self.is_headquarters = found.is_headquarters if found else False
        runs_above = found.runs_above if found else False
        self.settings = [
            setting_row(
                each,
                may_change=may_change(each.kind, is_headquarters=self.is_headquarters, runs_above=runs_above),
            )
            for each in (found.settings if found else ())
        ]
        self.accounts = [
            FactRow(
                name=each.limit.words,
                value=f"{each.exposure.words} used, {each.remaining.words} remain",
            )
            for each in (found.accounts if found else ())
        ]


def _read(session: Session, actor: HierarchyActor, node: str) -> Shown:
    branch = parties.show_branch(session, actor, node=node)
    if branch.node is None:
        return branch, None, ()
    number = branch.node.number
    members = hierarchies.list_members(session, actor, MemberFilter(node=number, limit=12))
    return branch, hierarchies.show_settings(session, actor, node=number), members.items


def _named(node: NodeCard | None) -> tuple[str, str, str]:
    return (node.number, node.name, node.kind) if node else ("", "", "")


def _role(role: str) -> str:
    return ROLES.get(role, "no access")
