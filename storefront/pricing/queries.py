"""Every statement of this slice."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import shared, table_of
from storefront.db.recordset import recordset
from storefront.pricing.tables import PriceEntry

entries = table_of(PriceEntry).c


def entries_for(
    session: Session, list_ids: Sequence[UUID], product_ids: Sequence[UUID]
) -> Sequence[sa.Row[Any]]:
    """The entries of some lists for some products: one statement for a page or for a cart of 500 lines."""
    pairs = [[list_id.hex, product_id.hex] for product_id in product_ids for list_id in list_ids]
    return session.execute(_entries(), {"wanted": pairs}).all()


@cache
def _entries() -> sa.Executable:
    # Pairs, not two lists: each is one probe of the primary key, and no plan can think of reading whole price lists.
    wanted = recordset("wanted", {"price_list_id": sa.Uuid(), "product_id": sa.Uuid()})
    of_pair = (entries.price_list_id == wanted.c.price_list_id) & (entries.product_id == wanted.c.product_id)
    return sa.select(
        shared(entries.product_id),
        shared(entries.price_list_id),
        entries.minimum_quantity,
        entries.unit_price,
    ).join_from(wanted, table_of(PriceEntry), of_pair)
