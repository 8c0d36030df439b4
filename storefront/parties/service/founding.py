"""New organizations, and the first people who are let in: composed by the slices above, which decide who may."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.db.numbers import take_numbers
from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.kit.text import sort_key
from storefront.parties.errors import WorksElsewhere
from storefront.parties.queries import founding as queries
from storefront.parties.snapshots import Address, Founded

PURPOSE = "B2B organization"
ROOT_PATH = "1"


def found_organization(session: Session, *, name: str, address: Address) -> Founded:
    """An organization with its hierarchy, its root and a first outlet at the address; their numbers are taken.

    Sequences are taken in the order of their names, so that two foundings never wait for each other in a circle.
    """
    hierarchy_number = take_numbers(session, "hierarchy", "HIER-")[0]
    number = take_numbers(session, "organization", "ORG-")[0]
    outlet_number = take_numbers(session, "outlet", "OUT-")[0]
    ids = [new_id() for _ in range(4)]
    organization_id, hierarchy_id, root_id, outlet_id = ids
    moment = now()
    queries.insert_organizations(session, [[organization_id, number, name, address.country, moment]])
    queries.insert_hierarchies(session, [[hierarchy_id, hierarchy_number, organization_id, name, PURPOSE]])
    at = [hierarchy_id, organization_id]
    key = sort_key(name)
    queries.insert_nodes(
        session,
        [
            [root_id, *at, None, "organization", number, name, key, ROOT_PATH],
            [outlet_id, *at, root_id, "outlet", outlet_number, name, key, f"{ROOT_PATH}.1"],
        ],
    )
    lines = [name, address.street, address.city, address.postcode, address.country]
    queries.insert_addresses(session, [[new_id(), outlet_id, *lines, True]])
    return Founded(
        organization_id, number, name, hierarchy_id, hierarchy_number, root_id, outlet_id, outlet_number
    )


def lock_organization(session: Session, number: str) -> Founded | None:
    """An organization that exists, kept from others who found or change it so until the transaction ends."""
    row = queries.lock_organization(session, number)
    return None if row is None else _founded(row)


def organization_of(session: Session, organization_id: UUID) -> Founded:
    """An organization that something refers to."""
    return _founded(queries.organization_by_id(session, organization_id))


def employ(session: Session, *, contact_id: UUID, seller_id: UUID, duties: tuple[str, ...]) -> None:
    """Make a contact staff of a seller; a repeat does nothing.

    Raises:
        WorksElsewhere: it is staff of another seller.
    """
    row = queries.employee_of(session, contact_id)
    if row is not None:
        if row.seller_id != seller_id:
            raise WorksElsewhere
        return
    queries.insert_employee(session, [new_id(), contact_id, seller_id, True], duties)


def first_admin(
    session: Session, root_id: UUID, *, wanted: UUID | None = None
) -> tuple[UUID, str, str] | None:
    """Id, address and name of an active admin of the whole organization.

    Who is wanted, while they are one; else the one whom it has had for longest.
    """
    row = queries.first_admin(session, root_id, wanted)
    return (row.id, row.email, row.name) if row else None


def _founded(row: Row[Any]) -> Founded:
    return Founded(
        row.id, row.number, row.name, row.hierarchy_id, row.hierarchy_number, row.root_id, None, ""
    )
