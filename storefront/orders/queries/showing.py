"""One order with all that its page shows."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import nested
from storefront.orders.queries.history import summaries
from storefront.orders.queries.seeing import Viewer, visible_orders
from storefront.orders.tables import OrderEvent, SalesOrder
from storefront.parties.tables import Contact

orders = table_of(SalesOrder).c
events = table_of(OrderEvent).c
deciders = table_of(Contact).alias("deciders")


def one(session: Session, viewer: Viewer, number: str) -> sa.Row[Any] | None:
    """An order by number, if the viewer may see it."""
    return session.execute(_one(viewer.rights), viewer.parameters | {"number": number}).one_or_none()


@cache
def _one(rights: tuple[str, ...]) -> sa.Executable:
    return one_order().where(orders.number == sa.bindparam("number"), visible_orders(rights))


def one_order() -> Any:
    """Orders with what the page of one shows, and what was decided about it (`events`, nested rows)."""
    decided = (
        sa.select(
            events.kind,
            events.reason,
            # As text: within rows it would be read on one database only.
            sa.cast(events.skus, sa.Text).label("skus"),
            deciders.c.name,
            events.made_at,
        )
        .join_from(table_of(OrderEvent), deciders, deciders.c.id == events.contact_id)
        .where(events.order_id == orders.id)
        .order_by(events.made_at, events.id)
        .correlate(table_of(SalesOrder))
    )
    more = (orders.note, orders.requested_delivery_date, orders.payment_method, orders.address)
    return summaries(*more, nested(decided).label("events"))
