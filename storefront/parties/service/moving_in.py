"""Organizations, nodes and people that move in together: `onboarding` decides what, and who may."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.kit.text import fold, sort_key
from storefront.parties.queries import founding
from storefront.parties.queries import moving_in as queries
from storefront.parties.service.founding import PURPOSE
from storefront.parties.snapshots import Address, ArrivingMember, ArrivingNode, KnownMember, KnownNode

PIECE = 10_000
"""Rows of one statement: what is read from one parameter has to be held in memory."""

Report = Callable[[str, int, int], None]
"""Told how far a step is: its name, how much is done, and how much there is."""
Item = TypeVar("Item")


def known_nodes(session: Session, *, numbers: Sequence[str]) -> dict[str, KnownNode]:
    """Nodes by number; the number of an organization finds its root, whatever that one's own number is."""
    rows = [
        *((row.number, row) for row in queries.known_nodes(session, numbers, of_organizations=False)),
        *(
            (row.organization_number, row)
            for row in queries.known_nodes(session, numbers, of_organizations=True)
        ),
    ]
    places: dict[UUID, Address] = {}
    for found in queries.addresses_at(session, list({row.id for _, row in rows})):
        place = Address(found.name, found.street, found.city, found.postcode, found.country)
        places.setdefault(found.node_id, place)
    return {number: replace(_node(row), address=places.get(row.id)) for number, row in rows}


def known_hierarchies(session: Session, *, numbers: Sequence[str]) -> frozenset[str]:
    """Which of these numbers hierarchies have."""
    return frozenset(queries.known_hierarchies(session, numbers))


def known_members(session: Session, *, pairs: Sequence[tuple[str, UUID | None]]) -> tuple[KnownMember, ...]:
    """Contacts of these addresses, each with what it is at the node beside its address."""
    return tuple(KnownMember(*row) for row in queries.known_members(session, pairs))


def lock_trees(session: Session, *, hierarchy_ids: Sequence[UUID]) -> None:
    """Keep the shape of hierarchies that something moves into as it is until the commit."""
    queries.lock_trees(session, hierarchy_ids)


def move_in_nodes(session: Session, *, nodes: Sequence[ArrivingNode], report: Report) -> None:
    """Nodes with what they bring; a parent is among them, or exists."""
    moment = now()
    ordered = sorted(nodes, key=lambda node: node.path.count("."))
    roots = [node for node in ordered if node.parent_id is None]
    for some in _pieces("Organizations", roots, report):
        founding.insert_organizations(
            session, [[node.organization_id, node.number, node.name, node.country, moment] for node in some]
        )
        founding.insert_hierarchies(
            session,
            [
                [node.hierarchy_id, node.hierarchy_number, node.organization_id, node.name, PURPOSE]
                for node in some
            ],
        )
    for some in _pieces("Nodes", ordered, report):
        founding.insert_nodes(
            session,
            [
                [
                    node.id,
                    node.hierarchy_id,
                    node.organization_id,
                    node.parent_id,
                    node.kind,
                    node.number,
                    node.name,
                    sort_key(node.name),
                    node.path,
                ]
                for node in some
            ],
        )
        _add_addresses(session, [(node.id, node.address) for node in some if node.address])


def rename_nodes(session: Session, *, names: Sequence[tuple[UUID, str]], report: Report) -> None:
    """Give nodes other names; the organization and the hierarchy of a root are called like it."""
    for some in _pieces("Names", names, report):
        queries.rename(session, [(node_id, name, sort_key(name)) for node_id, name in some])


def set_countries(session: Session, *, countries: Sequence[tuple[UUID, str]], report: Report) -> None:
    """The countries of organizations."""
    for some in _pieces("Countries", countries, report):
        queries.set_countries(session, some)


def replace_addresses(session: Session, *, places: Sequence[tuple[UUID, Address]], report: Report) -> None:
    """Put addresses at nodes in place of what is set there."""
    for some in _pieces("Addresses", places, report):
        queries.drop_addresses(session, [node_id for node_id, _ in some])
        _add_addresses(session, some)


def move_in_contacts(
    session: Session, *, contacts: Sequence[tuple[UUID, str, str, str | None]], report: Report
) -> None:
    """New contacts: id, normal address, name, and the hash of their password if they bring one."""
    moment = now()
    for some in _pieces("Contacts", contacts, report):
        founding.insert_contacts(
            session,
            [
                [contact_id, email, name, fold(name), password_hash, True, moment]
                for contact_id, email, name, password_hash in some
            ],
        )


def move_in_members(
    session: Session, *, members: Sequence[ArrivingMember], by: UUID | None, report: Report
) -> None:
    """New memberships; of disabled ones it is written who disabled them."""
    moment = now()
    for some in _pieces("Memberships", members, report):
        founding.insert_memberships(session, [_membership(each, moment, by) for each in some])


def raise_roles(session: Session, *, membership_ids: Sequence[UUID], report: Report) -> None:
    """Make members admins."""
    for some in _pieces("Roles", membership_ids, report):
        queries.raise_roles(session, some)


def _node(row: Row[Any]) -> KnownNode:
    return KnownNode(
        row.id,
        row.number,
        row.name,
        row.kind,
        row.path,
        row.hierarchy_id,
        row.organization_id,
        row.organization_number,
        row.country,
        row.hierarchy_number,
        row.parent_number,
    )


def _membership(each: ArrivingMember, moment: object, by: UUID | None) -> list[object]:
    standing: list[object] = ["active", None, None, None, None]
    if each.disabled_reason:
        standing = ["disabled", "active", each.disabled_reason, moment, by]
    return [new_id(), each.contact_id, each.node_id, each.role, *standing, moment]


def _add_addresses(session: Session, places: Sequence[tuple[UUID, Address]]) -> None:
    founding.insert_addresses(
        session,
        [
            [new_id(), node_id, place.name, place.street, place.city, place.postcode, place.country, True]
            for node_id, place in places
        ],
    )


def _pieces(step: str, items: Sequence[Item], report: Report) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), PIECE):
        report(step, start, len(items))
        yield items[start : start + PIECE]
        report(step, min(start + PIECE, len(items)), len(items))
