"""Prices for a context, and the price groups of nodes: the slice's only door.

What is set at nodes is written here for `hierarchies`, which decides who may.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session

from storefront.db.recordset import as_known_uuid
from storefront.pricing import queries
from storefront.pricing.errors import UnknownPriceGroups
from storefront.pricing.rules import PriceBook
from storefront.pricing.snapshots import PriceEntryCard, PriceGroupName, PriceListCard
from storefront.pricing.tables import PriceGroup, PriceList


def open_book(
    session: Session,
    *,
    lists: Sequence[PriceListCard],
    currency: Mapping[UUID, str],
    product_ids: Sequence[UUID],
) -> PriceBook:
    """The prices of some products in the lists that apply to an outlet, with one statement whatever their number."""
    by_product: dict[UUID, list[PriceEntryCard]] = {}
    if lists and product_ids:
        entries = queries.entries_for(session, [card.id for card in lists], product_ids)
        for place, price_list_id, minimum_quantity, unit_price in entries:
            product_id = product_ids[int(place)]
            entry = PriceEntryCard(price_list_id, minimum_quantity, unit_price)
            by_product.setdefault(product_id, []).append(entry)
    return PriceBook(currency=currency, lists={card.id: card for card in lists}, entries=by_product)


def every_price_group(session: Session) -> tuple[PriceGroupName, ...]:
    """The price groups that can be set at nodes, those of a seller together."""
    return tuple(PriceGroupName(*row) for row in queries.every_group(session))


def choose_price_groups(
    session: Session, *, codes: Sequence[str], seller_id: UUID
) -> tuple[PriceGroupName, ...]:
    """The price groups of a seller that have these codes.

    Raises:
        UnknownPriceGroups: one of them is none.
    """
    offered = {each.code: each for each in every_price_group(session) if each.seller_id == seller_id}
    unknown = tuple(code[:40] for code in codes if code not in offered)
    if unknown:
        raise UnknownPriceGroups(unknown)
    return tuple(each for each in offered.values() if each.code in set(codes))


def price_groups_at(session: Session, node_ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """The price groups that are set at these very nodes: node and price group."""
    return [(row.node_id, row.price_group_id) for row in queries.mapped_at(session, node_ids)]


def put_price_groups(
    session: Session, *, node_ids: Sequence[UUID], seller_ids: Sequence[UUID], group_ids: Sequence[UUID]
) -> None:
    """Set the price groups of some sellers at some nodes; none leaves them to inherit again."""
    queries.put_mapped(session, node_ids, seller_ids, group_ids)


def book_of(
    entries: Mapping[UUID, Sequence[Sequence[Any]]],
    *,
    lists: Mapping[UUID, PriceListCard],
    currency: Mapping[UUID, str],
) -> PriceBook:
    """The prices of products whose entries were read with them: rows of list (as text), quantity and price."""
    by_product = {
        product_id: [
            PriceEntryCard(as_known_uuid(price_list), minimum_quantity, unit_price)
            for price_list, minimum_quantity, unit_price in rows
        ]
        for product_id, rows in entries.items()
    }
    return PriceBook(currency=currency, lists=lists, entries=by_product)


def copy_standard_prices(
    session: Session,
    *,
    model_id: UUID,
    seller_id: UUID,
    currency: str,
    code: str,
    name: str,
    catalog_id: UUID,
) -> None:
    """A standard price group and list of a seller, with its model's prices for the products of a catalog."""
    group = PriceGroup(seller_id=seller_id, code=code, name=f"{name}: all customers", is_standard=True)
    price_list = PriceList(
        seller_id=seller_id, code=code, name="Standard prices", currency=currency, price_group_id=group.id
    )
    for each in (group, price_list):
        session.add(each)
        session.flush()
    queries.copy_standard(session, model_id, price_list.id, catalog_id)
