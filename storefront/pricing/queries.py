"""Every statement of this slice."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import CatalogEntry
from storefront.db.columns import shared, table_of
from storefront.db.recordset import among, insert_rows, payload, recordset
from storefront.pricing.tables import NodePriceGroup, PriceEntry, PriceGroup, PriceList

entries = table_of(PriceEntry).c
groups = table_of(PriceGroup).c
lists = table_of(PriceList).c
assortment = table_of(CatalogEntry).c
node_groups = table_of(NodePriceGroup).c

MAXIMUM_GROUPS = 1000


def entries_for(
    session: Session, list_ids: Sequence[UUID], product_ids: Sequence[UUID]
) -> Sequence[Sequence[Any]]:
    """Entries of some lists for some products, one statement whatever their number.

    Each is the place of the product among those asked for, the list, the quantity and the price.
    """
    given = {"lists": list(list_ids), "wanted": payload(enumerate(product_ids))}
    return session.execute(_entries(), given).all()


@cache
def _entries() -> sa.Executable:
    # By product first: a product has few entries, a price list has one for everything that its seller sells.
    # Products come back as places: to make an id of a row's text costs more than all the rest of the row.
    wanted = recordset("wanted", {"place": sa.Integer(), "product_id": sa.Uuid()})
    return (
        sa.select(
            wanted.c.place,
            shared(entries.price_list_id),
            entries.minimum_quantity,
            entries.unit_price,
        )
        .join_from(wanted, table_of(PriceEntry), entries.product_id == wanted.c.product_id)
        .where(among(entries.price_list_id, "lists"))
    )


def every_group(session: Session) -> Sequence[sa.Row[Any]]:
    """Price groups that can be set at nodes, those of a seller together."""
    return session.execute(_every_group()).all()


@cache
def _every_group() -> sa.Executable:
    return (
        sa.select(groups.id, groups.code, groups.name, groups.seller_id)
        .where(groups.is_standard.is_(False))
        .order_by(groups.seller_id, groups.code)
        .limit(MAXIMUM_GROUPS)
    )


def mapped_at(session: Session, node_ids: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """Price groups that are set at these very nodes."""
    return session.execute(_mapped_at(), {"nodes": list(node_ids)}).all()


@cache
def _mapped_at() -> sa.Executable:
    return (
        sa.select(node_groups.node_id, node_groups.price_group_id)
        .join_from(table_of(NodePriceGroup), table_of(PriceGroup), groups.id == node_groups.price_group_id)
        .where(among(node_groups.node_id, "nodes"))
        .order_by(groups.seller_id, groups.code)
    )


def put_mapped(
    session: Session, node_ids: Sequence[UUID], seller_ids: Sequence[UUID], group_ids: Sequence[UUID]
) -> None:
    """Replace the price groups of some sellers at some nodes."""
    of_sellers = sa.select(groups.id).where(groups.seller_id.in_(seller_ids))
    session.execute(
        sa.delete(table_of(NodePriceGroup)).where(
            node_groups.node_id.in_(node_ids), node_groups.price_group_id.in_(of_sellers)
        )
    )
    rows = [[node_id, group_id] for node_id in node_ids for group_id in group_ids]
    insert_rows(session, table_of(NodePriceGroup), ["node_id", "price_group_id"], rows)


def copy_standard(session: Session, model_id: UUID, list_id: UUID, catalog_id: UUID) -> None:
    """Put a seller's standard prices without dates into another list, for the products of a catalog."""
    session.execute(_copy_standard(), {"model": model_id, "list": list_id, "catalog": catalog_id})


@cache
def _copy_standard() -> sa.Insert:
    carried = sa.select(assortment.product_id).where(
        assortment.catalog_id == sa.bindparam("catalog", type_=sa.Uuid())
    )
    select = (
        sa.select(
            sa.bindparam("list", type_=sa.Uuid()),
            entries.product_id,
            entries.minimum_quantity,
            sa.func.min(entries.unit_price),
        )
        .join_from(table_of(PriceEntry), table_of(PriceList), lists.id == entries.price_list_id)
        .join(table_of(PriceGroup), groups.id == lists.price_group_id)
        .where(
            lists.seller_id == sa.bindparam("model", type_=sa.Uuid()),
            groups.is_standard,
            lists.catalog_id.is_(None),
            lists.valid_from.is_(None),
            lists.valid_to.is_(None),
            entries.product_id.in_(carried),
        )
        .group_by(entries.product_id, entries.minimum_quantity)
    )
    columns = ["price_list_id", "product_id", "minimum_quantity", "unit_price"]
    return sa.insert(table_of(PriceEntry)).from_select(columns, select)
