"""Customer hierarchies: the tree a level at a time, and what is set at its nodes."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlmodel import Session
from starlette.responses import Response

from storefront.api.actor import SignedIn, act_hierarchy, ask, ask_hierarchy
from storefront.api.answers import PageBody, answer, nothing, page
from storefront.api.schemas.hierarchies import (
    ComparisonBody,
    HierarchyRowBody,
    MoveBody,
    PreviewBody,
    SettingsBody,
    TreeBody,
    comparison,
    hierarchy_row,
    move,
    node,
    preview,
    settings_of,
    tree,
)
from storefront.api.schemas.hierarchy_inputs import (
    BranchQuery,
    MoveInput,
    NewNodeInput,
    NodeNameInput,
    OverrideInput,
    SettingsInput,
    SuggestionQuery,
)
from storefront.api.schemas.inputs import TextQuery
from storefront.api.schemas.parties import NodeBody
from storefront.connectors.topics import tell_outlets
from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.snapshots import Changed, MemberFilter
from storefront.kit.paging import Page
from storefront.parties import service as parties
from storefront.parties.actor import HierarchyActor
from storefront.parties.rules import NODE_KINDS
from storefront.parties.snapshots import NodeCard

router = APIRouter(prefix="/api/v1/hierarchies", tags=["hierarchies"])

HierarchyNumber = Annotated[str, Path(description="The customer hierarchy's number.")]
Node = Annotated[str, Path(description="The node's number.")]
Change = Callable[[Session, HierarchyActor], Changed]


@router.get("", response_model=PageBody[HierarchyRowBody])
def list_hierarchies(caller: SignedIn, query: Annotated[TextQuery, Query()]) -> Response:
    """Every customer hierarchy, for headquarters; `q` matches names and numbers."""
    work = partial(parties.list_hierarchies, text=query.q, cursor=query.cursor, limit=query.limit)
    return answer(page(ask(caller, work), hierarchy_row))


@router.get("/{hierarchy}", response_model=TreeBody)
def show_hierarchy(
    caller: SignedIn, hierarchy: HierarchyNumber, query: Annotated[BranchQuery, Query()]
) -> Response:
    """A level of the tree, and the members of its node; `node` goes deeper, `cursor` goes on."""

    def read(session: Session, actor: HierarchyActor) -> TreeBody:
        branch = parties.show_branch(session, actor, node=query.node, cursor=query.cursor, limit=query.limit)
        shown = MemberFilter(node=branch.node.number if branch.node else "")
        return tree(actor, branch, hierarchies.list_members(session, actor, shown))

    return answer(ask_hierarchy(caller, hierarchy, read))


@router.get("/{hierarchy}/outlets", response_model=PageBody[NodeBody])
def find_outlets(
    caller: SignedIn, hierarchy: HierarchyNumber, query: Annotated[TextQuery, Query()]
) -> Response:
    """The outlets of your part by name; `q` matches names and numbers."""
    work = partial(parties.find_outlets, text=query.q, cursor=query.cursor, limit=query.limit)
    return answer(page(ask_hierarchy(caller, hierarchy, work), node))


@router.get("/{hierarchy}/nodes", response_model=PageBody[NodeBody])
def suggest_nodes(
    caller: SignedIn, hierarchy: HierarchyNumber, query: Annotated[SuggestionQuery, Query()]
) -> Response:
    """The first nodes of your part that fit `q`, an exact number first; a field that suggests asks for these."""

    def read(session: Session, actor: HierarchyActor) -> Page[NodeCard]:
        kinds = (query.kind,) if query.kind else NODE_KINDS
        found = parties.suggest_nodes(
            session, actor, text=query.q, kinds=kinds, outside=query.outside, limit=query.limit
        )
        return Page(found, None)

    return answer(page(ask_hierarchy(caller, hierarchy, read), node))


@router.get("/{hierarchy}/compare", response_model=ComparisonBody)
def compare_nodes(
    caller: SignedIn,
    hierarchy: HierarchyNumber,
    nodes: Annotated[str, Query(max_length=400, description="Up to six numbers, with commas between.")],
) -> Response:
    """Settings of nodes side by side."""
    wanted = [each.strip() for each in nodes.split(",") if each.strip()]
    return answer(
        comparison(ask_hierarchy(caller, hierarchy, partial(hierarchies.compare_nodes, nodes=wanted)))
    )


@router.post("/{hierarchy}/nodes", response_model=NodeBody, status_code=201)
def add_node(caller: SignedIn, hierarchy: HierarchyNumber, wanted: NewNodeInput) -> Response:
    """A new group or outlet; its number comes from a sequence."""
    work = partial(parties.add_node, parent=wanted.parent, kind=wanted.kind, name=wanted.name)
    return answer(node(act_hierarchy(caller, hierarchy, work)), 201)


@router.get("/{hierarchy}/nodes/{node}", response_model=SettingsBody)
def show_node(caller: SignedIn, hierarchy: HierarchyNumber, node: Node) -> Response:
    """Everything that applies at a node, each with the node that it was set at."""
    return answer(
        settings_of(ask_hierarchy(caller, hierarchy, partial(hierarchies.show_settings, node=node)))
    )


@router.patch("/{hierarchy}/nodes/{node}", status_code=204)
def rename_node(caller: SignedIn, hierarchy: HierarchyNumber, node: Node, wanted: NodeNameInput) -> Response:
    """Give a node another name."""
    act_hierarchy(caller, hierarchy, partial(parties.rename_node, node=node, name=wanted.name))
    return nothing()


@router.delete("/{hierarchy}/nodes/{node}", status_code=204)
def remove_node(caller: SignedIn, hierarchy: HierarchyNumber, node: Node) -> Response:
    """Take out a group or outlet on which nothing hangs."""
    act_hierarchy(caller, hierarchy, partial(hierarchies.remove_node, node=node))
    return nothing()


@router.post("/{hierarchy}/nodes/{node}/move/preview", response_model=MoveBody)
def preview_move(caller: SignedIn, hierarchy: HierarchyNumber, node: Node, wanted: MoveInput) -> Response:
    """What a move changes: settings, people's roles, carts. Nothing is moved."""
    work = partial(hierarchies.preview_move, node=node, to=wanted.to)
    return answer(move(ask_hierarchy(caller, hierarchy, work)))


