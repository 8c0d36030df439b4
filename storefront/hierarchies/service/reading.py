"""Settings of nodes, and where each comes from."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.catalog import service as catalog
from storefront.credit import service as credit
from storefront.hierarchies.errors import TooManyNodes
from storefront.hierarchies.rules.settings import settings_of
from storefront.hierarchies.snapshots.settings import Comparison, NodeSettings, Setting, SettingsBook
from storefront.parties import service as parties
from storefront.parties.actor import HierarchyActor
from storefront.parties.snapshots import NodeCard
from storefront.pricing import service as pricing
from storefront.sellers import service as sellers

MAXIMUM_COMPARED = 6


def show_settings(session: Session, actor: HierarchyActor, *, node: str) -> NodeSettings:
    """Everything that applies at a node.

    Raises:
        NodeNotFound: no such node in the actor's part.
    """
    found = parties.find_nodes(session, actor, numbers=[node])[0]
    lineage = parties.lineage_of(session, found)
    book = read_book(session, [each.id for each in lineage])
    return NodeSettings(
        node=found,
        above=lineage[:0:-1],
        settings=settings_of(book, lineage),
        accounts=credit.accounts_of(session, organization_id=actor.organization_id),
        is_headquarters=actor.is_headquarters,
        runs_above=actor.runs_above(found.path),
    )


def compare_nodes(session: Session, actor: HierarchyActor, *, nodes: Sequence[str]) -> Comparison:
    """Settings of up to six nodes side by side.

    Raises:
        TooManyNodes: none, or more than six.
        NodeNotFound: one of them is not in the actor's part.
    """
    wanted = list(dict.fromkeys(nodes))
    if not 1 <= len(wanted) <= MAXIMUM_COMPARED:
        raise TooManyNodes(MAXIMUM_COMPARED)
    found = parties.find_nodes(session, actor, numbers=wanted)
    columns = read_settings(session, found)
    return Comparison(found, tuple(zip(*columns, strict=True)))


def read_settings(session: Session, nodes: Sequence[NodeCard]) -> list[tuple[Setting, ...]]:
    """What applies at each of some nodes of one hierarchy, with as many statements as for one."""
    lineages = parties.lineages_of(session, nodes)
    book = read_book(session, list({node.id for lineage in lineages for node in lineage}))
    return [settings_of(book, lineage) for lineage in lineages]


def read_book(session: Session, node_ids: Sequence[UUID]) -> SettingsBook:
    """All that is set at some nodes, and what can be set."""
    return SettingsBook(
        sellers=sellers.every_seller(session),
        catalogs=catalog.every_catalog(session),
        groups=pricing.every_price_group(session),
        node_sellers=sellers.sellers_at(session, node_ids),
        node_catalogs=catalog.catalogs_at(session, node_ids),
        node_groups=pricing.price_groups_at(session, node_ids),
        node_caps=credit.caps_at(session, node_ids),
        node_terms=credit.terms_at(session, node_ids),
        node_addresses=parties.addresses_at(session, node_ids),
    )
