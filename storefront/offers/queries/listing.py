"""Shelf items as lists and searches read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Category
from storefront.db.columns import cursor_type, table_of
from storefront.db.recordset import among
from storefront.inventory.tables import StockLevel
from storefront.offers.queries.lookup import SHELF_COLUMNS
from storefront.offers.queries.search import matches
from storefront.offers.tables import OutletPurchase, ShelfItem, ShelfPrice

shelf_table = table_of(ShelfItem)
shelf = shelf_table.c
stock = table_of(StockLevel).c
categories = table_of(Category).c
purchases = table_of(OutletPurchase).c
shelf_prices = table_of(ShelfPrice).c

PRICE_SORTS = ("price", "-price")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which shelf items: open catalogs, a category and below, words, filters."""

    catalog_ids: tuple[UUID, ...]
    special_lists: tuple[UUID, ...]
    category: str | None
    search: Mapping[str, object] | None
    """The parameters that `search.search_terms` made."""
    available: bool | None
    price_from: int | None
    price_to: int | None


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything about a selection that changes the statement; its values are parameters."""

    dialect: str
    catalogs: int
    has_specials: bool
    has_category: bool
    has_search: bool
    available: bool | None
    has_price_from: bool
    has_price_to: bool


def page(
    session: Session,
    selection: Selection,
    *,
    outlet_id: UUID,
    warehouse_id: UUID,
    sort: str,
    after: tuple[Any, int] | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """Shelf items in order with stock and last purchase; `sort_key` is the key of each."""
    given = parameters(selection) | {"outlet": outlet_id, "warehouse": warehouse_id, "most": limit}
    if after is not None:
        given |= {"after_key": after[0], "after_id": after[1]}
    shape = shape_of(session, selection, asks_for_prices=sort in PRICE_SORTS)
    statement = _page(shape, sort, is_following=after is not None)
    return session.execute(statement, given).all()


@cache
def _page(shape: Shape, sort: str, *, is_following: bool) -> sa.Executable:
    source, price, rank = source_of(shape)
    key, is_descending = _order(sort, price, rank)
    bought = (
        (purchases.outlet_id == sa.bindparam("outlet"))
        & (purchases.catalog_id == shelf.catalog_id)
        & (purchases.product_id == shelf.product_id)
    )
    if sort == "last_bought":
        source = source.outerjoin(table_of(OutletPurchase), bought)
    found = sa.select(shelf.id, key.label("sort_key")).select_from(source)
    found = found.where(*filters_of(shape, price))
    if is_following:
        row = sa.tuple_(key, shelf.id)
        last = sa.tuple_(
            sa.bindparam("after_key", type_=cursor_type(key)), sa.bindparam("after_id", type_=sa.BigInteger)
        )
        found = found.where(row < last if is_descending else row > last)
    direction = sa.desc if is_descending else sa.asc
    top = _top(shape, found, key, direction)
    # Names, stock, categories and purchases are joined for the page only, not for all that was sorted.
    in_warehouse = (stock.product_id == shelf.product_id) & (stock.warehouse_id == sa.bindparam("warehouse"))
    return (
        sa.select(*SHELF_COLUMNS, top.c.sort_key, purchases.last_ordered_at, purchases.last_quantity)
        .select_from(top)
        .join(shelf_table, shelf.id == top.c.id)
        .join(table_of(Category), categories.id == shelf.category_id)
        .outerjoin(table_of(StockLevel), in_warehouse)
        .outerjoin(table_of(OutletPurchase), bought)
        .order_by(direction(top.c.sort_key), direction(top.c.id))
    )


def _top(shape: Shape, found: Any, key: sa.ColumnElement[Any], direction: Any) -> sa.Subquery:
    """The first rows of all catalogs: `id` and `sort_key`."""
    most = sa.bindparam("most", type_=sa.Integer)
    # A stream for each catalog: each can follow an index in order and stop; merging a few of them costs nothing.
    streams = [
        sa.select(
            found.where(*conditions_of(shape, catalog))
            .order_by(direction(key), direction(shelf.id))
            .limit(most)
            .subquery()
        )
        for catalog in range(shape.catalogs)
    ]
    merged = sa.union_all(*streams).subquery("merged")
    order = (direction(merged.c.sort_key), direction(merged.c.id))
    return sa.select(merged).order_by(*order).limit(most).subquery("top")


def shape_of(session: Session, selection: Selection, *, asks_for_prices: bool = False) -> Shape:
    """The shape of a selection on this database."""
    by_price = asks_for_prices or selection.price_from is not None or selection.price_to is not None
    return Shape(
        dialect=session.get_bind().dialect.name,
        catalogs=len(selection.catalog_ids),
        has_specials=by_price and bool(selection.special_lists),
        has_category=selection.category is not None,
        has_search=selection.search is not None,
        available=selection.available,
        has_price_from=selection.price_from is not None,
        has_price_to=selection.price_to is not None,
    )


def parameters(selection: Selection) -> dict[str, object]:
    """The values of a selection."""
    given: dict[str, object] = dict(selection.search or {})
    given |= {f"catalog_{place}": catalog_id for place, catalog_id in enumerate(selection.catalog_ids)}
    for name, value in (
        ("specials", list(selection.special_lists) or None),
        ("category", selection.category),
        ("price_from", selection.price_from),
        ("price_to", selection.price_to),
    ):
        if value is not None:
            given[name] = value
    return given


def source_of(shape: Shape) -> tuple[Any, sa.ColumnElement[int], sa.ColumnElement[int] | None]:
    """The shelf with what was searched for, the price to sort and filter by, and the rank of a search."""
    source: Any = shelf_table
    price: sa.ColumnElement[int] = shelf.list_price
    rank: sa.ColumnElement[int] | None = None
    if shape.has_search:
        found = matches(shape.dialect)
        source = source.join(found, found.c.id == shelf.id)
        rank = found.c.rank
    if shape.has_specials:
        special = _special_prices()
        source = source.outerjoin(special, special.c.shelf_id == shelf.id)
        price = sa.func.coalesce(special.c.price, shelf.list_price)
    return source, price, rank


@cache
def _special_prices() -> sa.CTE:
    """The least price of shelf items in the lists that are this buyer's only: few rows, whatever the shelf."""
    return (
        sa.select(shelf_prices.shelf_id, sa.func.min(shelf_prices.unit_price).label("price"))
        .where(among(shelf_prices.price_list_id, "specials"))
        .group_by(shelf_prices.shelf_id)
        .cte("special")
    )


