"""Delivery addresses as they are set at nodes; `hierarchies` decides who may."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.kit.ids import new_id
from storefront.parties.errors import UnacceptableAddress
from storefront.parties.queries import trees as queries
from storefront.parties.rules import address_problems
from storefront.parties.snapshots import Address


def addresses_at(session: Session, node_ids: Sequence[UUID]) -> list[tuple[UUID, Address]]:
    """The addresses that are set at these very nodes, primary ones first."""
    return [
        (row.node_id, Address(row.name, row.street, row.city, row.postcode, row.country))
        for row in queries.addresses_at(session, node_ids)
    ]


def acceptable_address(fields: Mapping[str, str]) -> Address:
    """The address that somebody typed.

    Raises:
        UnacceptableAddress: something is missing or too long.
    """
    clean = {field: " ".join(text.split()) for field, text in fields.items()}
    problems = address_problems(clean)
    if problems:
        words = "; ".join(f"{field} {problem}" for field, problem in problems.items())
        raise UnacceptableAddress(f"The address was not kept: {words}.", fields=problems)
    return Address(**clean)


def put_address(session: Session, *, node_ids: Sequence[UUID], address: Address | None) -> None:
    """Set the delivery address of some nodes, or inherit it again."""
    place = address and (address.name, address.street, address.city, address.postcode, address.country)
    rows = [[new_id(), node_id, *place, True] for node_id in node_ids] if place else []
    queries.put_addresses(session, node_ids, rows)