@router.post("/{hierarchy}/nodes/{node}/move", status_code=204)
def move_node(caller: SignedIn, hierarchy: HierarchyNumber, node: Node, wanted: MoveInput) -> Response:
    """Hang a node, with all below it, below another one."""
    return _change(caller, hierarchy, partial(hierarchies.move_node, node=node, to=wanted.to))


@router.post("/{hierarchy}/nodes/{node}/settings/preview", response_model=PreviewBody)
def preview_settings(
    caller: SignedIn, hierarchy: HierarchyNumber, node: Node, wanted: SettingsInput
) -> Response:
    """Which carts and templates it touches to set these. Nothing is set."""
    work = partial(hierarchies.preview_settings, node=node, wanted=wanted.wanted())
    return answer(preview(ask_hierarchy(caller, hierarchy, work)))


@router.patch("/{hierarchy}/nodes/{node}/settings", status_code=204)
def change_settings(
    caller: SignedIn, hierarchy: HierarchyNumber, node: Node, wanted: SettingsInput
) -> Response:
    """Set things at a node, or inherit them again; it applies to all below at once."""
    return _change(caller, hierarchy, partial(hierarchies.change_settings, node=node, wanted=wanted.wanted()))


@router.post("/{hierarchy}/override/preview", response_model=PreviewBody)
def preview_override(caller: SignedIn, hierarchy: HierarchyNumber, wanted: OverrideInput) -> Response:
    """What it changes and touches to copy settings. Nothing is copied."""
    work = partial(
        hierarchies.preview_override, source=wanted.source, targets=wanted.targets, kinds=wanted.settings
    )
    return answer(preview(ask_hierarchy(caller, hierarchy, work)))


@router.post("/{hierarchy}/override", status_code=204)
def override_settings(caller: SignedIn, hierarchy: HierarchyNumber, wanted: OverrideInput) -> Response:
    """Copy what applies at a node to others, where it is their own from then on."""
    work = partial(
        hierarchies.override_settings, source=wanted.source, targets=wanted.targets, kinds=wanted.settings
    )
    return _change(caller, hierarchy, work)


def _change(caller: SignedIn, hierarchy: str, work: Change) -> Response:
    tell_outlets(act_hierarchy(caller, hierarchy, work).outlets)
    return nothing()
