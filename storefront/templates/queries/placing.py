"""Products and catalogs behind what a line names."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, Product
from storefront.db.columns import CODE, table_of
from storefront.db.recordset import payload, recordset
from storefront.offers.tables import OutletPurchase, ShelfItem
from storefront.sellers.tables import Seller

products = table_of(Product).c
catalogs = table_of(Catalog).c
sellers = table_of(Seller).c
shelf = table_of(ShelfItem).c
purchases = table_of(OutletPurchase).c


def entries(
    session: Session,
    outlet_id: UUID,
    open_catalogs: Sequence[UUID],
    wanted: Sequence[tuple[int, str, str | None]],
) -> Sequence[sa.Row[Any]]:
    """What lines (place, SKU, catalog) may mean: entries of open catalogs first, then what the outlet bought, newest first.

    A line without a catalog is looked for among what was bought alone.
    """
    given = {
        "outlet": outlet_id,
        "wanted": payload(wanted),
        "open_catalogs": payload([catalog_id] for catalog_id in open_catalogs),
    }
    return session.execute(_entries(), given).all()


@cache
def _entries() -> sa.Executable:
    wanted = recordset("wanted", {"place": sa.Integer(), "sku": CODE, "catalog": CODE})
    found = sa.union_all(_on_shelf(wanted), _bought(wanted)).subquery("found")
    return (
        sa.select(
            found.c.place,
            found.c.product_id,
            found.c.catalog_id,
            found.c.name,
            catalogs.code.label("catalog"),
            sellers.code.label("seller"),
        )
        .join(table_of(Catalog), catalogs.id == found.c.catalog_id)
        .join(table_of(Seller), sellers.id == catalogs.seller_id)
        .order_by(found.c.place, found.c.rank, found.c.last_ordered_at.desc(), found.c.catalog_id)
    )


def _on_shelf(wanted: sa.Subquery) -> sa.Select[Any]:
    """What open catalogs have under the SKU."""
    open_catalogs = recordset("open_catalogs", {"id": sa.Uuid()})
    never = sa.null().cast(purchases.last_ordered_at.type)
    found: Any = (
        sa.select(
            wanted.c.place,
            shelf.product_id,
            shelf.catalog_id,
            shelf.name,
            sa.literal_column("0", sa.Integer).label("rank"),
            never.label("last_ordered_at"),
        )
        .join_from(wanted, table_of(Catalog), catalogs.code == wanted.c.catalog)
        .join(open_catalogs, open_catalogs.c.id == catalogs.id)
        .join(table_of(ShelfItem), (shelf.catalog_id == catalogs.id) & (shelf.sku == wanted.c.sku))
    )
    return found


def _bought(wanted: sa.Subquery) -> sa.Select[Any]:
    """What the outlet bought under the SKU, whatever became of it since."""
    by_outlet = (purchases.product_id == products.id) & (
        purchases.outlet_id == sa.bindparam("outlet", type_=sa.Uuid())
    )
    found: Any = (
        sa.select(
            wanted.c.place,
            purchases.product_id,
            purchases.catalog_id,
            products.name,
            sa.literal_column("1", sa.Integer).label("rank"),
            purchases.last_ordered_at,
        )
        .join_from(wanted, table_of(Product), products.sku == wanted.c.sku)
        .join(table_of(OutletPurchase), by_outlet)
        .join(table_of(Catalog), catalogs.id == purchases.catalog_id)
        .where(wanted.c.catalog.is_(None) | (catalogs.code == wanted.c.catalog))
    )
    return found
