"""Pages of orders as they come from the database, and their rows in words of the trade."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.db.recordset import unnested
from storefront.kit.clock import as_utc
from storefront.kit.errors import Invalid
from storefront.kit.money import Money, UnitPrice
from storefront.kit.paging import checked_limit, decode_cursor, encode_cursor
from storefront.orders.queries import history as queries
from storefront.orders.queries.selecting import Selection
from storefront.orders.snapshots import (
    OrderEventView,
    OrderFilter,
    OrderLineView,
    OrderSummary,
    OrderView,
    PlacedBy,
)
from storefront.parties.snapshots import Address
from storefront.pricing.rules import read_trace
from storefront.pricing.snapshots import PriceCandidate


def page_of(
    session: Session, selection: Selection, wanted: OrderFilter, *, counted: int = 0
) -> tuple[Sequence[Row[Any]], str | None]:
    """The rows of a page and the cursor of the next; see `queries.page`.

    Raises:
        Invalid: the limit or the cursor is not acceptable.
    """
    checked_limit(wanted.limit)
    kind = str if wanted.sort.endswith("placed_at") else int
    after = decode_cursor(f"orders:{wanted.sort}", wanted.cursor, kind, int)
    place = None if after is None else (_moment(after[0]) if kind is str else after[0], int(after[1]))
    rows = queries.page(
        session, selection, sort=wanted.sort, after=place, limit=wanted.limit + 1, counted=counted
    )
    shown = rows[: wanted.limit]
    following = None
    if len(rows) > wanted.limit:
        last = shown[-1]
        value = last.placed_at.isoformat() if kind is str else last.total_minor
        following = encode_cursor(f"orders:{wanted.sort}", value, last.sequence)
    return shown, following


def _moment(value: str | int) -> datetime:
    try:
        return as_utc(datetime.fromisoformat(str(value)))
    except (ValueError, OverflowError) as error:
        raise Invalid("This page marker belongs to another list.", fields={"cursor": "unknown"}) from error


def order_summary(row: Row[Any]) -> OrderSummary:
    """A row of a page in words of the trade."""
    return OrderSummary(
        number=row.number,
        outlet_number=row.outlet_number,
        outlet_name=row.outlet_name,
        seller_code=row.seller_code,
        seller_name=row.seller_name,
        organization_number=row.organization_number,
        organization_name=row.organization_name,
        placed_at=row.placed_at,
        placed_by=PlacedBy(row.contact_id, row.contact_name, row.employee_name),
        status=row.status,
        purchase_order_number=row.purchase_order_number,
        line_count=row.line_count,
        total=Money(row.total_minor, row.currency),
        rejected=Money(row.rejected_minor, row.currency),
    )


def order_line(row: Row[Any], currency: str, trace: tuple[PriceCandidate, ...] = ()) -> OrderLineView:
    """A row of lines in words of the trade."""
    return OrderLineView(
        position=row.position,
        sku=row.sku,
        catalog=row.catalog,
        name=row.name,
        quantity=row.quantity,
        unit_price=UnitPrice(row.unit_price, currency),
        line_total=Money(row.total_minor, currency),
        price_trace=trace,
        note=row.note,
        rejection_reason=row.rejection_reason,
    )


def order_view(session: Session, row: Row[Any]) -> OrderView:
    """An order with its frozen lines and what was decided about it."""
    return OrderView(
        summary=order_summary(row),
        lines=tuple(
            order_line(line, row.currency, read_trace(line.price_trace, row.currency))
            for line in queries.lines_of(session, row.id)
        ),
        note=row.note,
        requested_delivery_date=row.requested_delivery_date,
        payment_method=row.payment_method,
        address=Address(*row.address),
        events=tuple(_event(*each) for each in unnested(row.events)),
    )


def _event(kind: str, reason: str, skus: str, made_by: str, made_at: str) -> OrderEventView:
    return OrderEventView(
        kind, reason, tuple(json.loads(skus)), made_by, as_utc(datetime.fromisoformat(made_at))
    )
