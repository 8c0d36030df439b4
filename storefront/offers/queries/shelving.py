"""Building the shelf from catalogs, prices and stock."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, CatalogEntry, Category, Product
from storefront.db.columns import CODE, table_of
from storefront.db.recordset import insert_rows, payload, recordset, upsert
from storefront.inventory.tables import StockLevel
from storefront.offers.tables import OutletPurchase, SearchWord, ShelfItem, ShelfPrice
from storefront.pricing.tables import PriceEntry, PriceGroup, PriceList
from storefront.sellers.tables import Warehouse

shelf = table_of(ShelfItem).c
catalogs = table_of(Catalog).c
products = table_of(Product).c
categories = table_of(Category).c
stock = table_of(StockLevel).c
warehouses = table_of(Warehouse).c
entries = table_of(PriceEntry).c
lists = table_of(PriceList).c
groups = table_of(PriceGroup).c
purchases = table_of(OutletPurchase).c
own = table_of(CatalogEntry).alias("own")
parent = table_of(CatalogEntry).alias("parent")

SHELF_FIELDS = [
    "catalog_id",
    "product_id",
    "sku",
    "name",
    "name_key",
    "description",
    "category_id",
    "category_position",
    "minimum",
    "maximum",
    "multiple",
    "standard",
    "popularity",
    "list_price",
    "is_available",
    "search_text",
]

PURCHASE_FIELDS = [
    "outlet_id",
    "catalog_id",
    "product_id",
    "last_ordered_at",
    "last_quantity",
    "times",
    "units",
    "first_ordered_at",
    "last_unit_price",
]


def resolved(session: Session, catalog_id: UUID) -> Iterator[sa.Row[Any]]:
    """Every product of a catalog with its fields (`RESOLVED`) inherited, overridden, priced and looked up in stock."""
    statement = (
        sa.select(*(expression.label(name) for name, expression in RESOLVED.items()))
        .select_from(table_of(Catalog))
        .join(own, own.c.catalog_id == catalogs.id)
        .join(table_of(Product), products.id == own.c.product_id)
        .outerjoin(parent, (parent.c.catalog_id == catalogs.parent_id) & (parent.c.product_id == products.id))
        .join(table_of(Category), categories.id == _field("category_id"))
        .where(catalogs.id == catalog_id)
        .order_by(products.sku)
    )
    return iter(session.execute(statement, execution_options={"yield_per": 2000}))


def _field(name: str) -> sa.ColumnElement[Any]:
    """A field as the catalog has it, else as its parent has it, else as the product has it."""
    return sa.func.coalesce(own.c[name], parent.c[name], products[name])


def _least() -> sa.ColumnElement[int]:
    """The minimum as the multiple allows it: overrides come field by field, so the two may not fit."""
    multiple = _field("multiple")
    return (_field("minimum") + multiple - 1) // multiple * multiple


def _is_available() -> sa.ColumnElement[bool]:
    enough = (
        sa.select(stock.on_hand - stock.reserved - stock.buffer >= _least())
        .join_from(table_of(StockLevel), table_of(Warehouse), warehouses.id == stock.warehouse_id)
        .where(
            stock.product_id == products.id, warehouses.seller_id == catalogs.seller_id, warehouses.is_default
        )
        .scalar_subquery()
    )
    return sa.func.coalesce(enough, sa.false())


def _list_price() -> sa.ScalarSelect[Any]:
    """The lowest undated standard price of the catalog's seller at the least quantity."""
    return (
        sa.select(sa.func.min(entries.unit_price))
        .select_from(table_of(PriceEntry))
        .join(table_of(PriceList), lists.id == entries.price_list_id)
        .join(table_of(PriceGroup), groups.id == lists.price_group_id)
        .where(
            entries.product_id == products.id,
            entries.minimum_quantity <= _least(),
            groups.is_standard,
            lists.seller_id == catalogs.seller_id,
            lists.valid_from.is_(None),
            lists.valid_to.is_(None),
            lists.catalog_id.is_(None) | (lists.catalog_id == catalogs.id),
        )
        .scalar_subquery()
    )


RESOLVED: dict[str, sa.ColumnElement[Any]] = {
    "catalog_id": catalogs.id,
    "product_id": products.id,
    "sku": products.sku,
    "base_code": products.base_code,
    "colour": products.colour,
    "popularity": products.popularity,
    "name": _field("name"),
    "description": _field("description"),
    "category_id": categories.id,
    "category_name": categories.name,
    "category_position": categories.first,
    "minimum": _least(),
    "maximum": _field("maximum"),
    "multiple": _field("multiple"),
    "standard": _field("standard"),
    "list_price": _list_price(),
    "is_available": _is_available(),
}


def clear(session: Session, catalog_id: UUID) -> None:
    """Take everything of a catalog off the shelf."""
    items = sa.select(shelf.id).where(shelf.catalog_id == catalog_id)
    session.execute(sa.delete(table_of(ShelfPrice)).where(table_of(ShelfPrice).c.shelf_id.in_(items)))
    session.execute(sa.delete(table_of(ShelfItem)).where(shelf.catalog_id == catalog_id))


def put(session: Session, rows: Sequence[Sequence[object]]) -> None:
    """Put items on the shelf; values in the order of `SHELF_FIELDS`."""
    insert_rows(session, table_of(ShelfItem), SHELF_FIELDS, rows)


