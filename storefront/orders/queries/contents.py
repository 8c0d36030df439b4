"""What several orders had, for ordering it again."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog
from storefront.db.columns import CODE, shared, table_of
from storefront.db.recordset import payload, recordset
from storefront.orders.queries.seeing import Viewer, visible_orders
from storefront.orders.tables import OrderLine, SalesOrder
from storefront.parties.tables import HierarchyNode
from storefront.sellers.tables import Seller

orders = table_of(SalesOrder).c
lines = table_of(OrderLine).c
nodes = table_of(HierarchyNode).c
sellers = table_of(Seller).c
catalogs = table_of(Catalog).c


def contents(session: Session, viewer: Viewer, numbers: Sequence[str], most: int) -> Sequence[sa.Row[Any]]:
    """Every line of some orders with its order's facts, of those that the viewer may see."""
    given = viewer.parameters | {"numbers": payload([number] for number in numbers), "most": most}
    return session.execute(_contents(viewer.rights), given).all()


@cache
def _contents(rights: tuple[str, ...]) -> sa.Executable:
    wanted = recordset("numbers", {"number": CODE})
    return (
        sa.select(
            orders.number,
            orders.placed_at,
            orders.currency,
            nodes.number.label("outlet"),
            sellers.code.label("seller"),
            lines.sku,
            lines.name,
            lines.quantity,
            lines.unit_price,
            shared(lines.product_id),
            shared(lines.catalog_id),
            catalogs.code.label("catalog"),
        )
        .select_from(wanted)
        .join(table_of(SalesOrder), orders.number == wanted.c.number)
        .join(table_of(OrderLine), lines.order_id == orders.id)
        .join(table_of(HierarchyNode), nodes.id == orders.outlet_id)
        .join(table_of(Seller), sellers.id == orders.seller_id)
        .join(table_of(Catalog), catalogs.id == lines.catalog_id)
        .where(visible_orders(rights))
        .order_by(orders.sequence, lines.position)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
