"""What the filters beside a list say: the counts and prices of a selection by category."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Category
from storefront.db.columns import table_of
from storefront.db.recordset import among
from storefront.offers.queries.listing import (
    Selection,
    Shape,
    conditions_of,
    filters_of,
    parameters,
    places_of,
    price_filters,
    shape_of,
    shelf,
    source_of,
)
from storefront.offers.tables import ShelfCount, ShelfFloor

counts = table_of(ShelfCount).c
floors = table_of(ShelfFloor).c
categories = table_of(Category).c
parent = table_of(Category).alias("parent")


def facets(session: Session, selection: Selection) -> Sequence[sa.Row[Any]]:
    """The category tree with counts of the selection for each category's own items, in tree order."""
    shape = shape_of(session, selection, asks_for_prices=True)
    return session.execute(_facets(shape), parameters(selection)).all()


def _counted(shape: Shape) -> Any:
    """The counts of a selection by category position: items are counted only when words or prices pick some."""
    if shape.has_search or shape.has_price_from or shape.has_price_to:
        return _counted_items(shape)
    rows = _rows(shape).subquery("noted").c
    return sa.select(
        rows.category_position,
        *(sa.func.sum(rows[name]).label(name) for name in ("matching", "available", "unavailable")),
        sa.func.min(rows.lowest).label("lowest"),
        sa.func.max(rows.highest).label("highest"),
    ).group_by(rows.category_position)


def _rows(shape: Shape) -> Any:
    """What is noted of the selection's categories, and the least prices that are this buyer's only.

    The highest price is that of everybody: an upper end that nothing passes.
    """
    possible = {
        None: counts.available + counts.unavailable,
        True: counts.available,
        False: counts.unavailable,
    }
    noted = sa.select(
        counts.category_position,
        possible[shape.available].label("matching"),
        counts.available,
        counts.unavailable,
        counts.lowest,
        counts.highest,
    ).where(*places_of(shape, counts))
    if not shape.has_specials:
        return noted
    none = sa.literal_column("0", sa.Integer)
    own = sa.select(
        floors.category_position, none, none, none, floors.lowest, sa.cast(sa.null(), sa.BigInteger)
    ).where(among(floors.price_list_id, "specials"), *places_of(shape, floors))
    return sa.union_all(noted, own)


def _counted_items(shape: Shape) -> Any:
    source, price, _ = source_of(shape)
    matching = sa.and_(sa.true(), *filters_of(shape, price))
    in_price = sa.and_(sa.true(), *price_filters(shape, price))

    def count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.sum(sa.case((condition, 1), else_=0))

    return (
        sa.select(
            shelf.category_position,
            count(matching).label("matching"),
            count(shelf.is_available & in_price).label("available"),
            count(~shelf.is_available & in_price).label("unavailable"),
            sa.func.min(price).label("lowest"),
            sa.func.max(price).label("highest"),
        )
        .select_from(source)
        .where(*conditions_of(shape))
        .group_by(shelf.category_position)
    )


@cache
def _facets(shape: Shape) -> sa.Executable:
    counted = _counted(shape).subquery("counted")
    return (
        sa.select(
            categories.first,
            categories.code,
            categories.name,
            parent.c.first.label("parent"),
            counted.c.matching,
            counted.c.available,
            counted.c.unavailable,
            counted.c.lowest,
            counted.c.highest,
        )
        .select_from(table_of(Category))
        .outerjoin(parent, parent.c.id == categories.parent_id)
        .outerjoin(counted, counted.c.category_position == categories.first)
        .order_by(categories.first)
        .limit(5000)
    )
