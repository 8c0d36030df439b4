"""Every statement of this slice."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import shared, table_of
from storefront.db.recordset import payload, recordset
from storefront.pricing.tables import PriceEntry

entries = table_of(PriceEntry).c


def entries_for(
    session: Session, list_ids: Sequence[UUID], product_ids: Sequence[UUID]
) -> Sequence[sa.Row[Any]]:
    """The entries of some lists for some products: one statement for a page or for a cart of 500 lines."""
    given = {"lists": list_ids, "wanted": payload([product_id] for product_id in product_ids)}
    return session.execute(_entries(), given).all()


@cache
def _entries() -> sa.Executable:
    wanted = recordset("wanted", {"product_id": sa.Uuid()})
    return (
        sa.select(
            shared(entries.product_id),
            shared(entries.price_list_id),
            entries.minimum_quantity,
            entries.unit_price,
        )
        .join_from(wanted, table_of(PriceEntry), entries.product_id == wanted.c.product_id)
        .where(entries.price_list_id.in_(sa.bindparam("lists", expanding=True)))
    )
