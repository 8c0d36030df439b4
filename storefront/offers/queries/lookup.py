"""Shelf items that are known already, as carts and product pages read them."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Category, Product
from storefront.db.columns import CODE, shared, table_of
from storefront.db.recordset import among, nested, payload, recordset
from storefront.inventory.tables import StockLevel
from storefront.offers.tables import ShelfItem
from storefront.pricing.tables import PriceEntry

shelf_table = table_of(ShelfItem)
shelf = shelf_table.c
stock = table_of(StockLevel).c
categories = table_of(Category).c
products = table_of(Product).c
entries = table_of(PriceEntry).c

SHELF_COLUMNS = (
    shelf.id,
    shared(shelf.product_id),
    shared(shelf.catalog_id),
    shelf.sku,
    shelf.name,
    categories.code.label("category_code"),
    categories.name.label("category_name"),
    shelf.minimum,
    shelf.maximum,
    shelf.multiple,
    shelf.standard,
    sa.func.coalesce(stock.on_hand - stock.reserved - stock.buffer, 0).label("available"),
)
"""In the order in which `offers.service.lookup.shelf_cards` unpacks them."""


def by_keys(
    session: Session, keys: Sequence[tuple[UUID, UUID, UUID]], list_ids: Sequence[UUID]
) -> Sequence[sa.Row[Any]]:
    """Shelf items by product, catalog and the warehouse to look into; what is not on a shelf is left out.

    Each row ends with the product's `entries` in some price lists, as nested rows of list, quantity and price.
    """
    return session.execute(_by_keys(), {"wanted": payload(keys), "lists": list(list_ids)}).all()


def by_skus(
    session: Session, catalog_ids: Sequence[UUID], skus: Sequence[str], warehouse_id: UUID
) -> Sequence[sa.Row[Any]]:
    """Shelf items by SKU in some catalogs."""
    given = {
        "wanted": payload([sku] for sku in skus),
        "catalogs": list(catalog_ids),
        "warehouse": warehouse_id,
    }
    return session.execute(_by_skus(), given).all()


def detail(session: Session, shelf_id: int) -> Sequence[sa.Row[Any]]:
    """A shelf item's own facts first, then its siblings of the same base code and catalog."""
    return session.execute(_detail(), {"shelf": shelf_id}).all()


@cache
def _by_keys() -> sa.Executable:
    wanted = recordset(
        "wanted", {"product_id": sa.Uuid(), "catalog_id": sa.Uuid(), "warehouse_id": sa.Uuid()}
    )
    # By product first: a product has few entries, a price list has one for everything that its seller sells.
    priced = (
        sa.select(entries.price_list_id, entries.minimum_quantity, entries.unit_price)
        .where(
            entries.product_id == wanted.c.product_id,
            among(entries.price_list_id, "lists"),
        )
        .correlate(wanted)
    )
    return (
        sa.select(*SHELF_COLUMNS, nested(priced).label("entries"))
        .select_from(wanted)
        .join(
            shelf_table, (shelf.product_id == wanted.c.product_id) & (shelf.catalog_id == wanted.c.catalog_id)
        )
        .join(table_of(Category), categories.id == shelf.category_id)
        .outerjoin(
            table_of(StockLevel),
            (stock.product_id == wanted.c.product_id) & (stock.warehouse_id == wanted.c.warehouse_id),
        )
    )


@cache
def _by_skus() -> sa.Executable:
    wanted = recordset("wanted", {"sku": CODE})
    in_catalogs = among(shelf.catalog_id, "catalogs")
    in_warehouse = (stock.product_id == shelf.product_id) & (stock.warehouse_id == sa.bindparam("warehouse"))
    return (
        sa.select(*SHELF_COLUMNS)
        .select_from(wanted)
        .join(shelf_table, (shelf.sku == wanted.c.sku) & in_catalogs)
        .join(table_of(Category), categories.id == shelf.category_id)
        .outerjoin(table_of(StockLevel), in_warehouse)
    )


@cache
def _detail() -> sa.Executable:
    own = shelf_table.alias("own")
    mine = table_of(Product).alias("mine")
    chosen = sa.bindparam("shelf", type_=sa.Integer)
    return (
        sa.select(
            shelf.id,
            shelf.sku,
            shelf.name,
            shelf.description,
            products.colour,
            products.variant,
            products.pack_size,
            products.base_code,
        )
        .select_from(own)
        .join(mine, mine.c.id == own.c.product_id)
        .join(
            table_of(Product),
            (products.base_code == mine.c.base_code) & (products.owner_id == mine.c.owner_id),
        )
        .join(shelf_table, (shelf.product_id == products.id) & (shelf.catalog_id == own.c.catalog_id))
        .where(own.c.id == chosen)
        .order_by(sa.case((shelf.id == chosen, 0), else_=1), shelf.sku)
        .limit(100)
    )
