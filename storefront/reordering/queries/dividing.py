"""How what an outlet bought is divided: its sellers and categories."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, Category, Product
from storefront.db.columns import table_of
from storefront.offers.tables import OutletPurchase, ShelfItem
from storefront.orders.rules import NOT_BOUGHT
from storefront.orders.tables import OrderLine, SalesOrder
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

MOST_CHOICES = 300


def choices(session: Session, outlet_id: UUID) -> Sequence[sa.Row[Any]]:
    """The sellers and categories of an outlet's purchases: `kind`, `value`, `name`, `is_deeper` and `products`."""
    return session.execute(_choices(), {"outlet": outlet_id}).all()


@cache
def _choices() -> sa.Executable:
    every = sa.union_all(_sellers(), _categories()).subquery("every_choice")
    return sa.select(every).order_by(every.c.kind, every.c.position, every.c.value).limit(MOST_CHOICES)


def _sellers() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            sa.literal("seller").label("kind"),
            sellers.code.label("value"),
            sellers.name,
            sa.literal_column("0", sa.Integer).label("is_deeper"),
            sellers.position.label("position"),
            sa.func.count().label("products"),
        )
        .select_from(table_of(OutletPurchase))
        .join(table_of(Catalog), catalogs.id == purchases.catalog_id)
        .join(table_of(Seller), sellers.id == catalogs.seller_id)
        .where(purchases.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()), ever_got())
        .group_by(sellers.id, sellers.code, sellers.name, sellers.position)
    )


def _categories() -> sa.Select[*tuple[Any, ...]]:
    """Categories with what was bought in them and below."""
    on_shelf = (shelf.catalog_id == purchases.catalog_id) & (shelf.product_id == purchases.product_id)
    own = table_of(Category).alias("own_category")
    bought = (
        sa.select(own.c.first.label("place"), sa.func.count().label("products"))
        .select_from(table_of(OutletPurchase))
        .join(table_of(Product), products.id == purchases.product_id)
        .outerjoin(table_of(ShelfItem), on_shelf)
        .join(own, own.c.id == sa.func.coalesce(shelf.category_id, products.category_id))
        .where(purchases.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()), ever_got())
        .group_by(own.c.first)
        .subquery("bought")
    )
    return (
        sa.select(
            sa.literal("category").label("kind"),
            categories.code.label("value"),
            categories.name,
            sa.case((categories.parent_id.is_(None), 0), else_=1).label("is_deeper"),
            categories.first.label("position"),
            sa.cast(sa.func.sum(bought.c.products), sa.Integer).label("products"),
        )
        .join_from(table_of(Category), bought, bought.c.place.between(categories.first, categories.last))
        .group_by(categories.id, categories.code, categories.name, categories.parent_id, categories.first)
    )


def ever_got() -> sa.ColumnElement[bool]:
    """Of a purchase: not every order of it was refused."""
    return sa.tuple_(purchases.product_id, purchases.catalog_id).not_in(_only_refused())


def _only_refused() -> sa.Select[*tuple[Any, ...]]:
    """What the outlet ordered and never got: few orders are refused, so it is looked for from there."""
    other_orders, other_lines = table_of(SalesOrder).alias("other"), table_of(OrderLine).alias("other_line")
    was_got = (
        sa.exists()
        .where(other_lines.c.product_id == lines.product_id, other_lines.c.catalog_id == lines.catalog_id)
        .where(other_lines.c.rejection_reason.is_(None), other_lines.c.order_id == other_orders.c.id)
        .where(other_orders.c.outlet_id == orders.outlet_id, other_orders.c.status.not_in(NOT_BOUGHT))
        .correlate(table_of(SalesOrder), table_of(OrderLine))
    )
    return (
        sa.select(lines.product_id, lines.catalog_id)
        .join_from(table_of(SalesOrder), table_of(OrderLine), lines.order_id == orders.id)
        .where(orders.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()), ~was_bought(), ~was_got)
    )
