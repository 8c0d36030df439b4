"""On what terms an outlet buys: sellers, catalogs and price lists along its lineage, in one statement."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, NodeCatalog
from storefront.db.columns import table_of
from storefront.db.recordset import among, nested
from storefront.pricing.tables import NodePriceGroup, PriceGroup, PriceList
from storefront.sellers.tables import NodeSeller, Seller, Warehouse

sellers = table_of(Seller).c
warehouses = table_of(Warehouse).c
node_sellers = table_of(NodeSeller).c
catalogs = table_of(Catalog).c
node_catalogs = table_of(NodeCatalog).c
lists = table_of(PriceList).c
groups = table_of(PriceGroup).c
node_groups = table_of(NodePriceGroup).c


def terms(
    session: Session, lineage: Sequence[UUID], organization_id: UUID, seller_code: str | None
) -> Sequence[sa.Row[Any]]:
    """A row for each active seller (or for one), with what is mapped to the lineage as nested rows."""
    by_code = seller_code is not None
    given = {"lineage": list(lineage), "organization": organization_id} | (
        {"code": seller_code} if by_code else {}
    )
    return session.execute(_terms(by_code=by_code), given).all()


@cache
def _terms(*, by_code: bool) -> sa.Executable:
    mapped = sa.select(node_sellers.node_id, node_sellers.seller_id).where(
        among(node_sellers.node_id, "lineage")
    )
    statement = (
        sa.select(
            sellers.id,
            sellers.code,
            sellers.name,
            sellers.kind,
            sellers.currency,
            sellers.minimum_order_minor,
            sellers.lead_days,
            sellers.position,
            warehouses.id.label("warehouse_id"),
            nested(mapped).label("mapped"),
            nested(_catalogs()).label("catalogs"),
            nested(_price_groups()).label("price_groups"),
            nested(_price_lists()).label("price_lists"),
        )
        .join_from(
            table_of(Seller),
            table_of(Warehouse),
            (warehouses.seller_id == sellers.id) & warehouses.is_default,
        )
        .where(sellers.is_active)
        .order_by(sellers.position, sellers.code)
        .limit(200)
    )
    return statement.where(sellers.code == sa.bindparam("code")) if by_code else statement


def _catalogs() -> Any:
    """The seller's catalogs that any node of the lineage sees."""
    return (
        sa.select(
            node_catalogs.node_id,
            catalogs.id,
            catalogs.code,
            catalogs.name,
            catalogs.position,
            catalogs.valid_from,
            catalogs.valid_to,
            catalogs.status,
        )
        .join_from(table_of(NodeCatalog), table_of(Catalog), catalogs.id == node_catalogs.catalog_id)
        .where(among(node_catalogs.node_id, "lineage"), catalogs.seller_id == sellers.id)
        .correlate(table_of(Seller))
    )


def _price_groups() -> Any:
    """The seller's price groups that are set at any node of the lineage, with or without lists."""
    return (
        sa.select(node_groups.node_id, node_groups.price_group_id)
        .join_from(table_of(NodePriceGroup), table_of(PriceGroup), groups.id == node_groups.price_group_id)
        .where(among(node_groups.node_id, "lineage"), groups.seller_id == sellers.id)
        .correlate(table_of(Seller))
    )


def _price_lists() -> Any:
    """The seller's price lists for everybody, for groups of any node of the lineage, and for the organization."""
    of_node = (node_groups.price_group_id == groups.id) & among(node_groups.node_id, "lineage")
    return (
        sa.select(
            node_groups.node_id,
            groups.is_standard,
            lists.organization_id,
            lists.price_group_id,
            lists.valid_from,
            lists.id,
            lists.code,
            lists.name,
            lists.catalog_id,
            lists.valid_to,
        )
        .select_from(table_of(PriceList))
        .outerjoin(table_of(PriceGroup), groups.id == lists.price_group_id)
        .outerjoin(table_of(NodePriceGroup), of_node)
        .where(
            lists.seller_id == sellers.id,
            lists.currency == sellers.currency,
            groups.is_standard
            | node_groups.node_id.is_not(None)
            | (lists.organization_id == sa.bindparam("organization", type_=sa.Uuid())),
        )
        .correlate(table_of(Seller))
    )
