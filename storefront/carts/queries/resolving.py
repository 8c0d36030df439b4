"""What lines of a list may mean: products by what was typed, what the outlet bought and holds, successors."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.tables import Cart, CartLine
from storefront.catalog.tables import Catalog, CatalogEntry, NodeCatalog, Product
from storefront.db.columns import CODE, SharedId, shared, table_of
from storefront.db.folding import folded
from storefront.db.recordset import payload, recordset
from storefront.offers.tables import OutletPurchase
from storefront.parties.tables import HierarchyNode
from storefront.sellers.tables import Seller

products = table_of(Product).c
purchases = table_of(OutletPurchase).c
catalogs = table_of(Catalog).c
catalog_entries = table_of(CatalogEntry).c
node_catalogs = table_of(NodeCatalog).c
nodes = table_of(HierarchyNode).c
carts = table_of(Cart).c
lines = table_of(CartLine).c

LONGEST_CHAIN = 8
"""So many successors are followed, one after the other; a circle ends here too."""


def by_sku(session: Session, outlet_id: UUID, codes: Iterable[str]) -> Sequence[sa.Row[Any]]:
    """Products by folded SKUs, each with what the outlet bought of it: a row for each catalog, or one without."""
    given = {"codes": payload([code] for code in codes), "outlet": outlet_id}
    return session.execute(_by_code("sku"), given).all()


def by_base_code(session: Session, outlet_id: UUID, codes: Iterable[str]) -> Sequence[sa.Row[Any]]:
    """Products by folded base codes, in the same shape."""
    given = {"codes": payload([code] for code in codes), "outlet": outlet_id}
    return session.execute(_by_code("base_code"), given).all()


@cache
def _by_code(column: str) -> sa.Executable:
    codes = recordset("codes", {"code": CODE})
    owner, buying = table_of(Seller).alias("owner"), table_of(Seller).alias("buying")
    of_outlet = (purchases.outlet_id == sa.bindparam("outlet", type_=sa.Uuid())) & (
        purchases.product_id == products.id
    )
    return (
        sa.select(
            codes.c.code,
            shared(products.id),
            products.sku,
            products.name,
            shared(products.owner_id),
            owner.c.kind.label("owner_kind"),
            shared(purchases.catalog_id),
            sa.type_coerce(buying.c.id, SharedId()).label("seller_id"),
            buying.c.currency,
            purchases.last_ordered_at,
            purchases.last_unit_price,
        )
        .select_from(codes)
        .join(table_of(Product), folded(products[column]) == codes.c.code)
        .join(owner, owner.c.id == products.owner_id)
        .outerjoin(table_of(OutletPurchase), of_outlet)
        .outerjoin(table_of(Catalog), catalogs.id == purchases.catalog_id)
        .outerjoin(buying, buying.c.id == catalogs.seller_id)
        .order_by(products.sku, products.id)
    )


def successors(session: Session, product_ids: Iterable[UUID]) -> Sequence[sa.Row[Any]]:
    """For each product those that replaced it, the nearest first: `origin`, `successor`."""
    return session.execute(_successors(), {"origins": payload([each] for each in product_ids)}).all()


@cache
def _successors() -> sa.Executable:
    origins = recordset("origins", {"id": sa.Uuid()})
    chain = (
        sa.select(
            products.id.label("origin"),
            products.replaced_by_id.label("successor"),
            sa.literal(1).label("step"),
        )
        .join_from(origins, table_of(Product), products.id == origins.c.id)
        .where(products.replaced_by_id.is_not(None))
        .cte("chain", recursive=True)
    )
    further = (
        sa.select(chain.c.origin, products.replaced_by_id, chain.c.step + 1)
        .join_from(chain, table_of(Product), products.id == chain.c.successor)
        .where(products.replaced_by_id.is_not(None), chain.c.step < LONGEST_CHAIN)
    )
    chain = chain.union_all(further)
    return sa.select(chain.c.origin, chain.c.successor).order_by(chain.c.origin, chain.c.step)


def listed_in(session: Session, organization_id: UUID, product_ids: Iterable[UUID]) -> Sequence[UUID]:
    """Those of some products that a catalog lists which any node of the organization was given."""
    given = {"organization": organization_id, "asked": payload([each] for each in product_ids)}
    return session.execute(_listed_in(), given).scalars().all()


@cache
def _listed_in() -> sa.Executable:
    asked = recordset("asked", {"id": sa.Uuid()})
    own = (
        sa.select(node_catalogs.catalog_id)
        .join_from(table_of(NodeCatalog), table_of(HierarchyNode), nodes.id == node_catalogs.node_id)
        .where(nodes.organization_id == sa.bindparam("organization", type_=sa.Uuid()))
    )
    is_listed = (
        sa.select(sa.literal_column("1", sa.Integer))
        .where(catalog_entries.product_id == asked.c.id, catalog_entries.catalog_id.in_(own))
        .correlate(asked)
        .exists()
    )
    return sa.select(asked.c.id).where(is_listed)


def held(session: Session, outlet_id: UUID, product_ids: Iterable[UUID]) -> Sequence[sa.Row[Any]]:
    """The lines of the outlet's carts that hold any of some products."""
    given = {"outlet": outlet_id, "asked": payload([each] for each in product_ids)}
    return session.execute(_held(), given).all()


@cache
def _held() -> sa.Executable:
    asked = recordset("asked", {"id": sa.Uuid()})
    return (
        sa.select(
            shared(carts.seller_id),
            lines.id,
            lines.product_id,
            shared(lines.catalog_id),
            lines.quantity,
            lines.seen_price,
            shared(lines.added_by),
            lines.added_at,
        )
        .select_from(table_of(Cart))
        .join(table_of(CartLine), lines.cart_id == carts.id)
        .where(carts.outlet_id == sa.bindparam("outlet"), lines.product_id.in_(sa.select(asked.c.id)))
    )
