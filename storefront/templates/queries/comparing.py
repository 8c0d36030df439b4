"""What a contact compares at an outlet."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, Product
from storefront.db.columns import table_of
from storefront.db.recordset import upsert
from storefront.kit.ids import new_id
from storefront.offers.tables import OutletPurchase, ShelfItem
from storefront.parties.actor import OutletActor
from storefront.sellers.tables import Seller
from storefront.templates.tables import ComparedProduct, Comparison

comparisons = table_of(Comparison).c
compared = table_of(ComparedProduct).c
products = table_of(Product).c
catalogs = table_of(Catalog).c
sellers = table_of(Seller).c
shelf = table_of(ShelfItem).c
purchases = table_of(OutletPurchase).c


def open_comparison(session: Session, actor: OutletActor, catalog_id: UUID, moment: datetime) -> sa.Row[Any]:
    """Make or lock the contact's comparison at the outlet: `id` and the `catalog_id` that it has."""
    given = {
        "id": new_id(),
        "contact_id": actor.contact_id,
        "outlet_id": actor.outlet_id,
        "catalog_id": catalog_id,
        "changed_at": moment,
    }
    return session.execute(_open(session.get_bind().dialect.name), given).one()


@cache
def _open(dialect: str) -> Any:
    statement = upsert(dialect, table_of(Comparison))
    return statement.on_conflict_do_update(
        index_elements=[comparisons.contact_id, comparisons.outlet_id],
        set_={"changed_at": statement.excluded.changed_at},
    ).returning(comparisons.id, comparisons.catalog_id)


def set_catalog(session: Session, comparison_id: UUID, catalog_id: UUID) -> None:
    """Begin anew with another catalog: nothing is compared, and the catalog is this one."""
    session.execute(_empty(), {"comparison": comparison_id})
    session.execute(
        sa.update(table_of(Comparison)).where(comparisons.id == comparison_id).values(catalog_id=catalog_id)
    )


@cache
def _empty() -> sa.Delete:
    return sa.delete(table_of(ComparedProduct)).where(compared.comparison_id == sa.bindparam("comparison"))


def product_ids(session: Session, comparison_id: UUID) -> list[UUID]:
    """The products of a locked comparison."""
    return list(session.execute(_product_ids(), {"comparison": comparison_id}).scalars())


@cache
def _product_ids() -> Any:
    return sa.select(compared.product_id).where(compared.comparison_id == sa.bindparam("comparison"))


def add(session: Session, comparison_id: UUID, product_id: UUID, moment: datetime) -> None:
    """Put a product into a locked comparison that has it not yet."""
    session.execute(_add(), {"comparison_id": comparison_id, "product_id": product_id, "added_at": moment})


@cache
def _add() -> sa.Insert:
    return sa.insert(table_of(ComparedProduct))


def drop(session: Session, actor: OutletActor, sku: str | None) -> None:
    """Take a product out of the contact's comparison at the outlet, or all of them."""
    given: dict[str, object] = {"contact": actor.contact_id, "outlet": actor.outlet_id}
    if sku is not None:
        given["sku"] = sku
    session.execute(_drop(is_one=sku is not None), given)


@cache
def _drop(*, is_one: bool) -> sa.Delete:
    statement = sa.delete(table_of(ComparedProduct)).where(
        compared.comparison_id.in_(sa.select(comparisons.id).where(_own()))
    )
    if not is_one:
        return statement
    return statement.where(
        compared.product_id.in_(sa.select(products.id).where(products.sku == sa.bindparam("sku")))
    )


def items(session: Session, actor: OutletActor) -> Sequence[sa.Row[Any]]:
    """The products that the contact compares at the outlet, in the order of choosing, with what the shelf says of them."""
    return session.execute(_items(), {"contact": actor.contact_id, "outlet": actor.outlet_id}).all()


@cache
def _items() -> sa.Executable:
    on_shelf = (shelf.product_id == compared.product_id) & (shelf.catalog_id == comparisons.catalog_id)
    bought = (
        (purchases.outlet_id == comparisons.outlet_id)
        & (purchases.catalog_id == comparisons.catalog_id)
        & (purchases.product_id == compared.product_id)
    )
    return (
        sa.select(
            compared.product_id,
            comparisons.catalog_id,
            products.sku,
            sa.func.coalesce(shelf.name, products.name).label("name"),
            sa.func.coalesce(shelf.description, "").label("description"),
            products.colour,
            products.pack_size,
            catalogs.code.label("catalog"),
            catalogs.name.label("catalog_name"),
            sellers.code.label("seller"),
            sellers.name.label("seller_name"),
            purchases.last_ordered_at,
            purchases.last_quantity,
        )
        .join_from(table_of(Comparison), table_of(ComparedProduct), compared.comparison_id == comparisons.id)
        .join(table_of(Product), products.id == compared.product_id)
        .join(table_of(Catalog), catalogs.id == comparisons.catalog_id)
        .join(table_of(Seller), sellers.id == catalogs.seller_id)
        .outerjoin(table_of(ShelfItem), on_shelf)
        .outerjoin(table_of(OutletPurchase), bought)
        .where(_own())
        .order_by(compared.added_at, compared.product_id)
        .limit(20)
    )


def _own() -> sa.ColumnElement[bool]:
    return (comparisons.contact_id == sa.bindparam("contact", type_=sa.Uuid())) & (
        comparisons.outlet_id == sa.bindparam("outlet", type_=sa.Uuid())
    )
