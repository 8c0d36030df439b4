"""Every statement of this slice."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Category, Product
from storefront.db.columns import table_of

categories = table_of(Category).c
products = table_of(Product).c


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
