"""The tree of a customer hierarchy: read a level at a time, searched, and changed by those who run it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.db.numbers import take_numbers
from storefront.kit.ids import new_id
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable, pattern_of, sort_key
from storefront.parties.actor import Actor, HierarchyActor
from storefront.parties.errors import (
    CannotMoveThere,
    NodeNotFound,
    TooDeep,
    UnacceptableNode,
)
from storefront.parties.queries import hierarchies
from storefront.parties.queries import trees as queries
from storefront.parties.rules import (
    MAXIMUM_LEVELS,
    is_within,
    name_problem,
    parent_path,
    paths_above,
    step_of,
)
from storefront.parties.service.trail import audit
from storefront.parties.snapshots import Branch, ChildCard, HierarchyCard, NodeCard

MAXIMUM_WORDS = 6
MAXIMUM_NUMBER_LENGTH = 40
NUMBERS = {"outlet": ("outlet", "OUT-"), "group": ("group", "GRP-")}


def list_hierarchies(
    session: Session, actor: Actor, *, text: str = "", cursor: str | None = None, limit: int = 24
) -> Page[HierarchyCard]:
    """Every customer hierarchy by number, for headquarters; `text` matches words of the name and numbers.

    Raises:
        NothingHere: the actor is not headquarters.
        Invalid: the limit or the cursor is not acceptable.
    """
    actor.must("headquarters")
    checked_limit(limit)
    after = decode_cursor("hierarchies", cursor, str)
    rows = hierarchies.hierarchies_page(
        session, words=_words(text), after=None if after is None else (str(after[0]),), limit=limit + 1
    )
    following = encode_cursor("hierarchies", rows[limit - 1].number) if len(rows) > limit else None
    return Page(tuple(HierarchyCard(*row) for row in rows[:limit]), following)


def show_branch(
    session: Session, actor: HierarchyActor, *, node: str = "", cursor: str | None = None, limit: int = 24
) -> Branch:
    """A node, by number, with a page of what is directly below it; without one, where the actor's part begins.

    Raises:
        NodeNotFound: no such node in the actor's part.
        Invalid: the limit or the cursor is not acceptable.
    """
    checked_limit(limit)
    after = decode_cursor("children", cursor, str, str, str)
    place = None if after is None else (str(after[0]), str(after[1]), str(after[2]))
    if not node and len(actor.paths) > 1:
        rows = queries.tops(session, actor, after=place, limit=limit + 1)
        return Branch(None, (), _level(rows, limit))
    if node:
        shown = find_nodes(session, actor, numbers=[node])[0]
    else:
        shown = card_of(queries.by_paths(session, actor.hierarchy_id, actor.paths)[0])
    rows = queries.children(session, actor, shown.id, after=place, limit=limit + 1)
    return Branch(shown, lineage_of(session, shown)[:0:-1], _level(rows, limit))


def _level(rows: Sequence[Row[Any]], limit: int) -> Page[ChildCard]:
    last = rows[limit - 1] if len(rows) > limit else None
    following = encode_cursor("children", last.kind, last.name_key, last.number) if last else None
    return Page(tuple(ChildCard(card_of(row), row.children) for row in rows[:limit]), following)


def find_outlets(
    session: Session, actor: HierarchyActor, *, text: str = "", cursor: str | None = None, limit: int = 24
) -> Page[NodeCard]:
    """The outlets of the actor's part by name; `text` matches words of the name or the number.

    Raises:
        Invalid: the limit or the cursor is not acceptable.
    """
    checked_limit(limit)
    after = decode_cursor("tree_outlets", cursor, str, str)
    rows = queries.outlets(
        session,
        actor,
        words=_words(text),
        after=None if after is None else (str(after[0]), str(after[1])),
        limit=limit + 1,
    )
    last = rows[limit - 1] if len(rows) > limit else None
    following = encode_cursor("tree_outlets", last.name_key, last.number) if last else None
    return Page(tuple(card_of(row) for row in rows[:limit]), following)


def find_nodes(session: Session, actor: HierarchyActor, *, numbers: Sequence[str]) -> tuple[NodeCard, ...]:
    """The nodes of these numbers, in that order.

    Raises:
        NodeNotFound: one of them is not in the actor's part.
    """
    wanted = [each for each in numbers if len(each) <= MAXIMUM_NUMBER_LENGTH and is_storable(each)]
    rows = queries.by_numbers(session, actor.hierarchy_id, wanted)
    found = {row.number: card_of(row) for row in rows if actor.runs(row.path)}
    for number in numbers:
        if number not in found:
            raise NodeNotFound(number[:MAXIMUM_NUMBER_LENGTH])
    return tuple(found[number] for number in numbers)


def lineage_of(session: Session, node: NodeCard) -> tuple[NodeCard, ...]:
    """A node and those above it, the organization last: the order in which settings are looked up."""
    return lineages_of(session, [node])[0]


def lineages_of(session: Session, nodes: Sequence[NodeCard]) -> list[tuple[NodeCard, ...]]:
    """The lineage of each of some nodes of one hierarchy, with one statement for all."""
    if not nodes:
        return []
    wanted = sorted({path for node in nodes for path in paths_above(node.path)})
    rows = queries.by_paths(session, nodes[0].hierarchy_id, wanted)
    known = {row.path: card_of(row) for row in rows}
    return [tuple(known[path] for path in reversed(paths_above(node.path))) for node in nodes]


def add_node(session: Session, actor: HierarchyActor, *, parent: str, kind: str, name: str) -> NodeCard:
    """A new group or outlet below a node of the actor's part; its number comes from a sequence.

    Raises:
        NodeNotFound: no such node above.
        UnacceptableNode: the kind or the name is none.
        CannotMoveThere: an outlet has nothing below it.
        TooDeep: it would be below the last level.
    """
    name = " ".join(name.split())
    problems = {} if kind in NUMBERS else {"kind": "must be group or outlet"}
    problems |= {"name": name_problem(name)} if name_problem(name) else {}
    if problems:
        raise _unacceptable(problems)
    queries.lock_tree(session, actor.hierarchy_id)
    above = find_nodes(session, actor, numbers=[parent])[0]
    if above.kind == "outlet":
        raise CannotMoveThere
    # A group on the last level could hold nothing.
    if above.level + (1 if kind == "outlet" else 2) > MAXIMUM_LEVELS:
        raise TooDeep(MAXIMUM_LEVELS)
    number = take_numbers(session, *NUMBERS[kind])[0]
    path = f"{above.path}.{step_of(number)}"
    made = NodeCard(new_id(), number, name, kind, path, actor.hierarchy_id, above.id)
    queries.insert(
        session,
        [
            made.id,
            actor.hierarchy_id,
            actor.organization_id,
            above.id,
            kind,
            number,
            name,
            sort_key(name),
            path,
        ],
    )
    audit(session, actor, _deed(actor, "node.added", made, None, {"name": name, "below": above.number}))
    return made


def rename_node(session: Session, actor: HierarchyActor, *, node: str, name: str) -> NodeCard:
    """Give a node another name; the organization's own name is headquarters' and its admins' alike.

    Raises:
        NodeNotFound: no such node in the actor's part.
        UnacceptableNode: the name is none.
    """
    name = " ".join(name.split())
    if name_problem(name):
        raise _unacceptable({"name": name_problem(name)})
    found = find_nodes(session, actor, numbers=[node])[0]
    if found.name == name:
        return found
    queries.rename(session, found.id, name, sort_key(name))
    if found.kind == "organization":
        queries.rename_hierarchy(session, actor.hierarchy_id, actor.organization_id, name)
    audit(session, actor, _deed(actor, "node.renamed", found, {"name": found.name}, {"name": name}))
    return NodeCard(found.id, found.number, name, found.kind, found.path, found.hierarchy_id, found.parent_id)


def check_move(
    session: Session, actor: HierarchyActor, *, node: str, to: str, is_moving: bool = False
) -> tuple[NodeCard, NodeCard]:
    """The node that may be moved, and the one that it may be moved below; with `is_moving` the tree stays locked.

    Raises:
        NodeNotFound: one of them, or what the node hangs on now, is not in the actor's part.
        CannotMoveThere: the place is the node, below it, or no group.
        TooDeep: something would be below the last level.
    """
    if is_moving:
        queries.lock_tree(session, actor.hierarchy_id)
    moved, above = find_nodes(session, actor, numbers=[node, to])
    if not actor.runs(parent_path(moved.path)):
        raise NodeNotFound(node[:MAXIMUM_NUMBER_LENGTH])
    if above.kind == "outlet" or is_within(above.path, [moved.path]):
        raise CannotMoveThere
    deepest = queries.deepest_level(session, actor.hierarchy_id, moved.path)
    lowest = above.level + 1 + deepest - moved.level
    if lowest > MAXIMUM_LEVELS or (moved.kind == "group" and above.level + 2 > MAXIMUM_LEVELS):
        raise TooDeep(MAXIMUM_LEVELS)
    return moved, above


def move_node(session: Session, actor: HierarchyActor, *, node: str, to: str) -> NodeCard:
    """Hang a node, with all below it, below another one; where it hangs already, nothing is done.

    Raises:
        NodeNotFound, CannotMoveThere, TooDeep: as `check_move` says.
    """
    moved, above = check_move(session, actor, node=node, to=to, is_moving=True)
    if moved.parent_id == above.id:
        return moved
    path = f"{above.path}.{moved.path.rpartition('.')[2]}"
    if queries.by_paths(session, actor.hierarchy_id, [path]):
        path = f"{above.path}.{step_of(moved.number)}"
    was = queries.by_paths(session, actor.hierarchy_id, [parent_path(moved.path)])[0]
    queries.move(session, actor.hierarchy_id, moved.id, above.id, moved.path, path)
    audit(session, actor, _deed(actor, "node.moved", moved, {"below": was.number}, {"below": above.number}))
    return NodeCard(moved.id, moved.number, moved.name, moved.kind, path, moved.hierarchy_id, above.id)


def delete_node(session: Session, actor: HierarchyActor, *, node: NodeCard) -> None:
    """Take away a node on which nothing hangs any more; `hierarchies` has made sure of that."""
    queries.delete(session, node.id)
    audit(session, actor, _deed(actor, "node.removed", node, {"name": node.name}, None))


def lock_tree(session: Session, hierarchy_id: UUID) -> None:
    """Keep the shape of a hierarchy, and what is set in it, as it is until the commit."""
    queries.lock_tree(session, hierarchy_id)


def nodes_by_ids(session: Session, node_ids: Sequence[UUID]) -> tuple[NodeCard, ...]:
    """Nodes by id, for those who may see what they belong to."""
    return tuple(card_of(row) for row in queries.by_ids(session, node_ids))


def card_of(row: Row[Any]) -> NodeCard:
    """A node from a row that begins with its columns."""
    return NodeCard(row.id, row.number, row.name, row.kind, row.path, row.hierarchy_id, row.parent_id)


def _words(text: str) -> list[str]:
    return [pattern_of(word) for word in sort_key(text).split()[:MAXIMUM_WORDS]]


def _unacceptable(problems: Mapping[str, str]) -> UnacceptableNode:
    words = "; ".join(f"the {field} {problem}" for field, problem in problems.items())
    return UnacceptableNode(f"Nothing was changed: {words}.", fields=problems)


def _deed(
    actor: HierarchyActor,
    action: str,
    node: NodeCard,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
) -> Deed:
    return Deed(action, node.number, organization_id=actor.organization_id, before=before, after=after)