def put_special_prices(session: Session, catalog_id: UUID) -> None:
    """Note what the items of a catalog cost in lists that only some buyers get, where that is less."""
    is_special = (
        groups.is_standard.is_not(sa.true()) | lists.valid_from.is_not(None) | lists.valid_to.is_not(None)
    )
    least = sa.func.min(entries.unit_price)
    select = (
        sa.select(lists.id, shelf.id, least)
        .select_from(table_of(ShelfItem))
        .join(table_of(Catalog), catalogs.id == shelf.catalog_id)
        .join(table_of(PriceEntry), entries.product_id == shelf.product_id)
        .join(
            table_of(PriceList), (lists.id == entries.price_list_id) & (lists.seller_id == catalogs.seller_id)
        )
        .outerjoin(table_of(PriceGroup), groups.id == lists.price_group_id)
        .where(
            shelf.catalog_id == catalog_id,
            is_special,
            entries.minimum_quantity <= shelf.minimum,
            lists.catalog_id.is_(None) | (lists.catalog_id == catalog_id),
        )
        .group_by(lists.id, shelf.id, shelf.list_price)
        .having(least < shelf.list_price)
    )
    columns = ["price_list_id", "shelf_id", "unit_price"]
    session.execute(sa.insert(table_of(ShelfPrice)).from_select(columns, select))


def learn_words(session: Session, weights: Mapping[str, int]) -> None:
    """Add words with the number of items that have each to the vocabulary."""
    source = recordset("new_words", {"word": CODE, "weight": sa.Integer()})
    # SQLite cannot tell ON CONFLICT from a join's ON without a WHERE.
    select = sa.select(source.c.word, source.c.weight).where(sa.true())
    statement = upsert(session.get_bind().dialect.name, table_of(SearchWord)).from_select(
        ["word", "weight"], select
    )
    statement = statement.on_conflict_do_update(
        index_elements=[table_of(SearchWord).c.word], set_={"weight": statement.excluded.weight}
    )
    session.execute(statement, {"new_words": payload(sorted(weights.items()))})


def note_availability(
    session: Session, seller_id: UUID, remaining: Mapping[UUID, int]
) -> Sequence[sa.Row[Any]]:
    """Bring the availability keys of a seller's shelf items to what remains of their products.

    The items on sale whose key changed: catalog, category position, and whether they are available now.
    """
    given = {"seller": seller_id, "remaining": payload(remaining.items())}
    return [row for row in session.execute(_note_availability(), given) if row.list_price is not None]


@cache
def _note_availability() -> Any:
    rows = recordset("remaining", {"product_id": sa.Uuid(), "pieces": sa.BigInteger()})
    own = sa.select(catalogs.id).where(catalogs.seller_id == sa.bindparam("seller"))
    return (
        sa.update(table_of(ShelfItem))
        .where(
            shelf.product_id == rows.c.product_id,
            shelf.catalog_id.in_(own),
            shelf.is_available != (rows.c.pieces >= shelf.minimum),
        )
        .values(is_available=rows.c.pieces >= shelf.minimum)
        .returning(shelf.catalog_id, shelf.category_position, shelf.is_available, shelf.list_price)
    )


def forget_purchases(session: Session, outlet_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> None:
    """Take away what an outlet bought of some pairs of catalog and product."""
    session.execute(_forget_purchases(), {"outlet": outlet_id, "pairs": payload(pairs)})


@cache
def _forget_purchases() -> sa.Delete:
    pairs = recordset("pairs", {"catalog_id": sa.Uuid(), "product_id": sa.Uuid()})
    return sa.delete(table_of(OutletPurchase)).where(
        purchases.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()),
        sa.tuple_(purchases.catalog_id, purchases.product_id).in_(
            sa.select(pairs.c.catalog_id, pairs.c.product_id)
        ),
    )


def put_purchases(session: Session, rows: Sequence[Sequence[object]]) -> None:
    """Write down what outlets bought; values in the order of `PURCHASE_FIELDS`."""
    insert_rows(session, table_of(OutletPurchase), PURCHASE_FIELDS, rows)


def note_purchases(session: Session, outlet_id: UUID, rows: Sequence[Sequence[object]]) -> None:
    """Add an order's lines (`catalog, product, moment, quantity, unit price`) to the outlet's purchases."""
    given = {"outlet": outlet_id, "bought": payload(rows)}
    session.execute(_note_purchases(session.get_bind().dialect.name), given)


@cache
def _note_purchases(dialect: str) -> Any:
    source = recordset(
        "bought",
        {
            "catalog_id": sa.Uuid(),
            "product_id": sa.Uuid(),
            "last_ordered_at": purchases.last_ordered_at.type,
            "last_quantity": sa.Integer(),
            "last_unit_price": sa.BigInteger(),
        },
    )
    select = sa.select(
        sa.bindparam("outlet", type_=sa.Uuid()),
        source.c.catalog_id,
        source.c.product_id,
        source.c.last_ordered_at,
        source.c.last_quantity,
        sa.literal_column("1", sa.Integer),
        source.c.last_quantity,
        source.c.last_ordered_at,
        source.c.last_unit_price,
    ).where(sa.true())
    statement = upsert(dialect, table_of(OutletPurchase)).from_select(PURCHASE_FIELDS, select)
    return statement.on_conflict_do_update(
        index_elements=[purchases.outlet_id, purchases.catalog_id, purchases.product_id],
        set_={
            "last_ordered_at": statement.excluded.last_ordered_at,
            "last_quantity": statement.excluded.last_quantity,
            "times": purchases.times + 1,
            "units": purchases.units + statement.excluded.units,
            "last_unit_price": statement.excluded.last_unit_price,
        },
    )
