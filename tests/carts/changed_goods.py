"""What happens to goods between two looks at a list."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, Product
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.clock import now
from storefront.offers.service import note_purchases, shelve
from storefront.parties.actor import OutletActor
from tests.factories import MadeProduct, MadeSeller, Trade, make_products

products = table_of(Product)
catalogs = table_of(Catalog)
stock = table_of(StockLevel)


def bought(
    session: Session,
    buyer: OutletActor,
    seller: MadeSeller,
    product: MadeProduct,
    *,
    price: int,
    days_ago: int = 1,
) -> None:
    note_purchases(
        session,
        outlet_id=buyer.outlet_id,
        moment=now() - timedelta(days=days_ago),
        lines=[(seller.catalog_id, product.id, 1, price)],
    )


def set_stock(session: Session, seller: MadeSeller, product: MadeProduct, on_hand: int) -> None:
    session.execute(
        sa.update(stock)
        .where(stock.c.warehouse_id == seller.warehouse_id, stock.c.product_id == product.id)
        .values(on_hand=on_hand)
    )


def set_rule(session: Session, trade: Trade, product: MadeProduct, **fields: int) -> None:
    session.execute(sa.update(products).where(products.c.id == product.id).values(**fields))
    shelve(session, catalog_ids=[trade.maker.catalog_id, trade.north.catalog_id])


def retract(session: Session, *sellers: MadeSeller) -> None:
    ids = [seller.catalog_id for seller in sellers]
    session.execute(sa.update(catalogs).where(catalogs.c.id.in_(ids)).values(status="retracted"))


def extend(session: Session, seller: MadeSeller, *skus: str, **fields: Any) -> list[MadeProduct]:
    """Further products of a seller, on the shelf."""
    category = session.execute(sa.select(products.c.category_id).limit(1)).scalar_one()
    made = make_products(session, seller=seller, category_id=category, skus=skus, **fields)
    shelve(session, catalog_ids=[seller.catalog_id])
    return made


def replace_by(session: Session, old: MadeProduct, new: MadeProduct) -> None:
    session.execute(sa.update(products).where(products.c.id == old.id).values(replaced_by_id=new.id))


def discontinue(session: Session, *gone: MadeProduct) -> None:
    """Take products off every shelf."""
    session.execute(
        sa.text("delete from shelf_items where product_id in :ids").bindparams(
            sa.bindparam("ids", [each.id for each in gone], type_=sa.Uuid(), expanding=True)
        )
    )
