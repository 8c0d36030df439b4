"""Stock rows of many products at once."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Product
from storefront.db.columns import CODE, table_of
from storefront.db.recordset import payload, recordset, upsert
from storefront.inventory.queries.keeping import products_of_seller
from storefront.inventory.tables import StockLevel

levels = table_of(StockLevel).c
products = table_of(Product).c


def products_kept(
    session: Session, seller_id: UUID, warehouse_id: UUID, skus: Sequence[str]
) -> Sequence[sa.Row[Any]]:
    """Id, SKU and name of products that the warehouse keeps or one of the seller's catalogs has; their own first."""
    given = {
        "seller": seller_id,
        "warehouse": warehouse_id,
        "wanted": payload([sku] for sku in skus),
    }
    return session.execute(_products_kept(), given).all()


@cache
def _products_kept() -> sa.Executable:
    wanted = recordset("wanted", {"sku": CODE})
    return products_of_seller().where(products.sku.in_(sa.select(wanted.c.sku))).order_by(products.sku)


def levels_of(session: Session, warehouse_id: UUID, product_ids: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """Their stock rows, not locked."""
    given = {"warehouse": warehouse_id, "wanted": payload([product_id] for product_id in product_ids)}
    return session.execute(_levels_of(), given).all()


@cache
def _levels_of() -> sa.Executable:
    wanted = recordset("wanted", {"product_id": sa.Uuid()})
    return sa.select(levels.product_id, levels.on_hand, levels.reserved, levels.buffer).where(
        levels.warehouse_id == sa.bindparam("warehouse", type_=sa.Uuid()),
        levels.product_id.in_(sa.select(wanted.c.product_id)),
    )


def keep_all(session: Session, warehouse_id: UUID, product_ids: Sequence[UUID]) -> None:
    """Give each a stock row, with nothing on hand, if it has none."""
    rows = payload([warehouse_id, product_id] for product_id in sorted(product_ids))
    session.execute(_keep_all(session.get_bind().dialect.name), {"rows": rows})


@cache
def _keep_all(dialect: str) -> Any:
    source = recordset("rows", {"warehouse_id": sa.Uuid(), "product_id": sa.Uuid()})
    nothing = [sa.literal(0).label(name) for name in ("on_hand", "reserved", "buffer")]
    # SQLite takes the words "on conflict" for a join's unless a "where" stands before them.
    rows = sa.select(source.c.warehouse_id, source.c.product_id, *nothing).where(
        source.c.product_id.is_not(None)
    )
    columns = ["warehouse_id", "product_id", "on_hand", "reserved", "buffer"]
    return upsert(dialect, table_of(StockLevel)).from_select(columns, rows).on_conflict_do_nothing()


def adjust_all(session: Session, warehouse_id: UUID, changes: Sequence[tuple[UUID, int]]) -> int:
    """Change what is on hand wherever the reserved is left, in one statement; how many rows were."""
    done = session.execute(_adjust_all(), {"warehouse": warehouse_id, "changes": payload(changes)})
    return int(getattr(done, "rowcount", 0))


@cache
def _adjust_all() -> sa.Update:
    changes = recordset("changes", {"product_id": sa.Uuid(), "change": sa.BigInteger()})
    after = levels.on_hand + changes.c.change
    return (
        sa.update(table_of(StockLevel))
        .where(
            levels.warehouse_id == sa.bindparam("warehouse"),
            levels.product_id == changes.c.product_id,
            after >= levels.reserved,
        )
        .values(on_hand=after)
    )