def conditions_of(shape: Shape, catalog: int | None = None) -> list[sa.ColumnElement[bool]]:
    """What belongs to the selection before its filters; of one catalog, or of all."""
    return [*places_of(shape, shelf, catalog), shelf.list_price.is_not(None)]


def places_of(shape: Shape, columns: Any, catalog: int | None = None) -> list[sa.ColumnElement[bool]]:
    """Catalogs and categories of the selection, asked of items or of counts."""
    # An equality lets an index give the order; IN does not.
    every = [sa.bindparam(f"catalog_{place}", type_=sa.Uuid()) for place in range(shape.catalogs)]
    conditions = [columns.catalog_id.in_(every) if catalog is None else columns.catalog_id == every[catalog]]
    if shape.has_category:
        first, last = (
            sa.select(end).where(categories.code == sa.bindparam("category")).scalar_subquery()
            for end in (categories.first, categories.last)
        )
        conditions.append(columns.category_position.between(first, last))
    return conditions


def filters_of(shape: Shape, price: sa.ColumnElement[int]) -> list[sa.ColumnElement[bool]]:
    """All filters of the selection."""
    filters = price_filters(shape, price)
    if shape.available is not None:
        filters.append(shelf.is_available if shape.available else ~shelf.is_available)
    return filters


def price_filters(shape: Shape, price: sa.ColumnElement[int]) -> list[sa.ColumnElement[bool]]:
    """The filters by price alone."""
    filters: list[sa.ColumnElement[bool]] = []
    if shape.has_price_from:
        filters.append(price >= sa.bindparam("price_from"))
    if shape.has_price_to:
        filters.append(price <= sa.bindparam("price_to"))
    return filters


def _order(
    name: str, price: sa.ColumnElement[int], rank: sa.ColumnElement[int] | None
) -> tuple[sa.ColumnElement[Any], bool]:
    """The key of a sort, unique together with the item's id, and whether it descends."""
    if name == "relevance" and rank is not None:
        return rank, False
    never = sa.literal(NEVER, purchases.last_ordered_at.type)
    keys: dict[str, tuple[sa.ColumnElement[Any], bool]] = {
        "relevance": (shelf.popularity, True),
        "name": (shelf.name_key, False),
        "price": (price, False),
        "-price": (price, True),
        "last_bought": (sa.func.coalesce(purchases.last_ordered_at, never), True),
    }
    return keys[name]
