"""The history of orders."""

import csv
import io
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response, StreamingResponse

from storefront.api.actor import SignedIn, ask
from storefront.api.answers import answer, moment
from storefront.api.schemas.orders import HistoryBody, OrderBody, OrderQuery, history, order
from storefront.db.session import reading
from storefront.kit.clock import now
from storefront.orders import service as orders
from storefront.orders.snapshots import OrderSummary

router = APIRouter(prefix="/api/v1/orders", tags=["orders"])

ROWS_AT_ONCE = 200
COLUMNS = (
    "number",
    "placed_at",
    "status",
    "outlet",
    "outlet_name",
    "organization",
    "organization_name",
    "seller",
    "seller_name",
    "contact",
    "employee",
    "purchase_order_number",
    "lines",
    "total",
    "currency",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A spreadsheet runs a cell that begins with one of these; some read the full-width forms alike."""


@router.get("", response_model=HistoryBody)
def list_orders(caller: SignedIn, query: Annotated[OrderQuery, Query()]) -> Response:
    """Orders that you may see, newest first, with the totals of the whole selection."""
    wanted = query.filter()
    found = ask(caller, lambda session, actor: orders.list_orders(session, actor, wanted))
    return answer(history(found))


@router.get(
    "/export.csv", responses={200: {"content": {"text/csv": {}}, "description": "One row for each order."}}
)
def export_orders(caller: SignedIn, query: Annotated[OrderQuery, Query()]) -> Response:
    """The same selection as a file for spreadsheets, at most 100,000 orders; `limit` and `cursor` do not matter."""
    wanted = query.filter()
    found = ask(caller, lambda _, actor: orders.export_orders(reading, actor, wanted))
    # The first rows before the answer begins: what goes wrong by then is still a problem document.
    first = list(islice(found, ROWS_AT_ONCE))
    name = f"orders-{now().date().isoformat()}.csv"
    return StreamingResponse(
        csv_chunks(chain(first, found)),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"},
    )


@router.get("/{number}", response_model=OrderBody)
def show_order(caller: SignedIn, number: Annotated[str, Path(description="The order's number.")]) -> Response:
    """One order with its frozen lines."""
    return answer(order(ask(caller, partial(orders.show_order, number=number))))


def csv_chunks(summaries: Iterable[OrderSummary]) -> Iterator[bytes]:
    """The file, a few hundred rows at a time."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = iter(summaries)
    while True:
        some = list(islice(rows, ROWS_AT_ONCE))
        writer.writerows(csv_row(summary) for summary in some)
        if written.tell():
            yield written.getvalue().encode()
        if not some:
            return
        written.seek(0)
        written.truncate()


def csv_row(summary: OrderSummary) -> list[str]:
    """An order in the order of `COLUMNS`, safe to open in a spreadsheet."""
    by = summary.placed_by
    cells = [
        summary.number,
        moment(summary.placed_at),
        summary.status,
        summary.outlet_number,
        summary.outlet_name,
        summary.organization_number,
        summary.organization_name,
        summary.seller_code,
        summary.seller_name,
        by.contact or "",
        by.employee or "",
        summary.purchase_order_number,
        str(summary.line_count),
        summary.total.amount,
        summary.total.currency,
    ]
    return [f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in cells]
