"""The matrix of who may buy from whom, a level at a time."""

from dataclasses import dataclass, field

import reflex as rx

from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.snapshots import Matrix
from storefront.ui.acting import ask_as_contact, ask_hierarchy, signed_in
from storefront.ui.routes import organization_address
from storefront.ui.states.tree_rows import KINDS
from storefront.ui.typed import typed

LONGEST_TEXT = 100
CELLS = {"own": "Set here", "inherited": "Inherited", "closed": "Closed", "open": "Open"}
MATRIX = "/admin/sellers"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A node with a word for each seller."""

    name: str = ""
    kind: str = ""
    href: str = ""
    change_href: str = ""
    origin: str = ""
    cells: list[str] = field(default_factory=list[str])


class WhoBuysState(rx.State):
    """A level of the matrix as far as it was read."""

    phase: str = "loading"
    sellers: list[str] = []
    rows: list[MatrixRow] = []
    text: str = ""
    is_below: bool = False
    has_more: bool = False
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_matrix(self) -> None:
        """Show the organizations, or the node that the address names with what is below it."""
        self.phase = "refused"
        await self._read("", None)
        self.phase = "ready"

    @rx.event
    @signed_in
    async def find_organizations(self, form: dict[str, str]) -> None:
        """Show the organizations whose name or number fits."""
        await self._read(typed(form, "q", longest=LONGEST_TEXT), None)

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page below."""
        await self._read(self.text, self._cursor)

    async def _read(self, text: str, cursor: str | None) -> None:
        asked = self.router.url.query_parameters
        hierarchy, node = str(asked.get("hierarchy", "")), str(asked.get("node", ""))
        if hierarchy:
            matrix = await ask_hierarchy(
                self,
                hierarchy,
                lambda session, actor: hierarchies.show_matrix_below(
                    session, actor, node=node, cursor=cursor
                ),
            )
        else:
            matrix = await ask_as_contact(
                self,
                lambda session, actor: hierarchies.show_matrix(session, actor, text=text, cursor=cursor),
            )
        rows = _rows(matrix)
        self.rows = [*self.rows, *rows] if cursor else rows
        self.sellers = [each.name for each in matrix.sellers]
        self.text, self._cursor, self.is_below = text, matrix.next_cursor, bool(hierarchy)
        self.has_more = matrix.next_cursor is not None


def _rows(matrix: Matrix) -> list[MatrixRow]:
    return [
        MatrixRow(
            name=f"{row.node_name} ({row.node_number})",
            kind=KINDS[row.node_kind],
            href=""
            if row.node_kind == "outlet"
            else f"{MATRIX}?hierarchy={row.hierarchy_number}&node={row.node_number}",
            change_href=organization_address(row.hierarchy_number, node=row.node_number),
            origin=row.origin or "Set nowhere",
            cells=[CELLS[word] for word in row.cells],
        )
        for row in matrix.rows
    ]
