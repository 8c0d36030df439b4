"""One search over everything that a caller may mention."""

from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.db.recordset import unnested
from storefront.kit.paging import checked_limit
from storefront.kit.text import MAXIMUM_QUERY_LENGTH, is_storable, sort_key
from storefront.on_behalf.queries import searching as queries
from storefront.on_behalf.snapshots import Found, FoundOutlet, FoundPerson, Standing
from storefront.orders.service import find_orders
from storefront.parties.actor import SERVING_DUTIES, Actor

MAXIMUM_WORDS = 6


def search(session: Session, actor: Actor, *, text: str, limit: int = 8) -> Found:
    """The first people, outlets and orders that have all the words; three statements, none without words.

    People by name and e-mail address, outlets by name, number and organization, orders by number, purchase order
    number, SKU and product.

    Raises:
        NothingHere: the actor is neither customer service nor headquarters.
        Invalid: the limit is not acceptable.
    """
    actor.must(*SERVING_DUTIES)
    assert actor.employee_id is not None  # noqa: S101 -- only employees have duties
    checked_limit(limit)
    text = text[:MAXIMUM_QUERY_LENGTH]
    words = text.casefold().split()[:MAXIMUM_WORDS]
    if not words or not is_storable(text):
        return Found((), (), ())
    people = queries.people(session, actor.employee_id, words, limit=limit)
    keys = sort_key(text).split()[:MAXIMUM_WORDS]
    outlets = queries.outlets(session, actor.employee_id, keys, limit=limit) if keys else ()
    return Found(
        people=tuple(_person(row) for row in people),
        outlets=tuple(FoundOutlet(*row) for row in outlets),
        orders=find_orders(session, actor, text=text, limit=limit),
    )


def _person(row: Row[Any]) -> FoundPerson:
    return FoundPerson(
        id=row.id,
        name=row.name,
        email=row.email,
        is_active=bool(row.is_active),
        standings=tuple(
            Standing(number, name, node, node_name, kind, role, status if row.is_active else "disabled")
            for number, name, node, node_name, kind, role, status in unnested(row.standings)
        ),
    )
