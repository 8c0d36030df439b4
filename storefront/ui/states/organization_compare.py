"""Nodes side by side, and what applies at one copied to others after a look."""

from dataclasses import dataclass, field

import reflex as rx

from storefront.connectors.topics import tell_outlets
from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.rules.settings import KINDS
from storefront.ui.acting import act_hierarchy, ask_hierarchy, signed_in
from storefront.ui.routes import hierarchy_at, organization_address
from storefront.ui.states.notice import say
from storefront.ui.states.tree_rows import (
    FactRow,
    change_rows,
    name_of_setting,
    setting_row,
    touched_in_words,
    touched_rows,
)
from storefront.ui.threads import in_thread
from storefront.ui.typed import ticked, typed

MOST_COMPARED = 6


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """What applies at a node, and where it comes from."""

    value: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A setting with what applies at each node, and whether all have the same."""

    name: str = ""
    cells: list[ComparedCell] = field(default_factory=list[ComparedCell])
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class ComparedNode:
    """A node with a column of its own; `without` is the page that leaves it out."""

    number: str = ""
    name: str = ""
    href: str = ""
    without: str = ""


class OrganizationCompareState(rx.State):
    """The nodes that the address names, and a copy that was looked at."""

    phase: str = "loading"
    nodes: list[ComparedNode] = []
    can_copy: bool = False
    can_add: bool = False
    shown: str = ""
    """The numbers of the nodes, for what is made anew with them."""
    rows: list[ComparedRow] = []
    words: str = ""
    change_rows: list[FactRow] = []
    is_looked_at: bool = False
    _copy: tuple[str, list[str], list[str]] = ("", [], [])

    @rx.event
    @signed_in
    async def load_comparison(self) -> None:
        """Show the nodes side by side."""
        self.phase = "refused"
        await self._show()
        self.phase = "ready"

    @rx.event
    @signed_in
    async def preview_override(self, form: dict[str, str]) -> None:
        """Show what copying changes and touches; nothing is copied."""
        source = typed(form, "source")
        targets = ticked(form, "to_")
        kinds = [kind for kind in KINDS if typed(form, f"kind_{kind}")]
        preview = await ask_hierarchy(
            self,
            self._hierarchy(),
            lambda session, actor: hierarchies.preview_override(
                session, actor, source=source, targets=targets, kinds=kinds
            ),
        )
        self._copy, self.is_looked_at = (source, targets, kinds), True
        self.change_rows = [*change_rows(preview.changes), *touched_rows(preview.touched)]
        self.words = touched_in_words(preview.touched) if preview.changes else "They have the same already."

    @rx.event
    @signed_in
    async def override_settings(self) -> None:
        """Copy as it was shown."""
        source, targets, kinds = self._copy
        changed = await act_hierarchy(
            self,
            self._hierarchy(),
            lambda session, actor: hierarchies.override_settings(
                session, actor, source=source, targets=targets, kinds=kinds
            ),
        )
        await in_thread(lambda: tell_outlets(changed.outlets))
        await self._show()
        await say(self, "Copied.")

    def _hierarchy(self) -> str:
        return hierarchy_at(str(self.router.url.path))

    async def _show(self) -> None:
        asked = str(self.router.url.query_parameters.get("nodes", ""))[:400]
        wanted = [each.strip() for each in asked.split(",") if each.strip()]
        found = await ask_hierarchy(
            self,
            self._hierarchy(),
            lambda session, actor: hierarchies.compare_nodes(session, actor, nodes=wanted),
        )
        hierarchy, numbers = self._hierarchy(), [each.number for each in found.nodes]
        self.nodes = [
            ComparedNode(
                number=each.number,
                name=each.name,
                href=organization_address(hierarchy, node=each.number),
                without=organization_address(
                    hierarchy,
                    "compare",
                    nodes=",".join(number for number in numbers if number != each.number),
                )
                if len(numbers) > 1
                else "",
            )
            for each in found.nodes
        ]
        self.shown = ",".join(numbers)
        self.can_copy, self.can_add = len(numbers) > 1, len(numbers) < MOST_COMPARED
        self.rows = []
        for settings in found.rows:
            shown = [setting_row(each, may_change=False) for each in settings]
            self.rows.append(
                ComparedRow(
                    name=name_of_setting(settings[0].kind, settings[0].seller_name),
                    cells=[ComparedCell(each.value, each.origin) for each in shown],
                    is_same=len({each.value for each in shown}) == 1,
                )
            )
        self.is_looked_at = False
