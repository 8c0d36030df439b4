"""What is saved for later beside a cart."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.queries.changes import stands
from storefront.carts.tables import Cart, CartChange, SavedLine
from storefront.catalog.tables import Catalog, Product
from storefront.db.columns import table_of
from storefront.db.recordset import length_of
from storefront.parties.actor import acting_duty
from storefront.parties.tables import Contact, Employee

carts = table_of(Cart).c
changes = table_of(CartChange).c
saved = table_of(SavedLine).c
products = table_of(Product).c
catalogs = table_of(Catalog).c
contacts = table_of(Contact).c
employees = table_of(Employee).c


def stored(session: Session, outlet_id: UUID, seller_id: UUID) -> Sequence[sa.Row[Any]]:
    """Lines saved beside the cart of an outlet with a seller, newest first.

    The columns are those of `storing.stored`, for whoever reads lines out of both. Each row says as well how many lines the last clearing took out that was not restored; a cart with nothing saved
    is one row with an empty line.
    """
    return session.execute(_stored(), {"outlet": outlet_id, "seller": seller_id}).all()


@cache
def _stored() -> sa.Executable:
    cleared = (
        sa.select(sa.case((changes.kind == "clear", length_of(changes.lines)), else_=0))
        .where(changes.cart_id == carts.id, stands(), changes.kind.in_(("clear", "restore")))
        .order_by(changes.version.desc())
        .limit(1)
        .correlate(table_of(Cart))
        .scalar_subquery()
    )
    return (
        sa.select(
            carts.seller_id,
            carts.version,
            carts.changed_at,
            sa.func.coalesce(cleared, 0).label("restorable"),
            saved.id,
            saved.product_id,
            saved.catalog_id,
            catalogs.code.label("catalog_code"),
            products.sku,
            products.name,
            saved.quantity,
            saved.seen_price,
            saved.added_by,
            contacts.name.label("added_by_name"),
            saved.added_at,
            saved.note,
            acting_duty(employees.id).label("added_as"),
        )
        .select_from(table_of(Cart))
        .outerjoin(table_of(SavedLine), saved.cart_id == carts.id)
        .outerjoin(table_of(Product), products.id == saved.product_id)
        .outerjoin(table_of(Catalog), catalogs.id == saved.catalog_id)
        .outerjoin(table_of(Contact), contacts.id == saved.added_by)
        .outerjoin(table_of(Employee), employees.contact_id == saved.added_by)
        .where(carts.outlet_id == sa.bindparam("outlet"), carts.seller_id == sa.bindparam("seller"))
        .order_by(saved.added_at.desc(), saved.id.desc())
    )
