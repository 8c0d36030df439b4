"""What an outlet bought, by product and catalog: filtered, sorted, counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, Category, Product
from storefront.db.columns import cursor_type, shared, table_of
from storefront.offers.tables import OutletPurchase, ShelfItem
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.reordering.queries.dividing import ever_got
from storefront.reordering.queries.habits import day_of, with_due_key
from storefront.reordering.queries.suggesting import was_bought
from storefront.sellers.tables import Seller

purchases = table_of(OutletPurchase).c
shelf = table_of(ShelfItem).c
products = table_of(Product).c
categories = table_of(Category).c
catalogs = table_of(Catalog).c
sellers = table_of(Seller).c
orders = table_of(SalesOrder).c
lines = table_of(OrderLine).c

SORTS: Mapping[str, tuple[type[str] | type[int], bool]] = {
    "last_bought": (str, True),
    "times": (int, True),
    "due": (int, False),
    "name": (str, False),
}
"""The type of each sort's key in a cursor, and whether it descends."""

WORD_MARKS = "-/.'"
"""Within a name or SKU a new word begins after one of these."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Plain conditions on an outlet's purchases; an empty one is left out."""

    outlet_id: UUID
    seller: str | None
    category: str | None
    bought_from: datetime | None
    bought_to: datetime | None
    words: tuple[str, ...]
    today: int
    """Days since 1970: what is due is counted from here."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything about a selection that changes the statement; its values are parameters."""

    dialect: str
    has_seller: bool
    has_category: bool
    has_from: bool
    has_to: bool
    words: int


def page(
    session: Session,
    selection: Selection,
    *,
    sort: str,
    after: tuple[Any, UUID, UUID] | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """Purchases in order with product, catalog and seller as they are called now, and the `total` of all.

    At the end of the list a single row without a product carries the total.
    """
    given = _given(selection) | {"today": selection.today, "most": limit}
    if after is not None:
        given |= {"after_key": after[0], "after_product": after[1], "after_catalog": after[2]}
    statement = _page(_shape(session, selection), sort, is_following=after is not None)
    return session.execute(statement, given).all()


@cache
def _page(shape: Shape, sort: str, *, is_following: bool) -> sa.Executable:
    is_descending = SORTS[sort][1]
    direction = sa.desc if is_descending else sa.asc
    found = _found(shape, sort).cte("found")
    counted = sa.select(sa.func.count().label("total")).select_from(found).subquery("counted")
    row = sa.tuple_(found.c.sort_key, found.c.product_id, found.c.catalog_id)
    order = (direction(found.c.sort_key), direction(found.c.product_id), direction(found.c.catalog_id))
    top = sa.select(found).order_by(*order).limit(sa.bindparam("most", type_=sa.Integer))
    if is_following:
        last = sa.tuple_(
            sa.bindparam("after_key", type_=cursor_type(found.c.sort_key)),
            sa.bindparam("after_product", type_=sa.Uuid()),
            sa.bindparam("after_catalog", type_=sa.Uuid()),
        )
        top = top.where(row < last if is_descending else row > last)
    # Names, prices and rules are joined for the page only, not for all that was sorted.
    shown = _shown(top.subquery("top")).subquery("shown")
    return (
        sa.select(counted.c.total, *shown.c)
        .select_from(counted.outerjoin(shown, sa.true()))
        .order_by(direction(shown.c.sort_key), direction(shown.c.product_id), direction(shown.c.catalog_id))
    )


def _shown(top: sa.Subquery) -> sa.Select[*tuple[Any, ...]]:
    bought = (
        (purchases.outlet_id == sa.bindparam("outlet"))
        & (purchases.catalog_id == top.c.catalog_id)
        & (purchases.product_id == top.c.product_id)
    )
    on_shelf = (shelf.catalog_id == top.c.catalog_id) & (shelf.product_id == top.c.product_id)
    return (
        sa.select(
            top.c.sort_key,
            shared(purchases.product_id),
            shared(purchases.catalog_id),
            purchases.last_ordered_at,
            purchases.last_quantity,
            purchases.last_unit_price,
            purchases.times,
            purchases.units,
            sa.func.coalesce(shelf.sku, products.sku).label("sku"),
            sa.func.coalesce(shelf.name, products.name).label("name"),
            shelf.minimum,
            shelf.maximum,
            shelf.multiple,
            shelf.standard,
            categories.name.label("category_name"),
            catalogs.code.label("catalog"),
            sellers.code.label("seller"),
            sellers.name.label("seller_name"),
            sellers.currency,
        )
        .select_from(top)
        .join(table_of(OutletPurchase), bought)
        .join(table_of(Product), products.id == top.c.product_id)
        .join(table_of(Catalog), catalogs.id == top.c.catalog_id)
        .join(table_of(Seller), sellers.id == catalogs.seller_id)
        .outerjoin(table_of(ShelfItem), on_shelf)
        .join(table_of(Category), categories.id == sa.func.coalesce(shelf.category_id, products.category_id))
    )


def _found(shape: Shape, sort: str) -> sa.Select[*tuple[Any, ...]]:
    """The whole selection: product, catalog and the key to sort by."""
    source: Any = table_of(OutletPurchase)
    if shape.has_category or shape.words or sort == "name":
        on_shelf = (shelf.catalog_id == purchases.catalog_id) & (shelf.product_id == purchases.product_id)
        source = source.join(table_of(Product), products.id == purchases.product_id)
        source = source.outerjoin(table_of(ShelfItem), on_shelf)
    pair = sa.select(purchases.product_id, purchases.catalog_id)
    if sort == "due":
        day = day_of(shape.dialect, purchases.last_ordered_at).label("last_day")
        chosen = pair.add_columns(day).select_from(source).where(*_conditions(shape))
        return with_due_key(shape.dialect, chosen)
    keys: dict[str, sa.ColumnElement[Any]] = {
        "last_bought": purchases.last_ordered_at,
        "times": purchases.times,
        "name": _name_key(shape.dialect),
    }
    return pair.add_columns(keys[sort].label("sort_key")).select_from(source).where(*_conditions(shape))


def _name_key(dialect: str) -> sa.ColumnElement[str]:
    """The name's key as the shelf has it; for what left the shelf its lower-case name comes close."""
    key = sa.func.coalesce(shelf.name_key, sa.func.lower(products.name), type_=sa.Text())
    return sa.collate(key, "C") if dialect == "postgresql" else key


def _conditions(shape: Shape) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [
        purchases.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()),
        ever_got(),
    ]
    if shape.has_seller:
        seller = sa.select(sellers.id).where(sellers.code == sa.bindparam("seller")).scalar_subquery()
        conditions.append(
            purchases.catalog_id.in_(sa.select(catalogs.id).where(catalogs.seller_id == seller))
        )
    if shape.has_category:
        its_own = table_of(Category).alias("its_own")
        wanted = sa.select(its_own.c.first, its_own.c.last).where(its_own.c.code == sa.bindparam("category"))
        bounds = wanted.subquery("bounds")
        position = sa.func.coalesce(shelf.category_id, products.category_id)
        within = sa.select(categories.id).where(categories.first.between(bounds.c.first, bounds.c.last))
        conditions.append(position.in_(within))
    if shape.has_from or shape.has_to:
        pair = sa.tuple_(purchases.product_id, purchases.catalog_id)
        conditions.append(pair.in_(_bought_in_period(shape)))
    text = sa.func.coalesce(shelf.search_text, _words_of_product())
    conditions.extend(
        (sa.literal(" ") + text).like(sa.bindparam(f"word_{place}", type_=sa.Text))
        for place in range(shape.words)
    )
    return conditions


