"""What a change of sellers touches, and whose screens should hear of any change."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.hierarchies.queries import touched as queries
from storefront.hierarchies.rules.settings import closed_sellers
from storefront.hierarchies.snapshots.settings import Changed, Touched, TouchedCart
from storefront.parties.actor import HierarchyActor
from storefront.parties.rules import nearest
from storefront.parties.snapshots import NodeCard
from storefront.sellers import service as sellers

CARTS_SHOWN = 50
TEMPLATES_SHOWN = 20
MOST_TOLD = 50
"""More outlets than these read the change with their next click."""

SellerMove = tuple[NodeCard, Sequence[UUID], Sequence[UUID]]
"""A node with the sellers that apply there before and after."""


def touched_by(session: Session, actor: HierarchyActor, moves: Sequence[SellerMove]) -> Touched:
    """What it touches that other sellers apply at some nodes, wherever below them nothing else is set."""
    everybody = [each.id for each in sellers.every_seller(session) if each.is_active]
    closing = [
        (node.path, seller)
        for node, before, after in moves
        for seller in closed_sellers(before, after, everybody)
    ]
    if not closing:
        return Touched()
    rows = queries.touched_carts(session, actor.hierarchy_id, closing, CARTS_SHOWN)
    templates = queries.touched_templates(
        session, actor.organization_id, list({seller for _, seller in closing}), TEMPLATES_SHOWN
    )
    return Touched(
        outlets=queries.count_outlets(session, actor.hierarchy_id, closing),
        carts=tuple(TouchedCart(row.number, row.name, row.code, row.seller_name, row.lines) for row in rows),
        cart_count=rows[0].carts_in_all if rows else 0,
        line_count=rows[0].lines_in_all if rows else 0,
        template_count=templates[0].in_all if templates else 0,
        template_names=tuple(row.name for row in templates if row.scope == "organization"),
    )


def sellers_along(session: Session, lineage: Sequence[NodeCard]) -> list[UUID]:
    """The sellers that apply at the first node of a lineage; none when none are set."""
    ids = [node.id for node in lineage]
    return nearest(ids, sellers.sellers_at(session, ids))


def to_be_told(session: Session, actor: HierarchyActor, nodes: Sequence[NodeCard]) -> Changed:
    """The outlets below some nodes with something in a cart, when they are few."""
    paths = [node.path for node in nodes]
    numbers = queries.outlets_with_carts(session, actor.hierarchy_id, paths, MOST_TOLD + 1)
    return Changed(tuple(sorted(numbers)) if len(numbers) <= MOST_TOLD else ())
