"""What a seller keeps, and what was changed of it by hand."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, CatalogEntry, Product
from storefront.db.columns import CODE, table_of
from storefront.db.recordset import insert_rows, upsert
from storefront.inventory.tables import StockLevel, StockMovement
from storefront.kit.text import pattern_of
from storefront.parties.tables import Contact

levels = table_of(StockLevel).c
movements = table_of(StockMovement).c
products = table_of(Product).c
catalogs = table_of(Catalog).c
entries = table_of(CatalogEntry).c
contacts = table_of(Contact).c

MOVEMENT_COLUMNS = [
    "id",
    "warehouse_id",
    "product_id",
    "kind",
    "change",
    "on_hand",
    "reason",
    "order_id",
    "contact_id",
    "made_at",
]


def note_movements(session: Session, rows: Sequence[Sequence[object]]) -> None:
    """Write down what was changed by hand; values in the order of `MOVEMENT_COLUMNS`."""
    insert_rows(session, table_of(StockMovement), MOVEMENT_COLUMNS, rows)


def stock_page(
    session: Session,
    warehouse_id: UUID,
    *,
    words: Sequence[str] = (),
    below: int | None = None,
    after: tuple[str, UUID] | None = None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """Stock rows by SKU: those with every word in SKU or name, and with fewer than `below` available."""
    given: dict[str, object] = {"warehouse": warehouse_id, "most": limit}
    given |= {f"word_{place}": f"%{pattern_of(word)}%" for place, word in enumerate(words)}
    if below is not None:
        given["below"] = below
    if after is not None:
        given |= {"after_sku": after[0], "after_id": after[1]}
    statement = _stock_page(len(words), has_below=below is not None, is_following=after is not None)
    return session.execute(statement, given).all()


STOCK = (
    levels.product_id,
    products.sku,
    products.name,
    levels.on_hand,
    levels.reserved,
    levels.buffer,
)


@cache
def _stock_page(words: int, *, has_below: bool, is_following: bool) -> sa.Executable:
    statement = (
        sa.select(*STOCK)
        .join_from(table_of(StockLevel), table_of(Product), products.id == levels.product_id)
        .where(levels.warehouse_id == sa.bindparam("warehouse", type_=sa.Uuid()))
    )
    for place in range(words):
        pattern = sa.bindparam(f"word_{place}", type_=sa.Text())
        statement = statement.where(
            products.name.ilike(pattern, escape="\\") | products.sku.ilike(pattern, escape="\\")
        )
    if has_below:
        available = levels.on_hand - levels.reserved - levels.buffer
        statement = statement.where(available < sa.bindparam("below", type_=sa.BigInteger()))
    if is_following:
        last = sa.tuple_(sa.bindparam("after_sku", type_=CODE), sa.bindparam("after_id", type_=sa.Uuid()))
        statement = statement.where(sa.tuple_(products.sku, products.id) > last)
    return statement.order_by(products.sku, products.id).limit(sa.bindparam("most", type_=sa.Integer))


def product_kept(session: Session, seller_id: UUID, warehouse_id: UUID, sku: str) -> sa.Row[Any] | None:
    """Id, SKU and name of a product that the warehouse keeps or one of the seller's catalogs has; their own first."""
    given = {"seller": seller_id, "warehouse": warehouse_id, "sku": sku}
    return session.execute(_product_kept(), given).one_or_none()


@cache
def _product_kept() -> sa.Executable:
    return products_of_seller().where(products.sku == sa.bindparam("sku", type_=CODE)).limit(1)


def products_of_seller() -> sa.Select[Any, Any, Any]:
    """Id, SKU and name of what `warehouse` keeps or a catalog of `seller` has; the seller's own first."""
    seller = sa.bindparam("seller", type_=sa.Uuid())
    is_kept = sa.exists().where(
        levels.warehouse_id == sa.bindparam("warehouse", type_=sa.Uuid()), levels.product_id == products.id
    )
    is_sold = (
        sa.select(sa.literal_column("1", sa.Integer))
        .join_from(table_of(CatalogEntry), table_of(Catalog), catalogs.id == entries.catalog_id)
        .where(entries.product_id == products.id, catalogs.seller_id == seller)
        .exists()
    )
    return (
        sa.select(products.id, products.sku, products.name)
        .where(is_kept | is_sold)
        .order_by(sa.case((products.owner_id == seller, 0), else_=1))
    )


def keep(session: Session, warehouse_id: UUID, product_id: UUID) -> None:
    """Give a product a stock row, with nothing on hand, if it has none."""
    statement = _keep(session.get_bind().dialect.name)
    session.execute(statement, {"warehouse_id": warehouse_id, "product_id": product_id})


@cache
def _keep(dialect: str) -> Any:
    nothing = {"on_hand": 0, "reserved": 0, "buffer": 0}
    return (
        upsert(dialect, table_of(StockLevel))
        .values(warehouse_id=sa.bindparam("warehouse_id"), product_id=sa.bindparam("product_id"), **nothing)
        .on_conflict_do_nothing()
    )


def adjust(session: Session, warehouse_id: UUID, product_id: UUID, change: int) -> bool:
    """Change what is on hand unless less than the reserved would be left, in one statement."""
    given = {"warehouse": warehouse_id, "product": product_id, "change": change}
    return bool(getattr(session.execute(_adjust(), given), "rowcount", 0))


@cache
def _adjust() -> sa.Update:
    after = levels.on_hand + sa.bindparam("change", type_=sa.BigInteger())
    return (
        sa.update(table_of(StockLevel))
        .where(
            levels.warehouse_id == sa.bindparam("warehouse", type_=sa.Uuid()),
            levels.product_id == sa.bindparam("product", type_=sa.Uuid()),
            after >= levels.reserved,
        )
        .values(on_hand=after)
    )


def movements_page(
    session: Session,
    warehouse_id: UUID,
    product_id: UUID,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """What was changed by hand of one product, newest first, with the name of who did it."""
    given: dict[str, object] = {"warehouse": warehouse_id, "product": product_id, "most": limit}
    if after is not None:
        given |= {"after_moment": after[0], "after_id": after[1]}
    return session.execute(_movements_page(is_following=after is not None), given).all()


@cache
def _movements_page(*, is_following: bool) -> sa.Executable:
    statement = (
        sa.select(
            movements.id,
            movements.kind,
            movements.change,
            movements.on_hand,
            movements.reason,
            movements.made_at,
            contacts.name,
        )
        .join_from(
            table_of(StockMovement), table_of(Contact), contacts.id == movements.contact_id, isouter=True
        )
        .where(
            movements.warehouse_id == sa.bindparam("warehouse", type_=sa.Uuid()),
            movements.product_id == sa.bindparam("product", type_=sa.Uuid()),
        )
    )
    if is_following:
        last = sa.tuple_(
            sa.bindparam("after_moment", type_=movements.made_at.type),
            sa.bindparam("after_id", type_=sa.Uuid()),
        )
        statement = statement.where(sa.tuple_(movements.made_at, movements.id) < last)
    return statement.order_by(movements.made_at.desc(), movements.id.desc()).limit(
        sa.bindparam("most", type_=sa.Integer)
    )