def _words_of_product() -> sa.ColumnElement[str]:
    """What comes close to the shelf's words for a product that is on no shelf any more."""
    text: sa.ColumnElement[str] = sa.func.lower(products.name + " " + products.sku)
    for mark in WORD_MARKS:
        text = sa.func.replace(text, mark, " ")
    return text


def _bought_in_period(shape: Shape) -> sa.Select[*tuple[Any, ...]]:
    moment = orders.placed_at.type
    bought = (
        sa.select(lines.product_id, lines.catalog_id)
        .join_from(table_of(SalesOrder), table_of(OrderLine), lines.order_id == orders.id)
        .where(orders.outlet_id == sa.bindparam("outlet"), was_bought())
    )
    if shape.has_from:
        bought = bought.where(orders.placed_at >= sa.bindparam("bought_from", type_=moment))
    if shape.has_to:
        bought = bought.where(orders.placed_at < sa.bindparam("bought_to", type_=moment))
    return bought


def _shape(session: Session, selection: Selection) -> Shape:
    return Shape(
        dialect=session.get_bind().dialect.name,
        has_seller=selection.seller is not None,
        has_category=selection.category is not None,
        has_from=selection.bought_from is not None,
        has_to=selection.bought_to is not None,
        words=len(selection.words),
    )


def _given(selection: Selection) -> dict[str, object]:
    possible: dict[str, object] = {
        "outlet": selection.outlet_id,
        "seller": selection.seller,
        "category": selection.category,
        "bought_from": selection.bought_from,
        "bought_to": selection.bought_to,
    }
    given = {name: value for name, value in possible.items() if value is not None}
    return given | {f"word_{place}": f"% {word}%" for place, word in enumerate(selection.words)}
