"""A new warehouse's places."""

from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import CatalogEntry
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel


def lay_out(session: Session, warehouse_id: UUID, catalog_id: UUID) -> None:
    """Stock rows with nothing in them for the products of a catalog."""
    session.execute(_lay_out(), {"warehouse": warehouse_id, "catalog": catalog_id})


@cache
def _lay_out() -> sa.Insert:
    entries = table_of(CatalogEntry).c
    nothing = sa.literal_column("0", sa.Integer)
    select = sa.select(
        sa.bindparam("warehouse", type_=sa.Uuid()), entries.product_id, nothing, nothing, nothing
    ).where(entries.catalog_id == sa.bindparam("catalog", type_=sa.Uuid()))
    columns = ["warehouse_id", "product_id", "on_hand", "reserved", "buffer"]
    return sa.insert(table_of(StockLevel)).from_select(columns, select)
