"""Moving parts of a tree after a look at what it changes, and taking out what nothing hangs on."""

from collections.abc import Sequence

from sqlmodel import Session

from storefront.hierarchies.queries import hanging, touched
from storefront.hierarchies.rules.settings import changes_between, roles_changed, settings_of
from storefront.hierarchies.service.reading import read_book
from storefront.hierarchies.service.touching import sellers_along, to_be_told, touched_by
from storefront.hierarchies.snapshots.settings import Changed, MovePreview, PersonChange
from storefront.parties import service as parties
from storefront.parties.actor import HierarchyActor
from storefront.parties.errors import NodeInUse
from storefront.parties.rules import Standing
from storefront.parties.snapshots import NodeCard


def preview_move(session: Session, actor: HierarchyActor, *, node: str, to: str) -> MovePreview:
    """What moving a node below another one changes; nothing is changed.

    Raises:
        NodeNotFound, CannotMoveThere, TooDeep: as `parties.check_move` says.
    """
    moved, above = parties.check_move(session, actor, node=node, to=to)
    old = parties.lineage_of(session, moved)
    new = (moved, *parties.lineage_of(session, above))
    book = read_book(session, list({each.id for each in (*old, *new)}))
    sold = (moved, sellers_along(session, old), sellers_along(session, new))
    return MovePreview(
        node=moved,
        below=old[1],
        to=above,
        outlets=touched.outlets_below(session, actor.hierarchy_id, moved.path),
        changes=changes_between(moved, settings_of(book, old), settings_of(book, new)),
        people=_people(session, old, new),
        touched=touched_by(session, actor, [sold]),
    )


def move_node(session: Session, actor: HierarchyActor, *, node: str, to: str) -> Changed:
    """Hang a node, with all below it, below another one.

    Raises:
        NodeNotFound, CannotMoveThere, TooDeep: as `parties.check_move` says.
    """
    moved = parties.find_nodes(session, actor, numbers=[node])[0]
    changed = to_be_told(session, actor, [moved])
    parties.move_node(session, actor, node=node, to=to)
    return changed


def remove_node(session: Session, actor: HierarchyActor, *, node: str) -> None:
    """Take out a group or outlet on which nothing hangs, with what is set at it.

    Raises:
        NodeNotFound: no such node in the actor's part.
        NodeInUse: something hangs on it, or it is the organization itself.
    """
    parties.lock_tree(session, actor.hierarchy_id)
    found = parties.find_nodes(session, actor, numbers=[node])[0]
    if found.kind == "organization":
        raise NodeInUse(found.name, ("the whole organization below it",))
    used_by = hanging.used_by(session, found.id)
    if used_by:
        raise NodeInUse(found.name, used_by)
    hanging.forget_settings(session, found.id)
    parties.delete_node(session, actor, node=found)


def _people(session: Session, old: Sequence[NodeCard], new: Sequence[NodeCard]) -> tuple[PersonChange, ...]:
    before, after = [each.id for each in old], [each.id for each in new]
    rows = touched.members_along(session, list({*before, *after}))
    people = {row.contact_id: (row.name, row.email) for row in rows}
    standings = [(row.contact_id, row.node_id, Standing(row.role, row.status)) for row in rows]
    return roles_changed(people, standings, before, after)
