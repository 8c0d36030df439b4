"""The matrix of who may buy from whom."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.hierarchies.rules.settings import cells_of
from storefront.hierarchies.snapshots.settings import Matrix, MatrixRow
from storefront.parties import service as parties
from storefront.parties.actor import Actor, HierarchyActor
from storefront.parties.rules import nearest
from storefront.parties.snapshots import Branch, NodeCard
from storefront.sellers import service as sellers
from storefront.sellers.snapshots import SellerName


def show_matrix(
    session: Session, actor: Actor, *, text: str = "", cursor: str | None = None, limit: int = 24
) -> Matrix:
    """Every organization by its sellers, for headquarters; `text` matches names and numbers.

    Raises:
        NothingHere: the actor is not headquarters.
        Invalid: the limit or the cursor is not acceptable.
    """
    page = parties.list_hierarchies(session, actor, text=text, cursor=cursor, limit=limit)
    active = _active(session)
    own = _own(session, [card.root_id for card in page.items])
    rows = tuple(
        MatrixRow(
            hierarchy_number=card.number,
            node_number=card.root_number,
            node_name=card.name,
            node_kind="organization",
            children=card.outlets,
            cells=cells_of(active, own.get(card.root_id, ()), ()),
            is_own=card.root_id in own,
            origin=card.name if card.root_id in own else "",
        )
        for card in page.items
    )
    return Matrix(active, rows, page.next_cursor)


def show_matrix_below(
    session: Session, actor: HierarchyActor, *, node: str = "", cursor: str | None = None, limit: int = 24
) -> Matrix:
    """A node and a page of what is directly below it, by sellers; without a node, where the actor's part begins.

    Raises:
        NodeNotFound: no such node in the actor's part.
        Invalid: the limit or the cursor is not acceptable.
    """
    branch = parties.show_branch(session, actor, node=node, cursor=cursor, limit=limit)
    active = _active(session)
    above = () if branch.node is None else (branch.node, *reversed(branch.above))
    below = [child.node for child in branch.children.items]
    own = _own(session, [each.id for each in (*above, *below)])
    rows = [_row(actor, active, own, each, above, child) for each, child in _with_children(branch)]
    return Matrix(active, tuple(rows), branch.children.next_cursor)


def _with_children(branch: Branch) -> list[tuple[NodeCard, int]]:
    own = [] if branch.node is None else [(branch.node, len(branch.children.items))]
    return [*own, *((child.node, child.children) for child in branch.children.items)]


def _row(
    actor: HierarchyActor,
    active: Sequence[SellerName],
    own: Mapping[UUID, Sequence[UUID]],
    node: NodeCard,
    above: Sequence[NodeCard],
    children: int,
) -> MatrixRow:
    higher = [each for each in above if each.id != node.id]
    decider = next((each for each in (node, *higher) if each.id in own), None)
    pairs = [(at, seller) for at, chosen in own.items() for seller in chosen]
    inherited = nearest([each.id for each in higher], pairs)
    return MatrixRow(
        hierarchy_number=actor.hierarchy_number,
        node_number=node.number,
        node_name=node.name,
        node_kind=node.kind,
        children=children,
        cells=cells_of(active, own.get(node.id, ()), inherited),
        is_own=node.id in own,
        origin=decider.name if decider else "",
    )


def _active(session: Session) -> tuple[SellerName, ...]:
    return tuple(each for each in sellers.every_seller(session) if each.is_active)


def _own(session: Session, node_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for node, seller in sellers.sellers_at(session, node_ids):
        found.setdefault(node, []).append(seller)
    return found
