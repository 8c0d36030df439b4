"""Every statement of this slice."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, CatalogEntry, Category, NodeCatalog, Product
from storefront.db.columns import table_of
from storefront.db.recordset import among, insert_rows

categories = table_of(Category).c
products = table_of(Product).c
catalogs = table_of(Catalog).c
node_catalogs = table_of(NodeCatalog).c
entries = table_of(CatalogEntry).c

MAXIMUM_CATALOGS = 1000


def category_tree(session: Session) -> Sequence[sa.Row[Any]]:
    """All categories in the order of their positions."""
    return session.execute(
        sa.select(
            categories.id,
            categories.code,
            categories.name,
            categories.parent_id,
            categories.first,
            categories.last,
        )
        .order_by(categories.first)
        .limit(5000)
    ).all()


def artwork(session: Session, sku: str) -> sa.Row[Any] | None:
    """What a product's picture is drawn from; the product that was there first when a SKU has several owners."""
    return session.execute(
        sa.select(
            products.sku,
            products.name,
            categories.code.label("category_code"),
            categories.name.label("category_name"),
            products.colour,
            products.picture,
        )
        .join_from(table_of(Product), table_of(Category), categories.id == products.category_id)
        .where(products.sku == sku)
        .order_by(products.id)
        .limit(1)
    ).one_or_none()


def every_catalog(session: Session) -> Sequence[sa.Row[Any]]:
    """Catalogs that were published once, those of a seller together in their order."""
    return session.execute(_every_catalog()).all()


@cache
def _every_catalog() -> sa.Executable:
    return (
        sa.select(
            catalogs.id,
            catalogs.code,
            catalogs.name,
            catalogs.seller_id,
            catalogs.status,
            catalogs.valid_from,
            catalogs.valid_to,
        )
        .where(catalogs.status.not_in(("draft", "validated")))
        .order_by(catalogs.seller_id, catalogs.position, catalogs.code)
        .limit(MAXIMUM_CATALOGS)
    )


def mapped_at(session: Session, node_ids: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """Catalogs, once published, that are set at these very nodes."""
    return session.execute(_mapped_at(), {"nodes": list(node_ids)}).all()


@cache
def _mapped_at() -> sa.Executable:
    return (
        sa.select(node_catalogs.node_id, node_catalogs.catalog_id)
        .join_from(table_of(NodeCatalog), table_of(Catalog), catalogs.id == node_catalogs.catalog_id)
        .where(
            among(node_catalogs.node_id, "nodes"),
            catalogs.status.not_in(("draft", "validated")),
        )
        .order_by(catalogs.seller_id, catalogs.position, catalogs.code)
    )


def put_mapped(
    session: Session, node_ids: Sequence[UUID], seller_ids: Sequence[UUID], catalog_ids: Sequence[UUID]
) -> None:
    """Replace the catalogs of some sellers at some nodes."""
    of_sellers = sa.select(catalogs.id).where(catalogs.seller_id.in_(seller_ids))
    session.execute(
        sa.delete(table_of(NodeCatalog)).where(
            node_catalogs.node_id.in_(node_ids), node_catalogs.catalog_id.in_(of_sellers)
        )
    )
    rows = [[node_id, catalog_id] for node_id in node_ids for catalog_id in catalog_ids]
    insert_rows(session, table_of(NodeCatalog), ["node_id", "catalog_id"], rows)


def copy_entries(session: Session, source_id: UUID, catalog_id: UUID, owner_id: UUID) -> None:
    """Put what a catalog has of an owner's products, with its overrides, into another one."""
    given = {"source": source_id, "catalog": catalog_id, "owner": owner_id}
    session.execute(_copy_entries(), given)


@cache
def _copy_entries() -> sa.Insert:
    fields = ["name", "description", "category_id", "minimum", "maximum", "multiple", "standard"]
    select = (
        sa.select(
            sa.bindparam("catalog", type_=sa.Uuid()),
            entries.product_id,
            *(entries[field] for field in fields),
        )
        .join_from(table_of(CatalogEntry), table_of(Product), products.id == entries.product_id)
        .where(
            entries.catalog_id == sa.bindparam("source", type_=sa.Uuid()),
            products.owner_id == sa.bindparam("owner", type_=sa.Uuid()),
        )
    )
    return sa.insert(table_of(CatalogEntry)).from_select(["catalog_id", "product_id", *fields], select)
