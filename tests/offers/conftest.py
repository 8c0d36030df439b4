"""Goods with names to look for."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Category
from storefront.db.columns import table_of
from storefront.offers.service import shelve
from tests.factories import Trade, make_products

NAMES = {
    "H-100": ("Red Heart Mug", "mugs", 30_000),
    "H-200": ("Blue Heart Plate", "plates", 20_000),
    "H-201": ("Heart Plates, boxed", "plates", 20_000),
    "H-300": ("Scented Candle Vanilla", "candles", 12_500),
    "85123A": ("White Hanging Holder", "candles", 29_500),
}


@pytest.fixture
def goods(session: Session, trade: Trade) -> Trade:
    """Five products with names beside the twelve mugs, each with its own price; the candle is sold out."""
    categories = table_of(Category)
    ids = {row.code: row.id for row in session.execute(sa.select(categories.c.code, categories.c.id))}
    for sku, (name, category, price) in NAMES.items():
        make_products(
            session,
            seller=trade.maker,
            category_id=ids[category],
            skus=[sku],
            name=name,
            price=price,
            stock=0 if sku == "H-300" else 50,
        )
    shelve(session, catalog_ids=[trade.maker.catalog_id])
    return trade
